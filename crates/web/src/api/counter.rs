//! What a counter asks before it receives, for a program that stands at one: what a scanner typed, what a filing would come
//! to, and what is known of whoever files it.

use super::docs::Docs;
use super::dossiers::{PersonDocument, person};
use super::filed::Filed;
use super::named::agency;
use super::routes::route;
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::post;
use crate::routes::{Needs, Route};
use crate::words::{key_of, moment};
use axum::Json;
use axum::extract::State;
use motcua_app::intake::{self, Known, earlier_dossiers, lacking, still_open};
use motcua_app::look::{self, ReadingPlace};
use motcua_app::notices::known_email;
use motcua_dossier::{IdCard, Scan};
use motcua_identity::{Action, Scope};
use motcua_kernel::{Date, PartyId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of the counter.
pub const ROUTES: &[Route] = &[
    route(
        ("read_scan", "POST", "/api/v1/scans"),
        Needs::Permission(Action::Receive),
        || post(scan),
        Docs::new("Read what a scanner typed: the QR of an ID card, or a slip")
            .takes::<Scanned>()
            .gives::<ScanDocument>(200),
    ),
    route(
        ("preview_reception", "POST", "/api/v1/reception-previews"),
        Needs::Permission(Action::Receive),
        || post(preview),
        Docs::new("What a filing would come to if it were received now; nothing is kept")
            .takes::<Filed>()
            .gives::<PreviewDocument>(200),
    ),
    route(
        ("find_known_applicant", "POST", "/api/v1/known-applicants"),
        Needs::Permission(Action::Receive),
        || post(known),
        Docs::new("What a counter knows of whoever files, by a number they give; that it was read is kept")
            .takes::<WhoFiles>()
            .gives::<KnownDocument>(200),
    ),
];

/// What a scanner typed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Scanned {
    /// The text, as it came.
    pub text: String,
}

/// What it was.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct ScanDocument {
    /// `card`, `number` or `token`.
    pub kind: &'static str,
    /// The card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<CardDocument>,
    /// Mã số hồ sơ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The token of a status page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// An ID card, field by field as it was read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CardDocument {
    /// Số định danh cá nhân.
    pub national_id: String,
    /// Số chứng minh nhân dân cũ.
    pub former_id: String,
    /// Họ và tên.
    pub name: String,
    /// Ngày sinh.
    #[schema(value_type = Option<String>, format = Date)]
    pub born: Option<Date>,
    /// Giới tính, in the words of the card.
    pub sex: String,
    /// Nơi thường trú.
    pub address: String,
    /// Ngày cấp.
    #[schema(value_type = Option<String>, format = Date)]
    pub issued: Option<Date>,
    /// Fields that look damaged, as by an input method: `national-id`, `name`, `born`, `address`, `issued`.
    pub doubts: Vec<&'static str>,
}

impl From<IdCard> for CardDocument {
    fn from(card: IdCard) -> Self {
        Self {
            doubts: card.doubts.iter().map(|it| it.code()).collect(),
            national_id: card.national_id,
            former_id: card.former_id,
            name: card.name,
            born: card.born,
            sex: card.sex,
            address: card.address,
            issued: card.issued,
        }
    }
}

/// `POST /api/v1/scans`
async fn scan(
    Checked { value: Scanned { text }, .. }: Checked<Scanned>,
) -> Result<Json<ScanDocument>, Failure> {
    let read = match Scan::read(&text).map_err(|refusal| refusal.at("text"))? {
        Scan::Card(card) => {
            ScanDocument { kind: "card", card: Some((*card).into()), ..ScanDocument::default() }
        }
        Scan::Number(number) => {
            ScanDocument { kind: "number", number: Some(number.to_string()), ..ScanDocument::default() }
        }
        Scan::Token(token) => ScanDocument { kind: "token", token: Some(token), ..ScanDocument::default() },
    };
    Ok(Json(read))
}

/// What a filing would come to.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewDocument {
    /// The date the slip would say.
    pub due: String,
    /// Why, in one sentence.
    pub explanation: String,
    /// The legs that would be needed.
    pub legs: Vec<PreviewLeg>,
    /// What would be owed.
    pub charges: Vec<PreviewCharge>,
    /// What of it would be taken at once, in đồng.
    pub at_reception: i64,
    /// Codes of the papers that are lacking.
    pub lacking: Vec<String>,
}

/// A leg of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewLeg {
    /// What is done.
    pub name: String,
    /// Code of the agency that owes it.
    pub agency: String,
    /// When it should be finished.
    pub planned_end: String,
}

/// An amount of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewCharge {
    /// Code of its rule.
    pub code: String,
    /// What for.
    pub name: String,
    /// In đồng; null while it has to be assessed.
    pub amount: Option<i64>,
    /// When.
    pub due: String,
}

/// `POST /api/v1/reception-previews`
async fn preview(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: filed, .. }: Checked<Filed>,
) -> Result<Json<PreviewDocument>, Failure> {
    caller.actor(&site, Scope::at(filed.receiving(&site)?))?;
    let at = filed.arrival(&site.context)?;
    let filing = filed.filing(&site, PartyId(Uuid::nil()), None)?;
    let preview = intake::preview(&site.context, &filing, at)?;
    let version = site.context.province.version(filing.version)?;
    let lacking = version.case(&filing.case).map(|case| lacking(case, &filing)).unwrap_or_default();
    let tree = &site.context.province.agencies;
    let legs = preview.legs.iter().map(|it| PreviewLeg {
        name: it.name.clone(),
        agency: tree.get(it.agency).map(|it| it.code.clone()).unwrap_or_default(),
        planned_end: moment(it.planned_end),
    });
    let charges = preview.charges.iter().map(|it| PreviewCharge {
        code: it.code.clone(),
        name: it.name.clone(),
        amount: it.amount.map(|it| it.0),
        due: key_of(&it.due, ""),
    });
    Ok(Json(PreviewDocument {
        due: moment(preview.due),
        explanation: preview.explanation.sentence(),
        legs: legs.collect(),
        charges: charges.collect(),
        at_reception: preview.at_reception.0,
        lacking: lacking.into_iter().map(|it| it.code).collect(),
    }))
}

/// Whoever files, by a number they give.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhoFiles {
    /// Code of the agency whose counter asks.
    pub receiving: String,
    /// Số định danh cá nhân.
    #[serde(default)]
    pub national_id: Option<String>,
    /// Phone number; looked at only when there is no number of an ID card.
    #[serde(default)]
    pub phone: Option<String>,
    /// Code of the procedure that is asked for.
    #[serde(default)]
    pub procedure: Option<String>,
}

/// What is known of them at this counter.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownDocument {
    /// Who they were the last time; null when nobody is known.
    pub person: Option<PersonDocument>,
    /// The address of mail they have verified; null when there is none.
    pub email: Option<String>,
    /// Their dossiers here, the newest first, at most five.
    pub dossiers: Vec<EarlierDocument>,
    /// Id of the one for the same procedure that was received within 30 days and is still open: to be told before money is
    /// taken.
    pub still_open: Option<String>,
}

/// An earlier dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct EarlierDocument {
    /// Its id.
    pub id: String,
    /// Mã số hồ sơ; null for a visit without one.
    pub number: Option<String>,
    /// Its state.
    pub status: &'static str,
}

/// `POST /api/v1/known-applicants`
async fn known(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: who, .. }: Checked<WhoFiles>,
) -> Result<Json<KnownDocument>, Failure> {
    let context = &site.context;
    let receiving = agency(context, &who.receiving, "receiving")?;
    caller.actor(&site, Scope::at(receiving))?;
    let known =
        Known::by(who.national_id.as_deref().unwrap_or_default(), who.phone.as_deref().unwrap_or_default());
    let (mut seen, mut named, mut id) = (Vec::new(), None, None);
    for dossier in earlier_dossiers(context, &known, &[receiving]).await? {
        let Some(reader) = caller.reader_of_people(&site, &dossier) else { continue };
        let people = look::people_of(context, reader, &dossier, ReadingPlace::Api).await?;
        let applicant = dossier.filing.as_ref().and_then(|it| people.get(&it.applicant)?.clone());
        id = id.or_else(|| applicant.and_then(|it| it.national_id));
        named = named.or_else(|| person(&people, dossier.filing.as_ref()?.applicant));
        seen.push(dossier);
    }
    let procedure = who.procedure.as_deref().and_then(|it| context.province.catalogue.procedure(it));
    let open = procedure.and_then(|it| still_open(context, &seen, it.id, caller.now));
    let email = match &id {
        Some(id) => known_email(context, id).await?.map(|it| it.address),
        None => None,
    };
    Ok(Json(KnownDocument {
        person: named,
        email,
        still_open: open.map(|it| it.id.to_string()),
        dossiers: seen
            .iter()
            .map(|it| EarlierDocument {
                id: it.id.to_string(),
                number: it.reception.as_ref().map(|it| it.number.to_string()),
                status: it.status.code(),
            })
            .collect(),
    }))
}
