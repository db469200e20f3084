//! Nhập lịch nghỉ: the days off and swapped days of whole years from a spreadsheet, against the calendar in force.
//!
//! Nothing is stored here: what comes back is the calendar as it would be, and which open dossiers would get another date
//! by it; `kept_calendar` keeps it. A year of the file is the whole year: what it does not name is no exception any more, so
//! a file that forgets a holiday of the law is refused.

use super::sheet::{Fault, Reading, Sheet};
use crate::paper::Column;
use crate::upkeep::{RecomputeReport, Trial, recompute};
use crate::{AppError, Context};
use motcua_calendar::{DayCalendar, DayException, DayKind, lunar_days};
use motcua_kernel::{AgencyId, Date, Refusal};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use time::{Month, Weekday};
use uuid::Uuid;

/// The columns of the file.
pub const CALENDAR_COLUMNS: [Column; 3] = [
    Column { code: "date", title: "Ngày", required: true, example: "01/01/2027" },
    Column { code: "kind", title: "Loại ngày", required: true, example: "nghỉ lễ" },
    Column { code: "name", title: "Tên ngày", required: true, example: "Tết Dương lịch" },
];

const KINDS: &[(&[&str], DayKind)] = &[
    (&["holiday", "nghỉ lễ"], DayKind::Holiday),
    (&["observed", "nghỉ bù"], DayKind::Observed),
    (&["substituted_off", "nghỉ hoán đổi"], DayKind::SubstitutedOff),
    (&["makeup_workday", "làm bù"], DayKind::MakeupWorkday),
];
/// Holidays on the same date every year (BLLĐ 2019 Điều 112).
const FIXED: [(Month, u8, &str); 4] = [
    (Month::January, 1, "Tết Dương lịch"),
    (Month::April, 30, "Ngày Chiến thắng"),
    (Month::May, 1, "Ngày Quốc tế Lao động"),
    (Month::September, 2, "Quốc khánh"),
];
const LONGEST_NAME: usize = 100;
const YEARS: std::ops::RangeInclusive<i32> = 2007..=2199;

/// A date that would be another kind of day, or have another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayDifference {
    /// Which.
    pub date: Date,
    /// What it is now, other than its weekday says.
    pub before: Option<DayException>,
    /// What it would be.
    pub after: Option<DayException>,
}

/// What a file would do.
#[derive(Clone, Debug, Default)]
pub struct CalendarPreview {
    /// Everything that is wrong, by line.
    pub faults: Vec<Fault>,
    /// The years of the file.
    pub years: BTreeSet<i32>,
    /// What would change, by date.
    pub differences: Vec<DayDifference>,
    /// The whole calendar as it would be; the one in force while something is wrong.
    pub days: DayCalendar,
    /// Open dossiers whose lawful date would move.
    pub moved: RecomputeReport,
}

/// Looks at a file; `progress` is told how many dossiers were looked at.
///
/// # Errors
/// Refused when it can not be read or lacks a column; what is wrong in its rows is part of the answer.
pub async fn preview_calendar(
    context: &Context,
    bytes: &[u8],
    progress: &(dyn Fn(usize) + Sync),
) -> Result<CalendarPreview, AppError> {
    let mut preview = compared_with_force(context, bytes)?;
    if preview.faults.is_empty() && !preview.differences.is_empty() {
        let mut province = (*context.province).clone();
        province.rests_on(preview.days.clone());
        let context = Context { province: Arc::new(province), ..context.clone() };
        preview.moved = recompute(&context, Trial::Only, progress).await?;
    }
    Ok(preview)
}

/// What a file says against the calendar in force; which dates would move is not looked at.
pub(super) fn compared_with_force(context: &Context, bytes: &[u8]) -> Result<CalendarPreview, Refusal> {
    compared(days_in_force(context), bytes)
}

/// The days off and swapped days that count today.
pub fn days_in_force(context: &Context) -> &DayCalendar {
    context.province.calendars.of(AgencyId(Uuid::nil())).days()
}

fn compared(in_force: &DayCalendar, bytes: &[u8]) -> Result<CalendarPreview, Refusal> {
    let sheet = Sheet::read(bytes, &CALENDAR_COLUMNS)?;
    let mut preview = CalendarPreview { days: in_force.clone(), ..CalendarPreview::default() };
    let mut rows: BTreeMap<Date, (u32, DayException)> = BTreeMap::new();
    for row in &sheet.rows {
        let mut reading = Reading::of(&sheet, row);
        let day = day(&rows, &mut reading);
        if let Some((date, exception)) = reading.done(day, &mut preview.faults) {
            rows.insert(date, (row.line, exception));
        }
    }
    preview.years = rows.keys().map(|it| it.year()).collect();
    // A row that is wrong may be the holiday that lacks.
    if preview.faults.is_empty() {
        preview.faults = preview.years.iter().flat_map(|year| lacking(*year, &rows)).collect();
    }
    if preview.faults.is_empty() {
        preview.days = merged(in_force, &preview.years, &rows);
        preview.differences = differences(in_force, &preview.days);
    }
    Ok(preview)
}

fn day(
    above: &BTreeMap<Date, (u32, DayException)>,
    reading: &mut Reading<'_>,
) -> Option<(Date, DayException)> {
    let date = reading.date("date");
    let kind = reading.one_of("kind", KINDS);
    let name = reading.text("name").and_then(|it| {
        let too_long = || Refusal::new("app.import-day-name").with("most", LONGEST_NAME);
        reading.value("name", Some(it).filter(|it| it.chars().count() <= LONGEST_NAME).ok_or_else(too_long))
    });
    let (date, kind) = (date?, kind?);
    if !YEARS.contains(&date.year()) {
        reading.fault("date", Refusal::new("app.import-date").with("text", date));
    }
    if let Some((line, _)) = above.get(&date) {
        reading.fault("date", Refusal::new("app.import-row-twice").with("line", line));
    }
    let rest = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    match kind {
        DayKind::Observed | DayKind::SubstitutedOff if rest => {
            reading.fault("kind", Refusal::new("app.import-day-rests-already").with("date", date));
        }
        DayKind::MakeupWorkday if !rest => {
            reading.fault("kind", Refusal::new("app.import-day-works-already").with("date", date));
        }
        DayKind::Holiday | DayKind::Observed | DayKind::SubstitutedOff | DayKind::MakeupWorkday => {}
    }
    Some((date, DayException { kind, name: name?.to_owned() }))
}

/// The holidays of the law that a year of the file does not name.
fn lacking(year: i32, rows: &BTreeMap<Date, (u32, DayException)>) -> Vec<Fault> {
    let by_moon = lunar_days(year).into_iter();
    let by_moon = by_moon.flat_map(|it| [(it.tet, "Tết Nguyên đán"), (it.hung_kings, "Giỗ Tổ Hùng Vương")]);
    let fixed = FIXED
        .into_iter()
        .filter_map(|(month, day, name)| Some((Date::from_calendar_date(year, month, day).ok()?, name)));
    let named = |date: &Date| rows.get(date).is_some_and(|(_, it)| matches!(it.kind, DayKind::Holiday));
    let line = rows.iter().find(|(date, _)| date.year() == year).map_or(1, |(_, (line, _))| *line);
    let lacks = |(date, name): (Date, &str)| Fault {
        line,
        refusal: Refusal::new("app.import-holiday-lacks")
            .with("name", name)
            .with("date", date)
            .under("BLLĐ 2019 Điều 112")
            .at("date"),
    };
    fixed.chain(by_moon).filter(|(date, _)| !named(date)).map(lacks).collect()
}

/// The years of the file as it says, all others as they are. A year that follows on those already decided is decided too.
fn merged(
    in_force: &DayCalendar,
    years: &BTreeSet<i32>,
    rows: &BTreeMap<Date, (u32, DayException)>,
) -> DayCalendar {
    let mut days = in_force.clone();
    for (date, _) in in_force.exceptions().filter(|(date, _)| years.contains(&date.year())) {
        days = days.without(date);
    }
    for (date, (_, exception)) in rows {
        days = days.with_exception(*date, exception.kind, exception.name.clone());
    }
    let next = |last: i32| years.iter().find(|year| **year == last + 1);
    let Some(mut last) = YEARS.filter(|it| in_force.is_announced(*it)).max() else { return days };
    while let Some(year) = next(last) {
        last = *year;
    }
    days.announced_through(last)
}

fn differences(before: &DayCalendar, after: &DayCalendar) -> Vec<DayDifference> {
    let both = before.exceptions().chain(after.exceptions());
    let dates: BTreeSet<Date> = both.map(|(date, _)| date).collect();
    let at = |days: &DayCalendar, date| {
        days.exception(date).map(|(kind, name)| DayException { kind, name: name.to_owned() })
    };
    let compared = dates.into_iter().map(|date| DayDifference {
        date,
        before: at(before, date),
        after: at(after, date),
    });
    compared.filter(|it| it.before != it.after).collect()
}
