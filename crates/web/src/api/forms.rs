//! The forms of the house over the API: whose each is, what is wrong with those of the province, and how one looks.

use super::docs::Docs;
use super::routes::route;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::pages::download::pdf;
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use motcua_app::office_sheets::{FormFact, FormFault, FormSource, form_facts, form_sample};
use motcua_app::sheets::FormKind;
use motcua_i18n::{Locale, say};
use motcua_identity::Action;
use serde::Serialize;
use utoipa::ToSchema;

/// Its part of the table.
pub const ROUTES: &[Route] = &[
    route(
        ("list_forms", "GET", "/api/v1/forms"),
        Needs::Permission(Action::ManageTemplates),
        || get(list),
        Docs::new("Every form of every set: whose it is, and what is wrong with those of the province")
            .gives::<FormList>(200),
    ),
    route(
        ("show_form_sample", "GET", "/api/v1/forms/{set}/{form}"),
        Needs::Permission(Action::ManageTemplates),
        || get(sample),
        Docs::new("A form with made-up data as PDF, as it would be printed now").gives_a_file(),
    ),
];

/// The forms.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormList {
    /// The files of the province's folder.
    pub own_files: Vec<String>,
    /// What of that folder can not be read.
    pub unreadable: Vec<FormFaultDocument>,
    /// Every form, set by set.
    pub items: Vec<FormDocument>,
}

/// One form.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormDocument {
    /// Code of its set.
    pub set: String,
    /// The form.
    pub form: &'static str,
    /// Its name.
    pub name: String,
    /// Its number in the act that names it.
    pub number: Option<String>,
    /// The file that draws it.
    pub template: String,
    /// `built-in` or `own`.
    pub source: &'static str,
    /// What is wrong with it: the built-in form is printed instead.
    pub fault: Option<FormFaultDocument>,
    /// When it failed for a sheet that somebody printed.
    pub failed_at: Option<String>,
}

/// What is wrong with a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormFaultDocument {
    /// The file in the folder; null for what is in no file.
    pub file: Option<String>,
    /// Its line, from 1; 0 for the whole file.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// `GET /api/v1/forms`
pub async fn list(State(site): State<Site>, _: Caller) -> Result<Json<FormList>, Failure> {
    let facts = form_facts(&site.context).await?;
    Ok(Json(FormList {
        own_files: facts.own_files,
        unreadable: facts.unreadable.iter().map(fault).collect(),
        items: facts.forms.iter().map(document).collect(),
    }))
}

/// `GET /api/v1/forms/{set}/{form}`
pub async fn sample(
    State(site): State<Site>,
    _: Caller,
    Path((set, form)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let kind = FormKind::named(&form).ok_or_else(Failure::not_found)?;
    let printed = form_sample(&site.context, &set, kind).await?;
    Ok(pdf(&format!("{}-{}", set, kind.code()), printed.pdf.bytes))
}

fn document(it: &FormFact) -> FormDocument {
    FormDocument {
        set: it.set.clone(),
        form: it.kind.code(),
        name: it.spec.name.clone(),
        number: it.spec.number.clone(),
        template: it.spec.template.clone(),
        source: match it.source {
            FormSource::BuiltIn => "built-in",
            FormSource::Own => "own",
        },
        fault: it.fault.as_ref().or(it.trouble.as_ref().map(|it| &it.fault)).map(fault),
        failed_at: it.trouble.as_ref().map(|it| words::moment(it.at)),
    }
}

fn fault(it: &FormFault) -> FormFaultDocument {
    match it {
        FormFault::File { file, line, column, message } => FormFaultDocument {
            file: Some(file.clone()),
            line: *line,
            column: *column,
            message: message.clone(),
        },
        FormFault::NoSuchForm { .. } | FormFault::Unprintable { .. } => FormFaultDocument {
            file: None,
            line: 0,
            column: 0,
            message: say(Locale::Vi, &it.refusal().message),
        },
    }
}
