//! The page of a dossier: where it stands, whose it is, what happened, what may be done.

use super::form::{Field, Form, Tried};
use super::forms::Desk;
use super::history::{self, Line};
use super::offers::{held_back, offers};
use super::people::{Person, people};
use super::siblings::{Siblings, siblings};
use super::way::{Step, way};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::charges::{Owed, owed_and_paid};
use crate::pages::files::Files;
use crate::pages::names::{self, Paper};
use crate::pages::sheets::Sheets;
use crate::pages::time_left::TimeLeft;
use crate::pages::told::record::Record;
use crate::pages::transfer::Transfer;
use crate::pages::{Page, html};
use crate::words::key_of;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::look;
use motcua_dossier::{Dossier, PaperOrigin, Status};
use motcua_kernel::Vnd;

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
    /// Carried over: its papers were never counted here.
    in_paper_file: bool,
    legs: Vec<Step>,
    charges: Vec<Owed>,
    /// What is owed by transfer, and where to.
    transfer: Option<Transfer>,
    /// For those who may read them.
    files: Option<Files>,
    /// For those who may read its people, whose names are on them.
    sheets: Option<Sheets>,
    /// How they are told, for those who may read of them.
    told: Option<Record>,
    history: Vec<Line>,
    siblings: Option<Siblings>,
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

/// The page with an address of mail that could not be taken, as it was typed.
pub async fn with_address(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    dossier: &Dossier,
    (typed, words): (&str, String),
) -> Result<Response, Failure> {
    let mut sheet = sheet(site, reader, caller, dossier, None).await?;
    if let Some(told) = &mut sheet.told {
        typed.clone_into(&mut told.typed);
        told.error = Some(words);
    }
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
    let (people, said) = match caller.reader_of_people(site, dossier) {
        Some(reader) => {
            let said = look::said(&site.context, &history).await?;
            (Some(people(site, reader, dossier).await?), said)
        }
        None => (None, Vec::new()),
    };
    let files = match &people {
        Some(_) => Some(Files::of(site, &page, caller, dossier).await?),
        None => None,
    };
    let sheets = people.is_some().then(|| Sheets::of(site, &page, caller, dossier, &history));
    let told = match &people {
        Some(_) => Some(Record::of(site, &page, caller, dossier).await?),
        None => None,
    };
    let siblings = siblings(site, &page, caller, dossier).await?;
    Ok(Sheet {
        version: dossier.seq,
        number: names::number(dossier),
        procedure: names::procedure(site, dossier),
        status: page.word("status", dossier.status.code()),
        why: view.why(),
        left: view.left(),
        facts: view.facts(),
        explanation: names::why_first_date(site, &page, dossier),
        receipt: receipt_address(dossier, siblings.as_ref()).filter(|_| people.is_some()),
        people,
        papers: names::papers(site, dossier),
        in_paper_file: dossier.paper_origin().is_some_and(PaperOrigin::is_carried_over),
        legs: way(site, &page, dossier, &history, caller.now).await?,
        charges: owed_and_paid(&page, dossier),
        transfer: Transfer::of(site, dossier),
        files,
        sheets,
        told,
        history: history::lines(site, &page, dossier, &history, said).await?,
        siblings: siblings.filter(|it| !it.rows.is_empty()),
        forms,
        held_back: held_back(site, caller, dossier).map(|it| page.say(&it.message)),
        problem,
        as_of: page.t1("label.as-of", "at", caller.now),
        page,
    })
}

/// Where the slip of a received dossier is printed once more: that of its bundle, for who may know of all of it.
fn receipt_address(dossier: &Dossier, siblings: Option<&Siblings>) -> Option<String> {
    dossier.reception.as_ref()?;
    let own = || format!("/tiep-nhan/{}/giay-tiep-nhan", dossier.id);
    Some(siblings.and_then(|it| it.slip.clone()).unwrap_or_else(own))
}

struct View<'a> {
    site: &'a Site,
    page: &'a Page,
    caller: &'a Caller,
    dossier: &'a Dossier,
}

impl View<'_> {
    /// The ground of a stop or a suspension.
    fn why(&self) -> Option<String> {
        let (table, key) = match &self.dossier.status {
            Status::Suspended { ground, .. } => ("suspension-ground", key_of(ground, "")),
            Status::Stopped { ground, .. } => ("stop-ground", key_of(ground, "")),
            Status::GuidanceGiven
            | Status::NotReceived { .. }
            | Status::Received
            | Status::AwaitingPredecessor { .. }
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
            let case = names::case(self.site, self.dossier);
            facts.push(("label.case", case.map_or_else(|| filing.case.clone(), |it| it.name.clone())));
            facts.push(("label.receiving", names::agency(self.site, filing.receiving)));
            facts.extend(filing.handed_in_at.map(|it| ("label.filed-at", names::agency(self.site, it))));
            let may_read = self.caller.reader_of_people(self.site, self.dossier).is_some();
            let priority = names::priority(self.page, self.dossier).filter(|_| may_read);
            facts.extend(priority.map(|it| ("label.priority", it)));
            facts.extend(filing.instead_of_signing.map(|it| {
                ("label.instead-of-signing", self.page.word("instead-of-signing", &key_of(&it, "")))
            }));
            facts.push(("label.competent", names::agency(self.site, filing.competent)));
            facts.push(("label.channel", self.page.word("channel", filing.channel.code())));
        }
        if let Some(reception) = &self.dossier.reception {
            facts.push(("label.received", self.page.moment(reception.at)));
            facts.extend(reception.origin.as_deref().map(|it| {
                let from = self.page.word("paper-origin", &key_of(it, "from"));
                ("label.paper-slip", format!("{} · {from}", it.slip()))
            }));
            facts.push(("label.first-date", self.page.moment(reception.dates.first)));
            facts.push(("label.lawful-date", self.page.moment(reception.dates.lawful)));
            facts.extend(
                reception.dates.reappointed.map(|it| ("label.reappointed-date", self.page.moment(it))),
            );
        }
        if let Some(until) = self.dossier.status.awaited_until() {
            facts.push(("label.citizen-until", self.page.moment(until)));
        }
        if let Some(result) = &self.dossier.result {
            facts.push(("label.result-number", result.number.clone()));
        }
        facts.extend(self.dossier.replaced.iter().map(|it| ("label.replaced-result", it.number.clone())));
        if !self.dossier.incidents.is_empty() {
            let borne: Vnd = self.dossier.incidents.iter().map(|it| it.cost).sum();
            facts.push(("label.cost-of-incidents", borne.to_string()));
        }
        facts
    }
}
