//! Which made-up province is shown, and when it is there.

use super::people::{self, Person};
use super::soc_trang;
use super::stories::{STORIES, STORIES_OF_SOC_TRANG};
use super::story::Story;
use crate::Clock;
use motcua_kernel::{Date, Instant};
use time::macros::date;

/// A world to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// Cần Thơ today, with two levels.
    CanTho,
    /// Sóc Trăng with three levels, in the year in which all its procedures were in force.
    SocTrang,
}

/// A Monday from which on the shipped procedures of Sóc Trăng are all in force, for 52 weeks: the land law of 2003 ended on
/// 1 July 2014.
const FIRST_DAY: Date = date!(2013 - 07 - 01);
const WEEKS: i64 = 52;
const MICROS_A_WEEK: i64 = 7 * 24 * 60 * 60 * 1_000_000;

impl World {
    /// Everybody who works there.
    pub const fn people(self) -> &'static [Person] {
        match self {
            Self::CanTho => &people::PEOPLE,
            Self::SocTrang => &soc_trang::PEOPLE,
        }
    }

    /// The clock of this world at `now`: that of today, or one that runs as many whole weeks behind as put it into its year,
    /// so that days of the week and hours are those outside. It runs on like any clock: sessions, tokens and limits grow old.
    pub fn clock(self, now: Instant) -> Clock {
        match self {
            Self::CanTho => Clock::System,
            Self::SocTrang => {
                let weeks = (now.date() - FIRST_DAY).whole_weeks();
                Clock::Behind { micros: weeks.div_euclid(WEEKS) * WEEKS * MICROS_A_WEEK }
            }
        }
    }

    pub(super) fn stories(self) -> Vec<&'static Story> {
        match self {
            Self::CanTho => STORIES.iter().chain(&STORIES_OF_SOC_TRANG).collect(),
            Self::SocTrang => soc_trang::STORIES.iter().collect(),
        }
    }

    /// What an address ends with.
    pub(super) const fn province(self) -> &'static str {
        match self {
            Self::CanTho => "thành phố Cần Thơ",
            Self::SocTrang => "tỉnh Sóc Trăng",
        }
    }

    /// Whether people have a personal number of twelve digits: not before 2016.
    pub(super) const fn has_personal_numbers(self) -> bool {
        match self {
            Self::CanTho => true,
            Self::SocTrang => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::parse_instant;

    #[test]
    fn the_clock_of_soc_trang_keeps_weekday_and_hour_and_stays_in_its_year() {
        let check = |now: &str, expected: &str| {
            let now = parse_instant(now).unwrap();
            let Clock::Behind { micros } = World::SocTrang.clock(now) else { panic!() };
            let then = Instant::from_micros(now.micros() - micros);
            assert_eq!(then, parse_instant(expected).unwrap());
            assert_eq!(then.date().weekday(), now.date().weekday());
        };
        check("2026-11-24T20:40", "2013-12-10T20:40");
        // 13 and 14 times 52 weeks after the first day.
        check("2026-06-15T08:00", "2013-07-01T08:00");
        check("2026-06-14T23:59", "2014-06-29T23:59");
        check("2027-06-14T00:00", "2013-07-01T00:00");
    }
}
