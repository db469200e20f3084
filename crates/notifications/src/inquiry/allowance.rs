//! How often one telephone is answered. Every answer costs the house a message, and every wrong code is a guess: it counts
//! twice. Who asks too often is told so once an hour; after that there is silence.

use motcua_kernel::Instant;

const MINUTES: i64 = 10;
const HOUR: i64 = 60;
const DAY: i64 = 24 * 60;

/// For how much a wrong code counts.
const WRONG: u32 = 2;

/// How many texts are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of one telephone in ten minutes.
    pub in_ten_minutes: u32,
    /// Of one telephone in 24 hours.
    pub in_a_day: u32,
    /// Of all telephones of a channel in an hour.
    pub of_all_in_an_hour: u32,
}

impl Default for Limits {
    /// Five in ten minutes and twenty a day for one telephone, 600 an hour for all.
    fn default() -> Self {
        Self { in_ten_minutes: 5, in_a_day: 20, of_all_in_an_hour: 600 }
    }
}

/// A text that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past {
    /// When it came.
    pub at: Instant,
    /// Whether its code or number was not that of a slip.
    pub wrong: bool,
}

/// What becomes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowance {
    /// It is answered.
    Answer,
    /// Its sender is told from when on they may ask again.
    Later(Instant),
    /// Nothing.
    Silence,
}

/// What becomes of a text that came at `now` from a telephone of which `past` was answered in the last 24 hours and that was
/// told at `warned` that it asks too often; `of_all` went out to all telephones of its channel in the last hour.
pub fn allowance(
    limits: Limits,
    (past, warned): (&[Past], Option<Instant>),
    of_all: u64,
    now: Instant,
) -> Allowance {
    if of_all >= u64::from(limits.of_all_in_an_hour) {
        return Allowance::Silence;
    }
    let soon = free_from(past, MINUTES, limits.in_ten_minutes, now);
    let today = free_from(past, DAY, limits.in_a_day, now);
    let free = soon.max(today);
    if free <= now {
        return Allowance::Answer;
    }
    let may_be_told = warned.is_none_or(|it| it.plus_minutes(HOUR) <= now);
    if may_be_told { Allowance::Later(free) } else { Allowance::Silence }
}

/// From when on less than `most` was answered in the last `minutes`; `now` where it is so already.
fn free_from(past: &[Past], minutes: i64, most: u32, now: Instant) -> Instant {
    let mut past: Vec<Past> = past.iter().copied().filter(|it| it.at.plus_minutes(minutes) > now).collect();
    past.sort_by_key(|it| it.at);
    let weight = |it: &Past| if it.wrong { WRONG } else { 1 };
    let mut used: u32 = past.iter().map(weight).sum();
    let mut free = now;
    for it in &past {
        if used < most {
            break;
        }
        used = used.saturating_sub(weight(it));
        free = it.at.plus_minutes(minutes);
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::parse_instant;
    use proptest::prelude::*;

    fn at(clock: &str) -> Instant {
        parse_instant(&format!("2026-11-30T{clock}")).unwrap()
    }

    fn asked(clocks: &[&str], wrong: bool) -> Vec<Past> {
        clocks.iter().map(|it| Past { at: at(it), wrong }).collect()
    }

    fn check(past: &[Past], warned: Option<&str>, now: &str, expected: Allowance) {
        let got = allowance(Limits::default(), (past, warned.map(at)), 0, at(now));
        assert_eq!(got, expected, "{past:?} at {now}");
    }

    #[test]
    fn five_are_answered_and_the_sixth_is_told_when_to_come_again() {
        let four = asked(&["08:00", "08:01", "08:02", "08:03"], false);
        check(&[], None, "08:04", Allowance::Answer);
        check(&four, None, "08:04", Allowance::Answer);
        let five = asked(&["08:00", "08:01", "08:02", "08:03", "08:04"], false);
        check(&five, None, "08:05", Allowance::Later(at("08:10")));
        check(&five, Some("08:05"), "08:06", Allowance::Silence);
        check(&five, Some("08:05"), "08:10", Allowance::Answer);
        check(&five, Some("07:00"), "08:06", Allowance::Later(at("08:10")));
    }

    #[test]
    fn a_wrong_code_counts_twice() {
        check(&asked(&["08:00", "08:01"], true), None, "08:02", Allowance::Answer);
        check(&asked(&["08:00", "08:01", "08:02"], true), None, "08:03", Allowance::Later(at("08:10")));
        let ten: Vec<String> = (0..10).map(|it| format!("{:02}:{:02}", 8 + it / 4, it % 4 * 15)).collect();
        let ten = asked(&ten.iter().map(String::as_str).collect::<Vec<_>>(), true);
        let tomorrow = parse_instant("2026-12-01T08:00").unwrap();
        check(&ten, None, "20:00", Allowance::Later(tomorrow));
    }

    #[test]
    fn what_all_ask_is_bounded_too() {
        let limits = Limits { of_all_in_an_hour: 3, ..Limits::default() };
        assert_eq!(allowance(limits, (&[], None), 2, at("08:00")), Allowance::Answer);
        assert_eq!(allowance(limits, (&[], None), 3, at("08:00")), Allowance::Silence);
    }

    proptest! {
        /// Whatever comes from one telephone, a day has at most twenty answers and one warning an hour.
        #[test]
        fn a_day_has_an_end(gaps in prop::collection::vec(0_i64..40, 1..600), wrong in any::<bool>()) {
            let (mut now, mut past, mut warnings) = (at("00:00"), Vec::<Past>::new(), Vec::<Instant>::new());
            for gap in gaps {
                now = now.plus_minutes(gap);
                let day = now.plus_minutes(-DAY);
                let recent: Vec<Past> = past.iter().copied().filter(|it| it.at > day).collect();
                match allowance(Limits::default(), (&recent, warnings.last().copied()), 0, now) {
                    Allowance::Answer => past.push(Past { at: now, wrong }),
                    Allowance::Later(again) => {
                        prop_assert!(again > now);
                        warnings.push(now);
                    }
                    Allowance::Silence => {}
                }
            }
            for it in &past {
                let of_a_day = past.iter().filter(|other| other.at > it.at.plus_minutes(-DAY) && other.at <= it.at);
                let most = if wrong { 10 } else { 20 };
                prop_assert!(of_a_day.count() <= most);
            }
            prop_assert!(warnings.windows(2).all(|it| it[0].plus_minutes(HOUR) <= it[1]));
        }
    }
}
