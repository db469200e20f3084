//! What a supervisor sees: facts of dossiers, slices of them, and figures that count slices.
//!
//! A figure is never anything but the number of facts in a slice, or a mean over one; so the list behind a figure has as
//! many rows as the figure says. Terms and identities are those of the reporting terms: received + carried over + reopened
//! = solved + ended otherwise + open; open = in time + overdue; solved = early + on the day + late.

mod fact;
mod month;
mod overview;
mod slice;

pub use fact::{Beginning, Fact, LegFact, Remaining, Standing};
pub use month::Month;
pub use overview::{
    AgencyRow, FEWEST, Hour, MONTHS, MonthRow, Overview, Share, StepRow, median_days, overview,
};
pub use slice::{LONGEST_BIN, Slice, Step, What};
