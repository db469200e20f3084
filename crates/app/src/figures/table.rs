//! The supervisor's table: what every dossier received in a period took, whose the delays are, what is
//! owed and paid.
//!
//! Folded from the histories when asked for, some hundred at a time; only the rows of one page are kept. An entry that
//! was annulled has its row and counts in no sum.

use super::times::{Times, folded};
use crate::look::{DossiersWanted, dossiers};
use crate::{AppError, Context};
use motcua_dossier::{Dossier, Holder, PaperOrigin, Status};
use motcua_kernel::{AgencyId, DossierId, Instant, Refusal, Vnd};
use motcua_storage::dossiers as rows;
use std::collections::{BTreeMap, BTreeSet};

/// The most dossiers of one table.
pub const MOST_DOSSIERS: usize = 5_000;
const CHUNK: u64 = 500;

/// Which table.
#[derive(Clone, Debug)]
pub struct TableWanted {
    /// Dossiers received by one of these.
    pub receiving: Vec<AgencyId>,
    /// Received at or after.
    pub from: Instant,
    /// Received before.
    pub before: Instant,
    /// Where the page starts: behind this one.
    pub after: Option<(Instant, DossierId)>,
    /// Rows of the page at most.
    pub limit: usize,
}

/// The table of a period, and one page of its rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// As known when.
    pub until: Instant,
    /// One a dossier, the newest receipt first.
    pub rows: Vec<TableRow>,
    /// Where the next page starts; none after the last.
    pub next: Option<(Instant, DossierId)>,
    /// What each agency used and has to answer for, in the whole period.
    pub agencies: Vec<AgencyFigures>,
    /// All of it together.
    pub total: TotalFigures,
}

/// One dossier.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// The dossier.
    pub dossier: Dossier,
    /// Its times.
    pub times: Times,
    /// What is owed and paid on it.
    pub fees: FeesOwed,
}

/// Money owed and paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeesOwed {
    /// The amounts that are known.
    pub owed: Vnd,
    /// What was paid of it.
    pub paid: Vnd,
    /// Charges that an agency has still to assess.
    pub not_assessed: u32,
}

/// One agency in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgencyFigures {
    /// Which.
    pub agency: AgencyId,
    /// Dossiers that its counter received.
    pub received: u32,
    /// Dossiers it received or has or records a leg of.
    pub dossiers: u32,
    /// Working minutes it held main lines.
    pub used_minutes: i64,
    /// Of them those that a liaison unit recorded for it ("ghi nhận thay").
    pub recorded_minutes: i64,
    /// Working minutes of delay that are its.
    pub late_minutes: i64,
    /// Working minutes of delay that are nobody's, of dossiers it received.
    pub unassigned_minutes: i64,
    /// Owed and paid on dossiers it received.
    pub fees: FeesOwed,
}

/// All agencies in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TotalFigures {
    /// Dossiers that count.
    pub dossiers: u32,
    /// Of them those that are late.
    pub late: u32,
    /// Of them those that were opened again after an end; they are judged by their last end.
    pub reopened: u32,
    /// Of them hồ sơ tồn, carried over from paper.
    pub carried_over: u32,
    /// Of them those whose paper slips were entered late.
    pub entered_late: u32,
    /// Working minutes of the offices.
    pub used_minutes: i64,
    /// Working minutes of delay.
    pub late_minutes: i64,
    /// Of them those that are nobody's.
    pub unassigned_minutes: i64,
    /// Owed and paid.
    pub fees: FeesOwed,
}

/// The table of `wanted` as known now.
///
/// # Errors
/// Refused when the period has more than [`MOST_DOSSIERS`].
pub async fn table(context: &Context, wanted: &TableWanted) -> Result<Table, AppError> {
    let until = context.clock.now();
    let mut sums = Sums::default();
    let mut page = Page { after: wanted.after, limit: wanted.limit, rows: Vec::new(), more: false };
    let mut place = None;
    loop {
        let chunk = dossiers(context, &chunk_of(wanted, place)).await?;
        let ids: Vec<DossierId> = chunk.dossiers.iter().map(|it| it.id).collect();
        let mut histories = rows::histories(&context.store.reader(), &ids).await?;
        for dossier in chunk.dossiers {
            let history = histories.remove(&dossier.id).unwrap_or_default();
            let times = folded(&context.province, &dossier, &history, until)?;
            let row = TableRow { fees: fees_owed(&dossier), dossier, times };
            sums.add(&row);
            page.offer(row);
        }
        place = chunk.next;
        if place.is_none() {
            break;
        }
        if sums.seen >= MOST_DOSSIERS {
            return Err(Refusal::new("app.period-too-large").with("most", MOST_DOSSIERS).at("from").into());
        }
    }
    let next = page.rows.last().filter(|_| page.more).and_then(|it| place_of(&it.dossier));
    let agencies = sums.by_agency.into_values().collect();
    Ok(Table { until, rows: page.rows, next, agencies, total: sums.total })
}

/// The rows of these dossiers in this order, as known at `until`.
///
/// # Errors
/// When the store fails.
pub async fn rows_of(
    context: &Context,
    ids: &[DossierId],
    until: Instant,
) -> Result<Vec<TableRow>, AppError> {
    let reader = context.store.reader();
    let mut histories = rows::histories(&reader, ids).await?;
    let mut found = Vec::with_capacity(ids.len());
    for dossier in rows::of_ids(&reader, ids).await? {
        let history = histories.remove(&dossier.id).unwrap_or_default();
        let times = folded(&context.province, &dossier, &history, until)?;
        found.push(TableRow { fees: fees_owed(&dossier), dossier, times });
    }
    found.sort_by_key(|it| ids.iter().position(|id| *id == it.dossier.id));
    Ok(found)
}

fn chunk_of(wanted: &TableWanted, after: Option<(Instant, DossierId)>) -> DossiersWanted {
    DossiersWanted {
        receiving: wanted.receiving.clone(),
        statuses: Vec::new(),
        from: Some(wanted.from),
        before: Some(wanted.before),
        after,
        limit: CHUNK,
    }
}

fn place_of(dossier: &Dossier) -> Option<(Instant, DossierId)> {
    Some((dossier.reception.as_ref()?.at, dossier.id))
}

/// What is known to be owed, and what was paid of it.
pub fn fees_owed(dossier: &Dossier) -> FeesOwed {
    if is_annulled(dossier) {
        return FeesOwed::default();
    }
    let mut fees = FeesOwed::default();
    for charge in &dossier.charges {
        match charge.amount {
            Some(amount) => {
                fees.owed = fees.owed.plus(amount);
                fees.paid = fees.paid.plus(dossier.paid(&charge.code));
            }
            None => fees.not_assessed += 1,
        }
    }
    fees
}

const fn is_annulled(dossier: &Dossier) -> bool {
    matches!(dossier.status, Status::Annulled { .. })
}

struct Page {
    after: Option<(Instant, DossierId)>,
    limit: usize,
    rows: Vec<TableRow>,
    more: bool,
}

impl Page {
    /// Rows come the newest first.
    fn offer(&mut self, row: TableRow) {
        if self.after.is_some_and(|after| place_of(&row.dossier).is_none_or(|it| it >= after)) {
            return;
        }
        if self.rows.len() < self.limit {
            self.rows.push(row);
        } else {
            self.more = true;
        }
    }
}

#[derive(Default)]
struct Sums {
    seen: usize,
    by_agency: BTreeMap<AgencyId, AgencyFigures>,
    total: TotalFigures,
}

impl Sums {
    fn add(&mut self, row: &TableRow) {
        self.seen += 1;
        if is_annulled(&row.dossier) {
            return;
        }
        let lateness = &row.times.lateness;
        self.total.dossiers += 1;
        self.total.late += u32::from(lateness.total_minutes > 0);
        self.total.reopened += u32::from(!row.dossier.reopenings.is_empty());
        match row.dossier.paper_origin() {
            Some(PaperOrigin::CarriedOver { .. }) => self.total.carried_over += 1,
            Some(PaperOrigin::LateEntry { .. }) => self.total.entered_late += 1,
            None => {}
        }
        self.total.used_minutes += row.times.main_line.office_minutes();
        self.total.late_minutes += lateness.total_minutes;
        self.total.unassigned_minutes += lateness.unassigned;
        self.total.fees = together(self.total.fees, row.fees);
        for (agency, minutes) in row.times.main_line.minutes_by_agency() {
            self.of(agency).used_minutes += minutes;
        }
        for segment in &row.times.main_line.segments {
            if let Holder::Leg { no, agency } = segment.holder
                && row.times.legs.iter().any(|it| it.no == no && it.recorded_by.is_some())
            {
                self.of(agency).recorded_minutes += segment.minutes;
            }
        }
        for (_, agency, minutes) in &lateness.by_leg {
            self.of(*agency).late_minutes += minutes;
        }
        let legs = row.dossier.legs.iter().flat_map(|it| [it.plan.agency, it.plan.desk()]);
        let taking_part: BTreeSet<AgencyId> = legs.chain(row.dossier.receiving()).collect();
        for agency in taking_part {
            self.of(agency).dossiers += 1;
        }
        if let Some(receiving) = row.dossier.receiving() {
            let figures = self.of(receiving);
            figures.received += 1;
            figures.unassigned_minutes += lateness.unassigned;
            figures.fees = together(figures.fees, row.fees);
        }
    }

    fn of(&mut self, agency: AgencyId) -> &mut AgencyFigures {
        self.by_agency.entry(agency).or_insert_with(|| AgencyFigures::of(agency))
    }
}

impl AgencyFigures {
    fn of(agency: AgencyId) -> Self {
        Self {
            agency,
            received: 0,
            dossiers: 0,
            used_minutes: 0,
            recorded_minutes: 0,
            late_minutes: 0,
            unassigned_minutes: 0,
            fees: FeesOwed::default(),
        }
    }
}

fn together(one: FeesOwed, other: FeesOwed) -> FeesOwed {
    FeesOwed {
        owed: one.owed.plus(other.owed),
        paid: one.paid.plus(other.paid),
        not_assessed: one.not_assessed.saturating_add(other.not_assessed),
    }
}
