//! Looking: what lists, pages and programs read. Nothing here changes anything, but that somebody read of people is kept.

mod approvals;
mod date_moves;
mod deed;
mod desk;
mod dossiers;
mod own_work;
mod people;
mod possible;
mod readings;
mod said;
mod search;
mod status;

pub use approvals::{Precedents, precedents, waiting_for};
pub use date_moves::{KnownMove, date_moves};
pub use deed::{About, Deed};
pub use desk::{
    DeskCounts, DeskPage, MOST_COUNTED, applicants_of, desk, desk_counts, desk_tasks, desk_versions, horizon,
    own_counts, results_ready, workers,
};
pub use dossiers::{DossierPage, DossiersWanted, by_number, dossier, dossiers, history, words};
pub use motcua_storage::desk::{DeskLine, DeskPlace, DeskQuery, Whose};
pub use motcua_storage::readings::{LoggedReading, ReadingPlace};
pub use motcua_storage::status_views::StatusView;
pub use own_work::{agencies_of, covered_by, own_work};
pub use people::people_of;
pub use possible::possible;
pub use readings::{ReadingPage, readings};
pub use said::{Said, said};
pub use search::{MOST_FOUND, SearchLine, SearchPage, SearchWanted, exactly, search};
pub use status::{StatusByNumber, dossiers_by_code, is_code_of, parsed, status_by_number, status_by_token};
