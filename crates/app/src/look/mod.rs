//! Looking: what lists, pages and programs read. Nothing here changes anything.

mod desk;
mod dossiers;
mod possible;
mod said;
mod status;

pub use desk::{DeskPage, desk};
pub use dossiers::{DossierPage, DossiersWanted, by_number, dossier, dossiers, history, parties, words};
pub use motcua_storage::desk::{DeskLine, DeskPlace};
pub use motcua_storage::status_views::StatusView;
pub use possible::{About, Deed, possible};
pub use said::said;
pub use status::{StatusByNumber, parsed, status_by_number, status_by_token};
