//! Figures: folds over the stored history, computed when asked for.

mod facts;
mod table;
mod times;

pub use facts::{Facts, FactsCache, FactsWanted, MOST_FACTS, facts};
pub use motcua_reporting::supervision;
pub use table::{
    AgencyFigures, FeesOwed, MOST_DOSSIERS, Table, TableRow, TableWanted, TotalFigures, fees_owed, rows_of,
    table,
};
pub use times::{Times, clocks, times};
