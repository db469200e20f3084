//! One event of one dossier as other systems read it.

use super::EventKind;
use super::content_of::content_of;
use motcua_dossier::{By, Dossier, Entry, Status, places_that_follow};
use motcua_kernel::{AgencyId, AgencyTree, Instant, LegNo};
use serde::Serialize;
use serde_json::Value;

/// The version of [`Content`]. It grows when a field is renamed or goes; one more field changes nothing for whoever reads.
pub const SCHEMA_VERSION: u32 = 1;
const SPEC_VERSION: &str = "1.0";
const CONTENT_TYPE: &str = "application/json";
const PREFIX: &str = "vn.motcua.dossier.";
const PING: &str = "vn.motcua.ping";

/// A `CloudEvent` in the structured JSON form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CloudEvent {
    /// Always `1.0`.
    pub specversion: &'static str,
    /// Dossier and place in its history, `{uuid}:{seq}`: the same however often it is told.
    pub id: String,
    /// The house: its public address.
    pub source: String,
    /// `vn.motcua.dossier.` and the name of an [`EventKind`], or `vn.motcua.ping`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The number of the dossier; absent on a visit without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When it was recorded (RFC 3339).
    pub time: String,
    /// Always `application/json`.
    pub datacontenttype: &'static str,
    /// Where the schema of `data` is, with its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dataschema: Option<String>,
    /// What happened.
    pub data: Value,
}

/// The house that tells.
#[derive(Clone, Copy, Debug)]
pub struct House<'a> {
    /// Its public address, without a slash at the end.
    pub address: &'a str,
    /// Its agencies.
    pub agencies: &'a AgencyTree,
}

impl House<'_> {
    /// The code of an agency; that of one that is not known is empty.
    pub fn code(&self, agency: AgencyId) -> String {
        self.agencies.get(agency).map_or_else(String::new, |it| it.code.clone())
    }
}

/// A procedure as it may be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProcedureNamed {
    /// National code.
    pub code: String,
    /// Name in the pinned version; absent when the procedure is sensitive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Where a dossier stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusNamed {
    /// Our code, as `in-process`.
    pub status: &'static str,
    /// The national code; null where there is none.
    pub national_code: Option<u8>,
}

impl From<&Status> for StatusNamed {
    fn from(status: &Status) -> Self {
        Self { status: status.code(), national_code: status.national_code() }
    }
}

/// A leg of the route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its number.
    pub no: LegNo,
    /// Code of the agency that owes it.
    pub agency: String,
}

/// The `data` of an event of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Content {
    /// The version of this form.
    pub version: u32,
    /// Id of the dossier.
    pub dossier: String,
    /// Its number; null on a visit without one.
    pub number: Option<String>,
    /// The place of the event in the history of the dossier, from 1 and without a gap. Some kinds may not be told, so that
    /// a reader sees gaps where it did not subscribe.
    pub seq: u32,
    /// When it was recorded.
    pub recorded: String,
    /// When it happened; earlier only for what came from paper.
    pub occurred: String,
    /// `officer`, `party` or `rule`: no person.
    pub by: &'static str,
    /// Code of the agency for which an officer acted.
    pub acting: Option<String>,
    /// What is applied for.
    pub procedure: ProcedureNamed,
    /// Code of the agency that received it.
    pub receiving: String,
    /// Code of the agency that must solve it.
    pub competent: String,
    /// Where it stood; null for the first event.
    pub before: Option<StatusNamed>,
    /// Where it stands now.
    pub after: StatusNamed,
    /// The lawful date as of now; null before reception.
    pub lawful: Option<String>,
    /// The date that the citizen goes by: the lawful one, or a later one that was set anew; null before reception.
    pub promised: Option<String>,
    /// The leg that the event is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leg: Option<Part>,
    /// What else the kind of event says.
    pub detail: Value,
}

/// What other systems are told of `entry`, which led from `before` to `after`; none for a case of an event log of another
/// system, which nothing here happened to.
pub fn told(
    house: House<'_>,
    procedure: ProcedureNamed,
    (before, after): (Option<&Dossier>, &Dossier),
    entry: &Entry,
) -> Option<(EventKind, CloudEvent)> {
    let filing = after.filing.as_ref()?;
    let of = content_of(house, after, &entry.event)?;
    let part = |no: LegNo| Part {
        no,
        agency: after.leg(no).map_or_else(String::new, |leg| house.code(leg.plan.agency)),
    };
    let (by, acting) = match entry.by {
        By::Officer(actor) => ("officer", Some(house.code(actor.agency))),
        By::Party { .. } => ("party", None),
        By::Rule => ("rule", None),
    };
    let dates = after.reception.as_ref().map(|it| &it.dates);
    let number = after.reception.as_ref().map(|it| it.number.to_string());
    let content = Content {
        version: SCHEMA_VERSION,
        dossier: after.id.to_string(),
        number: number.clone(),
        seq: entry.seq,
        recorded: entry.recorded.to_string(),
        occurred: entry.occurred.to_string(),
        by,
        acting,
        procedure,
        receiving: house.code(filing.receiving),
        competent: house.code(filing.competent),
        before: before.map(|it| StatusNamed::from(&it.status)),
        after: StatusNamed::from(&after.status),
        lawful: dates.map(|it| it.lawful.to_string()),
        promised: dates.map(|it| it.in_force().to_string()),
        leg: of.leg.map(part),
        detail: of.detail,
    };
    let event = CloudEvent {
        specversion: SPEC_VERSION,
        id: format!("{}:{}", after.id, entry.seq),
        source: house.address.to_owned(),
        kind: format!("{PREFIX}{}", of.kind),
        subject: number,
        time: entry.recorded.to_string(),
        datacontenttype: CONTENT_TYPE,
        dataschema: Some(format!("{}/api/v1/schemas/dossier-event/{SCHEMA_VERSION}", house.address)),
        data: serde_json::to_value(content).ok()?,
    };
    Some((of.kind, event))
}

/// The agencies that may be told of `entry`: those with a part in the dossier before or after it, so that whoever loses its
/// part is told that.
fn parts(before: Option<&Dossier>, after: &Dossier) -> impl Iterator<Item = AgencyId> {
    let before = before.map(places_that_follow).unwrap_or_default();
    places_that_follow(after).into_iter().chain(before)
}

impl House<'_> {
    /// Whether `agency`, or one below it, has a part in the dossier: then it is told of the step from `before` to `after`.
    pub fn has_part(&self, agency: AgencyId, before: Option<&Dossier>, after: &Dossier) -> bool {
        parts(before, after).any(|it| self.agencies.is_within(it, agency))
    }
}

/// What is sent to try a subscription: it says nothing of any dossier.
pub fn ping(house: &str, id: &str, now: Instant) -> CloudEvent {
    CloudEvent {
        specversion: SPEC_VERSION,
        id: format!("ping:{id}"),
        source: house.to_owned(),
        kind: PING.to_owned(),
        subject: None,
        time: now.to_string(),
        datacontenttype: CONTENT_TYPE,
        dataschema: None,
        data: serde_json::json!({ "version": SCHEMA_VERSION }),
    }
}
