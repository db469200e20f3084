//! A new subscription: who is told, of whose dossiers and what. Its secret is shown once, on the page that follows.

use super::PLACE;
use super::one::shown;
use crate::Site;
use crate::api::webhooks::{WantedWebhook, make};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::webhooks::{EventGroup, EventKind};
use motcua_identity::{Action, Scope};

/// Between the code of an agency and its name, as one chooses it.
const BETWEEN: &str = " · ";

#[derive(Template)]
#[template(path = "webhook_open.html")]
struct OpenPage {
    page: Page,
    name: String,
    url: String,
    agency: String,
    /// Agencies to choose from.
    agencies: Vec<String>,
    groups: Vec<Group>,
    problems: Vec<(String, String)>,
}

/// Kinds of events that stand together.
struct Group {
    name: String,
    /// Code, words, and whether it is chosen.
    kinds: Vec<(&'static str, String, bool)>,
}

impl OpenPage {
    fn wrong(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(it, _)| it == field).map(|(_, words)| words.as_str())
    }
}

/// `GET /quan-tri/dang-ky-su-kien/moi`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Response {
    html(StatusCode::OK, &blank(&site, reader, &caller, &[]))
}

fn blank(site: &Site, reader: Reader, caller: &Caller, chosen: &[String]) -> OpenPage {
    let page = Page::new(site, reader.locale, "label.webhook-new", Some(caller), PLACE);
    let today = caller.now.date();
    let may = |id| caller.actor_for(site, Action::ManageSubscriptions, Scope::at(id)).is_ok();
    let agencies = site.context.province.agencies.iter();
    let mut agencies: Vec<String> = agencies
        .filter(|it| it.validity.holds_on(today) && may(it.id))
        .map(|it| format!("{}{BETWEEN}{}", it.code, it.name))
        .collect();
    agencies.sort();
    let kind = |it: EventKind| {
        (it.code(), page.word("event-kind", it.code()), chosen.iter().any(|code| code == it.code()))
    };
    let group = |it: EventGroup| Group {
        name: page.word("event-group", it.code()),
        kinds: it.kinds().map(kind).collect(),
    };
    let groups = EventGroup::ALL.into_iter().map(group).collect();
    let agency = agencies.first().cloned().unwrap_or_default();
    let (name, url) = (String::new(), String::new());
    OpenPage { page, name, url, agency, agencies, groups, problems: Vec::new() }
}

/// `POST /quan-tri/dang-ky-su-kien/moi`
pub async fn open(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let types: Vec<String> = form.all("types").map(str::to_owned).collect();
    let agency = form.text("agency");
    let wanted = WantedWebhook {
        name: form.text("name").to_owned(),
        url: form.text("url").to_owned(),
        agency: agency.split(BETWEEN).next().unwrap_or_default().trim().to_owned(),
        types: types.clone(),
    };
    match make(&site, &caller, wanted).await {
        Ok(made) => {
            let mut shown = shown(&site, reader, &caller, &made.id.to_string()).await?;
            shown.secret = Some(made.secret);
            Ok(html(StatusCode::OK, &shown))
        }
        Err(failure) if failure.is_about_what_was_sent() => {
            let mut shown = blank(&site, reader, &caller, &types);
            let field = failure.field.as_deref().unwrap_or_default().to_owned();
            shown.problems = vec![(field, shown.page.say(&failure.message))];
            form.text("name").clone_into(&mut shown.name);
            form.text("url").clone_into(&mut shown.url);
            agency.clone_into(&mut shown.agency);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(failure) => Err(failure),
    }
}
