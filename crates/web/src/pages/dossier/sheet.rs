//! The page of a dossier: where it stands, whose it is, what happened, what may be done.

use super::forms::{Desk, Field, Form, form_id};
use super::history::{self, Line, subject_name};
use super::offers::{held_back, offers};
use crate::Site;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::desk::{agency_name, number, procedure_name};
use crate::pages::time_left::TimeLeft;
use crate::pages::{Page, html};
use crate::words::key_of;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::look::{self, Deed};
use motcua_app::{AppError, accounts};
use motcua_dossier::{By, Charge, Dossier, Leg, LegStatus, Party, Status, SupplementSubject};
use motcua_kernel::{AccountId, LegNo, Message, PartyId};
use std::collections::BTreeMap;

/// A form that was sent and not done.
pub struct Tried {
    /// The verb.
    pub deed: Deed,
    /// What was typed.
    pub filled: Filled,
    /// Why not.
    pub failure: Failure,
}

impl Tried {
    /// The place of the form in the page.
    pub fn form_id(&self) -> String {
        form_id(self.deed, self.filled.text("leg").parse().ok().map(LegNo))
    }
}

#[derive(Template)]
#[template(path = "dossier.html")]
struct Sheet {
    page: Page,
    version: u32,
    number: String,
    procedure: String,
    status: String,
    why: Option<String>,
    left: Option<TimeLeft>,
    facts: Vec<(&'static str, String)>,
    explanation: Option<String>,
    receipt: Option<String>,
    people: Option<Vec<Person>>,
    papers: Vec<Paper>,
    legs: Vec<Step>,
    charges: Vec<Owed>,
    history: Vec<Line>,
    forms: Vec<Form>,
    held_back: Option<String>,
    problem: Option<Problem>,
    as_of: String,
}

/// What was wrong with what was sent.
struct Problem {
    words: String,
    form: Option<String>,
}

/// A person of the filing.
struct Person {
    label: &'static str,
    name: Option<String>,
    more: Vec<(&'static str, String)>,
}

/// A paper handed in.
struct Paper {
    name: String,
    originals: u16,
    copies: u16,
}

/// A leg.
struct Step {
    class: &'static str,
    name: String,
    agency: String,
    state: String,
    assignee: Option<String>,
    steps: Option<String>,
    planned: String,
    finished: Option<String>,
    late: bool,
}

/// Something owed.
struct Owed {
    name: String,
    amount: Option<String>,
    collector: String,
    due: String,
    confirmed: bool,
}

/// The page as it is.
pub async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    dossier: &Dossier,
) -> Result<Response, Failure> {
    Ok(html(StatusCode::OK, &sheet(site, reader, caller, dossier, None).await?))
}

/// The page with a form that was not done, and what was typed into it.
pub async fn tried(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    dossier: &Dossier,
    tried: Tried,
) -> Result<Response, Failure> {
    let sheet = sheet(site, reader, caller, dossier, Some(&tried)).await?;
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &sheet))
}

async fn sheet(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    dossier: &Dossier,
    tried: Option<&Tried>,
) -> Result<Sheet, Failure> {
    let page = Page::new(site, reader.locale, "label.dossier", Some(caller), "/viec-can-lam");
    let history = look::history(&site.context, dossier.id).await?;
    let desk = Desk { site, page: &page, caller, dossier, tried };
    let forms = desk.forms(&offers(site, caller, dossier)).await?;
    let problem = tried.map(|it| {
        let form = Some(it.form_id()).filter(|id| forms.iter().any(|form| form.id == *id));
        Problem { words: page.say(&it.failure.message), form }
    });
    let view = View { site, page: &page, caller, dossier };
    let people = if caller.may_see_people(site, dossier) { Some(view.people().await?) } else { None };
    Ok(Sheet {
        version: dossier.seq,
        number: number(dossier),
        procedure: procedure_name(site, dossier),
        status: page.word("status", dossier.status.code()),
        why: view.why(),
        left: view.left(),
        facts: view.facts(),
        explanation: site.context.province.explain_first_date(dossier).map(|it| it.sentence()),
        receipt: receipt_address(dossier).filter(|_| people.is_some()),
        people,
        papers: view.papers(),
        legs: view.legs().await?,
        charges: dossier.charges.iter().map(|it| view.charge(it)).collect(),
        history: history::lines(site, &page, dossier, &history).await?,
        forms,
        held_back: held_back(site, caller, dossier).map(|it| page.say(&it.message)),
        problem,
        as_of: page.t1("label.as-of", "at", caller.now),
        page,
    })
}

/// Where the slip of a received dossier is printed once more.
fn receipt_address(dossier: &Dossier) -> Option<String> {
    dossier.reception.as_ref().map(|_| format!("/tiep-nhan/{}/giay-tiep-nhan", dossier.id))
}

struct View<'a> {
    site: &'a Site,
    page: &'a Page,
    caller: &'a Caller,
    dossier: &'a Dossier,
}

impl View<'_> {
    fn moment(&self, at: motcua_kernel::Instant) -> String {
        self.page.t1("label.moment", "at", at)
    }

    /// The ground of a stop or a suspension.
    fn why(&self) -> Option<String> {
        let (table, key) = match &self.dossier.status {
            Status::Suspended { ground, .. } => ("suspension-ground", key_of(ground, "")),
            Status::Stopped { ground, .. } => ("stop-ground", key_of(ground, "")),
            Status::GuidanceGiven
            | Status::NotReceived { .. }
            | Status::Received
            | Status::InProcess
            | Status::SupplementRequested { .. }
            | Status::AwaitingPayment { .. }
            | Status::ResultSigned { .. }
            | Status::ResultReady { .. }
            | Status::Returned { .. }
            | Status::Withdrawn { .. }
            | Status::Annulled { .. }
            | Status::Imported => return None,
        };
        Some(self.page.word(table, &key))
    }

    /// None for what has no date.
    fn left(&self) -> Option<TimeLeft> {
        let lawful = self.dossier.reception.as_ref()?.dates.lawful;
        let calendar = self.site.context.province.calendars.of(self.dossier.receiving()?);
        Some(TimeLeft::of(self.page, calendar, self.dossier, lawful, self.caller.now))
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = Vec::new();
        if let Some(filing) = &self.dossier.filing {
            let version = self.site.context.province.catalogue.version(filing.version);
            let case = version.and_then(|it| it.case(&filing.case));
            facts.push(("label.case", case.map_or_else(|| filing.case.clone(), |it| it.name.clone())));
            facts.push(("label.receiving", agency_name(self.site, filing.receiving)));
            facts.push(("label.competent", agency_name(self.site, filing.competent)));
            facts.push(("label.channel", self.page.word("channel", filing.channel.code())));
        }
        if let Some(reception) = &self.dossier.reception {
            facts.push(("label.received", self.moment(reception.at)));
            facts.push(("label.first-date", self.moment(reception.dates.first)));
            facts.push(("label.lawful-date", self.moment(reception.dates.lawful)));
            facts.extend(reception.dates.reappointed.map(|it| ("label.reappointed-date", self.moment(it))));
        }
        match &self.dossier.status {
            Status::SupplementRequested { answer_by: until, .. }
            | Status::AwaitingPayment { pay_by: until, .. } => {
                facts.push(("label.citizen-until", self.moment(*until)));
            }
            Status::GuidanceGiven
            | Status::NotReceived { .. }
            | Status::Received
            | Status::InProcess
            | Status::Suspended { .. }
            | Status::ResultSigned { .. }
            | Status::ResultReady { .. }
            | Status::Returned { .. }
            | Status::Withdrawn { .. }
            | Status::Stopped { .. }
            | Status::Annulled { .. }
            | Status::Imported => {}
        }
        if let Some(result) = &self.dossier.result {
            facts.push(("label.result-number", result.number.clone()));
        }
        facts
    }

    async fn people(&self) -> Result<Vec<Person>, AppError> {
        let Some(filing) = &self.dossier.filing else { return Ok(Vec::new()) };
        let mut asked = vec![("label.applicant", filing.applicant)];
        asked.extend(filing.helper.map(|it| ("label.helper", it)));
        let ids: Vec<PartyId> = asked.iter().map(|(_, id)| *id).collect();
        let found = look::parties(&self.site.context, &ids).await?;
        let person = |(label, id): &(&'static str, PartyId)| {
            let party = found.get(id).and_then(Option::as_ref);
            Person {
                label,
                name: party.map(|it| it.name.as_str().to_owned()),
                more: party.map(about).unwrap_or_default(),
            }
        };
        Ok(asked.iter().map(person).collect())
    }

    fn papers(&self) -> Vec<Paper> {
        let given = self.dossier.filing.iter().flat_map(|it| &it.components);
        given
            .map(|it| Paper {
                name: subject_name(
                    self.site,
                    self.dossier,
                    &SupplementSubject::Component { code: it.code.clone() },
                ),
                originals: it.originals,
                copies: it.copies,
            })
            .collect()
    }

    async fn legs(&self) -> Result<Vec<Step>, AppError> {
        let mut holders: Vec<AccountId> = self.dossier.legs.iter().filter_map(holder).collect();
        holders.sort();
        holders.dedup();
        let names = accounts::names(&self.site.context, &holders).await?;
        Ok(self.dossier.legs.iter().map(|it| self.leg(it, &names)).collect())
    }

    fn leg(&self, leg: &Leg, names: &BTreeMap<AccountId, String>) -> Step {
        let (class, done) = match &leg.status {
            LegStatus::Finished { .. } => ("done", Some(leg.plan.steps)),
            LegStatus::Active { steps_done, .. } => ("now", Some(*steps_done)),
            LegStatus::Proposed { .. }
            | LegStatus::Approved { .. }
            | LegStatus::Sent { .. }
            | LegStatus::Questioned { .. }
            | LegStatus::SentBack { .. } => ("now", None),
            LegStatus::Waiting => ("todo", None),
        };
        let finished = leg.status.finished();
        let of = |done: u16| {
            let message = Message::new("label.steps-done").with("done", done).with("of", leg.plan.steps);
            self.page.say(&message)
        };
        Step {
            class,
            name: leg.plan.name.clone(),
            agency: agency_name(self.site, leg.plan.agency),
            state: self.page.word("leg-status", &key_of(&leg.status, "is")),
            assignee: holder(leg).and_then(|it| names.get(&it).cloned()),
            steps: done.filter(|_| leg.plan.steps > 0).map(of),
            planned: self.moment(leg.plan.planned_end),
            finished: finished.map(|it| self.moment(it)),
            late: finished.unwrap_or(self.caller.now) > leg.plan.planned_end && class != "todo",
        }
    }

    fn charge(&self, charge: &Charge) -> Owed {
        Owed {
            name: charge.name.clone(),
            amount: charge.amount.map(|it| it.to_string()),
            collector: self.page.word("collector", &key_of(&charge.collector, "")),
            due: self.page.word("charge-due", &key_of(&charge.due, "")),
            confirmed: charge.confirmed,
        }
    }
}

fn about(party: &Party) -> Vec<(&'static str, String)> {
    let national_id = party.national_id.as_ref().map(|it| ("label.national-id", it.as_str().to_owned()));
    let phone = party.phone.as_ref().map(|it| ("label.phone", it.as_str().to_owned()));
    let address = party.address.as_ref().map(|it| ("label.address", it.clone()));
    national_id.into_iter().chain(phone).chain(address).collect()
}

/// Who has a leg in hand.
fn holder(leg: &Leg) -> Option<AccountId> {
    match leg.status {
        LegStatus::Active { assignee, .. } => assignee,
        LegStatus::Proposed { by, .. } => Some(by),
        LegStatus::Approved { signer, .. } => Some(signer),
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Finished { .. } => None,
    }
}

#[derive(Template)]
#[template(path = "dossier_stale.html")]
struct Stale {
    page: Page,
    id: String,
    number: String,
    words: String,
    typed: Vec<String>,
}

/// Another person was first: who, when, and the way back; with what was typed, so that it is not lost.
pub async fn stale(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    dossier: &Dossier,
    failure: Failure,
    filled: &Filled,
) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.stale-title", Some(caller), "/viec-can-lam");
    let by = match failure.winner.as_ref().map(|it| it.by) {
        Some(By::Officer(actor)) => {
            let names = accounts::names(&site.context, &[actor.account]).await?;
            names.get(&actor.account).cloned().unwrap_or_else(|| "–".to_owned())
        }
        Some(By::Party { .. }) => page.t("label.by-party"),
        Some(By::Rule) | None => page.t("label.by-rule"),
    };
    let mut message = failure.message.with("by", by);
    if let Some(first) = &failure.winner {
        message = message.with("at", first.at);
    }
    let words = page.say(&message);
    let typed = filled.below("").filter(|(name, value)| WORDS.contains(name) && !value.is_empty());
    let typed = typed.map(|(_, value)| value.to_owned()).collect();
    let stale = Stale { id: dossier.id.to_string(), number: number(dossier), words, typed, page };
    Ok(html(failure.status, &stale))
}

/// Fields into which people write.
const WORDS: [&str; 5] = ["reason", "question", "answer", "apology", "number"];
