//! `get`, `post`, `put` and `delete` of axum, for handlers of one type.
//!
//! axum wraps the type of a handler in many others, and for some of them the compiler proves anew that the future of the
//! handler may be sent to another thread. With hundreds of handlers that was two minutes of the five this crate took to
//! compile; so the type of a handler is forgotten before axum sees it, for one call through a pointer more a request.

use crate::Site;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{self, MethodRouter};
use std::pin::Pin;
use std::sync::Arc;

type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler, whichever.
#[derive(Clone)]
struct Answers(Arc<dyn Fn(Request, Site) -> Answering + Send + Sync>);

/// Tells this handler from those that axum makes of functions.
enum Forgotten {}

impl Handler<Forgotten, Site> for Answers {
    type Future = Answering;

    fn call(self, request: Request, site: Site) -> Answering {
        (self.0)(request, site)
    }
}

fn forget<H: Handler<T, Site, Future = Answering>, T>(handler: H) -> Answers {
    Answers(Arc::new(move |request, site| handler.clone().call(request, site)))
}

/// What is asked for.
pub(crate) fn get<H: Handler<T, Site, Future = Answering>, T>(handler: H) -> MethodRouter<Site> {
    routing::get(forget(handler))
}

/// What is sent.
pub(crate) fn post<H: Handler<T, Site, Future = Answering>, T>(handler: H) -> MethodRouter<Site> {
    routing::post(forget(handler))
}

/// What is put in the place of something.
pub(crate) fn put<H: Handler<T, Site, Future = Answering>, T>(handler: H) -> MethodRouter<Site> {
    routing::put(forget(handler))
}

/// What is ended.
pub(crate) fn delete<H: Handler<T, Site, Future = Answering>, T>(handler: H) -> MethodRouter<Site> {
    routing::delete(forget(handler))
}
