//! Hồ sơ: one dossier as a colleague sees it, with what this person may do about it now.

pub mod clocks;
mod events;
mod fields;
mod form;
mod forms;
mod history;
mod letters;
mod offers;
mod people;
mod sheet;
mod siblings;
mod stale;
mod verbs;
mod way;

pub use form::{Field, Form};
pub use forms::{asking_supplement, title};
pub use offers::{Offer, allowed, is_offered, offers};
pub use sheet::with_address;
pub use verbs::{action, address, routes};

use crate::Site;
use crate::api::find;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;

/// `GET /ho-so/{id}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    sheet::shown(&site, reader, &caller, &dossier).await
}
