//! Cơ quan: the tree of today, and one agency with its particulars, its hours and who works there.

use super::HERE;
use crate::Site;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::desk::query_wrong;
use crate::pages::{Page, html, names};
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::accounts;
use motcua_app::admin::{KeptContact, keep_contact, kept_contact};
use motcua_i18n::fold;
use motcua_identity::{ContactInput, Scope};
use motcua_kernel::{Agency, AgencyId, Date};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "agencies.html")]
struct Agencies {
    page: Page,
    search: String,
    lines: Vec<Line>,
}

/// An agency of the tree.
struct Line {
    id: String,
    code: String,
    name: String,
    kind: String,
    /// How far below the head of the province.
    depth: usize,
    outside: bool,
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Searched {
    search: Option<String>,
}

/// `GET /quan-tri/co-quan`
pub async fn list(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Searched>,
) -> Response {
    let page = Page::new(&site, reader.locale, "label.agency-tree", Some(&caller), HERE);
    let search = asked.search.unwrap_or_default().trim().to_owned();
    let today = caller.now.date();
    let mut below: BTreeMap<Option<AgencyId>, Vec<&Agency>> = BTreeMap::new();
    for agency in site.context.province.agencies.iter().filter(|it| it.validity.holds_on(today)) {
        below.entry(agency.parent).or_default().push(agency);
    }
    for children in below.values_mut() {
        children.sort_by(|one, other| one.code.cmp(&other.code));
    }
    let mut lines = Vec::new();
    let mut open: Vec<(usize, &Agency)> =
        below.get(&None).into_iter().flatten().rev().map(|it| (0, *it)).collect();
    while let Some((depth, agency)) = open.pop() {
        lines.push(line(&page, agency, depth));
        open.extend(below.get(&Some(agency.id)).into_iter().flatten().rev().map(|it| (depth + 1, *it)));
    }
    if !search.is_empty() {
        let words = fold(&search);
        lines.retain(|it| {
            let text = fold(&format!("{} {}", it.code, it.name));
            words.split(' ').all(|word| text.contains(word))
        });
        for it in &mut lines {
            it.depth = 0;
        }
    }
    html(StatusCode::OK, &Agencies { page, search, lines })
}

fn line(page: &Page, agency: &Agency, depth: usize) -> Line {
    Line {
        id: agency.id.to_string(),
        code: agency.code.clone(),
        name: agency.name.clone(),
        kind: page.word("agency-kind", &key_of(&agency.kind, "")),
        depth,
        outside: !agency.inside,
    }
}

#[derive(Template)]
#[template(path = "agency.html")]
struct AgencyPage {
    page: Page,
    name: String,
    id: String,
    code: String,
    facts: Vec<(&'static str, String)>,
    hours: Vec<(String, String)>,
    staff: Vec<(String, String, String)>,
    below: Vec<(String, String)>,
    contact: ContactInput,
    windows: String,
    /// Where transfers for it go, its own or that of the nearest above it.
    account: Option<String>,
    /// The place of what the form replaces.
    seen: i64,
    /// Who kept it, and when.
    last: Option<(String, String)>,
    kept: bool,
    problems: Vec<(String, String)>,
}

impl AgencyPage {
    fn wrong(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, words)| words.as_str())
    }
}

/// Whether something was kept just now.
#[derive(Debug, Default, Deserialize)]
pub struct Told {
    kept: Option<String>,
}

/// `GET /quan-tri/co-quan/{id}`
pub async fn one(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    Query(told): Query<Told>,
) -> Result<Response, Failure> {
    let mut shown = shown(&site, reader, &caller, &id).await?;
    shown.kept = told.kept.is_some();
    Ok(html(StatusCode::OK, &shown))
}

/// `POST /quan-tri/co-quan/{id}/lien-he`
pub async fn keep(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let mut shown = shown(&site, reader, &caller, &id).await?;
    let agency = id.parse().map(AgencyId).map_err(|_| Failure::not_found())?;
    let text = |name: &str| form.text(name).to_owned();
    let typed = ContactInput {
        address: text("address"),
        phone: text("phone"),
        email: text("email"),
        petitions: text("petitions"),
        windows: form.text("windows").lines().map(str::to_owned).collect(),
        verified: form.text("verified") == "yes",
    };
    let seen = form.text("seen").parse().map_err(|_| query_wrong("seen"))?;
    let kept = async {
        let actor = caller.actor(&site, Scope::at(agency))?;
        Ok::<_, Failure>(keep_contact(&site.context, actor, (agency, seen), &typed).await?)
    };
    match kept.await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/co-quan/{id}?kept=yes#contact")).into_response()),
        Err(failure) if failure.is_about_what_was_sent() => {
            let field = failure.field.as_deref().unwrap_or_default().to_owned();
            shown.problems = vec![(field, shown.page.say(&failure.message))];
            (shown.contact, shown.windows) = (typed, text("windows"));
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(failure) => Err(failure),
    }
}

async fn shown(site: &Site, reader: Reader, caller: &Caller, id: &str) -> Result<AgencyPage, Failure> {
    let id = id.parse().map(AgencyId).map_err(|_| Failure::not_found())?;
    let tree = &site.context.province.agencies;
    let agency = tree.get(id).ok_or_else(Failure::not_found)?;
    let page = Page::new(site, reader.locale, "label.agency", Some(caller), HERE);
    let staff = accounts::staff(&site.context, id).await?;
    let today = caller.now.date();
    let roles = |account: &motcua_identity::Account| {
        let here = account.grants_on(today).filter(|it| it.agency == id);
        here.map(|it| page.word("role", &key_of(&it.role, ""))).collect::<Vec<_>>().join(", ")
    };
    let person = |it: &motcua_identity::Account| (it.login.to_string(), it.display_name.clone(), roles(it));
    let below = tree.iter().filter(|it| it.parent == Some(id) && it.validity.holds_on(today));
    let contact = site.context.province.contacts.get(&id).cloned().unwrap_or_default();
    let last = kept_contact(&site.context, id).await?;
    let names = accounts::names(&site.context, last.as_ref().map(|it| it.kept_by).as_slice()).await?;
    let told =
        |it: &KeptContact| (names.get(&it.kept_by).cloned().unwrap_or_default(), page.moment(it.kept_at));
    Ok(AgencyPage {
        windows: contact.windows.join("\n"),
        contact: ContactInput {
            address: contact.address.unwrap_or_default(),
            phone: contact.phone.unwrap_or_default(),
            email: contact.email.unwrap_or_default(),
            petitions: contact.petitions.unwrap_or_default(),
            windows: contact.windows,
            verified: contact.verified,
        },
        account: site.context.province.account_near(id).map(|it| it.account.at().number().to_owned()),
        seen: last.as_ref().map_or(0, |it| it.position),
        last: last.as_ref().map(told),
        kept: false,
        problems: Vec::new(),
        name: agency.name.clone(),
        id: id.to_string(),
        code: agency.code.clone(),
        facts: facts(site, &page, agency),
        hours: hours(site, &page, agency, today),
        staff: staff.iter().map(person).collect(),
        below: below.map(|it| (it.id.to_string(), it.name.clone())).collect(),
        page,
    })
}

fn facts(site: &Site, page: &Page, agency: &Agency) -> Vec<(&'static str, String)> {
    let name = |id: AgencyId| names::agency(site, id);
    let mut facts = vec![
        ("label.agency-kind", page.word("agency-kind", &key_of(&agency.kind, ""))),
        ("label.agency-level", page.word("agency-level", &key_of(&agency.level, ""))),
    ];
    facts.extend(agency.parent.map(|it| ("label.agency-above", name(it))));
    facts.push(("label.from-day", day(agency.validity.from)));
    facts.extend(
        agency.validity.until.and_then(Date::previous_day).map(|it| ("label.last-day-of-agency", day(it))),
    );
    facts.extend(agency.successor.map(|it| ("label.successor", name(it))));
    let works = if agency.inside { "label.agency-inside" } else { "label.agency-outside" };
    facts.push(("label.agency-works", page.t(works)));
    facts.extend(agency.liaison.map(|it| ("label.liaison", name(it))));
    facts
}

fn day(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

/// The next seven days with the hours in which the agency works.
fn hours(site: &Site, page: &Page, agency: &Agency, today: Date) -> Vec<(String, String)> {
    let calendar = site.context.province.calendars.of(agency.id);
    let days = std::iter::successors(Some(today), |it| it.next_day()).take(7);
    let hours = |date: Date| {
        let sessions =
            calendar.sessions(date).iter().map(|it| format!("{}–{}", clock(it.from()), clock(it.to())));
        let sessions: Vec<String> = sessions.collect();
        if sessions.is_empty() { page.t("label.closed") } else { sessions.join(", ") }
    };
    days.map(|it| (motcua_i18n::spoken_date(page.locale, it), hours(it))).collect()
}

fn clock(time: time::Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}
