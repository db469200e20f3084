//! Whether an announced version was posted for the public in time.
//!
//! It measures, for the catalogue officer and the index; a late posting never makes a version invalid.

use crate::{Gap, Publication};
use motcua_calendar::WorkingCalendar;
use motcua_kernel::Date;

/// Working days from the announcing decision to its posting by a province (QĐ 766/QĐ-TTg, indicator 1).
const POSTED_WITHIN: u32 = 5;

/// What is wrong with the posting as known on `today`; nothing while the time still runs or the decision has no date.
pub fn posting_flag(publication: &Publication, calendar: &WorkingCalendar, today: Date) -> Option<Gap> {
    let last = calendar.add_working_days(publication.decided?, POSTED_WITHIN);
    let key = match publication.posted {
        Some(posted) if posted > last => "catalogue.posted-late",
        None if today > last => "catalogue.posting-overdue",
        Some(_) | None => return None,
    };
    let gap = Gap::new(key).with("decision", &publication.decision).with("last-day", last);
    Some(gap.at("publication.posted").under("QĐ 766/QĐ-TTg"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_calendar::shipped;
    use time::macros::date;

    #[test]
    fn a_province_has_five_working_days_to_post() {
        let calendar = WorkingCalendar::new(shipped(), Vec::new(), Vec::new());
        let check = |posted, today, expected: Option<&str>| {
            // Wednesday 2025-08-27; the days off for 2 September lie between.
            let decided = Some(date!(2025 - 08 - 27));
            let publication = Publication { decision: "1/QĐ-UBND".to_owned(), decided, posted };
            let flag = posting_flag(&publication, &calendar, today);
            assert_eq!(
                flag.map(|it| it.message.code.to_string()).as_deref(),
                expected,
                "{posted:?} on {today}"
            );
        };
        check(None, date!(2025 - 09 - 05), None);
        check(None, date!(2025 - 09 - 06), Some("catalogue.posting-overdue"));
        check(Some(date!(2025 - 09 - 05)), date!(2026 - 01 - 01), None);
        check(Some(date!(2025 - 09 - 08)), date!(2026 - 01 - 01), Some("catalogue.posted-late"));
    }
}
