//! What every dossier received in a period took, delayed and cost, and the sums of it.

use super::one::{HeldDocument, LatePartDocument, TimesDocument};
use crate::api::asked::Asked;
use crate::api::documents::{AgencyDocument, DossierDocument, ProcedureDocument, agency};
use crate::api::page::{Page, page};
use crate::door::Caller;
use crate::failure::Failure;
use crate::{Site, cursors, words};
use axum::extract::State;
use axum::response::Response;
use motcua_app::figures::{self, AgencyFigures, FeesOwed, TableRow, TableWanted, TotalFigures};
use motcua_kernel::Instant;
use serde::Serialize;
use time::Time;
use utoipa::ToSchema;
use uuid::Uuid;

/// What every dossier received in a period took, and the sums of the whole period.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableDocument {
    /// As known at this moment.
    pub until: String,
    /// Received at or after.
    pub from: String,
    /// Received before; null when that is not asked.
    pub before: Option<String>,
    /// One a dossier, the newest receipt first.
    pub items: Vec<TableRowDocument>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
    /// The sums of each agency over the whole period.
    pub totals: Vec<AgencyFiguresDocument>,
    /// The sums of the whole period.
    pub period: TotalDocument,
}

impl Page for TableDocument {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// One dossier of the table.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableRowDocument {
    /// Id of the dossier.
    pub id: Uuid,
    /// Mã số hồ sơ.
    pub number: String,
    /// Where it stands.
    pub status: String,
    /// What was applied for.
    pub procedure: Option<ProcedureDocument>,
    /// Who received it.
    pub receiving: Option<AgencyDocument>,
    /// When.
    pub received: String,
    /// The lawful date.
    pub lawful: String,
    /// When the citizen's clock ended; null while it runs.
    pub ended: Option<String>,
    /// Minutes of the offices.
    pub office_minutes: i64,
    /// Minutes of the citizen.
    pub citizen_minutes: i64,
    /// Minutes of lawful suspensions.
    pub suspension_minutes: i64,
    /// Minutes on paper, before it was taken over: nobody's.
    pub paper_minutes: i64,
    /// Minutes of the main line by holder.
    pub holders: Vec<HeldDocument>,
    /// The delay.
    pub late_minutes: i64,
    /// The parts of the legs that overran.
    pub late_by_leg: Vec<LatePartDocument>,
    /// Không phân định.
    pub unassigned_minutes: i64,
    /// What is owed and paid on it.
    pub fees: FeesDocument,
}

/// Money owed and paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeesDocument {
    /// Whole đồng, as far as assessed.
    pub owed: i64,
    /// Whole đồng that were paid of it.
    pub paid: i64,
    /// Charges that are still to be assessed.
    pub not_assessed: u32,
}

/// One agency over a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgencyFiguresDocument {
    /// Which.
    pub agency: AgencyDocument,
    /// Dossiers its counter received.
    pub received: u32,
    /// Dossiers it received or has or records a leg of.
    pub dossiers: u32,
    /// Minutes it held main lines.
    pub used_minutes: i64,
    /// Of them those that a liaison unit recorded for it ("ghi nhận thay").
    pub recorded_minutes: i64,
    /// Minutes of delay that are its.
    pub late_minutes: i64,
    /// Minutes of delay that are nobody's, of dossiers it received.
    pub unassigned_minutes: i64,
    /// Owed and paid on dossiers it received.
    pub fees: FeesDocument,
}

/// The sums of a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotalDocument {
    /// Dossiers that count; an annulled one does not.
    pub dossiers: u32,
    /// Of them late.
    pub late: u32,
    /// Of them opened again after an end.
    pub reopened: u32,
    /// Of them carried over from paper (hồ sơ tồn).
    pub carried_over: u32,
    /// Of them entered late from paper slips.
    pub entered_late: u32,
    /// Minutes of the offices.
    pub used_minutes: i64,
    /// Minutes of delay.
    pub late_minutes: i64,
    /// Of them nobody's.
    pub unassigned_minutes: i64,
    /// Owed.
    pub fees: FeesDocument,
}

/// `GET /api/v1/times`
pub async fn of_period(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Response, Failure> {
    let before = asked.date("before")?;
    let wanted = TableWanted {
        receiving: asked.agencies(&site, &caller, "agency")?,
        from: asked.date("from")?.unwrap_or_else(|| first_of_month(caller.now)),
        before: before.unwrap_or(Instant::MAX),
        after: asked.after_dossier()?,
        limit: asked.limit()?,
    };
    let table = figures::table(&site.context, &wanted).await?;
    let until = table.until;
    let document = TableDocument {
        until: words::moment(until),
        from: words::moment(wanted.from),
        before: before.map(words::moment),
        items: table.rows.iter().map(|it| row(&site, it, until)).collect(),
        next: table.next.map(cursors::of_dossier),
        totals: table.agencies.iter().map(|it| agency_figures(&site, it)).collect(),
        period: period(&table.total),
    };
    Ok(page(&asked, &document))
}

fn first_of_month(now: Instant) -> Instant {
    let today = now.date();
    Instant::local(today.replace_day(1).unwrap_or(today), Time::MIDNIGHT)
}

fn row(site: &Site, row: &TableRow, until: Instant) -> TableRowDocument {
    let dossier = DossierDocument::of(site, &row.dossier);
    let times = TimesDocument::of(site, &row.times, until);
    TableRowDocument {
        id: dossier.id,
        number: dossier.number.unwrap_or_default(),
        status: dossier.status,
        procedure: dossier.procedure,
        receiving: dossier.receiving,
        received: dossier.received.unwrap_or_default(),
        lawful: times.lateness.lawful,
        ended: times.ended,
        office_minutes: times.office_minutes,
        citizen_minutes: times.citizen_minutes,
        paper_minutes: times.paper_minutes,
        suspension_minutes: times.suspension_minutes,
        holders: times.holders,
        late_minutes: times.lateness.total_minutes,
        late_by_leg: times.lateness.by_leg,
        unassigned_minutes: times.lateness.unassigned_minutes,
        fees: fees(row.fees),
    }
}

const fn fees(fees: FeesOwed) -> FeesDocument {
    FeesDocument { owed: fees.owed.0, paid: fees.paid.0, not_assessed: fees.not_assessed }
}

fn agency_figures(site: &Site, figures: &AgencyFigures) -> AgencyFiguresDocument {
    AgencyFiguresDocument {
        agency: agency(site, figures.agency),
        received: figures.received,
        dossiers: figures.dossiers,
        used_minutes: figures.used_minutes,
        recorded_minutes: figures.recorded_minutes,
        late_minutes: figures.late_minutes,
        unassigned_minutes: figures.unassigned_minutes,
        fees: fees(figures.fees),
    }
}

const fn period(total: &TotalFigures) -> TotalDocument {
    TotalDocument {
        dossiers: total.dossiers,
        carried_over: total.carried_over,
        entered_late: total.entered_late,
        late: total.late,
        reopened: total.reopened,
        used_minutes: total.used_minutes,
        late_minutes: total.late_minutes,
        unassigned_minutes: total.unassigned_minutes,
        fees: fees(total.fees),
    }
}
