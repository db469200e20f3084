//! One agency: where it is, when it is open, what can be handed in there or is decided there, whom to tell when something is
//! wrong. What is not known is said so.

use super::Line;
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use crate::words::{clock, key_of};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::catalogue::offers;
use motcua_app::catalogue::services::{Service, counter_of, of_agency};
use motcua_i18n::{fold, spoken_date};
use motcua_identity::Contact;
use motcua_kernel::{Agency, AgencyKind, Date, Instant};

/// The days whose hours are shown.
const DAYS: usize = 7;

#[derive(Template)]
#[template(path = "public/agency.html")]
struct Shown<'a> {
    page: Page,
    agency: &'a Agency,
    kind: String,
    level: String,
    above: Option<&'a Agency>,
    /// Where one hands in what this agency works on.
    counter: Option<&'a Agency>,
    contact: Option<&'a Contact>,
    address: Option<&'a str>,
    phone: Option<&'a str>,
    email: Option<&'a str>,
    windows: &'a [String],
    /// Where petitions are sent: of which agency, and how.
    petitions: Option<(&'a Agency, &'a Contact)>,
    is_counter: bool,
    /// Whether the counter receives now, in words.
    open: (bool, String),
    days: Vec<Day>,
    lines: Vec<Line<'a>>,
}

/// The hours of a day.
struct Day {
    name: String,
    hours: String,
    /// Why it is not as usual, in Vietnamese.
    note: Option<String>,
    today: bool,
}

/// `GET /co-quan/{code}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let caller = caller.map(|Extension(caller)| caller);
    let now = site.context.clock.now();
    let province = &site.context.province;
    let agency = province.agencies.by_code(&code, now.date()).ok_or_else(Failure::not_found)?;
    let page = Page::new(&site, reader.locale, "label.agency", caller.as_ref(), "/co-quan");
    let offers = offers(&site.context).await?;
    let contact = province.contacts.get(&agency.id);
    let is_counter = agency.kind == AgencyKind::OneStopUnit;
    let lines = services_of(&site, agency, now.date())
        .iter()
        .map(|it| Line::of(&page, it, offers.get(&it.procedure.code)))
        .collect();
    let shown = Shown {
        kind: page.word("agency-kind", &key_of(&agency.kind, "")),
        level: page.word("agency-level", &key_of(&agency.level, "")),
        above: agency.parent.and_then(|it| province.agencies.get(it)),
        counter: counter_of(province, agency, now.date()).filter(|it| it.id != agency.id),
        address: contact.and_then(|it| it.address.as_deref()),
        phone: contact.and_then(|it| it.phone.as_deref()),
        email: contact.and_then(|it| it.email.as_deref()),
        windows: contact.map_or(&[], |it| &it.windows),
        contact,
        petitions: province.contact_near(agency.id, |it| it.petitions.is_some()),
        open: open_now(&site, &page, agency, now),
        days: days(&site, &page, agency, now.date()),
        is_counter,
        agency,
        lines,
        page,
    };
    Ok(html(StatusCode::OK, &shown))
}

/// What is handed in or worked on there, by field.
fn services_of<'a>(site: &'a Site, agency: &'a Agency, today: Date) -> Vec<Service<'a>> {
    let mut services: Vec<Service<'a>> = of_agency(&site.context.province, agency, today).collect();
    services.sort_by_cached_key(|it| (fold(&it.procedure.field), it.procedure.code.clone()));
    services
}

fn open_now(site: &Site, page: &Page, agency: &Agency, now: Instant) -> (bool, String) {
    let calendar = site.context.province.calendars.of(agency.id);
    let sessions = calendar.reception_sessions(now.date());
    if let Some(session) = sessions.iter().find(|it| it.is_open(now.time())) {
        let until = format!("{:02}:{:02}", session.to().hour(), session.to().minute());
        return (true, page.t1("label.open-until", "time", until));
    }
    let next = calendar.next_opening(now);
    let when = format!("{} {}", clock(next), spoken_date(page.locale, next.date()));
    (false, page.t1("label.closed-until", "when", when))
}

fn days(site: &Site, page: &Page, agency: &Agency, today: Date) -> Vec<Day> {
    let calendar = site.context.province.calendars.of(agency.id);
    let day = |date: Date| {
        let sessions: Vec<String> =
            calendar.reception_sessions(date).iter().map(|it| it.to_string().replace('-', "–")).collect();
        Day {
            name: spoken_date(page.locale, date),
            hours: if sessions.is_empty() { page.t("label.closed-day") } else { sessions.join(", ") },
            note: calendar.days().exception(date).map(|(_, name)| name.to_owned()),
            today: date == today,
        }
    };
    std::iter::successors(Some(today), |it| it.next_day()).take(DAYS).map(day).collect()
}
