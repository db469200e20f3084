//! Mẫu tin: every kind of message to people, whose its words are, how it reads, and where those of the province are wrong.

use crate::Site;
use crate::api::Asked;
use crate::api::notice_templates::{NoticePreview, ShortDocument, Wanted, answers, preview};
use crate::door::{Caller, Reader, as_mail_in_a_frame, may_frame};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use motcua_i18n::Locale;
use motcua_notifications::{Letters, NoticeKind, Templates, Weight};

const HERE: &str = "/quan-tri/mau-tin";

#[derive(Template)]
#[template(path = "notice_templates.html")]
struct Kinds {
    page: Page,
    own_files: Vec<String>,
    faults: Vec<String>,
    rows: Vec<Kind>,
    answers: Vec<ShownAnswer>,
}

/// An answer to a text, in the language of whoever looks.
struct ShownAnswer {
    name: String,
    own: bool,
    first: ShortDocument,
    /// The other shapes of it.
    others: Vec<String>,
}

struct Kind {
    code: &'static str,
    name: String,
    is_important: bool,
    /// The languages in which some of its words are the province's.
    own: String,
    /// As how many messages it is paid in Vietnamese without marks.
    segments: usize,
}

#[derive(Template)]
#[template(path = "notice_template.html")]
struct One {
    page: Page,
    name: String,
    is_important: bool,
    shown: NoticePreview,
    /// Address and name of each language, and whether it is this one.
    languages: Vec<(String, &'static str, &'static str, bool)>,
    /// The same of what is known of the reader.
    shapes: [(String, String, bool); 2],
    mail: String,
    shorts: Vec<(String, ShortDocument)>,
}

/// `GET /quan-tri/mau-tin`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.notice-templates", Some(&caller), super::HERE);
    let templates = site.context.templates();
    let mut rows = Vec::new();
    for kind in NoticeKind::ALL {
        let wanted = Wanted { kind, locale: Locale::Vi, is_bare: false };
        let own = Locale::ALL.into_iter().filter(|it| templates.is_own(*it, kind)).map(Locale::tag);
        rows.push(Kind {
            code: kind.code(),
            name: page.word("notice-kind", kind.code()),
            is_important: is_important(kind),
            own: own.collect::<Vec<_>>().join(", "),
            segments: preview(templates, &wanted)?.short_without_marks.segments,
        });
    }
    let shown = Kinds {
        own_files: templates.own_files().iter().cloned().collect(),
        faults: templates.faults().iter().map(|it| page.say(&it.refusal().message)).collect(),
        answers: shown_answers(&page, templates)?,
        rows,
        page,
    };
    Ok(html(StatusCode::OK, &shown))
}

/// `GET /quan-tri/mau-tin/{kind}`
pub async fn one(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(kind): Path<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    let wanted = Wanted::read(&kind, &asked)?;
    let mut shown = preview(site.context.templates(), &wanted)?;
    let page = Page::new(&site, reader.locale, "label.notice-templates", Some(&caller), super::HERE);
    let address = |language: &str, shape: &str| format!("{HERE}/{kind}?language={language}&shape={shape}");
    let languages = page
        .languages()
        .map(|it| (address(it.tag, wanted.shape()), it.tag, it.name, it.tag == wanted.locale.tag()));
    let shape = |name: &str, is_bare: bool, key: &'static str| {
        (address(wanted.locale.tag(), name), page.t(key), is_bare == wanted.is_bare)
    };
    let nothing = || ShortDocument { text: String::new(), encoding: "", units: 0, segments: 0 };
    let with = titled(&site, &page, ("label.notice-with-marks", Letters::Marked));
    let mut shorts = vec![(with, std::mem::replace(&mut shown.short, nothing()))];
    // Khmer has no plain letters to go back to.
    if wanted.locale != Locale::Km {
        let plain = std::mem::replace(&mut shown.short_without_marks, nothing());
        shorts.push((titled(&site, &page, ("label.notice-without-marks", Letters::Plain)), plain));
    }
    let built = One {
        name: page.word("notice-kind", wanted.kind.code()),
        is_important: is_important(wanted.kind),
        languages: languages.to_vec(),
        shapes: [shape("full", false, "label.notice-full"), shape("bare", true, "label.notice-bare")],
        mail: format!("{HERE}/{kind}/thu?language={}&shape={}", wanted.locale.tag(), wanted.shape()),
        shorts,
        shown,
        page,
    };
    Ok(may_frame(html(StatusCode::OK, &built)))
}

/// The title, with the channels on which texts go out in these letters.
fn titled(site: &Site, page: &Page, (key, letters): (&'static str, Letters)) -> String {
    let of = site.context.notices().letters;
    let channels = [("sms", of.sms), ("zalo", of.zalo)].into_iter().filter(|it| it.1 == letters);
    let channels: Vec<String> = channels.map(|it| page.word("notice-way", it.0)).collect();
    let title = page.t(key);
    if channels.is_empty() { title } else { format!("{title} ({})", channels.join(", ")) }
}

/// `GET /quan-tri/mau-tin/{kind}/thu`
pub async fn mail(
    State(site): State<Site>,
    _: Caller,
    Path(kind): Path<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    let shown = preview(site.context.templates(), &Wanted::read(&kind, &asked)?)?;
    Ok(as_mail_in_a_frame(Html(shown.html).into_response()))
}

fn shown_answers(page: &Page, templates: &Templates) -> Result<Vec<ShownAnswer>, Failure> {
    let mut all: Vec<(&'static str, ShownAnswer)> = Vec::new();
    for it in answers(templates, page.locale)? {
        if let Some((_, shown)) = all.last_mut().filter(|(kind, _)| *kind == it.kind) {
            shown.others.push(it.short.text);
        } else {
            let first = ShortDocument { text: it.short.text, ..it.short_without_marks };
            let name = page.word("answer-kind", it.kind);
            all.push((it.kind, ShownAnswer { name, own: it.own, first, others: Vec::new() }));
        }
    }
    Ok(all.into_iter().map(|(_, it)| it).collect())
}

fn is_important(kind: NoticeKind) -> bool {
    kind.weight() == Weight::Important
}
