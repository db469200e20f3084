//! The law in each period, as programs read it: the packs, and what one says against the one before.

use super::docs::Docs;
use super::routes::route;
use crate::Site;
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::{Path, State};
use motcua_i18n::{Locale, parameter_name, parameter_value};
use motcua_kernel::{Change, Date, PackRow, RowValue, RulePack, RulePacks, pack_rows};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// The routes of rule packs.
pub const ROUTES: &[Route] = &[
    route(
        ("list_rule_packs", "GET", "/api/v1/rule-packs"),
        Needs::Nothing,
        || get(list),
        Docs::new("The law's parameters by period: every rule pack").gives::<RulePackList>(200),
    ),
    route(
        ("show_rule_pack", "GET", "/api/v1/rule-packs/{code}"),
        Needs::Nothing,
        || get(show),
        Docs::new("What a rule pack says, and what changed against the one before")
            .gives::<RulePackDetail>(200),
    ),
];

/// Every pack, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulePackList {
    /// The packs.
    pub items: Vec<RulePackItem>,
}

/// A pack and the time in which a received dossier takes it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulePackItem {
    /// `2018-06`.
    pub code: String,
    /// First day of receipt.
    pub from: String,
    /// First day of the next pack; null for the last.
    pub until: Option<String>,
    /// The acts it stands on.
    pub basis: String,
    /// The ground of its first day.
    pub article: String,
    /// How sure that day is: T, S, I or G.
    pub confidence: &'static str,
}

/// What a pack says.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulePackDetail {
    /// The pack.
    #[serde(flatten)]
    pub pack: RulePackItem,
    /// Code of the pack before it; null for the first.
    pub before: Option<String>,
    /// Every parameter, room by room.
    pub parameters: Vec<RuleParameter>,
}

/// One parameter of a pack.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleParameter {
    /// `supplement.max_requests`.
    pub key: String,
    /// What it is, in Vietnamese.
    pub name: String,
    /// A number, true or false, a word of a closed list, a list of such words; null where nothing is set.
    #[schema(value_type = Object)]
    pub value: Value,
    /// The value in Vietnamese.
    pub words: String,
    /// The article or source.
    pub article: String,
    /// How sure: T read, S quoted, I practice, G unverified.
    pub confidence: &'static str,
    /// `first`, `same`, `ground` (only article or confidence) or `value`.
    pub change: &'static str,
    /// The value of the pack before, where that is another.
    #[schema(value_type = Object)]
    pub value_before: Option<Value>,
}

/// `GET /api/v1/rule-packs`
async fn list(State(site): State<Site>) -> Json<RulePackList> {
    let packs = &site.context.province.packs;
    Json(RulePackList { items: packs.iter().map(|it| item(packs, it)).collect() })
}

/// `GET /api/v1/rule-packs/{code}`
async fn show(State(site): State<Site>, Path(code): Path<String>) -> Result<Json<RulePackDetail>, Failure> {
    let packs = &site.context.province.packs;
    let pack = packs.get(&code).ok_or_else(Failure::not_found)?;
    let before = packs.before(pack);
    Ok(Json(RulePackDetail {
        pack: item(packs, pack),
        before: before.map(|it| it.code.clone()),
        parameters: pack_rows(pack, before).iter().map(parameter).collect(),
    }))
}

fn item(packs: &RulePacks, pack: &RulePack) -> RulePackItem {
    RulePackItem {
        code: pack.code.clone(),
        from: pack.from.value.to_string(),
        until: packs.until(pack).as_ref().map(Date::to_string),
        basis: pack.basis.clone(),
        article: pack.from.article.clone(),
        confidence: pack.from.confidence.letter(),
    }
}

fn parameter(row: &PackRow) -> RuleParameter {
    let (change, value_before) = match &row.change {
        Change::First => ("first", None),
        Change::Same => ("same", None),
        Change::Ground => ("ground", None),
        Change::Value(before) => ("value", Some(json_of(before))),
    };
    RuleParameter {
        key: row.key(),
        name: parameter_name(Locale::Vi, row),
        value: json_of(&row.value),
        words: parameter_value(Locale::Vi, &row.value),
        article: row.article.clone(),
        confidence: row.confidence.letter(),
        change,
        value_before,
    }
}

fn json_of(value: &RowValue) -> Value {
    match value {
        RowValue::Absent => Value::Null,
        RowValue::Flag(is) => json!(is),
        RowValue::Number(number) => json!(number),
        RowValue::Word(word) => json!(word),
        RowValue::Words(words) => json!(words),
    }
}
