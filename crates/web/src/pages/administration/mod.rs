//! Quản trị: one page from which an administrator reaches everything that is kept rather than worked on, and the two looks
//! that have no place of their own: the agencies, and the settings with where they were written.

pub mod account;
mod agencies;
mod forms;
mod notices;
mod settings;

use super::{Page, html, person};
use crate::Site;
use crate::api::accounts::found;
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
use motcua_identity::Action;

const HERE: &str = "/quan-tri";

/// The pages.
pub const ROUTES: &[Route] = &[
    person("administration_page", "GET", HERE, &[], Needs::Permission(Action::ManageAccounts), || get(page)),
    person(
        "administered_agencies_page",
        "GET",
        "/quan-tri/co-quan",
        &["search"],
        Needs::Permission(Action::ManageAgencies),
        || get(agencies::list),
    ),
    person(
        "administered_agency_page",
        "GET",
        "/quan-tri/co-quan/{id}",
        &["kept"],
        Needs::Permission(Action::ManageAgencies),
        || get(agencies::one),
    ),
    person(
        "keep_agency_contact_form",
        "POST",
        "/quan-tri/co-quan/{id}/lien-he",
        &[],
        Needs::Permission(Action::ManageAgencies),
        || post(agencies::keep),
    ),
    person(
        "forms_page",
        "GET",
        "/quan-tri/bieu-mau",
        &[],
        Needs::Permission(Action::ManageTemplates),
        || get(forms::page),
    ),
    person(
        "form_sample",
        "GET",
        "/quan-tri/bieu-mau/{set}/{form}",
        &[],
        Needs::Permission(Action::ManageTemplates),
        || get(crate::api::forms::sample),
    ),
    person(
        "notice_templates_page",
        "GET",
        "/quan-tri/mau-tin",
        &[],
        Needs::Permission(Action::ManageTemplates),
        || get(notices::page),
    ),
    person(
        "notice_template_page",
        "GET",
        "/quan-tri/mau-tin/{kind}",
        &["language", "shape"],
        Needs::Permission(Action::ManageTemplates),
        || get(notices::one),
    ),
    person(
        "notice_template_mail",
        "GET",
        "/quan-tri/mau-tin/{kind}/thu",
        &["language", "shape"],
        Needs::Permission(Action::ManageTemplates),
        || get(notices::mail),
    ),
    person(
        "agency_account_page",
        "GET",
        "/quan-tri/co-quan/{id}/tai-khoan",
        &[],
        Needs::Permission(Action::KeepReceipts),
        || get(account::page),
    ),
    person(
        "propose_agency_account_form",
        "POST",
        "/quan-tri/co-quan/{id}/tai-khoan",
        &[],
        Needs::Permission(Action::ManageAgencies),
        || post(account::propose),
    ),
    person(
        "answer_agency_account_form",
        "POST",
        "/quan-tri/co-quan/{id}/tai-khoan/tra-loi",
        &[],
        Needs::Permission(Action::ConfirmBankAccount),
        || post(account::answer),
    ),
    person(
        "settings_page",
        "GET",
        "/quan-tri/thiet-lap",
        &[],
        Needs::Permission(Action::OperateSystem),
        || get(settings::page),
    ),
];

#[derive(Template)]
#[template(path = "administration.html")]
struct Hub {
    page: Page,
    /// How many forms of the province failed when they were last printed.
    failing_forms: usize,
    /// How many subscriptions the house has switched off.
    stopped_webhooks: usize,
    doors: Vec<Door>,
}

/// Something that is kept.
struct Door {
    address: &'static str,
    icon: &'static str,
    title: &'static str,
    about: &'static str,
    fact: Option<String>,
}

/// `GET /quan-tri`
#[expect(clippy::too_many_lines, reason = "most of it is the table of what can be looked after")]
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.place-administration", Some(&caller), HERE);
    let subscriptions = kept(&site, &caller).await?;
    let holds = |action: Action| {
        caller.account.grants_on(caller.now.date()).any(|it| action.rule().reach(it.role).is_some())
    };
    let accounts = found(&site, &caller, "").await?.len();
    let province = &site.context.province;
    let today = caller.now.date();
    let agencies = province.agencies.iter().filter(|it| it.validity.holds_on(today)).count();
    let procedures = &province.catalogue;
    let procedures =
        procedures.procedures().filter(|it| procedures.version_on(&it.code, today).is_some()).count();
    let packs = province.packs.iter().count();
    let count = |text, count: usize| Some(page.t1(text, "count", count));
    let doors = [
        (
            Action::ManageAccounts,
            "/tai-khoan",
            "users",
            "label.place-accounts",
            "web.about-accounts",
            count("label.count-accounts", accounts),
        ),
        (
            Action::ManageCalendar,
            "/lich",
            "calendar-days",
            "label.place-calendar",
            "web.about-calendar",
            None,
        ),
        (
            Action::CheckCatalogue,
            "/danh-muc",
            "file-text",
            "label.place-catalogue",
            "web.about-catalogue",
            count("label.count-procedures", procedures),
        ),
        (
            Action::ManageAgencies,
            "/quan-tri/co-quan",
            "building-2",
            "label.agency-tree",
            "web.about-agencies",
            count("label.count-agencies", agencies),
        ),
        (
            Action::ManageAccounts,
            "/quy-dinh",
            "scale",
            "label.rule-packs",
            "web.about-rule-packs",
            count("label.count-packs", packs),
        ),
        (
            Action::ManageTemplates,
            "/quan-tri/bieu-mau",
            "printer",
            "label.sheet-forms",
            "web.about-forms",
            count("label.count-forms", site.context.forms().iter().map(|it| it.forms.len()).sum()),
        ),
        (
            Action::ManageTemplates,
            "/quan-tri/mau-tin",
            "inbox",
            "label.notice-templates",
            "web.about-notice-templates",
            count("label.count-notice-kinds", motcua_notifications::NoticeKind::ALL.len()),
        ),
        (
            Action::ManageSubscriptions,
            "/quan-tri/dang-ky-su-kien",
            "send",
            "label.webhooks",
            "web.about-webhooks",
            count("label.count-webhooks", subscriptions.len()),
        ),
        (Action::OperateSystem, "/quan-tri/cong-viec", "list-checks", "label.jobs", "web.about-jobs", None),
        (
            Action::OperateSystem,
            "/quan-tri/thiet-lap",
            "settings",
            "label.settings",
            "web.about-settings",
            None,
        ),
    ];
    let doors = doors.into_iter().filter(|it| holds(it.0));
    let doors =
        doors.map(|(_, address, icon, title, about, fact)| Door { address, icon, title, about, fact });
    Ok(html(
        StatusCode::OK,
        &Hub {
            doors: doors.collect(),
            failing_forms: site.context.form_troubles().len(),
            stopped_webhooks: subscriptions.iter().filter(|it| it.webhook.state.is_stopped()).count(),
            page,
        },
    ))
}
