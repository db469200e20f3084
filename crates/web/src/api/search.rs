//! Finding dossiers over the API.

use super::asked::{Asked, bad};
use super::docs::Docs;
use super::documents::DossierDocument;
use super::page::{Page, page};
use super::routes::route;
use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route};
use axum::extract::State;
use axum::response::Response;
use motcua_app::look::{self, ReadingPlace, SearchWanted};
use motcua_dossier::Sought;
use motcua_identity::Action;
use motcua_kernel::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

/// The routes of search.
pub const ROUTES: &[Route] = &[route(
    ("search_dossiers", "GET", "/api/v1/search"),
    Needs::Permission(Action::ViewDossierList),
    || get(search),
    Docs::new(
        "Find dossiers by number, its last digits, a name without its marks, an identity or telephone number",
    )
    .gives::<FoundList>(200),
)
.asking(&["q", "after", "limit"])];

/// One page of what was found, the nearest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundList {
    /// The dossiers.
    pub items: Vec<FoundDocument>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
    /// How many were found.
    pub found: usize,
    /// Whether there are more, which only a longer question brings.
    pub too_many: bool,
}

/// A dossier that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundDocument {
    /// The dossier.
    pub dossier: DossierDocument,
    /// Chủ hồ sơ; only for whom an agency of theirs works on the dossier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant: Option<String>,
    /// Người nộp thay, on the same terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub helper: Option<String>,
}

impl Page for FoundList {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// `GET /api/v1/search`
async fn search(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Response, Failure> {
    let missing = || bad(Refusal::new("web.search-missing").at("q"));
    let sought = Sought::parse(asked.text("q").ok_or_else(missing)?).map_err(bad)?;
    let (skip, limit) = (asked.after(|it| it.parse().ok())?.unwrap_or(0), asked.limit()?);
    let wanted = SearchWanted {
        sought,
        known: caller.known_agencies(&site),
        own: caller.agencies_of_readers(&site),
        skip,
        limit,
    };
    let reader = |dossier: &_| caller.reader_of_people(&site, dossier);
    let found = look::search(&site.context, &wanted, ReadingPlace::Api, reader).await?;
    let items = found.lines.iter().map(|it| FoundDocument {
        dossier: DossierDocument::of(&site, &it.dossier),
        applicant: it.applicant.as_ref().map(|it| it.as_str().to_owned()),
        helper: it.helper.as_ref().map(|it| it.as_str().to_owned()),
    });
    let behind = skip.saturating_add(limit);
    let list = FoundList {
        items: items.collect(),
        next: (behind < found.found).then(|| behind.to_string()),
        found: found.found,
        too_many: found.too_many,
    };
    Ok(page(&asked, &list))
}
