//! What is typed into the form of the counter: kept as it is, so that a page that is shown again loses nothing, and read
//! into what the API takes as well.

use super::Problem;
use super::asked::Asked;
use super::scans::BESIDE;
use crate::Site;
use crate::api::{Filed, FiledLate, FiledPerson, Paper};
use crate::door::Filled;
use crate::pages::Page;
use crate::words::{key_of, short_date};
use motcua_app::notices::{EmailAddress, KnownEmail, Texts, Wants};
use motcua_catalogue::{Channel, ChannelRow, Component, FeeAmount, FeeRule};
use motcua_dossier::{
    CardField, IdCard, InsteadOfSigning, NationalId, Party, PartyInput, Phone, PriorityGround,
};
use motcua_kernel::{Date, PartyId, Refusal};
use serde::Serialize;
use std::collections::BTreeMap;
use std::str::FromStr;
use uuid::Uuid;

/// The fields of a person, as the form names them and in its order.
pub const PERSON_FIELDS: [&str; 4] = ["national-id", "name", "address", "phone"];
/// What a scanner typed; it is read and not kept.
const SCAN: &str = "scan";

/// Fields by name.
#[derive(Clone, Debug, Default)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// As it was sent.
    pub fn sent(form: &Filled) -> Self {
        let texts = form.below("").filter(|(name, _)| !name.starts_with(BESIDE));
        Self(texts.map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
    }

    /// As the form is offered first: everything required is there, one unit is counted. Of a choice nothing is.
    pub fn offered(asked: &Asked<'_>, receiving: &str) -> Self {
        let mut typed = Self::default();
        typed.set("receiving", receiving);
        let channels = asked.open_channels();
        if let Some(row) = channels.first() {
            typed.set("channel", row.channel.code());
            for (rule, _) in per_unit(row) {
                typed.set(&format!("quantities.{}", rule.code), "1");
            }
        }
        for group in &asked.case.components {
            for paper in &group.components {
                let there = paper.required && !group.one_of;
                let (originals, copies) = if there { (paper.originals, paper.copies) } else { (0, 0) };
                typed.set(&format!("components.{}.originals", paper.code), &originals.to_string());
                typed.set(&format!("components.{}.copies", paper.code), &copies.to_string());
            }
        }
        typed
    }

    /// As it was kept.
    pub const fn kept(fields: BTreeMap<String, String>) -> Self {
        Self(fields)
    }

    /// Every field.
    pub const fn fields(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// What a scanner typed, which is then gone.
    pub fn take_scan(&mut self) -> String {
        self.0.remove(SCAN).unwrap_or_default()
    }

    /// Takes over from `other` whose visit it is.
    pub fn take_people(&mut self, other: &Self) {
        let is_theirs = |name: &str| {
            ["applicant.", "helper.", "card."].iter().any(|it| name.starts_with(it))
                || matches!(name, "scanned" | "doubts" | "priority" | "instead_of_signing")
        };
        let theirs = other.0.iter().filter(|(name, _)| is_theirs(name));
        self.0.extend(theirs.map(|(name, text)| (name.clone(), text.clone())));
    }

    /// The people of an ID card that was scanned: what was read well is marked so, what was not is named.
    pub fn take_card(&mut self, card: &IdCard) {
        let before = self.of("applicant", "national-id");
        if !before.is_empty() && before != card.national_id {
            // Another person: what the card does not say is not theirs.
            self.set("applicant.phone", "");
            self.set("applicant.email", "");
            self.set("applicant.texts", "");
        }
        self.set("applicant.national-id", &card.national_id);
        self.set("applicant.name", &card.name);
        self.set("applicant.address", &card.address);
        let codes = |doubtful: bool| {
            let fields = [CardField::NationalId, CardField::Name, CardField::Address, CardField::Born];
            let wanted = fields.into_iter().filter(|it| card.doubts.contains(it) == doubtful);
            wanted.map(CardField::code).collect::<Vec<_>>().join(" ")
        };
        self.set("scanned", &codes(false));
        self.set("doubts", &codes(true));
        let day = |date: Option<Date>| date.map_or_else(String::new, short_date);
        self.set("card.born", &day(card.born));
        self.set("card.issued", &day(card.issued));
        self.set("card.sex", &card.sex);
    }

    /// Whether the field `code` of the applicant stands in the list `name` of codes.
    pub fn lists(&self, name: &str, code: &str) -> bool {
        self.text(name).split(' ').any(|it| it == code)
    }

    /// Takes an earlier dossier's person over: what is typed stays, what is empty is filled.
    pub fn fill_in(&mut self, person: &Party) {
        let optional = |it: Option<&str>| it.unwrap_or_default().to_owned();
        let known = [
            ("applicant.name", person.name.as_str().to_owned()),
            ("applicant.national-id", optional(person.national_id.as_ref().map(NationalId::as_str))),
            ("applicant.phone", optional(person.phone.as_ref().map(Phone::as_str))),
            ("applicant.address", optional(person.address.as_deref())),
        ];
        for (name, text) in known {
            if self.text(name).is_empty() {
                self.set(name, &text);
            }
        }
    }

    /// Takes the address of mail over that somebody has verified before.
    pub fn fill_in_email(&mut self, known: Option<&KnownEmail>) {
        if let Some(known) = known.filter(|_| self.text("applicant.email").is_empty()) {
            self.set("applicant.email", &known.address);
            self.set("applicant.language", &known.locale);
            if known.wants != Wants::All {
                self.set("applicant.told", &key_of(&known.wants, ""));
            }
        }
    }

    /// The fields below `prefix` without it, and of the others those that are `shared`.
    pub fn below(&self, prefix: &str, shared: &[&str]) -> Self {
        let inside =
            |(name, text): (&String, &String)| Some((name.strip_prefix(prefix)?.to_owned(), text.clone()));
        let mut below = Self(self.0.iter().filter_map(inside).collect());
        for name in shared {
            below.set(name, self.text(name));
        }
        below
    }

    /// Takes the fields of another form over, each under `prefix`.
    pub fn set_below(&mut self, prefix: &str, other: &Self) {
        self.0.extend(other.0.iter().map(|(name, text)| (format!("{prefix}{name}"), text.clone())));
    }

    pub fn set(&mut self, name: &str, text: &str) {
        self.0.insert(name.to_owned(), text.to_owned());
    }

    /// What stands in a field; empty when nothing does.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// What stands in the field `name` of `group`.
    pub fn of(&self, group: &str, name: &str) -> &str {
        self.text(&format!("{group}.{name}"))
    }

    /// Whether another person brings the papers.
    pub fn has_helper(&self) -> bool {
        PERSON_FIELDS.iter().any(|name| !self.of("helper", name).is_empty())
    }

    /// The channel, if it is one that the case has open.
    pub fn channel<'a>(&self, asked: &Asked<'a>) -> Option<&'a ChannelRow> {
        let channels = asked.open_channels();
        channels.iter().find(|it| it.channel.code() == self.text("channel")).or(channels.first()).copied()
    }

    /// The filing as far as it can be read, and what can not.
    pub fn read(&self, asked: &Asked<'_>) -> (Filed, Vec<Problem>) {
        let mut wrong = Vec::new();
        let channel = self.channel(asked);
        let mut quantities = BTreeMap::new();
        for (rule, _) in channel.into_iter().flat_map(per_unit) {
            let field = format!("quantities.{}", rule.code);
            match self.number::<u32>(&field, &rule.name, &field) {
                Ok(Some(quantity)) => {
                    quantities.insert(rule.code.clone(), quantity);
                }
                Ok(None) => {}
                Err(refusal) => wrong.push(refusal.into()),
            }
        }
        let mut components = Vec::new();
        for paper in asked.papers() {
            match self.counted(paper) {
                Ok((0, 0)) => {}
                Ok((originals, copies)) => {
                    components.push(Paper { code: paper.code.clone(), originals, copies });
                }
                Err(refusal) => wrong.push(refusal.into()),
            }
        }
        let answers = asked.case.route.questions().into_iter().filter_map(|code| {
            let answer = match self.of("answers", code) {
                "yes" => true,
                "no" => false,
                _ => return None,
            };
            Some((code.to_owned(), answer))
        });
        let filed = Filed {
            procedure: asked.procedure.code.clone(),
            case: asked.case.code.clone(),
            channel: channel.map_or(Channel::Counter, |it| it.channel),
            receiving: self.text("receiving").to_owned(),
            competent: None,
            applicant: self.person("applicant"),
            helper: self.has_helper().then(|| self.person("helper")),
            answers: answers.collect(),
            components,
            quantities,
            handed_in_at: self.handed_in_at(),
            priority: self.one_of("priority", &PriorityGround::ALL),
            instead_of_signing: self.one_of("instead_of_signing", &InsteadOfSigning::ALL),
            late: self.late(),
        };
        (filed, wrong)
    }

    /// Where the papers were handed in, if elsewhere.
    pub fn handed_in_at(&self) -> Option<String> {
        Some(self.text("handed_in_at")).filter(|it| !it.is_empty()).map(str::to_owned)
    }

    /// The value of a closed list that stands in the field `name`.
    pub fn one_of<T: Copy + Serialize>(&self, name: &str, all: &[T]) -> Option<T> {
        all.iter().copied().find(|it| key_of(it, "") == self.text(name))
    }

    /// The paper slip it is entered from, if it is.
    pub fn late(&self) -> Option<FiledLate> {
        let filled = |name| Some(self.of("late", name)).filter(|it| !it.is_empty()).map(str::to_owned);
        Some(FiledLate {
            permit: filled("permit")?,
            slip: self.of("late", "slip").to_owned(),
            received: self.of("late", "received").to_owned(),
            promised: filled("promised"),
        })
    }

    /// What is wrong with the people, each field for itself.
    pub fn people_wrong(&self) -> Vec<Problem> {
        let groups = ["applicant", "helper"].into_iter().filter(|it| *it == "applicant" || self.has_helper());
        let emails = ["applicant", "helper"].into_iter().filter_map(|group| self.email_wrong(group));
        let texts = ["applicant", "helper"].into_iter().filter_map(|group| self.texts_wrong(group));
        groups.flat_map(|group| self.person_wrong(group)).chain(emails).chain(texts).collect()
    }

    /// Zalo without a telephone.
    fn texts_wrong(&self, group: &str) -> Option<Problem> {
        let chose = self.of(group, "texts") == Texts::Zalo.code() && self.of(group, "phone").is_empty();
        chose.then(|| Refusal::new("app.texts-no-telephone").at(format!("{group}.texts")).into())
    }

    fn email_wrong(&self, group: &str) -> Option<Problem> {
        let email = self.of(group, "email");
        let wrong = EmailAddress::parse(email).err().filter(|_| !email.is_empty())?;
        Some(wrong.at(format!("{group}.email")).into())
    }

    fn person_wrong(&self, group: &str) -> Vec<Problem> {
        // A name that is one, so that every other field is looked at as well.
        const NAMED: &str = "Người nộp";
        let field = |name| Some(self.of(group, name));
        let inputs = [
            PartyInput { name: self.of(group, "name"), ..PartyInput::default() },
            PartyInput { name: NAMED, national_id: field("national-id"), ..PartyInput::default() },
            PartyInput { name: NAMED, phone: field("phone"), ..PartyInput::default() },
            PartyInput { name: NAMED, address: field("address"), ..PartyInput::default() },
        ];
        let refused = inputs.into_iter().filter_map(|it| Party::parse(PartyId(Uuid::nil()), it).err());
        refused
            .map(|refusal| {
                let inner = refusal.field.clone().unwrap_or_default();
                refusal.at(format!("{group}.{inner}")).into()
            })
            .collect()
    }

    /// Who is named in `group`.
    pub fn person(&self, group: &str) -> FiledPerson {
        let filled = |name| Some(self.of(group, name)).filter(|it| !it.is_empty()).map(str::to_owned);
        FiledPerson {
            name: self.of(group, "name").to_owned(),
            national_id: filled("national-id"),
            phone: filled("phone"),
            address: filled("address"),
            email: filled("email"),
            texts: filled("texts"),
            told: filled("told"),
            language: filled("language"),
        }
    }

    fn counted(&self, paper: &Component) -> Result<(u16, u16), Refusal> {
        let group = format!("components.{}", paper.code);
        let count = |name: &str| self.number(&format!("{group}.{name}"), &paper.name, &group);
        Ok((count("originals")?.unwrap_or(0), count("copies")?.unwrap_or(0)))
    }

    /// The number in `field`; nothing when it is empty.
    fn number<N: FromStr>(&self, field: &str, name: &str, at: &str) -> Result<Option<N>, Refusal> {
        let text = self.text(field);
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = |_| Refusal::new("web.count-wrong").with("name", name).at(at);
        text.parse().map(Some).map_err(wrong)
    }
}

/// By which messages a telephone can be told, for whoever chooses; none where there is nothing to choose.
pub fn offered_texts(site: &Site, page: &Page) -> Vec<(&'static str, String)> {
    let offered = [(Texts::Sms, "label.told-by-sms"), (Texts::Zalo, "label.told-by-zalo")];
    let all = offered.map(|(it, words)| (it.code(), page.t(words)));
    if site.context.offers_zalo() { all.into() } else { Vec::new() }
}

/// The prices of a channel that count units.
pub fn per_unit(row: &ChannelRow) -> impl Iterator<Item = (&FeeRule, &str)> {
    row.fees.iter().filter_map(|rule| match &rule.amount {
        FeeAmount::PerUnit { unit, .. } | FeeAmount::ByBracket { unit, .. } => Some((rule, unit.as_str())),
        FeeAmount::Fixed { .. } | FeeAmount::Assessed => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_app::Province;
    use motcua_kernel::parse_date;
    use std::collections::BTreeSet;

    fn check(code: &str, test: impl FnOnce(&Asked<'_>)) {
        let province = Province::can_tho().unwrap();
        let procedure = province.catalogue.procedure(code).unwrap();
        let version = province.catalogue.version_on(code, parse_date("2026-11-25").unwrap()).unwrap();
        test(&Asked { procedure, version, case: &version.cases[0], elsewhere: BTreeSet::new() });
    }

    #[test]
    fn what_is_required_is_offered_as_there_and_a_choice_is_not() {
        check("1.001193", |asked| {
            let typed = Typed::offered(asked, "H13.163.01");
            let (filed, wrong) = typed.read(asked);
            assert!(wrong.is_empty());
            let there: Vec<&str> = filed.components.iter().map(|it| it.code.as_str()).collect();
            assert_eq!(there, ["to-khai"]);
            assert_eq!(filed.quantities.values().copied().collect::<Vec<_>>(), [1]);
        });
    }

    #[test]
    fn every_field_that_can_not_be_so_is_named_at_once() {
        check("1.013831", |asked| {
            let mut typed = Typed::offered(asked, "H13.163.01");
            typed.set("components.hop-dong.copies", "hai");
            typed.set("applicant.national-id", "123");
            typed.set("applicant.texts", "zalo");
            typed.set("helper.phone", "x");
            typed.set("helper.texts", "zalo");
            let fields = |wrong: Vec<Problem>| wrong.into_iter().map(|it| it.field).collect::<Vec<_>>();
            assert_eq!(fields(typed.read(asked).1), ["components.hop-dong"]);
            let people =
                ["applicant.name", "applicant.national-id", "helper.name", "helper.phone", "applicant.texts"];
            assert_eq!(fields(typed.people_wrong()), people);
        });
    }
}
