//! The settings in use over the API, each with where it was written; what is secret is not among them.

use crate::{SettingSource, Site};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// The settings in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingList {
    /// The settings.
    pub items: Vec<SettingDocument>,
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
pub async fn list(State(site): State<Site>) -> Json<SettingList> {
    let document = |it: &crate::ShownSetting| {
        let (source, place) = match &it.source {
            SettingSource::Default => ("default", None),
            SettingSource::File(file) => ("file", Some(file.clone())),
            SettingSource::Variable(name) => ("variable", Some(name.clone())),
            SettingSource::CommandLine => ("command-line", None),
        };
        SettingDocument { key: it.key.clone(), value: it.value.clone(), source, place }
    };
    Json(SettingList { items: site.shown.iter().map(document).collect() })
}
