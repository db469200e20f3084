//! The form of a case as a page: what was typed, what is wrong with it, and what would come of it now.

use super::asked::Asked;
use super::case_form::{CaseForm, Field, person_fields};
use super::late::Late;
use super::needs::Needs;
use super::panel::Panel;
use super::typed::{Typed, offered_texts};
use super::{HERE, Problem, counter_ids, counters, filing_points, scans};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::intake;
use motcua_i18n::say;
use motcua_kernel::Instant;
use std::collections::BTreeMap;

/// The page.
#[derive(Template)]
#[template(path = "counter.html")]
pub struct Sheet<'a> {
    page: Page,
    asked: Asked<'a>,
    typed: Typed,
    key: String,
    counters: Vec<(String, String)>,
    channels: Vec<(&'static str, String)>,
    applicant: Vec<Field>,
    helper: Vec<Field>,
    form: CaseForm,
    conditions: Vec<Condition>,
    late: Late,
    needs: Needs,
    /// By which messages a telephone can be told, where there is a choice.
    texts: Vec<(&'static str, String)>,
    points: Vec<(String, String)>,
    /// What this counter has written of a paper before.
    phrases: BTreeMap<String, Vec<String>>,
    panel: Panel,
    read: Option<CardRead>,
    problems: Vec<Said>,
}

/// A condition the version sets.
struct Condition {
    index: usize,
    words: String,
    reason: String,
}

/// What a card said beside what the form keeps.
struct CardRead {
    /// How many fields were filled.
    filled: usize,
    /// Birthday, sex and day of issue, to hold against the card.
    about: String,
    /// The fields that were read badly, by name.
    doubts: String,
}

impl CardRead {
    fn of(page: &Page, typed: &Typed) -> Option<Self> {
        let codes = |name: &str| typed.text(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let (scanned, doubts) = (codes("scanned"), codes("doubts"));
        if scanned.is_empty() && doubts.is_empty() {
            return None;
        }
        let on_card = |key, name: &str| {
            let value = typed.of("card", name);
            if value.is_empty() { String::new() } else { page.t1(key, "value", value) }
        };
        let said = [
            on_card("label.card-born", "born"),
            typed.of("card", "sex").to_owned(),
            on_card("label.card-issued", "issued"),
        ];
        let name = |code: &String| match code.as_str() {
            "national-id" => page.t("label.person-national-id"),
            "name" => page.t("label.person-name"),
            "address" => page.t("label.address"),
            _ => page.t("label.birthday"),
        };
        Some(Self {
            filled: scanned.iter().filter(|it| *it != "born").count(),
            about: said.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · "),
            doubts: doubts.iter().map(name).collect::<Vec<_>>().join(", "),
        })
    }
}

/// A problem in words.
pub struct Said {
    pub field: String,
    pub words: String,
}

impl<'a> Sheet<'a> {
    /// The form as it is typed.
    pub async fn new(
        site: &Site,
        reader: Reader,
        caller: &Caller,
        asked: Asked<'a>,
        typed: Typed,
    ) -> Result<Self, Failure> {
        let page = Page::new(site, reader.locale, "label.counter-title", Some(caller), HERE);
        let late = Late::open(site, &page, caller).await?;
        let (panel, lacking) = Panel::new(site, &page, caller, &asked, &typed).await?;
        let key = site.context.ids.next(caller.now).map_err(motcua_app::AppError::from)?;
        let channels = asked.open_channels().into_iter().map(|it| it.channel.code());
        let sheet = Self {
            key: key.to_string(),
            counters: counters(site, caller),
            channels: channels.map(|code| (code, page.word("channel", code))).collect(),
            applicant: person_fields(&page, &typed, "applicant"),
            helper: person_fields(&page, &typed, "helper"),
            form: CaseForm::new(&page, &asked, &typed, &lacking, "").with_scans(scans::accepted(site)),
            conditions: conditions(&asked, &typed),
            late,
            needs: Needs::offered(&page),
            texts: offered_texts(site, &page),
            points: filing_points(site, caller),
            phrases: intake::phrases(&site.context, asked.procedure.id, &counter_ids(site, caller)).await?,
            panel,
            read: CardRead::of(&page, &typed),
            problems: Vec::new(),
            page,
            asked,
            typed,
        };
        Ok(sheet)
    }

    /// With what is wrong, above and beside the fields.
    pub fn with(mut self, problems: Vec<Problem>) -> Self {
        let locale = self.page.locale;
        let said = |it: Problem| Said { field: it.field, words: say(locale, &it.message) };
        let problems: Vec<Said> = problems.into_iter().map(said).collect();
        let about = |field: &str| problems.iter().find(|it| it.field == field).map(|it| it.words.clone());
        for field in self.applicant.iter_mut().chain(&mut self.helper) {
            field.error = about(&field.name);
        }
        self.form.mark(about);
        self.problems = problems;
        self
    }

    /// With the moment at which what is typed was kept.
    pub const fn saved(mut self, at: Option<Instant>) -> Self {
        self.panel.saved = at;
        self
    }

    /// With the field of the applicant in which the clerk goes on.
    pub fn next(mut self, name: Option<&str>) -> Self {
        let name = name.map(|it| format!("applicant.{it}"));
        for field in &mut self.applicant {
            field.next = Some(&field.name) == name.as_ref();
        }
        self
    }

    /// As an answer.
    pub fn answer(self, status: StatusCode) -> Response {
        html(status, &self)
    }

    fn email_error(&self, group: &str) -> Option<&str> {
        self.error(&format!("{group}.email"))
    }

    fn texts_error(&self, group: &str) -> Option<&str> {
        self.error(&format!("{group}.texts"))
    }

    fn error(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|it| it.field == field).map(|it| it.words.as_str())
    }

    /// The list of phrases that goes with a paper.
    fn phrases_of(&self, code: &str) -> &[String] {
        self.phrases.get(code).map_or(&[], Vec::as_slice)
    }

    fn guides(&self) -> bool {
        self.form.groups.iter().flat_map(|it| &it.rows).any(|it| it.lacking || !it.reason.is_empty())
            || self.conditions.iter().any(|it| !it.reason.is_empty())
    }
}

fn conditions(asked: &Asked<'_>, typed: &Typed) -> Vec<Condition> {
    let condition = |(index, words): (usize, &String)| Condition {
        index,
        words: words.clone(),
        reason: typed.of("conditions", &index.to_string()).to_owned(),
    };
    asked.version.conditions.iter().enumerate().map(condition).collect()
}
