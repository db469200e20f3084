//! Figures: folds over the stored history, computed when asked for.

mod table;
mod times;

pub use table::{
    AgencyFigures, FeesOwed, MOST_DOSSIERS, Table, TableRow, TableWanted, TotalFigures, fees_owed, table,
};
pub use times::{Times, clocks, times};
