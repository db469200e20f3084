//! What programs and forms name by a code or write as a text, as values. What can not be meant is a refusal at its field.

use crate::words;
use motcua_app::Context;
use motcua_calendar::TimeLimit;
use motcua_kernel::{AgencyId, Date, Instant, Refusal, parse_date, parse_instant};

/// The longest code anybody gave anything.
const LONGEST_CODE: usize = 200;
/// More of any unit than this is a slip of the keyboard.
const LONGEST_LIMIT: u32 = 366;

/// 1900 and 2200, in microseconds since 1970: nobody means a moment before or after.
const FIRST: i64 = -2_208_988_800_000_000;
const LAST: i64 = 7_258_118_400_000_000;

/// The agency with a code today.
///
/// # Errors
/// `web.agency-unknown`.
pub fn agency(context: &Context, code: &str, field: &str) -> Result<AgencyId, Refusal> {
    let found = context.province.agencies.by_code(code, context.clock.now().date());
    found
        .map(|it| it.id)
        .ok_or_else(|| Refusal::new("web.agency-unknown").with("code", words::shortened(code)).at(field))
}

/// A time limit as it is written in the catalogue.
///
/// # Errors
/// `web.limit-wrong` when it can not be read, or nobody could mean it.
pub fn limit(text: &str, field: &str) -> Result<TimeLimit, Refusal> {
    let meant =
        |it: &TimeLimit| it.phases().len() == 1 && it.phases().iter().all(|it| it.amount <= LONGEST_LIMIT);
    text.parse()
        .ok()
        .filter(meant)
        .ok_or_else(|| Refusal::new("web.limit-wrong").with("most", LONGEST_LIMIT).at(field))
}

/// A moment to come, with or without an offset.
///
/// # Errors
/// `web.moment-wrong` when it can not be read, or nobody could mean it.
pub fn moment(text: &str, field: &str) -> Result<Instant, Refusal> {
    let meant = |it: &Instant| (FIRST..LAST).contains(&it.micros());
    parse_instant(text).filter(meant).ok_or_else(|| Refusal::new("web.moment-wrong").at(field))
}

/// A date.
///
/// # Errors
/// `web.date-wrong` when it can not be read, or nobody could mean it.
pub fn date(text: &str, field: &str) -> Result<Date, Refusal> {
    let meant = |it: &Date| (1900..2200).contains(&it.year());
    parse_date(text).filter(meant).ok_or_else(|| Refusal::new("web.date-wrong").at(field))
}

/// A text of one line that a database and a page can show.
///
/// # Errors
/// `web.text-unreadable` when it has control characters.
pub fn plain(text: String, field: &str) -> Result<String, Refusal> {
    if text.chars().any(char::is_control) {
        Err(Refusal::new("web.text-unreadable").at(field))
    } else {
        Ok(text)
    }
}

/// A code, short enough to be one.
///
/// # Errors
/// `web.code-wrong` when it is not.
pub fn short(code: &str, field: impl FnOnce() -> String) -> Result<(), Refusal> {
    if code.chars().count() <= LONGEST_CODE && !code.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Refusal::new("web.code-wrong").with("most", LONGEST_CODE).at(field()))
}
