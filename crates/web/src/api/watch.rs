//! What staff is told beside its work, and what is in danger, over the API.

use super::docs::Docs;
use super::find;
use super::named::moment;
use super::routes::route;
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::pages::alert_words;
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use motcua_app::watch::{self, Colleague, Endangered, Told};
use motcua_i18n::{Locale, say};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyId, Instant, LegNo};
use motcua_routing::Risk;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of alerts and the radar.
pub const ROUTES: &[Route] = &[
    route(
        ("list_alerts", "GET", "/api/v1/alerts"),
        Needs::Account,
        || get(alerts),
        Docs::new("What one was told beside one's work, the latest first").gives::<AlertList>(200),
    ),
    route(
        ("see_alerts", "POST", "/api/v1/alerts/seen"),
        Needs::Account,
        || post(seen),
        Docs::new("Say that one has seen what was told until a moment").takes::<Seen>().gives_nothing(),
    ),
    route(
        ("show_radar", "GET", "/api/v1/radar"),
        Needs::Permission(Action::Assign),
        || get(radar),
        Docs::new("Dossiers of one's desks that are late, or will be unless somebody acts")
            .gives::<RadarDocument>(200),
    ),
    route(
        ("remind_of_dossier", "POST", "/api/v1/dossiers/{id}/reminders"),
        Needs::Permission(Action::Assign),
        || post(remind),
        Docs::new("Ask whoever has a leg in hand to look at it").takes::<Remind>().gives::<Reminded>(200),
    ),
];

/// Something one was told.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertDocument {
    /// What: a kind of term, `reminder` or `morning`.
    pub kind: String,
    /// 0 for whoever has it in hand, 1 for the head of the unit, 2 for the leader.
    pub level: u8,
    /// The sentence, in Vietnamese.
    pub words: String,
    /// Id of the dossier, while one may know of it.
    pub dossier: Option<Uuid>,
    /// Its number.
    pub number: Option<String>,
    /// Who said it, when it was a person.
    pub by: Option<String>,
    /// When.
    pub at: String,
    /// Whether it was seen.
    pub seen: bool,
}

/// What one was told, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertList {
    /// At most a hundred.
    pub items: Vec<AlertDocument>,
    /// How much was not seen.
    pub not_seen: u64,
}

/// Until when all is seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The `at` of the latest that was read.
    pub until: String,
}

/// A dossier in danger.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndangeredDocument {
    /// Its id.
    pub dossier: Uuid,
    /// Its number.
    pub number: Option<String>,
    /// The lawful date.
    pub due: String,
    /// When it is expected, if every leg takes what its budget leaves it.
    pub expected: String,
    /// Working minutes of the receiving agency by which that is late.
    pub late_by_minutes: i64,
    /// Why the date is in danger: `behind`, `not-sent`, `not-taken-up` or `not-proposed`; nothing while it can be kept.
    pub risk: Option<&'static str>,
    /// The leg that has to be hurried.
    pub leg: Option<u16>,
    /// Working minutes since this leg should have been done.
    pub behind_minutes: Option<i64>,
    /// A return date that could be offered; nothing where the law allows none any more.
    pub new_date: Option<String>,
    /// Why the law allows none any more: the code of a message.
    pub no_new_date: Option<String>,
    /// The article that says so.
    pub article: Option<String>,
    /// The apology as it could be signed; none while the dossier lies in no hands.
    pub apology: Option<ApologyDocument>,
    /// To whom the leg could be given instead: whoever works there, is here today and has the least in hand.
    pub colleague: Option<ColleagueDocument>,
}

/// A colleague to whom a leg could be given.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColleagueDocument {
    /// The account.
    pub account: Uuid,
    /// Its name.
    pub name: String,
    /// How much of this desk they have in hand.
    pub in_hand: u64,
}

/// An apology as its leader finds it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApologyDocument {
    /// The leg that is late.
    pub leg: u16,
    /// The new date it gives, if it gives one.
    pub to: Option<String>,
    /// Its words.
    pub words: String,
    /// Since when it waits to be signed; nothing where nobody has put it before the leader.
    pub waits_since: Option<String>,
}

/// What is in danger on one's desks.
#[derive(Debug, Serialize, ToSchema)]
pub struct RadarDocument {
    /// An apology waits for the signature of the leader.
    pub to_sign: Vec<EndangeredDocument>,
    /// Will be late unless somebody acts.
    pub endangered: Vec<EndangeredDocument>,
    /// Due today, and still to be kept.
    pub today: Vec<EndangeredDocument>,
    /// Late.
    pub late: Vec<EndangeredDocument>,
    /// Whether a desk has more than was looked at.
    pub more: bool,
}

/// Which leg somebody is reminded of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Remind {
    /// Its number.
    pub leg: u16,
}

/// Who was reminded.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reminded {
    /// How many people.
    pub asked: usize,
}

/// `GET /api/v1/alerts`
async fn alerts(State(site): State<Site>, caller: Caller) -> Result<Json<AlertList>, Failure> {
    let told = watch::told_to(&site.context, caller.account.id).await?;
    let not_seen = watch::not_seen(&site.context, caller.account.id).await?;
    Ok(Json(AlertList { items: told.iter().map(|it| alert(&site, &caller, it)).collect(), not_seen }))
}

/// `POST /api/v1/alerts/seen`
async fn seen(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: body, .. }: Checked<Seen>,
) -> Result<StatusCode, Failure> {
    let until = moment(&body.until, "until")?;
    watch::mark_seen(&site.context, caller.account.id, until).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/v1/radar`
async fn radar(State(site): State<Site>, caller: Caller) -> Result<Json<RadarDocument>, Failure> {
    let seen = watch::radar(&site.context, &caller.account, caller.now).await?;
    let colleagues = watch::colleagues(&site.context, &seen, caller.now.date()).await?;
    let all = |of: &[Endangered]| of.iter().map(|it| endangered(it, &colleagues)).collect();
    Ok(Json(RadarDocument {
        to_sign: all(&seen.to_sign),
        endangered: all(&seen.endangered),
        today: all(&seen.today),
        late: all(&seen.late),
        more: seen.more,
    }))
}

/// `POST /api/v1/dossiers/{id}/reminders`
async fn remind(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: body, .. }: Checked<Remind>,
) -> Result<Json<Reminded>, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let leg = LegNo(body.leg);
    let desk = dossier.leg(leg).map(|it| it.plan.desk()).ok_or_else(Failure::not_found)?;
    let actor = caller.actor_for(&site, Action::Assign, Scope::at(desk))?;
    let asked = watch::remind(&site.context, actor, dossier.id, leg).await?;
    Ok(Json(Reminded { asked }))
}

fn alert(site: &Site, caller: &Caller, told: &Told) -> AlertDocument {
    let known = told.dossier.as_ref().filter(|it| caller.knows(site, it));
    AlertDocument {
        kind: told.kind.key().to_owned(),
        level: told.level,
        words: say(Locale::Vi, &alert_words(told)),
        dossier: known.map(|it| it.id.0),
        number: known.and_then(|it| Some(it.reception.as_ref()?.number.to_string())),
        by: told.by.clone(),
        at: told.at.to_string(),
        seen: told.seen,
    }
}

fn endangered(it: &Endangered, colleagues: &BTreeMap<AgencyId, Vec<Colleague>>) -> EndangeredDocument {
    let written = |at: Instant| at.to_string();
    EndangeredDocument {
        dossier: it.dossier.id.0,
        number: it.dossier.reception.as_ref().map(|it| it.number.to_string()),
        due: written(it.outlook.lawful),
        expected: written(it.outlook.expected),
        late_by_minutes: it.outlook.late_by,
        risk: it.outlook.risk.map(Risk::key),
        leg: it.leg.map(|(no, _)| no.0),
        behind_minutes: it.outlook.held.map(|held| held.behind),
        new_date: it.no_new_date.is_none().then(|| written(it.new_date)),
        no_new_date: it.no_new_date.as_ref().map(|no| no.message.code.to_string()),
        article: it.no_new_date.as_ref().and_then(|no| no.article.as_ref().map(ToString::to_string)),
        apology: it.draft.as_ref().map(|draft| ApologyDocument {
            leg: draft.leg.0,
            to: draft.to.map(written),
            words: draft.words.clone(),
            waits_since: draft.waits.map(written),
        }),
        colleague: it.others(colleagues).find(|it| !it.away).map(|it| ColleagueDocument {
            account: it.account.0,
            name: it.name.clone(),
            in_hand: it.in_hand,
        }),
    }
}
