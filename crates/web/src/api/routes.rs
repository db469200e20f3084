//! Every route of the API, and the frame of one. Each stands beside its handlers: under which name, where, for whom, and
//! what it takes and gives.

use super::docs::Docs;
use super::{
    account_imports, accounts, agency, bundles, calendar, calls, catalogue, counter, covers, desk, dossiers,
    drafts, event_feed, events, files, forms, jobs, late, money, notice_templates, office_sheets, openapi,
    own_mail, own_password, paper, procedure_check, reach, readings, rebase, receive, rule_packs, search,
    settings, sheets, slip_ways, slips, status, supervision, texts, times, tokens, verbs, versions, visits,
    watch, webhooks,
};
use crate::Site;
use crate::routes::{Audience, Needs, Route};
use axum::routing::MethodRouter;

const ROUTES: &[&[Route]] = &[
    tokens::ROUTES,
    receive::ROUTES,
    counter::ROUTES,
    bundles::ROUTES,
    watch::ROUTES,
    own_mail::ROUTES,
    own_password::ROUTES,
    late::ROUTES,
    paper::ROUTES,
    account_imports::ROUTES,
    accounts::ROUTES,
    visits::ROUTES,
    dossiers::ROUTES,
    events::ROUTES,
    times::ROUTES,
    files::ROUTES,
    readings::ROUTES,
    desk::ROUTES,
    covers::ROUTES,
    supervision::ROUTES,
    search::ROUTES,
    catalogue::ROUTES,
    versions::ROUTES,
    procedure_check::ROUTES,
    rebase::ROUTES,
    calendar::ROUTES,
    agency::ROUTES,
    rule_packs::ROUTES,
    status::ROUTES,
    settings::ROUTES,
    openapi::ROUTES,
    drafts::ROUTES,
    money::ROUTES,
    texts::ROUTES,
    office_sheets::ROUTES,
    forms::ROUTES,
    notice_templates::ROUTES,
    sheets::ROUTES,
    slips::ROUTES,
    reach::ROUTES,
    calls::ROUTES,
    slip_ways::ROUTES,
    verbs::ROUTES,
    jobs::ROUTES,
    webhooks::ROUTES,
    event_feed::ROUTES,
];

pub(super) const fn route(
    (name, method, path): (&'static str, &'static str, &'static str),
    needs: Needs,
    handler: fn() -> MethodRouter<Site>,
    docs: Docs,
) -> Route {
    Route { name, method, path, query: &[], needs, audience: Audience::Program, handler, docs: Some(docs) }
}

impl Route {
    pub(super) const fn asking(mut self, query: &'static [&'static str]) -> Self {
        self.query = query;
        self
    }
}

/// Every route of the API.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().copied().flatten()
}
