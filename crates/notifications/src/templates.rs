//! The words of all notices, and messages made of them. A province's folder stands before what is built in, template by
//! template; one of its that is wrong is told, and the built-in one stands in its place, so that no notice fails by it.

mod answers;

use crate::engine::Engine;
use crate::inquiry::AnswerKind;
use crate::parts::{Part, Role, blocks};
use crate::values::{data, one_line, values};
use crate::words::{FRAME, LAYOUT, OF_A_KIND, Source, name_of, read};
use crate::{Channel, Facts, Form, NoticeKind, Rendered, TemplateFault, sample};
use minijinja::Value;
use minijinja::value::Serde;
use motcua_i18n::Locale;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// How long a subject may be.
const LONGEST_SUBJECT: usize = 150;

/// How long a short text may be: three messages in plain letters.
const LONGEST_SHORT: usize = 459;

/// The files that come with the program.
const BUILT_IN: [(&str, &str); 4] = [
    ("vi.toml", include_str!("../../../config/notices/vi.toml")),
    ("km.toml", include_str!("../../../config/notices/km.toml")),
    ("en.toml", include_str!("../../../config/notices/en.toml")),
    (LAYOUT, include_str!("../../../config/notices/layout.html")),
];

/// Every template, ready to be used.
#[derive(Clone, Debug)]
pub struct Templates {
    built_in: Engine,
    /// The same with those of the province that are right.
    own: Option<Engine>,
    own_files: BTreeSet<String>,
    faults: Vec<TemplateFault>,
}

impl Templates {
    /// With the words of the house alone.
    pub fn built_in() -> Self {
        let mut engine = Engine::new();
        let mut faults = Vec::new();
        for (file, text) in BUILT_IN {
            let (sources, unread) = read(file, text.as_bytes());
            faults.extend(unread);
            faults.extend(sources.into_iter().filter_map(|it| engine.add(it).err()));
        }
        Self { built_in: engine, own: None, own_files: BTreeSet::new(), faults }
    }

    /// With files of a province by their names in its folder; each template in them stands in the place of the built-in one.
    /// What is wrong with them is told by [`Templates::faults`].
    pub fn with_folder(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let mut templates = Self::built_in();
        let mut own = templates.built_in.clone();
        for (file, bytes) in files {
            let (sources, unread) = read(file, bytes);
            templates.faults.extend(unread);
            for source in sources {
                templates.faults.extend(take(&mut own, source, &templates.built_in).err());
            }
        }
        templates.own_files = files.keys().cloned().collect();
        templates.own = Some(own);
        templates
    }

    /// The names of the province's files; empty without a folder of its own.
    pub const fn own_files(&self) -> &BTreeSet<String> {
        &self.own_files
    }

    /// What is wrong with the templates; the built-in one stands in the place of each.
    pub fn faults(&self) -> &[TemplateFault] {
        &self.faults
    }

    /// Whether some words of this kind are the province's.
    pub fn is_own(&self, locale: Locale, kind: NoticeKind) -> bool {
        OF_A_KIND.iter().any(|key| self.differs(&name_of(locale, kind.code(), key)))
    }

    /// Whether the template is the province's.
    fn differs(&self, name: &str) -> bool {
        let text = |it: &Engine| it.source(name).map(|it| it.text.clone());
        self.own.as_ref().is_some_and(|it| text(it) != text(&self.built_in))
    }

    /// Everything that is wrong: what could not be read or used, and what each kind says in each language on each channel
    /// when it is made of samples. Empty: nothing is.
    pub fn check(&self) -> Vec<TemplateFault> {
        let mut faults: BTreeSet<TemplateFault> = self.faults.iter().cloned().collect();
        for kind in NoticeKind::ALL {
            for (locale, channel) in every_form() {
                for facts in sample::all(kind) {
                    match self.render(locale, channel, &[facts]) {
                        Ok(Rendered { fault, .. }) => faults.extend(fault),
                        Err(fault) => {
                            faults.insert(fault);
                        }
                    }
                }
            }
        }
        faults.extend(self.check_answers());
        faults.into_iter().collect()
    }

    /// One message of one or several notices to the same person, the oldest first. What a later one settles
    /// ([`NoticeKind::settles`]) is left out.
    ///
    /// # Errors
    /// A built-in template is wrong, or there is no notice.
    pub fn render(
        &self,
        locale: Locale,
        channel: Channel,
        facts: &[Facts],
    ) -> Result<Rendered, TemplateFault> {
        let told = unsettled(facts);
        let newest = told.last().ok_or_else(|| TemplateFault::whole_file("", "there is nothing to tell"))?;
        let mut writing = Writing { templates: self, locale, fault: None };
        let form = match channel {
            Channel::Email => writing.mail(&told, newest)?,
            Channel::Sms | Channel::Zalo => writing.short(&told, newest)?,
        };
        Ok(Rendered { form, fault: writing.fault })
    }
}

/// Every language on every channel.
fn every_form() -> impl Iterator<Item = (Locale, Channel)> {
    Locale::ALL.into_iter().flat_map(|locale| Channel::ALL.into_iter().map(move |channel| (locale, channel)))
}

/// What still holds.
fn unsettled(facts: &[Facts]) -> Vec<&Facts> {
    let settled = |place: usize, it: &Facts| {
        facts.iter().skip(place + 1).any(|later| later.number == it.number && later.kind().settles(it.kind()))
    };
    facts.iter().enumerate().filter(|(place, it)| !settled(*place, it)).map(|(_, it)| it).collect()
}

/// Takes a template of the province if it is right with every sample of what it is for.
fn take(own: &mut Engine, source: Source, built_in: &Engine) -> Result<(), TemplateFault> {
    let name = source.name.clone();
    own.add(source)?;
    let found = wrong(own, &name);
    if let (Some(_), Some(before)) = (&found, built_in.source(&name)) {
        own.add(before.clone())?;
    }
    found.map_or(Ok(()), Err)
}

/// What is wrong with a template when it is given samples.
fn wrong(engine: &Engine, name: &str) -> Option<TemplateFault> {
    if name == LAYOUT {
        let page = page(Locale::Vi, "Mẫu", &[], &[]);
        return engine.render(LAYOUT, &page).err();
    }
    let table = name.split('/').nth(1).unwrap_or_default();
    if let Ok(kind) = table.parse::<AnswerKind>() {
        return answers::wrong(engine, name, kind);
    }
    let kinds = table.parse::<NoticeKind>().ok();
    let kinds = kinds.map_or_else(|| NoticeKind::ALL.to_vec(), |it| vec![it]);
    kinds.into_iter().find_map(|kind| {
        let unknown = engine.unknown(name, &data(&sample::full(kind)));
        unknown.or_else(|| sample::all(kind).iter().find_map(|it| engine.render(name, &values(it)).err()))
    })
}

/// One message being written.
struct Writing<'a> {
    templates: &'a Templates,
    locale: Locale,
    /// The first template of the province that failed.
    fault: Option<TemplateFault>,
}

impl Writing<'_> {
    /// A template's words, by the built-in one where the province's fails.
    fn say(&mut self, name: &str, values: &Value) -> Result<String, TemplateFault> {
        if let Some(own) = &self.templates.own {
            match own.render(name, values) {
                Ok(said) => return Ok(said),
                Err(fault) => self.fault = self.fault.take().or(Some(fault)),
            }
        }
        self.templates.built_in.render(name, values)
    }

    fn say_of(&mut self, facts: &Facts, table: &str, key: &str) -> Result<String, TemplateFault> {
        self.say(&name_of(self.locale, table, key), &values(facts))
    }

    fn mail(&mut self, told: &[&Facts], newest: &Facts) -> Result<Form, TemplateFault> {
        let parts = self.parts(told, newest)?;
        let mut subject = self.say_of(newest, newest.kind().code(), "subject")?;
        if newest.sample {
            subject = format!("[{}] {subject}", self.say_of(newest, FRAME, "sample")?.trim());
        }
        let subject = one_line(&subject, LONGEST_SUBJECT);
        let text: Vec<&str> = parts.iter().map(|it| it.text.as_str()).collect();
        let text = format!("{}\n", text.join("\n\n"));
        let html = self.say(LAYOUT, &page(self.locale, &subject, &parts, &links(told)))?;
        Ok(Form::Mail { subject, text, html })
    }

    fn parts(&mut self, told: &[&Facts], newest: &Facts) -> Result<Vec<Part>, TemplateFault> {
        let mut parts = Vec::new();
        if newest.sample {
            parts.extend(Part::new(Role::Sample, &self.say_of(newest, FRAME, "sample")?));
        }
        parts.extend(Part::new(Role::Greeting, &self.say_of(newest, FRAME, "greeting")?));
        for (place, facts) in told.iter().enumerate() {
            parts.extend(Part::new(Role::News, &self.say_of(facts, facts.kind().code(), "text")?));
            let ends_a_dossier = told.get(place + 1).is_none_or(|it| it.number != facts.number);
            if ends_a_dossier {
                parts.extend(Part::new(Role::About, &self.say_of(facts, FRAME, "about")?));
            }
        }
        for (key, role) in [("contact", Role::Contact), ("closing", Role::Foot), ("unsubscribe", Role::Foot)]
        {
            parts.extend(Part::new(role, &self.say_of(newest, FRAME, key)?));
        }
        Ok(parts)
    }

    /// What matters of what holds; what is new where nothing does.
    fn short(&mut self, told: &[&Facts], newest: &Facts) -> Result<Form, TemplateFault> {
        let matters = |it: &&&Facts| it.kind().weight() == crate::Weight::Important;
        let mut chosen: Vec<&Facts> = told.iter().filter(matters).copied().collect();
        if chosen.is_empty() {
            chosen.push(newest);
        }
        let mut said = Vec::new();
        if newest.sample {
            said.push(format!("[{}]", self.say_of(newest, FRAME, "sample")?.trim()));
        }
        for facts in chosen {
            said.push(self.say_of(facts, facts.kind().code(), "short")?);
        }
        Ok(Form::Short { text: one_line(&said.join(" "), LONGEST_SHORT).replace('\u{a0}', " ") })
    }
}

/// What the layout is given.
fn page(locale: Locale, subject: &str, parts: &[Part], links: &[String]) -> Value {
    Value::from(Serde(json!({
        "lang": locale.tag(),
        "subject": subject,
        "blocks": blocks(parts, links),
    })))
}

/// The links that are ours.
fn links(told: &[&Facts]) -> Vec<String> {
    let mut links = Vec::new();
    for facts in told {
        links.extend(facts.status_link.clone());
        links.extend(facts.unsubscribe_link.clone());
        if let crate::News::VerifyAddress { link: Some(link), .. } = &facts.news {
            links.push(link.clone());
        }
    }
    links
}
