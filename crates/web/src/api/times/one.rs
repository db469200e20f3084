//! Who held one dossier for how long, and whose its delay is.

use crate::api::asked::Asked;
use crate::api::documents::{AgencyDocument, agency};
use crate::api::dossiers::find;
use crate::door::Caller;
use crate::failure::Failure;
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use motcua_app::figures::{self, Times};
use motcua_dossier::{Holder, Lateness, LegClock, Segment};
use motcua_kernel::{Instant, LegNo};
use serde::Serialize;
use utoipa::ToSchema;

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
