//! Working time: opening hours, holidays and swapped days; adding limits to a receipt and measuring what was used.
//!
//! Every date promised to a citizen is computed here, together with the reasons for it. Pure: the crate never reads a
//! clock, a file or a database, and it knows no dossier. A date is never given without its explanation.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod clock_time;
mod cut_off;
mod day_calendar;
mod due;
mod explanation;
mod hours;
mod lunar;
mod sentence;
mod table;
mod time_limit;
mod working_calendar;

pub use cut_off::{CutOff, CutOffEffect};
pub use day_calendar::{CalendarFileError, DayCalendar, DayException, DayKind, LackingYear, shipped};
pub use due::Due;
pub use explanation::{Explanation, ExplanationItem, SkipReason};
pub use hours::{HoursError, OpeningHours, Session};
pub use lunar::{LunarDays, lunar_days};
pub use time_limit::{Phase, TimeLimit, TimeLimitError, Unit};
pub use working_calendar::WorkingCalendar;
