//! Times over the API: of one dossier, and the supervisor's table of a period.

use super::asked::Asked;
use super::documents::{AgencyDocument, DossierDocument, ProcedureDocument, agency};
use super::dossiers::find;
use super::page::{Page, page};
use crate::door::Caller;
use crate::failure::Failure;
use crate::{Site, cursors, words};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use motcua_app::figures::{self, AgencyFigures, FeesOwed, TableRow, TableWanted, Times, TotalFigures};
use motcua_dossier::{Holder, Lateness, LegClock, Segment};
use motcua_kernel::{Instant, LegNo};
use serde::Serialize;
use time::Time;
use utoipa::ToSchema;
use uuid::Uuid;

/// Who held a dossier for how long, and whose its delay is. All minutes are working minutes.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimesDocument {
    /// As known at this moment.
    pub until: String,
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
    /// Minutes by holder, in the order in which they first held it.
    pub holders: Vec<HeldDocument>,
    /// Each stretch from receipt to end.
    pub main_line: Vec<SegmentDocument>,
    /// What each leg used and was allowed; of parallel legs not to be added up.
    pub legs: Vec<LegTimeDocument>,
    /// The delay and its parts.
    pub lateness: LatenessDocument,
}

/// Minutes in one pair of hands.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldDocument {
    /// Whose.
    pub holder: HolderDocument,
    /// How many.
    pub minutes: i64,
}

/// Who holds a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolderDocument {
    /// `counter`, `leg`, `signer`, `liaison`, `citizen`, `suspension`, `predecessor`, `on-paper` before it was taken over, or
    /// `after-result` for nobody while a wrong result was out.
    pub who: String,
    /// The agency, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyDocument>,
    /// The leg, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leg: Option<u16>,
    /// The liaison unit that recorded it for an agency outside the system ("ghi nhận thay").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<AgencyDocument>,
}

/// A stretch of the main line.
#[derive(Debug, Serialize, ToSchema)]
pub struct SegmentDocument {
    /// From when.
    pub from: String,
    /// Until when.
    pub to: String,
    /// Who held it.
    pub holder: HolderDocument,
    /// How many minutes.
    pub minutes: i64,
}

/// The own clock of a leg.
#[derive(Debug, Serialize, ToSchema)]
pub struct LegTimeDocument {
    /// Which leg.
    pub leg: u16,
    /// Its agency.
    pub agency: AgencyDocument,
    /// The liaison unit that recorded it for an agency outside the system ("ghi nhận thay").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<AgencyDocument>,
    /// When it was taken; null before.
    pub started: Option<String>,
    /// When it was done; null before.
    pub finished: Option<String>,
    /// Minutes it used.
    pub used_minutes: i64,
    /// Minutes it was allowed.
    pub allowed_minutes: i64,
    /// Minutes it held the main line.
    pub main_line_minutes: i64,
    /// Whether it ran beside the main line only.
    pub concurrent: bool,
    /// Minutes beyond those allowed.
    pub overrun_minutes: i64,
}

/// A delay and its parts.
#[derive(Debug, Serialize, ToSchema)]
pub struct LatenessDocument {
    /// The lawful date.
    pub lawful: String,
    /// What is judged against it.
    pub end: String,
    /// The delay.
    pub total_minutes: i64,
    /// The parts of the legs that overran.
    pub by_leg: Vec<LatePartDocument>,
    /// Không phân định.
    pub unassigned_minutes: i64,
}

/// A leg's part of a delay.
#[derive(Debug, Serialize, ToSchema)]
pub struct LatePartDocument {
    /// Which leg.
    pub leg: u16,
    /// Its agency.
    pub agency: AgencyDocument,
    /// The liaison unit that recorded it for an agency outside the system ("ghi nhận thay").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<AgencyDocument>,
    /// How many minutes.
    pub minutes: i64,
}

/// `GET /api/v1/dossiers/{id}/times`
pub async fn of_dossier(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Json<TimesDocument>, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let until = asked.past_moment("until", caller.now)?;
    let times = figures::times(&site.context, dossier.id, until).await?;
    Ok(Json(TimesDocument::of(&site, &times, until)))
}

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
pub async fn table(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Response, Failure> {
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

impl TimesDocument {
    /// The document of `times`.
    pub fn of(site: &Site, times: &Times, until: Instant) -> Self {
        let line = &times.main_line;
        let teller = Teller { site, legs: &times.legs };
        let held = |(holder, minutes): (Holder, i64)| HeldDocument { holder: teller.holder(holder), minutes };
        Self {
            until: words::moment(until),
            ended: line.ended.map(words::moment),
            office_minutes: line.office_minutes(),
            citizen_minutes: line.citizen_minutes(),
            suspension_minutes: line.suspension_minutes(),
            paper_minutes: line.paper_minutes(),
            holders: line.minutes_by_holder().into_iter().map(held).collect(),
            main_line: line.segments.iter().map(|it| teller.segment(it)).collect(),
            legs: times.legs.iter().map(|it| teller.leg(it)).collect(),
            lateness: teller.lateness(&times.lateness),
        }
    }
}

struct Teller<'a> {
    site: &'a Site,
    legs: &'a [LegClock],
}

impl Teller<'_> {
    fn holder(&self, holder: Holder) -> HolderDocument {
        let leg = match holder {
            Holder::Leg { no, .. } | Holder::Signer { leg: no, .. } | Holder::Liaison { leg: no, .. } => {
                Some(no)
            }
            Holder::Counter { .. }
            | Holder::Citizen
            | Holder::Suspension { .. }
            | Holder::Predecessor
            | Holder::AfterResult
            | Holder::OnPaper => None,
        };
        // What the liaison unit itself held is its own.
        let recorded = leg.filter(|_| !matches!(holder, Holder::Liaison { .. }));
        HolderDocument {
            who: words::key_of(&holder, "who"),
            agency: holder.agency().map(|it| agency(self.site, it)),
            leg: leg.map(|it| it.0),
            recorded_by: recorded.and_then(|it| self.recorded_by(it)),
        }
    }

    fn recorded_by(&self, no: LegNo) -> Option<AgencyDocument> {
        let clock = self.legs.iter().find(|it| it.no == no)?;
        clock.recorded_by.map(|it| agency(self.site, it))
    }

    fn segment(&self, segment: &Segment) -> SegmentDocument {
        SegmentDocument {
            from: words::moment(segment.from),
            to: words::moment(segment.to),
            holder: self.holder(segment.holder),
            minutes: segment.minutes,
        }
    }

    fn leg(&self, clock: &LegClock) -> LegTimeDocument {
        LegTimeDocument {
            leg: clock.no.0,
            agency: agency(self.site, clock.agency),
            recorded_by: self.recorded_by(clock.no),
            started: clock.started.map(words::moment),
            finished: clock.finished.map(words::moment),
            used_minutes: clock.used_minutes,
            allowed_minutes: clock.allowed_minutes,
            main_line_minutes: clock.main_line_minutes,
            concurrent: clock.concurrent,
            overrun_minutes: clock.overrun,
        }
    }

    fn lateness(&self, lateness: &Lateness) -> LatenessDocument {
        let parts = lateness.by_leg.iter().map(|(no, by, minutes)| LatePartDocument {
            leg: no.0,
            agency: agency(self.site, *by),
            recorded_by: self.recorded_by(*no),
            minutes: *minutes,
        });
        LatenessDocument {
            lawful: words::moment(lateness.lawful),
            end: words::moment(lateness.end),
            total_minutes: lateness.total_minutes,
            by_leg: parts.collect(),
            unassigned_minutes: lateness.unassigned,
        }
    }
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
