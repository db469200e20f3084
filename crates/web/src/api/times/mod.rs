//! Times over the API: who held a dossier for how long, and the supervisor's table of a period.

mod one;
mod table;

use super::docs::Docs;
use super::routes::route;
use crate::methods::get;
use crate::routes::{Needs, Route};
use motcua_identity::Action;

/// The routes of times.
pub const ROUTES: &[Route] = &[
    route(
        ("show_times", "GET", "/api/v1/dossiers/{id}/times"),
        Needs::Permission(Action::ViewDossierList),
        || get(one::of_dossier),
        Docs::new("Who held a dossier for how long, and whose its delay is").gives::<one::TimesDocument>(200),
    )
    .asking(&["until"]),
    route(
        ("table_of_times", "GET", "/api/v1/times"),
        Needs::Permission(Action::ViewFigures),
        || get(table::of_period),
        Docs::new("Times, delays and fees of the dossiers received in a period")
            .gives::<table::TableDocument>(200),
    )
    .asking(&["agency", "from", "before", "after", "limit"]),
];
