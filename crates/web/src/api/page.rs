//! One page of a list, and where the next one starts: in the body and in the header `Link`.

use super::asked::Asked;
use axum::Json;
use axum::http::header::LINK;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// A page that says where the next one starts.
pub trait Page: Serialize {
    /// Its cursor; none after the last page.
    fn next(&self) -> Option<&str>;
}

/// The page as an answer to `asked`.
pub fn page(asked: &Asked, page: &impl Page) -> Response {
    let link = asked.link(page.next());
    let mut response = Json(page).into_response();
    if let Some(link) = link {
        response.headers_mut().insert(LINK, link);
    }
    response
}
