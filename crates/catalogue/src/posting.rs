//! Whether an announced version was posted for the public in time.
//!
//! It measures, for the catalogue officer and the index; a late posting never makes a version invalid.

use crate::{Gap, Publication};
use motcua_calendar::WorkingCalendar;
use motcua_kernel::{Date, RulePack};

/// What is wrong with the posting as known on `today`, by the `pack` of the day of the decision; nothing while the time still
/// runs, the decision has no date, or the pack sets no time.
pub fn posting_flag(
    publication: &Publication,
    pack: &RulePack,
    calendar: &WorkingCalendar,
    today: Date,
) -> Option<Gap> {
    let within = &pack.catalogue.post_within_working_days;
    let last = calendar.add_working_days(publication.decided?, within.value?);
    let key = match publication.posted {
        Some(posted) if posted > last => "catalogue.posted-late",
        None if today > last => "catalogue.posting-overdue",
        Some(_) | None => return None,
    };
    let gap = Gap::new(key).with("decision", &publication.decision).with("last-day", last);
    Some(gap.at("publication.posted").under(within.article.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::pack_on;
    use motcua_calendar::shipped;
    use time::macros::date;

    #[test]
    fn a_province_has_five_working_days_to_post() {
        let calendar = WorkingCalendar::new(shipped(), Vec::new(), Vec::new());
        let check = |posted, today, expected: Option<&str>| {
            // Wednesday 2025-08-27; the days off for 2 September lie between.
            let decided = Some(date!(2025 - 08 - 27));
            let publication = Publication { decision: "1/QĐ-UBND".to_owned(), decided, posted };
            let flag = posting_flag(&publication, &pack_on(today), &calendar, today);
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

    #[test]
    fn no_posting_was_late_before_the_index_set_a_time() {
        let calendar = WorkingCalendar::new(shipped(), Vec::new(), Vec::new());
        let decision = "1/QĐ-UBND".to_owned();
        let publication = Publication { decision, decided: Some(date!(2021 - 03 - 01)), posted: None };
        let flag = |pack| posting_flag(&publication, &pack_on(pack), &calendar, date!(2023 - 01 - 03));
        assert_eq!(flag(date!(2021 - 03 - 01)), None);
        let article = flag(date!(2022 - 08 - 15)).and_then(|it| it.article);
        assert_eq!(article.as_deref(), Some("QĐ 766/QĐ-TTg"));
    }
}
