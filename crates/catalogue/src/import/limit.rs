//! Time limits of the source: a JSON number and the name of a unit, either of which may be missing.

use super::{FlagReason, Reading};
use motcua_calendar::{Phase, TimeLimit, Unit};
use serde_json::{Value, json};

const HOURS_OF_A_DAY: u32 = 8;

/// Reads a limit; `note` is only looked at for a contradiction. The verbatim form is JSON with both parts.
pub fn read_limit(number: &Value, unit: &Value, note: Option<&str>) -> Reading<TimeLimit> {
    let verbatim = json!({ "time_value": number, "time_unit": unit }).to_string();
    let (amount, unit) = match parts(number, unit) {
        Ok(parts) => parts,
        Err(why) => return Reading::Flagged { verbatim, why },
    };
    let Some(value) = TimeLimit::new(vec![Phase { amount, unit }]) else {
        return Reading::Flagged { verbatim, why: FlagReason::Unreadable };
    };
    match doubt(amount, unit, note.unwrap_or_default()) {
        Some(why) => Reading::Doubtful { value, verbatim, why },
        None => Reading::Structured { value, verbatim },
    }
}

fn parts(number: &Value, unit: &Value) -> Result<(u32, Unit), FlagReason> {
    let (number, unit) = match (number, unit) {
        (Value::Null, Value::Null) => return Err(FlagReason::NoLimit),
        (Value::Number(_), Value::Null) => return Err(FlagReason::NoUnit),
        (Value::Null, Value::String(_)) => return Err(FlagReason::NoNumber),
        (Value::Number(number), Value::String(unit)) => (number, unit),
        _ => return Err(FlagReason::WrongShape),
    };
    let unit = match unit.trim() {
        "Giờ" | "Giờ làm việc" => Unit::WorkingHour,
        "Ngày làm việc" => Unit::WorkingDay,
        "Ngày" => Unit::CalendarDay,
        "Tháng" => Unit::Month,
        _ => return Err(FlagReason::Unreadable),
    };
    match whole(&number.to_string()) {
        Some(0) => Err(FlagReason::ZeroLimit),
        Some(amount) => Ok((amount, unit)),
        None => Err(FlagReason::NotWhole),
    }
}

/// `15` and `15.0` are 15; `0.5`, `-1.0` and `1e300` are no number of units.
fn whole(number: &str) -> Option<u32> {
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    rest.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok()).flatten()
}

fn doubt(amount: u32, unit: Unit, note: &str) -> Option<FlagReason> {
    let note = note.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let says = |text: &str| {
        note.match_indices(text).any(|(at, _)| !note[..at].ends_with(|c: char| c.is_ascii_digit()))
    };
    let counts = |days: &str| says(&format!("{amount} {days}")) || says(&format!("{amount:02} {days}"));
    match unit {
        Unit::WorkingHour => (amount > HOURS_OF_A_DAY).then_some(FlagReason::HoursOverOneDay),
        Unit::CalendarDay => counts("ngày làm việc").then_some(FlagReason::NoteCountsOtherDays),
        Unit::WorkingDay => {
            (counts("ngày") && !note.contains("ngày làm việc")).then_some(FlagReason::NoteCountsOtherDays)
        }
        Unit::Month => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_or_flagged() {
        let check = |number: Value, unit: Value, note: &str, expected: Result<&str, FlagReason>| {
            let reading = read_limit(&number, &unit, Some(note));
            let kept: Value = serde_json::from_str(reading.verbatim()).unwrap();
            assert_eq!(kept, json!({ "time_value": number, "time_unit": unit }));
            let read = reading.value().map(ToString::to_string);
            match (expected, reading) {
                (Ok(text), Reading::Structured { .. }) => assert_eq!(read.as_deref(), Some(text)),
                (Err(why), reading) => assert_eq!(reading.flag(), Some(why)),
                (Ok(text), reading) => panic!("{text}: {reading:?}"),
            }
        };
        let days = || json!("Ngày làm việc");
        check(json!(15.0), days(), "", Ok("15 working days"));
        check(json!(15), days(), "", Ok("15 working days"));
        check(json!(30.0), json!("Ngày"), "", Ok("30 calendar days"));
        check(json!(8.0), json!("Giờ"), "", Ok("8 working hours"));
        check(json!(1.0), json!("Tháng"), "", Ok("1 month"));
        check(json!(24.0), json!("Giờ"), "", Err(FlagReason::HoursOverOneDay));
        check(json!(7.0), json!("Ngày"), "Trong 07 ngày làm việc.", Err(FlagReason::NoteCountsOtherDays));
        check(json!(7.0), json!("Ngày"), "Trong 17 ngày làm việc.", Ok("7 calendar days"));
        check(json!(20.0), days(), "20 ngày làm \nviệc", Ok("20 working days"));
        check(json!(20.0), days(), "20 ngày kể từ khi nhận", Err(FlagReason::NoteCountsOtherDays));
        check(Value::Null, Value::Null, "", Err(FlagReason::NoLimit));
        check(json!(12.0), Value::Null, "", Err(FlagReason::NoUnit));
        check(json!(0.0), Value::Null, "", Err(FlagReason::NoUnit));
        check(Value::Null, days(), "", Err(FlagReason::NoNumber));
        check(json!(0.0), days(), "", Err(FlagReason::ZeroLimit));
        check(json!(0.5), days(), "", Err(FlagReason::NotWhole));
        check(json!(-1.0), days(), "", Err(FlagReason::NotWhole));
        check(json!(1e300), days(), "", Err(FlagReason::NotWhole));
        check(json!(3), json!("Tuần"), "", Err(FlagReason::Unreadable));
        check(json!("3"), days(), "", Err(FlagReason::WrongShape));
    }
}
