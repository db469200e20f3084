//! Everything that can be asked of the site: method, path, known query parameters, permission. The whole table is here
//! and in the lists of `api` and `pages` it is made of; the router, the `OpenAPI` document and the tests of access are
//! made from it.

use crate::api::docs::Docs;
use crate::{Site, api, pages};
use axum::routing::MethodRouter;
use motcua_identity::Action;

/// Who reads the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A program: a token in, JSON out.
    Program,
    /// A person: a cookie in, a page out.
    Person,
}

/// What must be true of whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: the public may.
    Nothing,
    /// To be known.
    Account,
    /// To hold this permission at the place in question.
    Permission(Action),
}

/// One thing that can be asked.
pub struct Route {
    /// The verb phrase of its use case.
    pub name: &'static str,
    /// `GET`, `POST` or `DELETE`.
    pub method: &'static str,
    /// Its path, with the names of its parts.
    pub path: &'static str,
    /// The query parameters it knows.
    pub query: &'static [&'static str],
    /// Who may.
    pub needs: Needs,
    /// Who reads.
    pub audience: Audience,
    /// What answers.
    pub handler: fn() -> MethodRouter<Site>,
    /// What the `OpenAPI` document says; for programs.
    pub docs: Option<Docs>,
}

/// The whole table.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    api::routes().chain(pages::routes())
}
