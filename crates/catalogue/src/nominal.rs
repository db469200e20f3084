//! Time limits on one scale, so that budgets can be added and compared before any dossier exists.
//!
//! Nominal: a working day has eight hours, a week five of seven days, a month thirty days; a same-day limit is one
//! working day. Only for checking a route against its limit. A date promised to anyone comes from the calendar.

use motcua_calendar::{TimeLimit, Unit};

/// The limit in sevenths of a working minute: the smallest unit in which a working hour (420), a working day (3 360), a
/// calendar day (2 400) and a month (72 000) are whole.
pub(crate) fn nominal_sevenths(limit: &TimeLimit) -> u64 {
    if limit.is_same_day() {
        return 3_360;
    }
    let phases = limit.phases().iter().map(|phase| {
        let each = match phase.unit {
            Unit::WorkingHour => 420,
            Unit::WorkingDay => 3_360,
            Unit::CalendarDay => 2_400,
            Unit::Month => 72_000,
        };
        u64::from(phase.amount) * each
    });
    phases.fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_compare_over_a_week() {
        let check = |a: &str, b: &str| {
            let nominal = |text: &str| nominal_sevenths(&text.parse().unwrap());
            assert_eq!(nominal(a), nominal(b), "{a} = {b}");
        };
        check("5 working days", "7 calendar days");
        check("8 working hours", "1 working day");
        check("same day", "1 working day");
        check("30 calendar days", "1 month");
        check("7 calendar days then 5 working days", "10 working days");
    }
}
