//! The settings in use, each with where it was written; what is secret is not among them.

use super::HERE;
use crate::door::{Caller, Reader};
use crate::pages::files::{Signed, size};
use crate::pages::{Page, html};
use crate::{SettingSource, Site};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::seals::{Remaining, SealReport, Trust};
use motcua_kernel::Refusal;

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    page: Page,
    lines: Vec<Line>,
    seal: Option<Signed>,
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
    let bytes = it.value.parse().ok().filter(|_| it.key.contains("bytes"));
    bytes.map_or_else(|| it.value.clone(), |bytes| size(page, bytes))
}

/// Whose the seal is, until when, and what somebody has to do about it.
fn seal(page: &Page, report: &SealReport) -> Signed {
    let signer = &report.signer;
    let (kind, words) = match (report.remaining, &report.trust) {
        (Remaining::OutOfPeriod, _) => ("late", page.t("web.seal-out-of-period")),
        (_, Err(fault)) => ("late", page.say(&Refusal::from(*fault).message)),
        (Remaining::Days(days), Ok(_)) => ("warn", page.t1("web.seal-ends", "days", days)),
        (Remaining::Long, Ok(Trust::Trusted)) => ("ok", page.t("web.seal-works")),
        (Remaining::Long, Ok(trust)) => ("warn", page.t1("web.seal-not-trusted", "why", page.t(trust.key()))),
    };
    let who = [signer.name.as_deref(), signer.organisation.as_deref()];
    let who = who.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut about = vec![page.t1("label.seal-of", "who", who)];
    about.extend(signer.issuer.as_ref().map(|it| page.t1("label.signature-issuer", "issuer", it)));
    about.push(page.t1("label.signature-until", "until", signer.not_after));
    Signed { kind, words, about }
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
    let seal = site.context.seal_report().map(|it| seal(&page, &it));
    html(StatusCode::OK, &SettingsPage { page, lines, seal })
}
