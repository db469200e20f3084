//! The page before the deed: what will and what will not be done, for each row. Nothing has happened yet.

use super::BulkVerb;
use super::plan::{Planned, plan};
use super::row::{Chosen, MOST_ROWS};
use crate::Site;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::desk::HERE;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::{accounts, files};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyId, LegNo, Message};

#[derive(Template)]
#[template(path = "desk_bulk.html")]
struct Confirm {
    page: Page,
    verb: BulkVerb,
    title: String,
    will: Vec<Planned>,
    will_not: Vec<Planned>,
    people: Vec<(String, String)>,
    reversible: bool,
    back: String,
    key: String,
}

/// The list on paper.
#[derive(Template)]
#[template(path = "desk_print.html")]
struct Printed {
    page: Page,
    rows: Vec<Planned>,
    back: String,
    as_of: String,
    /// Whether slips can be printed from here.
    slips: bool,
}

/// `POST /viec-can-lam/nhieu-ho-so`
pub async fn confirm(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    // The button inside a row names that row and nothing else.
    let single = filled.text("one");
    let (verb, texts): (_, Vec<&str>) = if single.is_empty() {
        (filled.text("verb"), filled.all("row").collect())
    } else {
        ("advance", vec![single])
    };
    let verb = BulkVerb::parse(verb).ok_or_else(wrong)?;
    if texts.len() > MOST_ROWS {
        return Err(wrong());
    }
    let chosen: Vec<Chosen> =
        texts.into_iter().map(Chosen::parse).collect::<Option<_>>().ok_or_else(wrong)?;
    let page = Page::new(&site, reader.locale, "label.bulk-confirm", Some(&caller), HERE);
    let back = back(filled.text("back"));
    let planned = plan(&site, &page, &caller, verb, &chosen).await?;
    if verb == BulkVerb::Print {
        let as_of = page.t1("label.as-of", "at", caller.now);
        let slips = prints_slips(&site, &caller);
        return Ok(html(StatusCode::OK, &Printed { rows: planned, back, as_of, slips, page }));
    }
    if let ([only], BulkVerb::Supplement) = (&planned[..], verb) {
        return Ok(Redirect::to(&only.address).into_response());
    }
    let (will, will_not): (Vec<_>, Vec<_>) = planned.into_iter().partition(|it| it.agreed.is_some());
    let people =
        if verb == BulkVerb::Assign { colleagues(&site, &caller, &chosen).await? } else { Vec::new() };
    let count = will.len();
    let title =
        page.say(&Message::new("label.bulk-title").with("count", count).with("bulk-verb", verb.key()));
    let key = site.context.ids.next(caller.now).map_err(motcua_app::AppError::from)?.to_string();
    let reversible = verb == BulkVerb::Assign;
    let status = if will.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(html(status, &Confirm { page, verb, title, will, will_not, people, reversible, back, key }))
}

/// Whether this person may put files to dossiers somewhere, and there is room for files.
fn prints_slips(site: &Site, caller: &Caller) -> bool {
    let may = |agency| caller.actor_for(site, Action::AttachFile, Scope::at(agency)).is_ok();
    files::folder(&site.context).is_ok()
        && caller.account.grants_on(caller.now.date()).any(|it| may(it.agency))
}

/// Those who work at the agency of the first leg, by name.
async fn colleagues(
    site: &Site,
    caller: &Caller,
    chosen: &[Chosen],
) -> Result<Vec<(String, String)>, Failure> {
    let Some(first) = chosen.iter().find(|it| it.slot > 0) else { return Ok(Vec::new()) };
    let dossier = crate::api::find(site, caller, &first.dossier.to_string()).await?;
    let agency: Option<AgencyId> = dossier.leg(LegNo(first.slot)).map(|it| it.plan.desk());
    let Some(agency) = agency else { return Ok(Vec::new()) };
    let staff = accounts::staff(&site.context, agency).await?;
    Ok(staff.into_iter().map(|it| (it.id.to_string(), it.display_name)).collect())
}

/// Back to the view one came from, when it is one of the desk.
pub fn back(asked: &str) -> String {
    if asked.starts_with(HERE) && !asked.contains("//") && !asked.contains('\\') {
        asked.to_owned()
    } else {
        HERE.to_owned()
    }
}

/// A form that no page sends.
pub fn wrong() -> Failure {
    Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong"))
}
