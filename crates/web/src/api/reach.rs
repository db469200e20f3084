//! How people are reached and what they were told, for programs. No whole address is ever given out.

use super::docs::Docs;
use super::dossiers::find;
use super::filed::FiledPerson;
use super::routes::route;
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::words::moment;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use motcua_app::Context;
use motcua_app::look::{self, ReadingPlace};
use motcua_app::notices::{
    self, Choice, EmailAddress, GivenReach, NewAddress, ShownChange, ShownNotice, ShownReach, Texts, code_of,
};
use motcua_dossier::{Dossier, Party};
use motcua_i18n::Locale;
use motcua_identity::{Action, Scope};
use motcua_kernel::{Actor, Message, PartyId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Its part of the table.
pub const ROUTES: &[Route] = &[
    route(
        ("list_notices", "GET", "/api/v1/dossiers/{id}/notices"),
        Needs::Permission(Action::ViewPersonalData),
        || get(told),
        Docs::new(
            "How the people of a dossier are reached, and what became of every notice; the reading is kept",
        )
        .gives::<ToldDocument>(200),
    ),
    route(
        ("resend_notice", "POST", "/api/v1/dossiers/{id}/notices/{notice}/resend"),
        Needs::Permission(Action::Receive),
        || post(resend),
        Docs::new("Send a notice that failed once more").gives_nothing(),
    ),
    route(
        ("mend_address", "POST", "/api/v1/dossiers/{id}/addresses"),
        Needs::Permission(Action::Receive),
        || post(mend),
        Docs::new("Write down an address of mail anew; it is asked there whether it is theirs")
            .takes::<MendedAddress>()
            .gives::<MendedDocument>(200),
    ),
    route(
        ("set_texts", "POST", "/api/v1/dossiers/{id}/texts"),
        Needs::Permission(Action::Receive),
        || post(set_texts),
        Docs::new("Write down by which messages a telephone is told: by SMS, or by Zalo where the house sends there")
            .takes::<WrittenTexts>()
            .gives::<WaysDocument>(200),
    ),
];

/// What the people of a filing say of how they are to be told.
///
/// # Errors
/// Refused at the field that can not be so.
pub fn given(
    context: &Context,
    applicant: (&FiledPerson, &Party),
    (typed, helper): (Option<&FiledPerson>, Option<&Party>),
) -> Result<Vec<GivenReach>, Refusal> {
    let mut given = vec![of_person(context, applicant).map_err(|it| it.within("applicant"))?];
    if let (Some(typed), Some(helper)) = (typed, helper) {
        given.push(of_person(context, (typed, helper)).map_err(|it| it.within("helper"))?);
    }
    Ok(given)
}

fn of_person(context: &Context, (typed, party): (&FiledPerson, &Party)) -> Result<GivenReach, Refusal> {
    let filled =
        |it: &Option<String>| it.as_deref().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned);
    let choice = filled(&typed.told).map(|it| choice(&it, "told")).transpose()?;
    let texts = filled(&typed.texts).map_or(Ok(Texts::Sms), |it| texts(&it, "texts"))?;
    context.may_choose(texts)?;
    if texts != Texts::Sms && party.phone.is_none() {
        return Err(Refusal::new("app.texts-no-telephone").at("texts"));
    }
    Ok(GivenReach {
        party: party.id,
        texts,
        email: filled(&typed.email).map(|it| EmailAddress::parse(&it)).transpose()?,
        locale: filled(&typed.language).map_or(Ok(Locale::Vi), |it| language(&it, "language"))?,
        wants: choice.map(Into::into),
    })
}

/// The choice with this code.
pub fn choice(code: &str, field: &str) -> Result<Choice, Refusal> {
    Choice::from_code(code).ok_or_else(|| Refusal::new("web.choice-unknown").at(field))
}

/// The messages with this code.
pub fn texts(code: &str, field: &str) -> Result<Texts, Refusal> {
    Texts::from_code(code).ok_or_else(|| Refusal::new("web.choice-unknown").at(field))
}

fn language(tag: &str, field: &str) -> Result<Locale, Refusal> {
    Locale::from_tag(tag).ok_or_else(|| Refusal::new("web.choice-unknown").at(field))
}

/// How the people of a dossier are reached and what they were told.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldDocument {
    /// The ways, with whom they lead to.
    pub ways: Vec<WayDocument>,
    /// The notices, in the order of the history.
    pub notices: Vec<NoticeDocument>,
    /// What the staff changed in the ways, oldest first; without the addresses.
    pub changes: Vec<ReachChangeDocument>,
}

/// That somebody of the staff changed an address.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReachChangeDocument {
    /// Whose: `applicant` or `helper`.
    pub who: &'static str,
    /// `email`, `sms` or `zalo`.
    pub channel: &'static str,
    /// `added`, `mended` or `removed`.
    #[schema(value_type = String)]
    pub act: notices::ReachAct,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: String,
}

impl ReachChangeDocument {
    fn of(it: ShownChange, dossier: &Dossier) -> Self {
        Self {
            who: who(it.party, dossier),
            channel: code_of(it.way),
            act: it.act,
            by: it.by,
            at: moment(it.at),
        }
    }
}

/// A way to a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct WayDocument {
    /// Its id.
    pub id: Uuid,
    /// `applicant` or `helper`.
    pub who: &'static str,
    /// `email`, `sms` or `zalo`.
    pub channel: &'static str,
    /// The address, masked; null once the person is erased.
    pub address: Option<String>,
    /// `vi`, `km` or `en`.
    pub language: String,
    /// `all`, `important` or `nothing`.
    #[schema(value_type = String)]
    pub told: notices::Wants,
    /// `given`, `verified` or `off`.
    #[schema(value_type = String)]
    pub state: notices::ReachState,
    /// Why it is off: `bad-address`, `asked`, `erased`, or `replaced` by another way to the same telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub why_off: Option<notices::WhyOff>,
    /// Whether it is the SMS of a telephone that is told by Zalo: it takes what Zalo could not bring, and nothing else.
    pub stands_by: bool,
}

impl WayDocument {
    fn of(it: &ShownReach, dossier: &Dossier) -> Self {
        Self {
            id: it.id,
            who: who(it.party, dossier),
            channel: code_of(it.way),
            address: it.masked.clone(),
            language: it.locale.clone(),
            told: it.wants,
            state: it.state,
            why_off: it.why_off,
            stands_by: it.stands_by,
        }
    }
}

/// A notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeDocument {
    /// Its id; that of the first in it is the name of the message.
    pub id: Uuid,
    /// The entry of the history it tells of.
    pub seq: u32,
    /// What is told, as `result-ready`.
    pub kind: &'static str,
    /// `applicant` or `helper`.
    pub who: &'static str,
    /// `email`, `sms`, `zalo` or `call`.
    pub channel: &'static str,
    /// The address, masked.
    pub address: Option<String>,
    /// `waiting`, `sent`, `accepted`, `failed` or `void`.
    #[schema(value_type = String)]
    pub state: notices::NoticeState,
    /// When it was written down.
    pub created: String,
    /// When the server took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// When it arrived or ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The notice with which it went in one message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub went_with: Option<Uuid>,
}

impl NoticeDocument {
    fn of(it: &ShownNotice, dossier: &Dossier) -> Self {
        Self {
            id: it.id,
            seq: it.seq,
            kind: it.kind.code(),
            who: who(it.party, dossier),
            channel: code_of(it.way),
            address: it.masked.clone(),
            state: it.state,
            created: moment(it.created),
            sent: it.sent.map(moment),
            ended: it.ended.map(moment),
            attempts: it.attempts,
            error: it.error.clone(),
            went_with: it.went_with,
        }
    }
}

/// `applicant` or `helper`.
pub fn who(party: PartyId, dossier: &Dossier) -> &'static str {
    let is_helper = dossier.filing.as_ref().is_some_and(|it| it.helper == Some(party));
    if is_helper { "helper" } else { "applicant" }
}

/// `GET /api/v1/dossiers/{id}/notices`
pub async fn told(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ToldDocument>, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let Some(reader) = caller.reader_of_people(&site, &dossier) else {
        return Err(Failure::new(StatusCode::FORBIDDEN, Message::new("identity.no-leg")));
    };
    look::people_of(&site.context, reader, &dossier, ReadingPlace::Api).await?;
    let told = notices::told_of(&site.context, dossier.id).await?;
    Ok(Json(ToldDocument {
        ways: told.ways.iter().map(|it| WayDocument::of(it, &dossier)).collect(),
        notices: told.notices.iter().map(|it| NoticeDocument::of(it, &dossier)).collect(),
        changes: told.changes.into_iter().map(|it| ReachChangeDocument::of(it, &dossier)).collect(),
    }))
}

/// `POST /api/v1/dossiers/{id}/notices/{notice}/resend`
pub async fn resend(
    State(site): State<Site>,
    caller: Caller,
    Path((id, notice)): Path<(String, String)>,
) -> Result<StatusCode, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    at_the_counter(&site, &caller, &dossier)?;
    let notice = notice.parse().map_err(|_| Failure::not_found())?;
    notices::resend(&site.context, &dossier, notice).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// As whom the counter of a dossier does something with its notices.
pub fn at_the_counter(site: &Site, caller: &Caller, dossier: &Dossier) -> Result<Actor, Failure> {
    let receiving = dossier.filing.as_ref().map(|it| it.receiving).ok_or_else(Failure::not_found)?;
    Ok(caller.actor_for(site, Action::Receive, Scope::at(receiving))?)
}

/// An address of mail, written down anew.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MendedAddress {
    /// Whose: `applicant` or `helper`.
    pub who: String,
    /// The address; null: none any more.
    #[serde(default)]
    pub email: Option<String>,
    /// In which language: `vi`, `km` or `en`; as it was when absent.
    #[serde(default)]
    pub language: Option<String>,
}

impl MendedAddress {
    /// As the use case takes it.
    ///
    /// # Errors
    /// Refused at the field that can not be so.
    pub fn read(&self, dossier: &Dossier) -> Result<NewAddress, Failure> {
        let party = party_of(&self.who, dossier)?;
        let filled =
            |it: &Option<String>| it.as_deref().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned);
        Ok(NewAddress {
            party,
            email: filled(&self.email).map(|it| EmailAddress::parse(&it)).transpose()?,
            locale: filled(&self.language).map(|it| language(&it, "language")).transpose()?,
        })
    }
}

/// The way as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub struct MendedDocument {
    /// It; null where there is none.
    pub way: Option<WayDocument>,
}

/// `POST /api/v1/dossiers/{id}/addresses`
pub async fn mend(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: typed, .. }: Checked<MendedAddress>,
) -> Result<Json<MendedDocument>, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = at_the_counter(&site, &caller, &dossier)?;
    let mended = notices::mend(&site.context, actor, &dossier, &typed.read(&dossier)?).await?;
    Ok(Json(MendedDocument { way: mended.map(|it| WayDocument::of(&it, &dossier)) }))
}

/// By which messages somebody's telephone is told.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenTexts {
    /// Whose: `applicant` or `helper`.
    pub who: String,
    /// `sms` or `zalo`.
    pub texts: String,
}

/// The ways as they are now.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaysDocument {
    /// Every way of the dossier.
    pub ways: Vec<WayDocument>,
}

/// `POST /api/v1/dossiers/{id}/texts`
pub async fn set_texts(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: typed, .. }: Checked<WrittenTexts>,
) -> Result<Json<WaysDocument>, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = at_the_counter(&site, &caller, &dossier)?;
    let wanted = (party_of(&typed.who, &dossier)?, texts(&typed.texts, "texts")?);
    let ways = notices::set_texts(&site.context, actor, &dossier, wanted).await?;
    Ok(Json(WaysDocument { ways: ways.iter().map(|it| WayDocument::of(it, &dossier)).collect() }))
}

/// Whom `who` means: `applicant` or `helper`.
///
/// # Errors
/// Refused at `who` when it is neither, or there is none.
pub fn party_of(who: &str, dossier: &Dossier) -> Result<PartyId, Failure> {
    let filing = dossier.filing.as_ref().ok_or_else(Failure::not_found)?;
    let party = match who {
        "applicant" => Some(filing.applicant),
        "helper" => filing.helper,
        _ => None,
    };
    Ok(party.ok_or_else(|| Refusal::new("web.choice-unknown").at("who"))?)
}
