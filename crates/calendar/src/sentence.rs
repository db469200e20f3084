//! The explanation as one Vietnamese sentence, for slips and screens. Words only: no date is computed here.

use crate::clock_time;
use crate::{Explanation, ExplanationItem, Phase, SkipReason, TimeLimit, Unit};
use motcua_kernel::{Date, Instant};
use time::Weekday;

/// More days off by the weekly pattern than this are counted rather than named.
const ORDINARY_DAYS_NAMED: usize = 4;

impl Explanation {
    /// One sentence naming every skipped day and rule; weekends of long terms are counted.
    pub fn sentence(&self) -> String {
        let mut clauses = vec![self.limit()];
        clauses.extend(self.start());
        clauses.extend(self.skipped());
        clauses.extend(self.worked());
        clauses.extend(self.items.iter().filter_map(ending));
        clauses.extend(self.undecided());
        clauses.extend(self.due());
        let clauses: Vec<String> = clauses.into_iter().filter(|clause| !clause.is_empty()).collect();
        format!("{}.", clauses.join("; "))
    }

    fn phases(&self) -> impl Iterator<Item = (Phase, Instant)> {
        self.items.iter().filter_map(|item| {
            let ExplanationItem::Phase { phase, from } = item else { return None };
            Some((*phase, *from))
        })
    }

    /// `30 ngày, rồi 5 ngày làm việc, kể từ ngày sau 28/8/2026`.
    fn limit(&self) -> String {
        let Some((first, from)) = self.phases().next() else { return String::new() };
        let day = long_date(from.date());
        if self.phases().all(|(phase, _)| phase.amount == 0) {
            return format!("Giải quyết trong ngày {day}");
        }
        let counted: Vec<String> =
            self.phases().filter(|(phase, _)| phase.amount > 0).map(|(phase, _)| amount(phase)).collect();
        let counted = counted.join(", rồi ");
        if first.unit == Unit::WorkingHour {
            return format!("{counted} kể từ {} ngày {day}", clock_time::text(from.time()));
        }
        format!("{counted} kể từ ngày sau {day}")
    }

    fn start(&self) -> Vec<String> {
        let mut received = String::new();
        let mut clauses = Vec::new();
        for item in &self.items {
            if let ExplanationItem::StartedOn { at } = item {
                received = format!("nhận lúc {} {}", clock_time::text(at.time()), day_in_year(at.date()));
            } else if let ExplanationItem::CutOffApplied { at, counted_from, .. } = item {
                let hour = clock_time::text(*at);
                clauses.push(format!(
                    "{received}, sau {hour}, nên tính như nhận ngày làm việc tiếp theo {}",
                    long_date(*counted_from)
                ));
            } else if let ExplanationItem::ClockOpened { at } = item {
                let hour = clock_time::text(at.time());
                clauses.push(format!(
                    "{received}, ngoài giờ làm việc, nên tính từ {hour} {}",
                    day_in_year(at.date())
                ));
            }
        }
        clauses
    }

    fn skipped(&self) -> Option<String> {
        let days = |wanted: &SkipReason| {
            let of_reason = |item: &&ExplanationItem| matches!(item, ExplanationItem::SkippedDay { reason, .. } if reason == wanted);
            self.items.iter().filter(of_reason).count()
        };
        let (weekends, closed) = (days(&SkipReason::Weekend), days(&SkipReason::Closed));
        let mut named = Vec::new();
        if weekends > ORDINARY_DAYS_NAMED {
            named.push(format!("{weekends} ngày thứ Bảy, Chủ nhật"));
        }
        if closed > ORDINARY_DAYS_NAMED {
            named.push(format!("{closed} ngày cơ quan không làm việc"));
        }
        for item in &self.items {
            if let ExplanationItem::SkippedCount { days } = item {
                named.push(format!("{days} ngày nghỉ hằng tuần, nghỉ lễ"));
            } else if let ExplanationItem::SkippedDay { date, reason } = item {
                let counted = match reason {
                    SkipReason::Weekend => weekends > ORDINARY_DAYS_NAMED,
                    SkipReason::Closed => closed > ORDINARY_DAYS_NAMED,
                    SkipReason::Holiday { .. }
                    | SkipReason::Observed { .. }
                    | SkipReason::SubstitutedOff { .. } => false,
                };
                if !counted {
                    named.push(format!("{}{}", day(*date), bracket(reason)));
                }
            }
        }
        (!named.is_empty()).then(|| format!("không tính {}", named.join(", ")))
    }

    fn worked(&self) -> Option<String> {
        let mut days = Vec::new();
        for item in &self.items {
            if let ExplanationItem::WorkedSwap { date } = item {
                days.push(day(*date));
            }
        }
        (!days.is_empty()).then(|| format!("{} làm bù nên vẫn tính", days.join(", ")))
    }

    fn undecided(&self) -> Option<String> {
        let mut years = Vec::new();
        for item in &self.items {
            if let ExplanationItem::ProjectedYear { year } = item {
                years.push(year.to_string());
            }
        }
        (!years.is_empty())
            .then(|| format!("lịch nghỉ năm {} chưa công bố, mới là dự kiến", years.join(", ")))
    }

    fn due(&self) -> Option<String> {
        let Some(ExplanationItem::DueOn { at }) = self.items.last() else { return None };
        let by_hour = self.phases().last().is_some_and(|(phase, _)| phase.unit == Unit::WorkingHour);
        let hour = if by_hour { format!("{} ", clock_time::text(at.time())) } else { String::new() };
        Some(format!("hẹn {hour}{}", day_in_year(at.date())))
    }
}

impl TimeLimit {
    /// The limit in Vietnamese: `8 ngày làm việc`, `30 ngày, rồi 5 ngày làm việc`, `trong ngày`.
    pub fn in_words(&self) -> String {
        if self.is_same_day() {
            return "trong ngày".to_owned();
        }
        let counted: Vec<String> =
            self.phases().iter().filter(|phase| phase.amount > 0).map(|phase| amount(*phase)).collect();
        counted.join(", rồi ")
    }
}

fn ending(item: &ExplanationItem) -> Option<String> {
    let ExplanationItem::MovedFromRestDay { from, to, reason } = item else { return None };
    Some(format!("ngày cuối là {}{} nên chuyển sang {}", day(*from), bracket(reason), day(*to)))
}

fn amount(phase: Phase) -> String {
    let unit = match phase.unit {
        Unit::WorkingHour => "giờ làm việc",
        Unit::WorkingDay => "ngày làm việc",
        Unit::CalendarDay => "ngày",
        Unit::Month => "tháng",
    };
    format!("{} {unit}", phase.amount)
}

fn bracket(reason: &SkipReason) -> String {
    match reason {
        SkipReason::Weekend => String::new(),
        SkipReason::Holiday { name }
        | SkipReason::Observed { name }
        | SkipReason::SubstitutedOff { name, worked_on: None } => format!(" ({name})"),
        SkipReason::SubstitutedOff { worked_on: Some(worked), .. } => {
            format!(" (nghỉ hoán đổi cho {})", short_date(*worked))
        }
        SkipReason::Closed => " (cơ quan không làm việc)".to_owned(),
    }
}

fn day(date: Date) -> String {
    format!("{} {}", weekday(date.weekday()), short_date(date))
}

fn day_in_year(date: Date) -> String {
    format!("{} {}", weekday(date.weekday()), long_date(date))
}

/// Days below 10 and the months 1 and 2 with a leading zero, as NĐ 30/2020 has it.
fn short_date(date: Date) -> String {
    let month = u8::from(date.month());
    let zero = if month <= 2 { "0" } else { "" };
    format!("{:02}/{zero}{month}", date.day())
}

fn long_date(date: Date) -> String {
    format!("{}/{}", short_date(date), date.year())
}

fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}
