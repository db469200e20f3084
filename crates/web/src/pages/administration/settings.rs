//! The settings in use, each with where it was written; what is secret is not among them.

use super::HERE;
use crate::door::{Caller, Reader};
use crate::pages::files::size;
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
    /// What it is about; its key where there are no words for it.
    name: String,
    key: String,
    value: String,
    source: String,
    own: bool,
}

/// As people read it: a number of bytes by its size.
fn value(page: &Page, it: &crate::ShownSetting) -> String {
    let bytes = it.value.parse().ok().filter(|_| it.key.ends_with("_bytes"));
    bytes.map_or_else(|| it.value.clone(), |bytes| size(page, bytes))
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
        name: page.word_if("setting", &it.key.replace(['.', '_'], "-")).unwrap_or_else(|| it.key.clone()),
        key: it.key.clone(),
        value: value(&page, it),
        source: source(&it.source),
        own: it.source != SettingSource::Default,
    };
    let lines = site.shown.iter().map(line).collect();
    html(StatusCode::OK, &SettingsPage { page, lines })
}
