//! The settings in use, each with where it was written; what is secret is not among them.

use super::HERE;
use crate::door::{Caller, Reader};
use crate::pages::{Page, html};
use crate::{SettingSource, Site};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    page: Page,
    lines: Vec<Line>,
}

struct Line {
    key: String,
    value: String,
    source: String,
    own: bool,
}

/// `GET /quan-tri/thiet-lap`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Response {
    let page = Page::new(&site, reader.locale, "label.settings", Some(&caller), HERE);
    let source = |it: &SettingSource| match it {
        SettingSource::Default => page.t("label.setting-default"),
        SettingSource::File(file) => page.t1("label.setting-file", "file", file),
        SettingSource::Variable(name) => page.t1("label.setting-variable", "name", name),
        SettingSource::CommandLine => page.t("label.setting-command"),
    };
    let line = |it: &crate::ShownSetting| Line {
        key: it.key.clone(),
        value: it.value.clone(),
        source: source(&it.source),
        own: it.source != SettingSource::Default,
    };
    let lines = site.shown.iter().map(line).collect();
    html(StatusCode::OK, &SettingsPage { page, lines })
}
