//! What the public sees, over the API: without a token, one select.

use super::docs::Docs;
use super::routes::route;
use crate::Site;
use crate::door::{ClientAddress, look_up_allowed};
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use motcua_app::AppError;
use motcua_app::look::{self, StatusByNumber, StatusView};
use motcua_kernel::Message;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// The routes of the public status.
pub const ROUTES: &[Route] = &[
    route(
        ("status_by_token", "GET", "/api/v1/status/{token}"),
        Needs::Nothing,
        || get(by_token),
        Docs::new("What the public sees of a dossier, by the token of its slip")
            .gives::<PublicStatusDocument>(200),
    ),
    route(
        ("status_by_number", "GET", "/api/v1/status"),
        Needs::Nothing,
        || get(by_number),
        Docs::new("What the public sees of a dossier, by its number; more with the code of the slip")
            .gives::<StatusByNumberDocument>(200)
            .limited(),
    )
    .asking(&["number", "code"]),
];

/// `GET /api/v1/status/{token}`
async fn by_token(State(site): State<Site>, Path(token): Path<String>) -> Result<Response, Failure> {
    let views = look::status_by_token(&site.context, &token).await?;
    match views.as_slice() {
        [only] => Ok(as_stored(only.view.clone())),
        [first, others @ ..] => Ok(Json(with_siblings(first, others)?).into_response()),
        [] => Err(Failure::not_found()),
    }
}

fn as_stored(view: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], view).into_response()
}

/// The first dossier of a bundle, and the others beside it.
fn with_siblings(first: &StatusView, others: &[StatusView]) -> Result<Value, Failure> {
    let mut shown = json!(look::parsed(first)?);
    let siblings = others.iter().map(|it| Ok(json!(look::parsed(it)?)));
    shown["siblings"] = siblings.collect::<Result<Vec<Value>, AppError>>()?.into();
    Ok(shown)
}

/// What is asked by number.
#[derive(Debug, Deserialize)]
pub struct Asked {
    number: Option<String>,
    code: Option<String>,
}

/// `GET /api/v1/status?number=…&code=…`
async fn by_number(
    State(site): State<Site>,
    address: ClientAddress,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    look_up_allowed(&site, address)?;
    let missing = || Failure::new(StatusCode::BAD_REQUEST, Message::new("web.number-missing")).at("number");
    let number = asked.number.filter(|it| !it.trim().is_empty()).ok_or_else(missing)?;
    let number = number.trim().to_ascii_uppercase().parse().map_err(|_| Failure::not_found())?;
    let code = asked.code.filter(|it| !it.trim().is_empty());
    Ok(match look::status_by_number(&site.context, &number, code.as_deref()).await? {
        StatusByNumber::Degree(degree) => Json(json!(degree)).into_response(),
        StatusByNumber::Full { token, status } => {
            Json(json!({ "token": token, "status": status })).into_response()
        }
    })
}

/// How [`motcua_dossier::PublicStatus`] looks: served as it was stored, so never made into a value here.
pub struct PublicStatusDocument;

impl PartialSchema for PublicStatusDocument {
    fn schema() -> RefOr<Schema> {
        let mut schema = ObjectBuilder::new()
            .description(Some("What the public sees of a dossier; no person, no reason."));
        for (name, description, needed) in PUBLIC_STATUS {
            schema = schema.property(*name, described(name, description));
            if *needed {
                schema = schema.required(*name);
            }
        }
        schema.into()
    }
}

impl ToSchema for PublicStatusDocument {}

/// How an answer by number looks: how far it is, or with the code of the slip everything.
pub struct StatusByNumberDocument;

impl PartialSchema for StatusByNumberDocument {
    fn schema() -> RefOr<Schema> {
        let text = |it| ObjectBuilder::new().schema_type(Type::String).description(Some(it));
        let degree = ObjectBuilder::new()
            .description(Some("By the number alone."))
            .property("number", text("Mã số hồ sơ."))
            .property("degree", described("degree", "How much of it is done."))
            .required("number")
            .required("degree");
        let full = ObjectBuilder::new()
            .description(Some("With the code of the slip."))
            .property("token", text("Token of its status page."))
            .property("status", Ref::from_schema_name("PublicStatusDocument"))
            .required("token")
            .required("status");
        OneOfBuilder::new().item(degree).item(full).into()
    }
}

impl ToSchema for StatusByNumberDocument {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((PublicStatusDocument::name().into_owned(), PublicStatusDocument::schema()));
    }
}

/// Name, meaning, whether it is always there.
const PUBLIC_STATUS: &[(&str, &str, bool)] = &[
    ("number", "Mã số hồ sơ.", true),
    ("procedure", "What was applied for: code, and title unless sensitive.", true),
    ("case", "Name of the case.", false),
    ("bundle", "Its place among the dossiers of the same visit.", false),
    ("siblings", "The other dossiers of the same visit, each as this one; by token only.", false),
    ("status", "Where it stands.", true),
    ("national_code", "The national code of that.", false),
    ("received", "The moment of receipt, in microseconds since 1970.", true),
    ("dates", "First, lawful and reappointed date, in microseconds since 1970.", true),
    ("clock", "Whose time it is now.", true),
    ("paused_since", "Since when it waits or stands still, in microseconds since 1970.", false),
    ("pauses", "When it waited before for papers that have come since, in microseconds since 1970.", false),
    ("receiving", "The agency whose counter received it: code and name.", true),
    ("competent", "The agency that must solve it: code and name.", true),
    ("steps", "Its legs by rising number.", true),
    ("degree", "How much of it is done.", true),
    (
        "to_do",
        "What the citizen has to do: `do` is supplement, pay (with what is left of each charge) or collect.",
        false,
    ),
    ("result", "The numbered result.", false),
    ("ended", "When the citizen's clock ended, in microseconds since 1970.", false),
];

fn described(name: &str, description: &str) -> ObjectBuilder {
    let kind = match name {
        "number" | "case" | "status" | "clock" => Type::String,
        "national_code" | "received" | "paused_since" | "ended" => Type::Integer,
        "steps" | "siblings" | "pauses" => Type::Array,
        _ => Type::Object,
    };
    ObjectBuilder::new().schema_type(kind).description(Some(description))
}
