//! Theo dõi: who held dossiers for how long, whose the delays are, and what is owed. Never who the applicant is.

use super::desk::{agency_asked, query_wrong};
use super::names::{self, NOTHING};
use super::{Page, html};
use crate::Site;
use crate::cursors;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::figures::{AgencyFigures, FeesOwed, TableRow, TableWanted, TotalFigures, table};
use motcua_dossier::Holder;
use motcua_i18n::Locale;
use motcua_identity::{Action, Scope};
use motcua_kernel::{Agency, AgencyId, AgencyTree, Date, DossierId, Instant, LegNo, parse_date};
use serde::Deserialize;
use std::collections::BTreeSet;
use time::Time;

/// Rows of one page.
const ROWS: usize = 25;
const HOUR: i64 = 60;

/// Whose figures, of which period, and from where on.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    agency: Option<String>,
    from: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "figures.html")]
struct Figures {
    page: Page,
    agencies: Vec<Choice>,
    agency: String,
    from: Date,
    before: Date,
    dossiers: u32,
    late: u32,
    reopened: u32,
    /// Of them from paper, in words; nothing when none is.
    from_paper: Vec<String>,
    total: Sums,
    totals: Vec<AgencyRow>,
    rows: Vec<Row>,
    next: Option<String>,
    further: bool,
    as_of: String,
}

/// An agency to choose.
pub(super) struct Choice {
    pub code: String,
    pub name: String,
    pub here: bool,
}

/// Sums as they are shown; a dash where there is nothing.
struct Sums {
    used: Span,
    late: Span,
    unassigned: Span,
    owed: String,
    not_assessed: String,
}

/// Working time in hours and minutes, and in days.
pub(super) struct Span {
    pub hours: String,
    pub days: String,
    pub none: bool,
}

/// One agency.
struct AgencyRow {
    name: String,
    recorded: bool,
    received: u32,
    dossiers: u32,
    sums: Sums,
}

/// One dossier.
pub(super) struct Row {
    pub id: DossierId,
    pub number: String,
    pub procedure: String,
    pub receiving: String,
    pub status: String,
    /// How it came from paper, in words.
    pub paper: Option<String>,
    pub received: String,
    pub lawful: String,
    pub held: Vec<Part>,
    pub late: Span,
    pub charged: Vec<Part>,
    pub unassigned: Span,
    pub owed: String,
    pub not_assessed: u32,
}

/// A part of a time, and whose it is.
pub(super) struct Part {
    pub what: String,
    pub agency: Option<String>,
    pub time: Span,
    pub beside: bool,
    pub recorded: bool,
}

/// `GET /theo-doi`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let watched = watched(&site, &caller);
    let agency = match &asked.agency {
        Some(code) => agency_asked(&site, &caller, code)?,
        None => usual(&site, &caller, &watched).ok_or_else(Failure::not_found)?,
    };
    caller.actor(&site, Scope::at(agency.id))?;
    let (from, before) = period(&asked, caller.now)?;
    let after = match asked.after.as_deref() {
        Some(text) => Some(cursors::dossier(text).ok_or_else(|| query_wrong("after"))?),
        None => None,
    };
    let tree = &site.context.province.agencies;
    let wanted = TableWanted {
        receiving: watched.iter().filter(|it| tree.is_within(it.id, agency.id)).map(|it| it.id).collect(),
        from: Instant::local(from, Time::MIDNIGHT),
        before: Instant::local(before, Time::MIDNIGHT),
        after,
        limit: ROWS,
    };
    let table = table(&site.context, &wanted).await?;
    let page = Page::new(&site, reader.locale, "label.place-figures", Some(&caller), "/theo-doi");
    let teller = Teller { site: &site, page: &page };
    let mut totals: Vec<AgencyRow> = table.agencies.iter().map(|it| teller.agency(it)).collect();
    totals.sort_by(|one, other| one.name.cmp(&other.name));
    let total = Sums {
        used: teller.span(agency.id, table.total.used_minutes),
        late: teller.span(agency.id, table.total.late_minutes),
        unassigned: teller.span(agency.id, table.total.unassigned_minutes),
        owed: owed(table.total.fees),
        not_assessed: counted(table.total.fees.not_assessed),
    };
    let view = Figures {
        agencies: choices(tree, &watched, agency, caller.now.date()),
        agency: agency.code.clone(),
        from,
        before,
        dossiers: table.total.dossiers,
        late: table.total.late,
        reopened: table.total.reopened,
        from_paper: from_paper(&page, &table.total),
        total,
        totals,
        rows: table.rows.iter().map(|it| teller.row(it)).collect(),
        next: table.next.map(cursors::of_dossier),
        further: after.is_some(),
        as_of: page.t1("label.as-of", "at", table.until),
        page,
    };
    Ok(html(StatusCode::OK, &view))
}

/// Every agency whose figures this person may see.
pub(super) fn watched<'a>(site: &'a Site, caller: &Caller) -> Vec<&'a Agency> {
    let may = |it: &&Agency| caller.actor(site, Scope::at(it.id)).is_ok();
    site.context.province.agencies.iter().filter(may).collect()
}

/// The agency of the grant by which this person watches; it stands above the others.
pub(super) fn usual<'a>(site: &'a Site, caller: &Caller, watched: &[&'a Agency]) -> Option<&'a Agency> {
    let rule = Action::ViewFigures.rule();
    let granted = caller.account.grants_on(caller.now.date()).find(|it| rule.reach(it.role).is_some())?;
    let tree = &site.context.province.agencies;
    let responsible = tree.responsible_on(granted.agency, caller.now.date())?;
    watched.iter().find(|it| it.id == responsible.id).copied()
}

/// Agencies of today from which one goes on: those above `here`, and what stands directly below any of them or below
/// `here`. A province has hundreds; each is come to through its own. What one that is no more received counts with its
/// successor.
pub(super) fn choices(tree: &AgencyTree, watched: &[&Agency], here: &Agency, today: Date) -> Vec<Choice> {
    let way: BTreeSet<AgencyId> = tree.ancestors(here.id).map(|it| it.id).collect();
    let near = |it: &&&Agency| way.contains(&it.id) || it.parent.is_some_and(|parent| way.contains(&parent));
    let choice =
        |it: &&Agency| Choice { code: it.code.clone(), name: it.name.clone(), here: it.id == here.id };
    let in_force = watched.iter().filter(|it| it.validity.holds_on(today)).filter(near);
    let mut choices: Vec<Choice> = in_force.map(choice).collect();
    choices.sort_by(|one, other| one.code.cmp(&other.code));
    choices
}

/// The period asked for; this month when none is.
fn period(asked: &Asked, now: Instant) -> Result<(Date, Date), Failure> {
    let today = now.date();
    let first = today.replace_day(1).unwrap_or(today);
    let read = |text: &Option<String>, name| match text.as_deref().filter(|it| !it.is_empty()) {
        Some(text) => parse_date(text).map(Some).ok_or_else(|| query_wrong(name)),
        None => Ok(None),
    };
    let from = read(&asked.from, "from")?.unwrap_or(first);
    let before = read(&asked.before, "before")?.unwrap_or_else(|| month_after(from));
    if before <= from { Err(query_wrong("before")) } else { Ok((from, before)) }
}

/// The first day of the month after that of `date`.
pub(super) fn month_after(date: Date) -> Date {
    let last = date.month().length(date.year());
    date.replace_day(last).ok().and_then(Date::next_day).unwrap_or(Date::MAX)
}

fn owed(fees: FeesOwed) -> String {
    if fees.owed.0 == 0 { NOTHING.to_owned() } else { fees.owed.to_string() }
}

fn counted(number: u32) -> String {
    if number == 0 { NOTHING.to_owned() } else { number.to_string() }
}

/// Whether a liaison unit recorded leg `no` for an agency outside the system.
fn is_recorded(row: &TableRow, no: LegNo) -> bool {
    row.times.legs.iter().any(|it| it.no == no && it.recorded_by.is_some())
}

/// How many of the dossiers came from paper.
fn from_paper(page: &Page, total: &TotalFigures) -> Vec<String> {
    let counts =
        [("label.count-carried-over", total.carried_over), ("label.count-late-entry", total.entered_late)];
    counts.into_iter().filter(|(_, it)| *it > 0).map(|(key, it)| page.t1(key, "count", it)).collect()
}

pub(super) struct Teller<'a> {
    pub site: &'a Site,
    pub page: &'a Page,
}

impl Teller<'_> {
    fn agency(&self, figures: &AgencyFigures) -> AgencyRow {
        let span = |minutes| self.span(figures.agency, minutes);
        AgencyRow {
            name: names::agency(self.site, figures.agency),
            recorded: figures.recorded_minutes > 0,
            received: figures.received,
            dossiers: figures.dossiers,
            sums: Sums {
                used: span(figures.used_minutes),
                late: span(figures.late_minutes),
                unassigned: span(figures.unassigned_minutes),
                owed: owed(figures.fees),
                not_assessed: counted(figures.fees.not_assessed),
            },
        }
    }

    pub fn row(&self, row: &TableRow) -> Row {
        let dossier = &row.dossier;
        let receiving = dossier.receiving().unwrap_or(AgencyId(dossier.id.0));
        let lateness = &row.times.lateness;
        let charged = lateness.by_leg.iter().map(|(no, agency, minutes)| Part {
            what: names::leg(dossier, *no),
            agency: Some(names::agency(self.site, *agency)),
            time: self.span(*agency, *minutes),
            beside: false,
            recorded: is_recorded(row, *no),
        });
        let received = dossier.reception.as_ref().map(|it| self.page.moment(it.at));
        Row {
            id: dossier.id,
            number: names::number(dossier),
            procedure: names::procedure(self.site, dossier),
            receiving: names::agency(self.site, receiving),
            status: self.page.word("status", dossier.status.code()),
            paper: dossier.paper_origin().map(|it| self.page.word("paper-origin", &key_of(it, "from"))),
            received: received.unwrap_or_else(|| NOTHING.to_owned()),
            lawful: self.page.moment(lateness.lawful),
            held: self.held(row, receiving),
            late: self.span(receiving, lateness.total_minutes),
            charged: charged.collect(),
            unassigned: self.span(receiving, lateness.unassigned),
            owed: owed(row.fees),
            not_assessed: row.fees.not_assessed,
        }
    }

    /// Everybody who had it, in order; then those who worked beside.
    fn held(&self, row: &TableRow, receiving: AgencyId) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for (holder, minutes) in row.times.main_line.minutes_by_holder() {
            let what = match holder {
                Holder::Leg { no, .. } => names::leg(&row.dossier, no),
                Holder::Counter { .. }
                | Holder::Signer { .. }
                | Holder::Liaison { .. }
                | Holder::Citizen
                | Holder::Suspension { .. }
                | Holder::Predecessor
                | Holder::AfterResult
                | Holder::OnPaper => self.page.word("holder", &key_of(&holder, "who")),
            };
            parts.push(Part {
                what,
                agency: holder.agency().map(|it| names::agency(self.site, it)),
                time: self.span(holder.agency().unwrap_or(receiving), minutes),
                beside: false,
                recorded: matches!(holder, Holder::Leg { no, .. } if is_recorded(row, no)),
            });
        }
        for clock in row.times.legs.iter().filter(|it| it.concurrent) {
            parts.push(Part {
                what: names::leg(&row.dossier, clock.no),
                agency: Some(names::agency(self.site, clock.agency)),
                time: self.span(clock.agency, clock.used_minutes),
                beside: true,
                recorded: clock.recorded_by.is_some(),
            });
        }
        parts
    }

    /// Working minutes, in hours and minutes and in days of the agency as it works on the day of the request.
    fn span(&self, agency: AgencyId, minutes: i64) -> Span {
        if minutes == 0 {
            return Span { hours: NOTHING.to_owned(), days: NOTHING.to_owned(), none: true };
        }
        let calendar = self.site.context.province.calendars.of(agency);
        let today = calendar.next_working_day_on_or_after(self.site.context.clock.now().date());
        let day = i64::from(calendar.nominal_day_minutes(today)).max(HOUR);
        let tenths = minutes.saturating_mul(10) / day;
        let comma = if self.page.locale == Locale::En { '.' } else { ',' };
        Span {
            hours: format!("{}:{:02}", minutes / HOUR, minutes % HOUR),
            days: format!("{}{comma}{}", tenths / 10, tenths % 10),
            none: false,
        }
    }
}
