//! What staff is told beside its work (`/tin-bao`), and which dossiers are in danger (`/canh-bao`).

mod alerts;
mod radar;

use super::person;
use crate::routes::{Needs, Route};
pub use alerts::sentence;
use axum::routing::{get, post};
use motcua_identity::Action;

/// Where alerts are.
const ALERTS: &str = "/tin-bao";
/// Where the radar is.
const RADAR: &str = "/canh-bao";

/// The pages and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("alerts_page", "GET", ALERTS, &[], Needs::Permission(Action::ViewDossierList), || {
        get(alerts::page)
    }),
    person("see_alerts_form", "POST", ALERTS, &[], Needs::Permission(Action::ViewDossierList), || {
        post(alerts::seen)
    }),
    person("radar_page", "GET", RADAR, &[], Needs::Permission(Action::Assign), || get(radar::page)),
    person("remind_form", "POST", "/canh-bao/nhac", &[], Needs::Permission(Action::Assign), || {
        post(radar::remind)
    }),
];
