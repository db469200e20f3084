//! One subscription: how far it is, what came of its latest tries, and what can be done about it.

use super::{HERE, PLACE, behind, state, tag};
use crate::Site;
use crate::api::webhooks::{WantedReplay, find};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::accounts;
use motcua_app::webhooks::{self, Attempt, EventKind, Pinged, Switch, WebhookState};

#[derive(Template)]
#[template(path = "webhook.html")]
pub(super) struct OnePage {
    page: Page,
    id: String,
    name: String,
    on: bool,
    tag: &'static str,
    state: String,
    /// Why it was switched off, where the house did it.
    why: Option<&'static str>,
    facts: Vec<(&'static str, String)>,
    kinds: Vec<String>,
    /// Whether anything is posted from this house.
    sends: bool,
    attempts: Vec<Tried>,
    how: &'static str,
    choices: Vec<(&'static str, String)>,
    since: String,
    dossier: String,
    after: String,
    /// The secret, on the one page that shows it.
    pub secret: Option<String>,
    told: Option<(&'static str, String)>,
    problems: Vec<(String, String)>,
}

/// A try as it is read.
struct Tried {
    at: String,
    kind: String,
    event: String,
    place: String,
    tag: &'static str,
    answer: String,
    milliseconds: u32,
    tries: u32,
}

impl OnePage {
    fn wrong(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(it, _)| it == field).map(|(_, words)| words.as_str())
    }
}

/// What can be told again, as the form names it.
const CHOICES: [(&str, &str); 4] = [
    ("since", "label.webhook-since"),
    ("dossier", "label.webhook-one-dossier"),
    ("after", "label.webhook-after"),
    ("now", "label.webhook-from-now"),
];

/// `GET /quan-tri/dang-ky-su-kien/{id}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    Ok(html(StatusCode::OK, &shown(&site, reader, &caller, &id).await?))
}

/// `POST /quan-tri/dang-ky-su-kien/{id}/trang-thai`
pub async fn switch(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let it = find(&site, &caller, &id).await?;
    let to = if form.text("state") == "on" { Switch::On } else { Switch::Off };
    webhooks::switch(&site.context, it.webhook.id, to).await?;
    Ok(back(&id))
}

/// `POST /quan-tri/dang-ky-su-kien/{id}/khoa-ky`
pub async fn rotate(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let it = find(&site, &caller, &id).await?;
    let secret = webhooks::rotate(&site.context, it.webhook.id).await?;
    let mut shown = shown(&site, reader, &caller, &id).await?;
    shown.secret = Some(secret);
    Ok(html(StatusCode::OK, &shown))
}

/// `POST /quan-tri/dang-ky-su-kien/{id}/gui-lai`
pub async fn replay(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let it = find(&site, &caller, &id).await?;
    let how = CHOICES.iter().find(|(name, _)| *name == form.text("how")).map_or("since", |it| it.0);
    let typed = |name: &str| (how == name).then(|| form.text(name).to_owned());
    let wanted = WantedReplay {
        after: typed("after"),
        since: typed("since"),
        dossier: typed("dossier"),
        from_now: how == "now",
    };
    let done =
        async { Ok::<_, Failure>(webhooks::go_on(&site.context, it.webhook.id, wanted.read()?).await?) };
    match done.await {
        Ok(()) => Ok(back(&id)),
        Err(failure) if failure.is_about_what_was_sent() => {
            let mut shown = shown(&site, reader, &caller, &id).await?;
            let field = failure.field.as_deref().unwrap_or_default().to_owned();
            shown.problems = vec![(field, shown.page.say(&failure.message))];
            shown.how = how;
            let text = |name: &str| form.text(name).to_owned();
            (shown.since, shown.dossier, shown.after) = (text("since"), text("dossier"), text("after"));
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(failure) => Err(failure),
    }
}

/// `POST /quan-tri/dang-ky-su-kien/{id}/gui-thu`
pub async fn ping(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let it = find(&site, &caller, &id).await?;
    let done = webhooks::ping(&site.context, it.webhook.id).await?;
    let mut shown = shown(&site, reader, &caller, &id).await?;
    let Pinged { status, error, milliseconds } = done;
    shown.told = Some(match (status, error) {
        (Some(status), None) => {
            ("ok", shown.page.t2("web.webhook-pinged", "status", status, "milliseconds", milliseconds))
        }
        (_, error) => ("late", shown.page.t1("web.webhook-ping-failed", "what", error.unwrap_or_default())),
    });
    Ok(html(StatusCode::OK, &shown))
}

/// `POST /quan-tri/dang-ky-su-kien/{id}/xoa`
pub async fn end(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let it = find(&site, &caller, &id).await?;
    webhooks::end_subscription(&site.context, it.webhook.id).await?;
    Ok(Redirect::to(HERE).into_response())
}

fn back(id: &str) -> Response {
    Redirect::to(&format!("{HERE}/{id}")).into_response()
}

/// The page of a subscription.
pub(super) async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    id: &str,
) -> Result<OnePage, Failure> {
    let it = find(site, caller, id).await?;
    let page = Page::new(site, reader.locale, "label.webhook", Some(caller), PLACE);
    let webhook = &it.webhook;
    let people = accounts::names(&site.context, &[webhook.made_by]).await?;
    let attempts = webhooks::attempts(&site.context, webhook.id).await?;
    let made = format!(
        "{}, {}",
        people.get(&webhook.made_by).cloned().unwrap_or_default(),
        page.moment(webhook.made_at)
    );
    let moment = |at: Option<_>| at.map_or_else(|| "–".to_owned(), |at| page.moment(at));
    let mut facts = vec![
        ("label.webhook-url", webhook.url.clone()),
        ("label.webhook-agency", names::agency(site, webhook.agency)),
        ("label.webhook-made", made),
        ("label.webhook-behind", behind(&it)),
        ("label.webhook-place", webhooks::place(webhook).to_string()),
        ("label.webhook-last-success", moment(webhook.last_success)),
    ];
    let error = webhook.last_error.as_ref();
    facts.extend(
        error.map(|(what, at)| ("label.webhook-last-error", format!("{what}, {}", page.moment(*at)))),
    );
    facts.extend(webhook.next_try.map(|at| ("label.webhook-next-try", page.moment(at))));
    Ok(OnePage {
        id: webhook.id.to_string(),
        name: webhook.name.clone(),
        on: webhook.state == WebhookState::On,
        tag: tag(&it),
        state: state(&page, &it),
        why: match webhook.state {
            WebhookState::On | WebhookState::Off => None,
            WebhookState::Failed => Some("web.webhook-failed"),
            WebhookState::Gone => Some("web.webhook-gone"),
        },
        facts,
        kinds: webhook.kinds.iter().map(|it| page.word("event-kind", it)).collect(),
        sends: site.context.delivery().posts.is_on(),
        attempts: attempts.iter().map(|it| tried(&page, it)).collect(),
        how: "since",
        choices: CHOICES.iter().map(|(name, text)| (*name, page.t(text))).collect(),
        since: String::new(),
        dossier: String::new(),
        after: String::new(),
        secret: None,
        told: None,
        problems: Vec::new(),
        page,
    })
}

fn tried(page: &Page, it: &Attempt) -> Tried {
    let kind = it.kind.parse::<EventKind>().map(|kind| page.word("event-kind", kind.code()));
    let status = it.status.map(|it| it.to_string());
    Tried {
        at: page.moment(it.at),
        kind: kind.unwrap_or_else(|()| page.t("label.webhook-ping")),
        event: it.event.clone(),
        place: webhooks::place_of(it).map_or_else(|| "–".to_owned(), |it| it.to_string()),
        tag: if it.error.is_none() { "ok" } else { "late" },
        answer: it.error.clone().or(status).unwrap_or_default(),
        milliseconds: it.milliseconds,
        tries: it.tries,
    }
}
