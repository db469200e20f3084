//! Routes, pages and the REST API: requests in, use cases called, words out. No rule and no SQL lives here.
//!
//! `routes.rs` is the table of everything that can be asked: path, method, permission. A request passes the doors of
//! `door/` in that order: who is it, may they ask this at all, is it well formed; then its handler calls one use case. An
//! error is a `Failure` until the last moment, when `door::speak` says it as a page or as `problem+json`, in the language
//! of the reader.

mod api;
mod charts;
mod connections;
mod cursors;
mod door;
mod failure;
mod live;
mod methods;
mod offered;
mod pages;
mod routes;
mod site;
mod words;

pub use routes::{Audience, Needs, Route, routes};
pub use site::{
    FirstRun, Sample, SampleAccount, SettingSource, ShownSetting, Site, SiteSettings, answer, app, serve,
};
