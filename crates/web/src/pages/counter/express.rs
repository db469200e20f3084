//! The lane of what is done the same day, certification above all: procedure, name, how many, received; then the next, on
//! the same page. Papers are those that are always brought.

use super::asked::{Asked, in_force};
use super::case_form::{Field, person_fields};
use super::panel::Panel;
use super::sheet::Said;
use super::typed::{Typed, per_unit};
use super::visit::{Visit, done_unless};
use super::{HERE, Problem, counters, drafts};
use crate::Site;
use crate::api::find;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::AppError;
use motcua_calendar::TimeLimit;
use motcua_catalogue::{Channel, Procedure, ProcedureCase, ProcedureVersion};
use motcua_i18n::say;
use motcua_kernel::{Instant, Message};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Where the lane is.
const LANE: &str = "/tiep-nhan/nhanh";

/// What was chosen and done before.
#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    procedure: String,
    #[serde(default)]
    case: String,
    /// Id of the dossier that was received just before.
    #[serde(default)]
    done: String,
}

#[derive(Template)]
#[template(path = "counter_express.html")]
struct Lane<'a> {
    page: Page,
    choices: Vec<Choice<'a>>,
    asked: Asked<'a>,
    typed: Typed,
    applicant: Vec<Field>,
    units: Vec<Field>,
    /// What is taken for granted: the papers, as they are usually brought.
    hidden: Vec<(String, String)>,
    panel: Panel,
    key: String,
    done: Option<(String, String)>,
    problems: Vec<Said>,
}

/// A case that is done the same day.
struct Choice<'a> {
    procedure: &'a Procedure,
    version: &'a ProcedureVersion,
    case: &'a ProcedureCase,
    here: bool,
}

impl Lane<'_> {
    fn error(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|it| it.field == field).map(|it| it.words.as_str())
    }
}

/// `GET /tiep-nhan/nhanh`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Failure> {
    let all = same_day(&site, caller.now);
    let first = all.first().map(|(procedure, _, case)| (procedure.code.as_str(), case.code.as_str()));
    let (code, case) = match (chosen.procedure.as_str(), first) {
        ("", Some(first)) => first,
        ("", None) => return Err(Failure::not_found()),
        (code, _) => (code, chosen.case.as_str()),
    };
    let (procedure, version) = in_force(&site, code, caller.now)?;
    let case = version.case(case).ok_or_else(Failure::not_found)?;
    let asked = Asked { procedure, version, case, elsewhere: BTreeSet::new() };
    let counter = counters(&site, &caller).first().map(|(code, _)| code.clone()).unwrap_or_default();
    let mut typed = Typed::offered(&asked, &counter);
    typed.set("procedure", &procedure.code);
    typed.set("case", &case.code);
    typed.set("express", "yes");
    typed.set("draft", &drafts::new_id(&site, &caller)?);
    let done = match chosen.done.as_str() {
        "" => None,
        id => Some((id.to_owned(), names::number(&find(&site, &caller, id).await?))),
    };
    show(&site, reader, &caller, asked, typed, done, Vec::new()).await
}

/// `POST /tiep-nhan/nhanh`
pub async fn receive(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let visit = Visit::read(&site, &caller, &form)?;
    match done_unless(visit.against(&site), visit.receive(&site, form.once)).await? {
        Ok(dossier) => {
            let next = [
                ("procedure", visit.asked.procedure.code.clone()),
                ("case", visit.asked.case.code.clone()),
                ("done", dossier.id.to_string()),
            ];
            let next = serde_html_form::to_string(next).unwrap_or_default();
            Ok(Redirect::to(&format!("{LANE}?{next}")).into_response())
        }
        Err(wrong) => show(&site, reader, &caller, visit.asked, visit.typed, None, wrong).await,
    }
}

/// Every case that is done over a counter on the day it comes and asks nothing.
fn same_day(site: &Site, now: Instant) -> Vec<(&Procedure, &ProcedureVersion, &ProcedureCase)> {
    let catalogue = &site.context.province.catalogue;
    let in_force =
        catalogue.procedures().filter_map(|it| Some((it, catalogue.version_on(&it.code, now.date())?)));
    let is_quick = |case: &&ProcedureCase| {
        let row = case.channel(Channel::Counter);
        row.is_some_and(|it| it.limit == TimeLimit::same_day()) && case.route.questions().is_empty()
    };
    let mut found: Vec<_> = in_force
        .flat_map(|(procedure, version)| {
            version.cases.iter().filter(is_quick).map(move |case| (procedure, version, case))
        })
        .collect();
    found.sort_by(|one, other| (&one.0.field, &one.0.code).cmp(&(&other.0.field, &other.0.code)));
    found
}

/// The lane with what is typed.
pub async fn show(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    asked: Asked<'_>,
    typed: Typed,
    done: Option<(String, String)>,
    wrong: Vec<Problem>,
) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.express", Some(caller), HERE);
    let (panel, _) = Panel::new(site, &page, caller, &asked, &typed).await?;
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let said = |it: Problem| Said { field: it.field, words: say(page.locale, &it.message) };
    let problems: Vec<Said> = wrong.into_iter().map(said).collect();
    let about = |name: &str| problems.iter().find(|it| it.field == name).map(|it| it.words.clone());
    let mut applicant = person_fields(&page, &typed, "applicant");
    applicant.sort_by_key(|it| it.name != "applicant.name");
    let mut units = units(&page, &asked, &typed);
    for field in applicant.iter_mut().chain(&mut units) {
        field.error = about(&field.name);
        field.next = problems.is_empty() && field.name == "applicant.name";
    }
    let papers = typed.fields().iter().filter(|(name, _)| name.starts_with("components."));
    let chosen = |procedure: &Procedure, case: &ProcedureCase| {
        procedure.id == asked.procedure.id && case.code == asked.case.code
    };
    let choices = same_day(site, caller.now).into_iter().map(|(procedure, version, case)| Choice {
        here: chosen(procedure, case),
        procedure,
        version,
        case,
    });
    let lane = Lane {
        choices: choices.collect(),
        applicant,
        units,
        hidden: papers.map(|(name, value)| (name.clone(), value.clone())).collect(),
        panel,
        key: site.context.ids.next(caller.now).map_err(AppError::from)?.to_string(),
        done,
        problems,
        asked,
        typed,
        page,
    };
    Ok(html(status, &lane))
}

/// One number is asked for in few words: what it is a fee for stands beside it in the panel.
fn units(page: &Page, asked: &Asked<'_>, typed: &Typed) -> Vec<Field> {
    let rules: Vec<_> = typed.channel(asked).into_iter().flat_map(per_unit).collect();
    let alone = rules.len() == 1;
    let fields = rules.into_iter().map(|(rule, unit)| {
        let label = if alone {
            Message::new("label.units-alone").with("unit", unit)
        } else {
            Message::new("label.units").with("name", &rule.name).with("unit", unit)
        };
        let label = page.say(&label);
        let value = typed.of("quantities", &rule.code);
        let field = Field::counting(format!("quantities.{}", rule.code), label, value);
        Field { width: "some", ..field }
    });
    fields.collect()
}
