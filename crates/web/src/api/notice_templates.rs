//! The words of messages over the API: whose each is, what is wrong with those of the province, and how one reads.

use super::asked::{Asked, bad};
use super::docs::Docs;
use super::routes::route;
use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::{Path, State};
use motcua_i18n::Locale;
use motcua_identity::Action;
use motcua_kernel::Refusal;
use motcua_notifications::inquiry::{self, AnswerKind};
use motcua_notifications::{
    Channel, Encoding, Facts, Form, NoticeKind, Segments, TemplateFault, Templates, sample, segments,
    without_marks,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Its part of the table.
pub const ROUTES: &[Route] = &[
    route(
        ("list_notice_templates", "GET", "/api/v1/notice-templates"),
        Needs::Permission(Action::ManageTemplates),
        || get(list),
        Docs::new("Every kind of message to people: how much it matters, whose its words are, and what is wrong with them")
            .gives::<NoticeTemplateList>(200),
    ),
    route(
        ("show_notice_template", "GET", "/api/v1/notice-templates/{kind}"),
        Needs::Permission(Action::ManageTemplates),
        || get(show),
        Docs::new("A message with made-up data as mail, and as SMS with and without marks")
            .gives::<NoticePreview>(200),
    )
    .asking(&["language", "shape"]),
];

/// The kinds of messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeTemplateList {
    /// The files of the province's folder.
    pub own_files: Vec<String>,
    /// What is wrong in them: the built-in words are used instead.
    pub faults: Vec<NoticeFaultDocument>,
    /// Every kind.
    pub items: Vec<NoticeTemplateDocument>,
    /// Answers to people who send a text, of every shape in every language.
    pub answers: Vec<AnswerTemplateDocument>,
}

/// An answer to a text, with made-up data.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerTemplateDocument {
    /// The kind.
    pub kind: &'static str,
    /// `vi`, `km` or `en`.
    pub language: &'static str,
    /// Whether its words are the province's.
    pub own: bool,
    /// With marks.
    pub short: ShortDocument,
    /// The same without marks.
    pub short_without_marks: ShortDocument,
}

/// One kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeTemplateDocument {
    /// The kind.
    pub kind: &'static str,
    /// `routine` or `important`.
    pub weight: &'static str,
    /// The languages in which some of its words are the province's.
    pub own: Vec<&'static str>,
}

/// What is wrong with a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeFaultDocument {
    /// The file in the folder.
    pub file: String,
    /// Its line, from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// A message with made-up data.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticePreview {
    /// The kind.
    pub kind: &'static str,
    /// `routine` or `important`.
    pub weight: &'static str,
    /// `vi`, `km` or `en`.
    pub language: &'static str,
    /// `full`, or `bare`: what goes to an address that is not known to be theirs.
    pub shape: &'static str,
    /// Of the mail.
    pub subject: String,
    /// The mail as plain text.
    pub text: String,
    /// The mail as a page.
    pub html: String,
    /// By SMS or Zalo, with marks.
    pub short: ShortDocument,
    /// The same without marks.
    pub short_without_marks: ShortDocument,
}

/// A short text.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShortDocument {
    /// What it says.
    pub text: String,
    /// `gsm-7` or `ucs-2`.
    pub encoding: &'static str,
    /// How many letters of that it takes.
    pub units: usize,
    /// As how many messages it is paid.
    pub segments: usize,
}

/// A kind in a language, with everything known or with what is always known.
pub struct Wanted {
    pub kind: NoticeKind,
    pub locale: Locale,
    pub is_bare: bool,
}

/// `GET /api/v1/notice-templates`
pub async fn list(State(site): State<Site>, _: Caller) -> Result<Json<NoticeTemplateList>, Failure> {
    let templates = site.context.templates();
    let answers = Locale::ALL.into_iter().map(|locale| answers(templates, locale));
    let answers = answers.collect::<Result<Vec<_>, _>>()?;
    Ok(Json(NoticeTemplateList {
        answers: answers.into_iter().flatten().collect(),
        own_files: templates.own_files().iter().cloned().collect(),
        faults: templates.faults().iter().map(fault).collect(),
        items: NoticeKind::ALL.into_iter().map(|kind| document(templates, kind)).collect(),
    }))
}

/// The answers to texts in one language, as they would go out now, by kind.
///
/// # Errors
/// Refused when even the built-in words can not be used.
pub fn answers(templates: &Templates, locale: Locale) -> Result<Vec<AnswerTemplateDocument>, Failure> {
    let shapes = |kind| inquiry::sample::all(kind).into_iter().map(move |answer| (kind, answer));
    let document = |(kind, answer): (AnswerKind, inquiry::Answer)| {
        let written = templates.answer(locale, &[answer], false).map_err(|fault| fault.refusal())?;
        let (Form::Short { text } | Form::Mail { text, .. }) = written.form;
        Ok(AnswerTemplateDocument {
            kind: kind.code(),
            language: locale.tag(),
            own: templates.is_own_answer(locale, kind),
            short_without_marks: short_document(without_marks(&text)),
            short: short_document(text),
        })
    };
    AnswerKind::ALL.into_iter().flat_map(shapes).map(document).collect()
}

/// `GET /api/v1/notice-templates/{kind}`
pub async fn show(
    State(site): State<Site>,
    _: Caller,
    Path(kind): Path<String>,
    asked: Asked,
) -> Result<Json<NoticePreview>, Failure> {
    let wanted = Wanted::read(&kind, &asked)?;
    preview(site.context.templates(), &wanted).map(Json)
}

impl Wanted {
    /// As a program or a page asks for it.
    ///
    /// # Errors
    /// Not found where there is no such kind; a parameter can not be meant.
    pub fn read(kind: &str, asked: &Asked) -> Result<Self, Failure> {
        let kind = kind.parse().map_err(|_| Failure::not_found())?;
        let locale = match asked.text("language") {
            Some(tag) => Locale::from_tag(tag).ok_or_else(|| wrong("language"))?,
            None => Locale::Vi,
        };
        let is_bare = match asked.text("shape") {
            None | Some("full") => false,
            Some("bare") => true,
            Some(_) => return Err(wrong("shape")),
        };
        Ok(Self { kind, locale, is_bare })
    }

    pub const fn shape(&self) -> &'static str {
        if self.is_bare { "bare" } else { "full" }
    }

    /// The made-up notice. A mail says that it is one; a short text does not, so that its length is what people pay for.
    fn facts(&self, channel: Channel) -> Facts {
        let facts = if self.is_bare { sample::bare(self.kind) } else { sample::full(self.kind) };
        Facts { sample: channel == Channel::Email, ..facts }
    }
}

/// The message as it would go out now.
///
/// # Errors
/// Refused when even the built-in words can not be used.
pub fn preview(templates: &Templates, wanted: &Wanted) -> Result<NoticePreview, Failure> {
    let written = |channel| {
        let written = templates.render(wanted.locale, channel, &[wanted.facts(channel)]);
        written.map_err(|fault| Failure::from(fault.refusal()))
    };
    let (subject, text, html) = match written(Channel::Email)?.form {
        Form::Mail { subject, text, html } => (subject, text, html),
        Form::Short { text } => (String::new(), text, String::new()),
    };
    let short = match written(Channel::Sms)?.form {
        Form::Short { text } | Form::Mail { text, .. } => text,
    };
    Ok(NoticePreview {
        kind: wanted.kind.code(),
        weight: wanted.kind.weight().code(),
        language: wanted.locale.tag(),
        shape: wanted.shape(),
        subject,
        text,
        html,
        short_without_marks: short_document(without_marks(&short)),
        short: short_document(short),
    })
}

fn wrong(name: &'static str) -> Failure {
    bad(Refusal::new("web.query-wrong").with("name", name).at(name))
}

fn short_document(text: String) -> ShortDocument {
    let Segments { encoding, units, count } = segments(&text);
    let encoding = match encoding {
        Encoding::Gsm7 => "gsm-7",
        Encoding::Ucs2 => "ucs-2",
    };
    ShortDocument { text, encoding, units, segments: count }
}

fn document(templates: &Templates, kind: NoticeKind) -> NoticeTemplateDocument {
    let own = Locale::ALL.into_iter().filter(|it| templates.is_own(*it, kind)).map(Locale::tag);
    NoticeTemplateDocument { kind: kind.code(), weight: kind.weight().code(), own: own.collect() }
}

fn fault(it: &TemplateFault) -> NoticeFaultDocument {
    NoticeFaultDocument { file: it.file.clone(), line: it.line, what: it.what.clone() }
}
