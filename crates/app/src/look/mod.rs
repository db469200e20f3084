//! Looking: what lists, pages and programs read. Nothing here changes anything, but that somebody read of people is kept.

mod desk;
mod dossiers;
mod people;
mod possible;
mod readings;
mod said;
mod search;
mod status;

pub use desk::{DeskPage, desk};
pub use dossiers::{DossierPage, DossiersWanted, by_number, dossier, dossiers, history, words};
pub use motcua_storage::desk::{DeskLine, DeskPlace};
pub use motcua_storage::readings::{LoggedReading, ReadingPlace};
pub use motcua_storage::status_views::StatusView;
pub use people::people_of;
pub use possible::{About, Deed, possible};
pub use readings::{ReadingPage, readings};
pub use said::{Said, said};
pub use search::{MOST_FOUND, SearchLine, SearchPage, SearchWanted, exactly, search};
pub use status::{StatusByNumber, parsed, status_by_number, status_by_token};
