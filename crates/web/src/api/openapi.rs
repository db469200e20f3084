//! The `OpenAPI` document, made once from the route table: what is not in the table is not in the document.

use super::docs::{BodyOf, Docs, Schemas};
use super::dossiers::STATUSES;
use super::routes::route;
use crate::methods::get;
use crate::routes::{Audience, Needs, Route, routes};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// The routes of this description.
pub const ROUTES: &[Route] = &[route(
    ("show_openapi", "GET", "/api/v1/openapi.json"),
    Needs::Nothing,
    || get(show),
    Docs::new("This document"),
)];

const VERSION: &str = "3.1.0";
const ABOUT: &str = "Dossiers of the one-stop shop. A token goes behind `Authorization: Bearer`; whatever is refused is \
                     `application/problem+json` with a `code` and, where one input is to blame, its `field`. Moments \
                     are RFC 3339 in the time of Việt Nam (in the stored forms, the public status and the data of events, \
                     microseconds since 1970), amounts whole đồng.";

static DOCUMENT: LazyLock<String> = LazyLock::new(|| document().to_string());

/// `GET /api/v1/openapi.json`
async fn show() -> Response {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.as_str()).into_response()
}

fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    let mut schemas = Schemas::new();
    for (route, docs) in routes().filter(|it| it.audience == Audience::Program).filter_map(with_docs) {
        let methods = paths.entry(route.path).or_insert_with(|| json!({}));
        methods[route.method.to_ascii_lowercase()] = operation(route, docs);
        let bodies = [docs.takes, docs.gives.1];
        bodies.into_iter().flatten().for_each(|body| (body.collect)(&mut schemas));
    }
    let mut components: Map<String, Value> =
        schemas.into_iter().map(|(name, schema)| (name, json!(schema))).collect();
    components.insert("Problem".to_owned(), problem());
    json!({
        "openapi": VERSION,
        "info": { "title": "motcua", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } },
        },
    })
}

fn with_docs(route: &'static Route) -> Option<(&'static Route, &'static Docs)> {
    Some((route, route.docs.as_ref()?))
}

fn operation(route: &Route, docs: &Docs) -> Value {
    let mut operation = json!({
        "operationId": route.name,
        "summary": docs.summary,
        "parameters": parameters(route, docs),
        "responses": responses(route, docs),
    });
    if let Some(body) = docs.takes {
        operation["requestBody"] = json!({ "required": true, "content": content("application/json", body) });
    }
    if let Some(kinds) = docs.file {
        let content: Map<String, Value> = kinds.iter().map(|it| ((*it).to_owned(), bytes())).collect();
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    match route.needs {
        Needs::Nothing => {}
        Needs::Account => operation["security"] = json!([{ "token": [] }]),
        Needs::Permission(action) => {
            operation["security"] = json!([{ "token": [] }]);
            operation["x-permission"] = json!(action.key());
        }
    }
    operation
}

/// A body that is a file.
fn bytes() -> Value {
    json!({ "schema": { "type": "string", "contentMediaType": "application/octet-stream" } })
}

fn parameters(route: &Route, docs: &Docs) -> Vec<Value> {
    let in_path = route.path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = in_path
        .map(|name| {
            let id = json!({ "type": "string", "format": "uuid" });
            let schema = if name == "id" { id } else { json!({ "type": "string" }) };
            json!({ "name": name, "in": "path", "required": true, "schema": schema })
        })
        .collect();
    parameters.extend(route.query.iter().map(|name| in_query(route, name)));
    let header = |name: &str, required: bool, description: &str| {
        let schema = json!({ "type": "string" });
        json!({ "name": name, "in": "header", "required": required, "schema": schema, "description": description })
    };
    if docs.if_match {
        parameters.push(header("If-Match", true, "The ETag of the dossier as it was seen."));
    }
    if docs.tagged {
        parameters.push(header("If-None-Match", false, "The ETag that is known: 304 when it is still that."));
    }
    if docs.once {
        let description = "A key of one's own, up to 255 bytes: the same request is then done once.";
        parameters.push(header("Idempotency-Key", false, description));
    }
    parameters
}

fn in_query(route: &Route, name: &str) -> Value {
    let text = || json!({ "type": "string" });
    let (schema, description) = match name {
        "limit" => (
            json!({ "type": "integer", "minimum": 1, "maximum": 200, "default": 50 }),
            "How many items at most.",
        ),
        "after" if route.name == "follow_changes" => {
            (text(), "The id of the last event; from now on when absent.")
        }
        "after" if route.name == "pull_events" => {
            (text(), "The `next` of the page before; the beginning of the log when absent.")
        }
        "after" => (text(), "The `next` of the page before."),
        "from" => (json!({ "type": "string", "format": "date" }), "Received on this date or later."),
        "before" => (json!({ "type": "string", "format": "date" }), "Received before this date."),
        "until" => {
            (json!({ "type": "string", "format": "date-time" }), "As known at this moment; now when absent.")
        }
        "status" => (json!({ "type": "string", "enum": STATUSES }), "Where they stand."),
        "receiving" => (text(), "Code of the agency that received them; everything below it too."),
        "agency" => (text(), "Code of the agency; for figures everything below it too."),
        "search" => (text(), "Words of code or name; accents do not matter."),
        "number" => (text(), "Mã số hồ sơ."),
        "code" => (text(), "The code of the slip."),
        "name" => (text(), "What the file is called."),
        "apply" => {
            (json!({ "type": "string", "enum": ["yes"] }), "That it is done; only looked at when absent.")
        }
        "component" => (text(), "Code of the paper it is; another file when absent."),
        "purpose" => (
            json!({ "type": "string", "enum": ["component", "result", "other"] }),
            "What it is for; as the component says when absent.",
        ),
        "version" => (json!({ "type": "integer" }), "A version, counted from 1, the oldest first."),
        "with" => (json!({ "type": "integer" }), "Another, which it is compared with."),
        "ground" => (text(), "The decision it follows."),
        "revision" => (
            json!({ "type": "integer" }),
            "The place of the calendar that was looked at; another that was kept since is not overwritten.",
        ),
        "date" | "amount" | "credit" | "debit" | "transaction" => (
            json!({ "type": "integer", "minimum": 1, "maximum": 64 }),
            "Number of that column of the file, from 1.",
        ),
        "files" => (text(), "Ids of the sheets' files, parted by commas, 100 at most."),
        "description" => (text(), "Numbers of the columns with the text of a transfer, parted by commas."),
        "slip" => (text(), "Number of the paper slip; nothing else is then looked at."),
        "counter" => (text(), "Code of the counter that would receive."),
        "field" => (text(), "Lĩnh vực, as the list writes it."),
        "level" => (
            json!({ "type": "string", "enum": ["province", "district", "commune"] }),
            "The level on which a case is decided.",
        ),
        "at" => (
            json!({ "type": "string", "format": "date-time" }),
            "When it would be received; now when absent.",
        ),
        "year" => (
            json!({ "type": "integer", "minimum": 1900, "maximum": 2199 }),
            "The next year, or every year, when absent.",
        ),
        "language" => (
            json!({ "type": "string", "enum": ["vi", "km", "en"], "default": "vi" }),
            "The language of the words.",
        ),
        "shape" => (
            json!({ "type": "string", "enum": ["full", "bare"], "default": "full" }),
            "With all that can be known, or what goes to an address that is not known to be theirs.",
        ),
        "state" => (
            json!({ "type": "string", "enum": ["waiting", "running", "dead"], "default": "dead" }),
            "How the jobs stand.",
        ),
        "kind" => (text(), "The kind of the jobs; all when absent."),
        "q" => (text(), "What is sought: a number or its end, a name, an identity or telephone number."),
        "due" => (text(), "By when: `late`, `today`, `soon`, `paused`; all when absent."),
        "who" => (text(), "Whose: one's own when absent, `all`, or the id of an account."),
        "procedure" => (text(), "Code of the procedure."),
        "task" => (text(), "Kind of work."),
        "priority" => {
            (text(), "`true` for applicants who come first alone; for those who work at the agency.")
        }
        _ => of_supervision(name),
    };
    let of_many = route.name.starts_with("table_")
        || matches!(route.name, "list_procedures" | "show_money_book")
        || route.path.starts_with("/api/v1/bank-statements")
        || OF_OFFICE.iter().any(|it| route.path.starts_with(it))
        || route.path.starts_with("/api/v1/supervision");
    let required = matches!(
        (route.name, name),
        ("check_procedure", "counter")
            | ("status_by_number", "number")
            | ("search_dossiers", "q")
            | ("keep_calendar", "ground" | "revision")
    ) || (name == "agency" && !of_many);
    json!({ "name": name, "in": "query", "required": required, "schema": schema, "description": description })
}

/// Books and sheets that are of the own agency where none is named.
const OF_OFFICE: [&str; 5] = [
    "/api/v1/register",
    "/api/v1/hand-over-lists",
    "/api/v1/takings",
    "/api/v1/budget-remittance",
    "/api/v1/receipt-usage",
];

/// The parameters of figures and of the lists behind them.
fn of_supervision(name: &str) -> (Value, &'static str) {
    let text = json!({ "type": "string" });
    let number = json!({ "type": "integer", "minimum": 1 });
    match name {
        "field" => (text, "Lĩnh vực; all when absent."),
        "target" => (number, "Per cent that figures are held against."),
        "show" => (text, "Of what kind: a key of `counts`."),
        "by" => (text, "Id of the agency that must solve them."),
        "month" => (text, "Received or ended in this month (`2026-11`) instead of in the period."),
        "left" => (text, "With so much left: a key of `remaining`."),
        "hour" => (text, "Received on this day of the week in this hour: `1-9` is Monday from nine to ten."),
        "days" => (number, "On which so many begun working days were used."),
        "step" => (text, "Of which the step with this name was finished in the period."),
        "office" => (text, "Id of the agency of that step."),
        "page" => (number, "Which page."),
        _ => of_money(name),
    }
}

/// The parameters of books, receipts and bank statements.
fn of_money(name: &str) -> (Value, &'static str) {
    let text = json!({ "type": "string" });
    let date = json!({ "type": "string", "format": "date" });
    match name {
        "first" => (date, "The first day; today when absent."),
        "last" => (date, "The last day; the first one when absent."),
        "day" => (date, "The day; today when absent."),
        "what" => (
            json!({ "type": "string", "enum": ["handed", "waiting"] }),
            "What was handed over on the day, or what still lies there.",
        ),
        "to" => (text, "Code of the receiver; all when absent."),
        "quarter" => (json!({ "type": "integer", "minimum": 1, "maximum": 4 }), "The quarter of the year."),
        _ => (text, ""),
    }
}

fn responses(route: &Route, docs: &Docs) -> Value {
    let (status, body) = docs.gives;
    let mut responses = Map::new();
    let mut given = json!({ "description": reason(status) });
    if docs.stream {
        given["content"] = json!({ "text/event-stream": { "schema": { "type": "string" } } });
    } else if let Some(body) = body {
        given["content"] = content("application/json", body);
    } else if docs.gives_file {
        given["content"] = json!({ "application/octet-stream": bytes() });
    } else if status != 204 {
        given["content"] = json!({ "application/json": { "schema": { "type": "object" } } });
    }
    responses.insert(status.to_string(), given);
    if docs.tagged {
        responses.insert("304".to_owned(), json!({ "description": reason(304) }));
    }
    for status in problems(route, docs) {
        let schema = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
        let problem =
            json!({ "description": reason(status), "content": { "application/problem+json": schema } });
        responses.insert(status.to_string(), problem);
    }
    Value::Object(responses)
}

/// What can go wrong with a request of this shape.
fn problems(route: &Route, docs: &Docs) -> Vec<u16> {
    let known = route.needs != Needs::Nothing;
    let permission = matches!(route.needs, Needs::Permission(_));
    let (json, body) = (docs.takes.is_some(), docs.takes.is_some() || docs.file.is_some());
    let opens = json && !known;
    [
        (400, true),
        (401, known || opens),
        (403, permission),
        (404, route.path.contains('{') || route.name == "status_by_number"),
        (408, body),
        (412, docs.if_match),
        (413, body),
        (415, json),
        (422, body || route.name == "table_of_times" || route.name == "show_times"),
        (428, docs.if_match),
        (429, docs.limited || opens),
    ]
    .into_iter()
    .filter_map(|(status, applies)| applies.then_some(status))
    .collect()
}

fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason()).unwrap_or_default()
}

fn content(kind: &str, body: BodyOf) -> Value {
    let reference = format!("#/components/schemas/{}", (body.name)());
    json!({ kind: { "schema": { "$ref": reference } } })
}

fn problem() -> Value {
    let text = || json!({ "type": "string" });
    json!({
        "type": "object",
        "description": "Why a request was not done (RFC 9457).",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": text(),
            "title": text(),
            "status": { "type": "integer" },
            "code": { "type": "string", "description": "For programs; stays the same in every language." },
            "detail": { "type": "string", "description": "For people, in the language asked for." },
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["field", "code", "detail"],
                    "properties": { "field": text(), "code": text(), "detail": text() },
                },
            },
            "article": { "type": "string", "description": "The article that demands it." },
            "changed_by": {
                "type": "object",
                "properties": { "account": { "type": ["string", "null"] }, "name": text() },
            },
            "changed_at": { "type": "string", "format": "date-time" },
            "incident": { "type": "string", "description": "What to tell the operator." },
        },
    })
}
