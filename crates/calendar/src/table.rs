//! Running totals of working minutes and days over the years that matter, so that long spans cost a binary search.
//!
//! Only a shortcut: what it answers equals adding day by day, and it knows nothing outside its window.

use time::Date;
use time::macros::date;

const FIRST: Date = date!(2005 - 01 - 01);
const END: Date = date!(2041 - 01 - 01);

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Working minutes.
    Minutes,
    /// Days with at least one working minute.
    Days,
}

impl Count {
    /// What a day with so many working minutes adds.
    pub fn of_day(self, minutes: u32) -> u64 {
        match self {
            Self::Minutes => u64::from(minutes),
            Self::Days => u64::from(minutes > 0),
        }
    }
}

/// Where a running total is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// On this day, of which `part` is still needed.
    On { date: Date, part: u64 },
    /// Not within the window: `missing` are needed from `next` on.
    Beyond { next: Date, missing: u64 },
}

/// Element `i` of each column is the total of the days before day `i` of the window.
#[derive(Debug)]
pub struct Table {
    minutes: Vec<u64>,
    days: Vec<u64>,
}

impl Table {
    pub fn build(minutes_of: impl Fn(Date) -> u32) -> Self {
        let mut table = Self { minutes: vec![0], days: vec![0] };
        let (mut minutes, mut days) = (0, 0);
        let mut date = FIRST;
        while date < END {
            let today = minutes_of(date);
            minutes += Count::Minutes.of_day(today);
            days += Count::Days.of_day(today);
            table.minutes.push(minutes);
            table.days.push(days);
            let Some(next) = date.next_day() else { break };
            date = next;
        }
        table
    }

    /// The part of the days from `from` up to `until` (not included) inside the window.
    pub fn inside(from: Date, until: Date) -> (Date, Date) {
        (from.clamp(FIRST, END), until.clamp(FIRST, END))
    }

    /// The total of the days from `from` up to `until` (not included), both inside the window.
    pub fn between(&self, count: Count, from: Date, until: Date) -> u64 {
        self.before(count, until).saturating_sub(self.before(count, from))
    }

    /// The day from `from` on that brings the total to `needed`; nothing when `from` is outside the window.
    pub fn reach(&self, count: Count, from: Date, needed: u64) -> Option<Reached> {
        if from < FIRST || from >= END {
            return None;
        }
        let column = self.column(count);
        let target = self.before(count, from).saturating_add(needed);
        let after = column.partition_point(|total| *total < target);
        if after == column.len() {
            let passed = self.between(count, from, END);
            return Some(Reached::Beyond { next: END, missing: needed - passed });
        }
        let day = after.saturating_sub(1);
        let before = column.get(day).copied().unwrap_or_default();
        let date = FIRST + time::Duration::days(i64::try_from(day).unwrap_or_default());
        Some(Reached::On { date, part: target - before })
    }

    fn before(&self, count: Count, date: Date) -> u64 {
        let day = usize::try_from((date - FIRST).whole_days()).unwrap_or_default();
        self.column(count).get(day).copied().unwrap_or_default()
    }

    fn column(&self, count: Count) -> &[u64] {
        match count {
            Count::Minutes => &self.minutes,
            Count::Days => &self.days,
        }
    }
}
