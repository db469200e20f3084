//! The settings in use over the API, each with where it was written; what is secret is not among them.

use super::docs::Docs;
use super::routes::route;
use crate::methods::get;
use crate::routes::{Needs, Route};
use crate::{SettingSource, Site, words};
use axum::Json;
use axum::extract::State;
use motcua_app::seals::{Remaining, SealReport, Trust};
use motcua_identity::Action;
use serde::Serialize;
use utoipa::ToSchema;

/// The routes of settings.
pub const ROUTES: &[Route] = &[route(
    ("list_settings", "GET", "/api/v1/settings"),
    Needs::Permission(Action::OperateSystem),
    || get(list),
    Docs::new("The settings in use and where each was written; none that is secret")
        .gives::<SettingList>(200),
)];

/// The settings in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingList {
    /// The settings.
    pub items: Vec<SettingDocument>,
    /// The seal of the organisation, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seal: Option<SealDocument>,
}

/// The seal of the organisation.
#[derive(Debug, Serialize, ToSchema)]
pub struct SealDocument {
    /// The common name in its certificate.
    pub name: Option<String>,
    /// The organisation in it.
    pub organisation: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The last moment it holds.
    pub holds_until: String,
    /// Whole days it still holds, thirty at most; absent where it holds for longer, 0 where it does not hold now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// Why a trial seal could not be made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<&'static str>,
    /// `trusted` where the certificate leads to a root of the house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust: Option<&'static str>,
}

fn seal(report: SealReport) -> SealDocument {
    let signer = report.signer;
    SealDocument {
        name: signer.name,
        organisation: signer.organisation,
        issuer: signer.issuer,
        holds_until: words::moment(signer.not_after),
        days: match report.remaining {
            Remaining::Long => None,
            Remaining::Days(days) => Some(days),
            Remaining::OutOfPeriod => Some(0),
        },
        fault: report.trust.as_ref().err().map(|it| it.key()),
        trust: report.trust.ok().map(Trust::code),
    }
}

/// A setting.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingDocument {
    /// Its whole name.
    pub key: String,
    /// Its value.
    pub value: String,
    /// `default`, `file`, `variable` or `command-line`.
    pub source: &'static str,
    /// The file or the variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// `GET /api/v1/settings`
async fn list(State(site): State<Site>) -> Json<SettingList> {
    let document = |it: &crate::ShownSetting| {
        let (source, place) = match &it.source {
            SettingSource::Default => ("default", None),
            SettingSource::File(file) => ("file", Some(file.clone())),
            SettingSource::Variable(name) => ("variable", Some(name.clone())),
            SettingSource::CommandLine => ("command-line", None),
        };
        SettingDocument { key: it.key.clone(), value: it.value.clone(), source, place }
    };
    let items = site.shown.iter().map(document).collect();
    Json(SettingList { items, seal: site.context.seal_report().map(seal) })
}
