//! Tiếp nhận: the counter. A procedure is chosen, its case, then the form of the case is filled in and received, guided or
//! not received. Whatever is refused comes back with everything that was typed.

mod choose;
mod sheet;
mod typed;

use super::person;
use crate::Site;
use crate::api::Filed;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::routes::{Needs, Route};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use motcua_app::Once;
use motcua_app::intake::{self, AskedItem, Lacking, lacking};
use motcua_catalogue::{
    Channel, ChannelRow, Component, Procedure, ProcedureCase, ProcedureVersion, RouteLeg,
};
use motcua_dossier::{Dossier, Filing, SupplementSubject};
use motcua_i18n::{Locale, say};
use motcua_identity::{Action, Scope};
use motcua_kernel::{Actor, Instant, Message, PartyId, Refusal};
use serde::Deserialize;
use sheet::Sheet;
pub use sheet::{Owed, owed};
use typed::Typed;
use uuid::Uuid;

/// Where the counter is.
const HERE: &str = "/tiep-nhan";

/// The pages of the counter and what its form is sent to.
pub const ROUTES: &[Route] = &[
    person(
        "counter_page",
        "GET",
        HERE,
        &["procedure", "case", "q"],
        Needs::Permission(Action::Receive),
        || get(page),
    ),
    person("receive_at_counter_form", "POST", HERE, &[], Needs::Permission(Action::Receive), || {
        post(receive)
    }),
    person("preview_form", "POST", "/tiep-nhan/xem-truoc", &[], Needs::Permission(Action::Receive), || {
        post(preview)
    }),
    person("guide_form", "POST", "/tiep-nhan/huong-dan", &[], Needs::Permission(Action::Guide), || {
        post(guide)
    }),
    person(
        "not_receive_form",
        "POST",
        "/tiep-nhan/khong-tiep-nhan",
        &[],
        Needs::Permission(Action::NotReceive),
        || post(not_receive),
    ),
];

/// What was chosen so far.
#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    procedure: String,
    #[serde(default)]
    case: String,
    #[serde(default)]
    q: String,
}

/// The case people ask for.
pub struct Asked<'a> {
    procedure: &'a Procedure,
    version: &'a ProcedureVersion,
    case: &'a ProcedureCase,
}

/// What can not be so, at the field it is about.
pub struct Problem {
    field: String,
    message: Message,
}

/// `GET /tiep-nhan`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Failure> {
    if chosen.procedure.is_empty() {
        return Ok(choose::procedure(&site, reader, &caller, &chosen.q));
    }
    let (procedure, version) = in_force(&site, &chosen.procedure, caller.now)?;
    let case = match (version.cases.as_slice(), chosen.case.as_str()) {
        ([only], "") => only,
        (_, "") => return Ok(choose::case(&site, reader, &caller, procedure, version)),
        (_, code) => version.case(code).ok_or_else(Failure::not_found)?,
    };
    let asked = Asked { procedure, version, case };
    let counter = counters(&site, &caller).first().map(|(code, _)| code.clone()).unwrap_or_default();
    let typed = Typed::offered(&asked, &counter);
    Ok(Sheet::new(&site, reader, &caller, asked, typed)?.answer(StatusCode::OK))
}

/// `POST /tiep-nhan/xem-truoc`
async fn preview(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let typed = Typed::sent(&form);
    let asked = Asked::find(&site, &typed, caller.now)?;
    let (_, wrong) = typed.read(&asked);
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Sheet::new(&site, reader, &caller, asked, typed)?.with(wrong).answer(status))
}

/// `POST /tiep-nhan`
async fn receive(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let visit = Visit::read(&site, &caller, &form)?;
    let mut wrong = visit.wrong();
    wrong.extend(visit.unanswered());
    wrong.extend(visit.missing(&site));
    if wrong.is_empty() {
        let received = async {
            let (actor, submission) = visit.submission(&site, form.once)?;
            Ok(intake::receive_at_counter(&site.context, actor, submission).await?.dossier)
        };
        match refused(received.await)? {
            Ok(dossier) => {
                return Ok(Redirect::to(&format!("{HERE}/{}/giay-tiep-nhan", dossier.id)).into_response());
            }
            Err(problem) => wrong.push(problem),
        }
    }
    let sheet = Sheet::new(&site, reader, &caller, visit.asked, visit.typed)?;
    Ok(sheet.with(wrong).answer(StatusCode::UNPROCESSABLE_ENTITY))
}

/// `POST /tiep-nhan/huong-dan`
async fn guide(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let visit = Visit::read(&site, &caller, &form)?;
    let mut wrong = visit.wrong();
    if wrong.is_empty() {
        let guided = async {
            let (actor, submission) = visit.submission(&site, form.once)?;
            let items = visit.items(&submission.filing);
            Ok(intake::guide(&site.context, actor, submission, items).await?)
        };
        match refused(guided.await)? {
            Ok(dossier) => return Ok(to_slip(&dossier)),
            Err(problem) => wrong.push(problem),
        }
    }
    let sheet = Sheet::new(&site, reader, &caller, visit.asked, visit.typed)?;
    Ok(sheet.with(wrong).answer(StatusCode::UNPROCESSABLE_ENTITY))
}

/// `POST /tiep-nhan/khong-tiep-nhan`
async fn not_receive(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let visit = Visit::read(&site, &caller, &form)?;
    let mut wrong = visit.wrong();
    let reason = visit.typed.text("reason").to_owned();
    if reason.is_empty() {
        wrong.push(Refusal::new("intake.reason-missing").at("reason").into());
    }
    if wrong.is_empty() {
        let sent_home = async {
            let (actor, submission) = visit.submission(&site, form.once)?;
            Ok(intake::not_receive(&site.context, actor, submission, reason).await?)
        };
        match refused(sent_home.await)? {
            Ok(dossier) => return Ok(to_slip(&dossier)),
            Err(problem) => wrong.push(problem),
        }
    }
    let sheet = Sheet::new(&site, reader, &caller, visit.asked, visit.typed)?;
    Ok(sheet.with(wrong).answer(StatusCode::UNPROCESSABLE_ENTITY))
}

fn to_slip(dossier: &Dossier) -> Response {
    Redirect::to(&format!("{HERE}/{}/phieu", dossier.id)).into_response()
}

/// One sending of the form.
struct Visit<'a> {
    caller: &'a Caller,
    asked: Asked<'a>,
    typed: Typed,
}

impl<'a> Visit<'a> {
    fn read(site: &'a Site, caller: &'a Caller, form: &Filled) -> Result<Self, Failure> {
        let typed = Typed::sent(form);
        Ok(Self { caller, asked: Asked::find(site, &typed, caller.now)?, typed })
    }

    fn filed(&self) -> Filed {
        self.typed.read(&self.asked).0
    }

    /// What is wrong whatever is to be done.
    fn wrong(&self) -> Vec<Problem> {
        let (_, mut wrong) = self.typed.read(&self.asked);
        wrong.extend(self.typed.people_wrong());
        wrong
    }

    /// The questions of the route that nobody answered.
    fn unanswered(&self) -> Vec<Problem> {
        let answers = self.filed().answers;
        let open = self.asked.case.route.questions().into_iter().filter(|code| !answers.contains_key(*code));
        let problem = |code| {
            let name = self.asked.question(code);
            Refusal::new("web.answer-missing").with("name", name).at(format!("answers.{code}")).into()
        };
        open.map(problem).collect()
    }

    /// The papers that are lacking, all of them at once; of a choice only that nothing of it is there.
    fn missing(&self, site: &Site) -> Vec<Problem> {
        let Ok(filing) = self.filed().filing(site, nobody(), None) else { return Vec::new() };
        let lacking = lacking(self.asked.case, &filing);
        each_choice_once(&lacking).into_iter().map(|it| lacks(self.asked.case, it)).collect()
    }

    fn submission(&self, site: &Site, once: Option<Once>) -> Result<(Actor, intake::Submission), Failure> {
        let filed = self.filed();
        let actor = self.caller.actor(site, Scope::at(filed.receiving(site)?))?;
        Ok((actor, filed.submission(site, once)?))
    }

    /// What the slip of guidance says: each paper or condition with words of the clerk, and everything else that is
    /// lacking with the numbers that are.
    fn items(&self, filing: &Filing) -> Vec<AskedItem> {
        let lacking = lacking(self.asked.case, filing);
        let said = |code: &str| !self.typed.of("reasons", code).is_empty();
        let chosen =
            |it: &Lacking| lacking.iter().any(|other| other.choice == it.choice && said(&other.code));
        let mut items = Vec::new();
        for paper in self.asked.papers() {
            let words = self.typed.of("reasons", &paper.code);
            let reason = if words.is_empty() {
                let Some(it) = lacking.iter().find(|it| it.code == paper.code) else { continue };
                if it.choice.is_some() && chosen(it) {
                    continue;
                }
                in_numbers(it)
            } else {
                words.to_owned()
            };
            items.push(AskedItem {
                subject: SupplementSubject::Component { code: paper.code.clone() },
                reason,
            });
        }
        for (index, _) in (0_u16..).zip(&self.asked.version.conditions) {
            let words = self.typed.of("conditions", &index.to_string());
            if !words.is_empty() {
                items.push(AskedItem {
                    subject: SupplementSubject::Condition { index },
                    reason: words.to_owned(),
                });
            }
        }
        items
    }
}

impl<'a> Asked<'a> {
    fn find(site: &'a Site, typed: &Typed, now: Instant) -> Result<Self, Failure> {
        let (procedure, version) = in_force(site, typed.text("procedure"), now)?;
        let case = version.case(typed.text("case")).ok_or_else(Failure::not_found)?;
        Ok(Self { procedure, version, case })
    }

    /// The ways papers come over a counter.
    fn open_channels(&self) -> Vec<&'a ChannelRow> {
        [Channel::Counter, Channel::Postal].into_iter().filter_map(|it| self.case.channel(it)).collect()
    }

    /// A question of the route in words: its own, or the name of the leg that depends on it.
    fn question(&self, code: &str) -> &'a str {
        let route = &self.case.route;
        let depends = |leg: &&RouteLeg| leg.when.as_ref().is_some_and(|it| it.answer == code);
        let leg = || route.legs.iter().find(depends).map(|it| it.name.as_str());
        route.question(code).or_else(leg).unwrap_or_default()
    }

    fn papers(&self) -> impl Iterator<Item = &'a Component> {
        self.case.components.iter().flat_map(|group| &group.components)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self { field: refusal.field.unwrap_or_default(), message: refusal.message }
    }
}

/// A refusal is shown on the page; every other failure is a page of its own.
fn refused(done: Result<Dossier, Failure>) -> Result<Result<Dossier, Problem>, Failure> {
    match done {
        Ok(dossier) => Ok(Ok(dossier)),
        Err(failure) if failure.status == StatusCode::UNPROCESSABLE_ENTITY => {
            let sent_before = failure.message.code.0 == "app.key-of-other-request";
            let message = if sent_before { Message::new("web.form-sent-before") } else { failure.message };
            let field = if sent_before { None } else { failure.field };
            Ok(Err(Problem { field: field.unwrap_or_default().into(), message }))
        }
        Err(failure) => Err(failure),
    }
}

fn in_force<'a>(
    site: &'a Site,
    code: &str,
    now: Instant,
) -> Result<(&'a Procedure, &'a ProcedureVersion), Failure> {
    let catalogue = &site.context.province.catalogue;
    let found = catalogue.procedure(code).zip(catalogue.version_on(code, now.date()));
    found.ok_or_else(Failure::not_found)
}

/// The counters this person may receive at: code and name.
fn counters(site: &Site, caller: &Caller) -> Vec<(String, String)> {
    let mut counters: Vec<(String, String)> = caller
        .account
        .grants_on(caller.now.date())
        .filter(|it| caller.actor_for(site, Action::Receive, Scope::at(it.agency)).is_ok())
        .filter_map(|it| site.context.province.agencies.get(it.agency))
        .map(|it| (it.code.clone(), it.name.clone()))
        .collect();
    counters.sort();
    counters.dedup();
    counters
}

/// Whoever is not written down yet.
const fn nobody() -> PartyId {
    PartyId(Uuid::nil())
}

/// What is lacking, a choice counted as one.
fn each_choice_once(lacking: &[Lacking]) -> Vec<&Lacking> {
    let mut seen = Vec::new();
    let first = |it: &&Lacking| {
        let again = it.choice.is_some() && seen.contains(&it.choice);
        seen.push(it.choice);
        !again
    };
    lacking.iter().filter(first).collect()
}

fn lacks(case: &ProcedureCase, it: &Lacking) -> Problem {
    let group = it.choice.and_then(|place| case.components.get(place));
    let refusal = match group {
        Some(group) => Refusal::new("web.choice-lacking").with("name", &group.name),
        None => Refusal::new("web.paper-lacking")
            .with("name", &it.name)
            .with("originals", it.originals)
            .with("copies", it.copies),
    };
    refusal.at(format!("components.{}", it.code)).into()
}

/// Why a paper is on the slip when the clerk adds nothing; on paper, so in Vietnamese.
fn in_numbers(it: &Lacking) -> String {
    let key = if it.choice.is_some() { "web.reason-choice" } else { "web.reason-lacking" };
    say(Locale::Vi, &Message::new(key).with("originals", it.originals).with("copies", it.copies))
}
