//! The versions of a procedure over the API: which there are, and what one says otherwise than another.

use super::asked::{Asked, bad};
use super::docs::Docs;
use super::routes::route;
use crate::Site;
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route};
use crate::words::key_of;
use axum::Json;
use axum::extract::{Path, State};
use motcua_catalogue::{Difference, ProcedureVersion, differences};
use motcua_kernel::{Date, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

/// The routes of versions of a procedure.
pub const ROUTES: &[Route] = &[route(
    ("list_versions", "GET", "/api/v1/procedures/{code}/versions"),
    Needs::Nothing,
    || get(list),
    Docs::new("The versions of a procedure; with two of them, what one says otherwise than the other")
        .gives::<VersionList>(200),
)
.asking(&["version", "with"])];

/// The versions of a procedure, the oldest first, and a comparison of two.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionList {
    /// The versions.
    pub items: Vec<VersionItem>,
    /// What `to` says otherwise than `from`; absent when none was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differences: Option<Vec<DifferenceDocument>>,
}

/// A version.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionItem {
    /// Counted from 1.
    pub no: usize,
    /// Its name.
    pub name: String,
    /// `draft`, `appraised`, `published`, `replaced` or `repealed`.
    pub life: String,
    /// First day in force.
    pub from: String,
    /// Last day in force; null without an end.
    pub last: Option<String>,
}

/// Something that is said otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub struct DifferenceDocument {
    /// Where.
    pub place: Vec<String>,
    /// What was said; null where it is new.
    pub before: Option<String>,
    /// What is said; null where it is gone.
    pub after: Option<String>,
}

/// `GET /api/v1/procedures/{code}/versions`
async fn list(
    State(site): State<Site>,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Json<VersionList>, Failure> {
    let all = by_age(&site, &code);
    if all.is_empty() {
        return Err(Failure::not_found());
    }
    let chosen = |name: &'static str| -> Result<Option<usize>, Failure> {
        let wrong = || bad(Refusal::new("web.query-wrong").with("name", name).at(name));
        asked.text(name).map(|it| it.parse().map_err(|_| wrong())).transpose()
    };
    let differences = match (chosen("version")?, chosen("with")?) {
        (Some(to), Some(from)) => {
            Some(compared(&site, &code, from, to)?.1.into_iter().map(document).collect())
        }
        (None, _) | (_, None) => None,
    };
    let item = |(at, it): (usize, &&ProcedureVersion)| VersionItem {
        no: at + 1,
        name: it.name.clone(),
        life: key_of(&it.life, ""),
        from: it.validity.from.to_string(),
        last: it.validity.until.and_then(Date::previous_day).map(|it| it.to_string()),
    };
    Ok(Json(VersionList { items: all.iter().enumerate().map(item).collect(), differences }))
}

/// The versions of a procedure, the oldest first.
pub fn by_age<'a>(site: &'a Site, code: &str) -> Vec<&'a ProcedureVersion> {
    let mut all: Vec<&ProcedureVersion> = site.context.province.catalogue.versions_of(code).collect();
    all.sort_by_key(|it| (it.validity.from, it.id));
    all
}

/// The version `to`, and what it says otherwise than `from`; both counted from 1.
pub fn compared<'a>(
    site: &'a Site,
    code: &str,
    from: usize,
    to: usize,
) -> Result<(&'a ProcedureVersion, Vec<Difference>), Failure> {
    let all = by_age(site, code);
    let at = |no: usize| no.checked_sub(1).and_then(|it| all.get(it).copied()).ok_or_else(Failure::not_found);
    let (before, after) = (at(from)?, at(to)?);
    Ok((after, differences(before, after)))
}

/// As programs read it.
pub fn document(difference: Difference) -> DifferenceDocument {
    DifferenceDocument { place: difference.place, before: difference.before, after: difference.after }
}
