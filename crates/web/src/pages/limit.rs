//! Time limits in the language of the page. What is written into files and stored is never said by these words.

use super::Page;
use motcua_calendar::{Phase, TimeLimit, Unit};
use motcua_kernel::Message;

/// A time limit in words: `8 ngày làm việc`, `30 ngày, rồi 5 ngày làm việc`, `trong ngày`.
pub fn in_words(page: &Page, limit: &TimeLimit) -> String {
    if limit.is_same_day() {
        return page.t("label.same-day");
    }
    let phases = limit.phases().iter().filter(|it| it.amount > 0).map(|it| phase(page, *it));
    let joined = |first: String, then: String| {
        page.say(&Message::new("label.limit-then").with("first", first).with("then", then))
    };
    phases.reduce(joined).unwrap_or_default()
}

fn phase(page: &Page, phase: Phase) -> String {
    let text = match phase.unit {
        Unit::WorkingHour => "label.limit-working-hours",
        Unit::WorkingDay => "label.limit-working-days",
        Unit::CalendarDay => "label.limit-calendar-days",
        Unit::Month => "label.limit-months",
    };
    page.t1(text, "amount", phase.amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::status::page_in;
    use motcua_i18n::Locale;

    #[test]
    fn a_limit_is_said_in_the_language_of_its_reader() {
        let check = |limit: &str, locale: Locale, words: &str| {
            assert_eq!(in_words(&page_in(locale), &limit.parse().unwrap()), words);
        };
        check("8 working days", Locale::Vi, "8 ngày làm việc");
        check("8 working days", Locale::En, "8 working days");
        check("1 working day", Locale::En, "1 working day");
        check("4 working hours", Locale::En, "4 working hours");
        check("30 calendar days then 5 working days", Locale::Vi, "30 ngày, rồi 5 ngày làm việc");
        check("30 calendar days then 5 working days", Locale::En, "30 calendar days, then 5 working days");
        check("same day", Locale::Vi, "trong ngày");
        check("same day", Locale::En, "the same day");
    }
}
