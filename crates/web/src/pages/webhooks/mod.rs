//! Đăng ký nhận sự kiện: which other systems are told what happens, how far each is, and what an administrator does about
//! them. Each form does what the API does.

mod one;
mod open;

use super::{Page, html, names, person};
use crate::Site;
use crate::api::webhooks::kept;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::webhooks::{MOST_COUNTED, Subscription, WebhookState};
use motcua_identity::Action;

/// The place of these pages in the navigation.
const PLACE: &str = "/quan-tri";
const HERE: &str = "/quan-tri/dang-ky-su-kien";
const KEEPS: Needs = Needs::Permission(Action::ManageSubscriptions);

/// The pages, and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("webhooks_page", "GET", HERE, &[], KEEPS, || get(list)),
    person("subscribe_webhook_page", "GET", "/quan-tri/dang-ky-su-kien/moi", &[], KEEPS, || get(open::page)),
    person("subscribe_webhook_form", "POST", "/quan-tri/dang-ky-su-kien/moi", &[], KEEPS, || {
        post(open::open)
    }),
    person("webhook_page", "GET", "/quan-tri/dang-ky-su-kien/{id}", &[], KEEPS, || get(one::page)),
    person("switch_webhook_form", "POST", "/quan-tri/dang-ky-su-kien/{id}/trang-thai", &[], KEEPS, || {
        post(one::switch)
    }),
    person("rotate_webhook_form", "POST", "/quan-tri/dang-ky-su-kien/{id}/khoa-ky", &[], KEEPS, || {
        post(one::rotate)
    }),
    person("replay_webhook_form", "POST", "/quan-tri/dang-ky-su-kien/{id}/gui-lai", &[], KEEPS, || {
        post(one::replay)
    }),
    person("ping_webhook_form", "POST", "/quan-tri/dang-ky-su-kien/{id}/gui-thu", &[], KEEPS, || {
        post(one::ping)
    }),
    person("end_webhook_form", "POST", "/quan-tri/dang-ky-su-kien/{id}/xoa", &[], KEEPS, || post(one::end)),
];

#[derive(Template)]
#[template(path = "webhooks.html")]
struct List {
    page: Page,
    /// Whether anything is posted from this house.
    sends: bool,
    lines: Vec<Line>,
}

/// A subscription as the list shows it.
struct Line {
    id: String,
    name: String,
    url: String,
    agency: String,
    tag: &'static str,
    state: String,
    behind: String,
    success: String,
    error: Option<(String, String)>,
}

/// `GET /quan-tri/dang-ky-su-kien`
async fn list(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.webhooks", Some(&caller), PLACE);
    let lines = kept(&site, &caller).await?.iter().map(|it| line(&site, &page, it)).collect();
    let sends = site.context.delivery().posts.is_on();
    Ok(html(StatusCode::OK, &List { page, sends, lines }))
}

fn line(site: &Site, page: &Page, it: &Subscription) -> Line {
    let webhook = &it.webhook;
    Line {
        id: webhook.id.to_string(),
        name: webhook.name.clone(),
        url: webhook.url.clone(),
        agency: names::agency(site, webhook.agency),
        tag: tag(it),
        state: state(page, it),
        behind: behind(it),
        success: webhook.last_success.map_or_else(String::new, |at| page.moment(at)),
        error: webhook.last_error.as_ref().map(|(what, at)| (what.clone(), page.moment(*at))),
    }
}

/// Its state in words; one that fails and is waited for says so.
fn state(page: &Page, it: &Subscription) -> String {
    if it.webhook.state == WebhookState::On && it.webhook.failures > 0 {
        return page.t("label.webhook-retrying");
    }
    page.word("webhook-state", it.webhook.state.code())
}

/// The colour of its state.
fn tag(it: &Subscription) -> &'static str {
    match it.webhook.state {
        WebhookState::On if it.webhook.failures > 0 => "warn",
        WebhookState::On => "ok",
        WebhookState::Off => "hold",
        WebhookState::Failed | WebhookState::Gone => "late",
    }
}

fn behind(it: &Subscription) -> String {
    if it.behind >= MOST_COUNTED { format!("≥ {MOST_COUNTED}") } else { it.behind.to_string() }
}
