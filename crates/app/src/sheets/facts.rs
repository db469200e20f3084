//! What the sheets of one dossier are made from, loaded once: people, words, names, and where it stands in the province.

use super::Wanted;
use crate::inquiries::WriteTo;
use crate::intake::of_bundle;
use crate::look::{ReadingPlace, people_of};
use crate::notices::used;
use crate::{AppError, Context, Province};
use motcua_catalogue::{Procedure, ProcedureVersion};
use motcua_dossier::{By, Dossier, Entry, Filing, Party, SupplementSubject};
use motcua_forms::{Addressee, Content, Day, Letterhead, Marks, Moment, OfficerContact, PaperRow, Person};
use motcua_i18n::{Locale, say};
use motcua_kernel::{AccountId, Actor, AgencyId, Instant, Message, PartyId, Refusal, TextId};
use motcua_storage::reach::{self, Reach};
use motcua_storage::{accounts, status_views};
use std::collections::BTreeMap;

/// One dossier with all its sheets may say.
pub(super) struct Facts<'a> {
    pub province: &'a Province,
    pub dossier: &'a Dossier,
    pub history: &'a [Entry],
    /// All of a bundle in the order of their group, itself among them; none where it came alone.
    pub siblings: Vec<Dossier>,
    pub filing: &'a Filing,
    pub version: &'a ProcedureVersion,
    pub procedure: Option<&'a Procedure>,
    pub applicant: Option<Party>,
    pub helper: Option<Party>,
    pub names: BTreeMap<AccountId, String>,
    pub words: BTreeMap<TextId, Option<String>>,
    pub token: Option<String>,
    pub code: Option<String>,
    /// How its people are told: the ways that are used.
    pub ways: Vec<Reach>,
    /// Where they may ask by text.
    pub write_to: Vec<WriteTo>,
    pub actor: Actor,
    pub now: Instant,
    /// The address of the site, for the codes.
    pub site: String,
    pub content: Content,
}

impl<'a> Facts<'a> {
    pub(super) async fn load(
        context: &'a Context,
        actor: Actor,
        (dossier, history): (&'a Dossier, &'a [Entry]),
        (address, made_up): (&str, Content),
    ) -> Result<Self, AppError> {
        let people = people_of(context, actor, dossier, ReadingPlace::Receipt).await?;
        Self::with_people(context, actor, (dossier, history), (address, made_up), people).await
    }

    /// The same for whoever is one of `people`: nobody else reads it.
    pub(super) async fn with_people(
        context: &'a Context,
        actor: Actor,
        (dossier, history): (&'a Dossier, &'a [Entry]),
        (address, made_up): (&str, Content),
        mut people: BTreeMap<PartyId, Option<Party>>,
    ) -> Result<Self, AppError> {
        let filing = dossier.filing.as_ref().ok_or(AppError::NotFound)?;
        let version = context.province.version(dossier.received_version().unwrap_or(filing.version))?;
        let mut take = |id| people.remove(&id).flatten();
        let (applicant, helper) = (take(filing.applicant), filing.helper.and_then(&mut take));
        let reader = context.store.reader();
        let officers = history.iter().filter_map(|it| match it.by {
            By::Officer(actor) => Some(actor.account),
            By::Party { .. } | By::Rule => None,
        });
        let officers: Vec<AccountId> = officers.chain([actor.account]).collect();
        let said = crate::look::said(context, history).await?;
        let siblings = match dossier.bundle() {
            Some(place) => of_bundle(context, place.bundle).await?,
            None => Vec::new(),
        };
        let view = status_views::by_dossier(&reader, dossier.id).await?;
        Ok(Self {
            province: &context.province,
            dossier,
            history,
            siblings,
            filing,
            version,
            procedure: context.province.catalogue.by_id(version.procedure),
            applicant,
            helper,
            names: accounts::names(&reader, &officers).await?,
            words: said.into_iter().flatten().map(|it| (it.id, it.text)).collect(),
            token: view.as_ref().map(|it| it.token.clone()),
            code: view.map(|it| it.code),
            ways: used(context, &reach::of_dossier(&reader, dossier.id).await?),
            write_to: context.write_to(),
            actor,
            now: context.clock.now(),
            site: address.to_owned(),
            content: made_up,
        })
    }

    /// Who issues it: the agency in whose name the actor acts, and the one above.
    pub(super) fn letterhead(&self) -> Letterhead {
        let tree = &self.province.agencies;
        let mut line = tree.ancestors(self.actor.agency);
        let unit = line.next().map_or_else(String::new, |it| it.name.clone());
        Letterhead {
            above: line.next().map(|it| it.name.to_uppercase()),
            unit: unit.to_uppercase(),
            place: Some(self.province.place.to_owned()),
            date: Day(self.now.date()),
            number: None,
            dossier: self.dossier.reception.as_ref().map(|it| it.number.to_string()),
        }
    }

    /// The codes: status for the citizen, number for the scanner.
    pub(super) fn marks(&self, proof_url: Option<String>) -> Marks {
        Marks {
            status_url: self.token.as_ref().map(|it| format!("{}/tra-cuu/{it}", self.site)),
            lookup_code: self.code.clone(),
            barcode: self.dossier.reception.as_ref().map(|it| it.number.to_string()),
            proof_url,
            reprint: None,
            content: self.content,
        }
    }

    pub(super) fn agency(&self, id: AgencyId) -> String {
        self.province.agencies.get(id).map_or_else(String::new, |it| it.name.clone())
    }

    /// The procedure, with its case where it has several.
    pub(super) fn subject(&self) -> String {
        let case = self.version.case(&self.filing.case).filter(|_| self.version.cases.len() > 1);
        case.map_or_else(|| self.version.name.clone(), |it| format!("{} ({})", self.version.name, it.name))
    }

    pub(super) fn person(&self) -> Person {
        self.applicant.as_ref().map_or_else(Person::default, person)
    }

    pub(super) fn addressee(&self) -> Addressee {
        let Person { name, address, phone, .. } = self.person();
        Addressee { name, address, phone }
    }

    /// The entry that is asked for.
    pub(super) fn entry(&self, wanted: Wanted) -> Result<&'a Entry, Refusal> {
        let seq = wanted.of.unwrap_or_default();
        let found = self.history.iter().find(|it| it.seq == seq);
        found.ok_or_else(|| Refusal::new("app.sheet-not-possible"))
    }

    /// The words behind an id, where they were not erased.
    pub(super) fn said(&self, id: TextId) -> String {
        self.words.get(&id).cloned().flatten().unwrap_or_default()
    }

    /// Name of whoever wrote an entry.
    pub(super) fn officer(&self, entry: &Entry) -> Option<String> {
        match entry.by {
            By::Officer(actor) => self.names.get(&actor.account).cloned(),
            By::Party { .. } | By::Rule => None,
        }
    }

    /// Whom to ask: whoever makes the sheet, at the telephone of the agency.
    pub(super) fn contact(&self) -> OfficerContact {
        let phone = self.province.contact_near(self.actor.agency, |it| it.phone.is_some());
        OfficerContact {
            name: self.names.get(&self.actor.account).cloned(),
            phone: phone.and_then(|(_, it)| it.phone.clone()),
        }
    }

    pub(super) fn paper_name(&self, code: &str) -> String {
        let case = self.version.case(&self.filing.case);
        case.and_then(|it| it.component(code)).map_or_else(|| code.to_owned(), |it| it.name.clone())
    }

    /// What was handed in.
    pub(super) fn papers(&self) -> Vec<PaperRow> {
        let row = |it: &motcua_dossier::ComponentGiven| PaperRow {
            name: self.paper_name(&it.code),
            originals: u32::from(it.originals),
            copies: u32::from(it.copies),
            note: None,
        };
        self.filing.components.iter().map(row).collect()
    }

    /// The paper or condition somebody asked for.
    pub(super) fn asked(&self, subject: &SupplementSubject) -> String {
        match subject {
            SupplementSubject::Component { code } => self.paper_name(code),
            SupplementSubject::Condition { index } => {
                let condition = self.version.conditions.get(usize::from(*index));
                condition.cloned().unwrap_or_default()
            }
        }
    }

    /// When it was received; when the visit was, for one that was not.
    pub(super) fn received(&self) -> Moment {
        let first = self.history.first().map_or(self.now, |it| it.occurred);
        Moment(self.dossier.reception.as_ref().map_or(first, |it| it.at))
    }

    pub(super) fn first_date(&self) -> Option<Moment> {
        self.dossier.reception.as_ref().map(|it| Moment(it.dates.first))
    }
}

/// A person as forms name them.
pub(super) fn person(party: &Party) -> Person {
    Person {
        name: party.name.as_str().to_owned(),
        address: party.address.clone(),
        phone: party.phone.as_ref().map(|it| it.as_str().to_owned()),
        email: None,
        id_number: party.national_id.as_ref().map(|it| it.as_str().to_owned()),
    }
}

/// Words of a sheet; official papers are in Vietnamese.
pub(super) fn written(message: &Message) -> String {
    say(Locale::Vi, message)
}
