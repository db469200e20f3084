//! Hồ sơ liên thông over the API: the groups that can be received together, their reception, and what became of them.

use super::docs::Docs;
use super::documents::DossierDocument;
use super::dossiers::bundle_created;
use super::filed::{Filed, FiledPerson, Paper, counter, read_person};
use super::late::FiledLate;
use super::reach::given;
use super::routes::route;
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use motcua_app::Once;
use motcua_app::intake::{BundleReceipt, BundleSubmission, group_of, of_bundle, receive_bundle_at_counter};
use motcua_catalogue::{Channel, GroupChild, ProcedureGroup};
use motcua_dossier::{Filing, InsteadOfSigning, PriorityGround};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyId, BundleId, PartyId, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of groups of procedures.
pub const ROUTES: &[Route] = &[
    route(
        ("receive_bundle_at_counter", "POST", "/api/v1/bundles"),
        Needs::Permission(Action::Receive),
        || post(receive),
        Docs::new("Receive the procedures of a group in one visit, each a dossier of its own")
            .takes::<FiledBundle>()
            .gives::<ReceivedBundle>(201)
            .once(),
    ),
    route(
        ("show_bundle", "GET", "/api/v1/bundles/{id}"),
        Needs::Permission(Action::ViewDossierList),
        || get(show),
        Docs::new("The dossiers that were received in one visit").gives::<BundleDocument>(200),
    ),
    route(
        ("list_procedure_groups", "GET", "/api/v1/procedure-groups"),
        Needs::Nothing,
        || get(groups),
        Docs::new("Groups of procedures that can be received together").gives::<GroupList>(200),
    ),
];

/// The groups in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupList {
    /// By code.
    pub items: Vec<GroupDocument>,
}

/// Nhóm thủ tục hành chính liên thông.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupDocument {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Lĩnh vực.
    pub field: String,
    /// Its procedures, in the order in which they can begin.
    pub children: Vec<GroupChildDocument>,
}

/// A procedure of a group.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupChildDocument {
    /// Its code inside the group.
    pub code: String,
    /// National code of the procedure.
    pub procedure: String,
    /// Name of its version in force.
    pub name: String,
    /// Code of the case.
    pub case: String,
    /// The child whose result it waits for; it begins at receipt when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Papers of the case that are not handed in with it: they come with another child, or are the result it waits for.
    pub elsewhere: Vec<String>,
}

/// A visit for a whole group. The moment of receipt is the server's: no date is taken.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiledBundle {
    /// Code of the group (`lt-khai-sinh`).
    pub group: String,
    /// `counter` or `postal`.
    #[serde(default = "counter")]
    #[schema(value_type = String, default = "counter")]
    pub channel: Channel,
    /// Code of the agency whose counter receives.
    pub receiving: String,
    /// Chủ hồ sơ.
    pub applicant: FiledPerson,
    /// Người nộp thay.
    #[serde(default)]
    pub helper: Option<FiledPerson>,
    /// What was brought for each child, by its code; one that needs nothing may be left out.
    #[serde(default)]
    pub children: BTreeMap<String, FiledChild>,
    /// Code of the agency where the papers were handed in, when that is another one.
    #[serde(default)]
    pub handed_in_at: Option<String>,
    /// Why whoever came is served first: `merit`, `elderly`, `disabled`, `pregnant` or `poor`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub priority: Option<PriorityGround>,
    /// How an applicant confirms who can not sign: `fingerprint` or `witness`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub instead_of_signing: Option<InsteadOfSigning>,
    /// The paper slip it was received with, when it is entered late.
    #[serde(default)]
    pub late: Option<FiledLate>,
}

/// What was brought for one procedure of a group.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiledChild {
    /// Answers to the questions that choose optional legs.
    #[serde(default)]
    pub answers: BTreeMap<String, bool>,
    /// Papers handed in.
    #[serde(default)]
    pub components: Vec<Paper>,
    /// Units counted for prices per unit, by code of the fee rule.
    #[serde(default)]
    pub quantities: BTreeMap<String, u32>,
}

/// A bundle as it was received, and what the person is given.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceivedBundle {
    /// Its id.
    pub id: Uuid,
    /// Code of the group.
    pub group: String,
    /// Its dossiers, in the order of the group.
    pub dossiers: Vec<ReceivedChild>,
    /// Token of the status page of all of them.
    pub token: String,
    /// The code to type beside any of the numbers.
    pub look_up_code: String,
    /// Address of the status page.
    pub status_url: String,
}

/// One dossier of a bundle, as received.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceivedChild {
    /// Its code inside the group.
    pub child: String,
    /// The dossier.
    pub dossier: DossierDocument,
    /// Why its date is what it is, in one sentence.
    pub explanation: String,
}

/// A bundle as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct BundleDocument {
    /// Its id.
    pub id: Uuid,
    /// Its dossiers, in the order of the group; those this account may know of.
    pub dossiers: Vec<DossierDocument>,
}

/// `GET /api/v1/procedure-groups`
async fn groups(State(site): State<Site>) -> Json<GroupList> {
    let today = site.context.clock.now().date();
    let groups = site.context.province.groups.iter().filter(|it| it.in_force_on(today));
    let mut items: Vec<GroupDocument> = groups.map(|it| group(&site, it)).collect();
    items.sort_by(|one, other| one.code.cmp(&other.code));
    Json(GroupList { items })
}

fn group(site: &Site, group: &ProcedureGroup) -> GroupDocument {
    let (catalogue, today) = (&site.context.province.catalogue, site.context.clock.now().date());
    let children = group.children.iter().map(|child| GroupChildDocument {
        code: child.code.clone(),
        procedure: child.procedure.clone(),
        name: catalogue.version_on(&child.procedure, today).map(|it| it.name.clone()).unwrap_or_default(),
        case: child.case.clone(),
        after: child.after.clone(),
        elsewhere: group.elsewhere(child).into_iter().collect(),
    });
    GroupDocument {
        code: group.code.clone(),
        name: group.name.clone(),
        field: group.field.clone(),
        children: children.collect(),
    }
}

/// `POST /api/v1/bundles`
async fn receive(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: filed, once }: Checked<FiledBundle>,
) -> Result<Response, Failure> {
    let actor = caller.actor(&site, Scope::at(filed.receiving(&site)?))?;
    let submission = filed.submission(&site, once)?;
    let receipt = receive_bundle_at_counter(&site.context, actor, submission).await?;
    Ok(bundle_created(receipt.bundle, &received(&site, receipt)))
}

/// `GET /api/v1/bundles/{id}`
async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<BundleDocument>, Failure> {
    let bundle = BundleId(id.parse().map_err(|_| Failure::not_found())?);
    let mut dossiers = of_bundle(&site.context, bundle).await?;
    dossiers.retain(|it| caller.knows(&site, it));
    if dossiers.is_empty() {
        return Err(Failure::not_found());
    }
    let dossiers = dossiers.iter().map(|it| DossierDocument::of(&site, it)).collect();
    Ok(Json(BundleDocument { id: bundle.0, dossiers }))
}

fn received(site: &Site, receipt: BundleReceipt) -> ReceivedBundle {
    let mut group = String::new();
    let mut dossiers = Vec::with_capacity(receipt.children.len());
    for (dossier, explanation) in &receipt.children {
        let Some(place) = dossier.bundle() else { continue };
        group.clone_from(&place.group);
        dossiers.push(ReceivedChild {
            child: place.child.clone(),
            dossier: DossierDocument::of(site, dossier),
            explanation: explanation.sentence(),
        });
    }
    ReceivedBundle {
        id: receipt.bundle.0,
        group,
        dossiers,
        status_url: format!("{}/tra-cuu/{}", site.settings.public_url, receipt.look_up.token),
        token: receipt.look_up.token,
        look_up_code: receipt.look_up.code,
    }
}

impl FiledBundle {
    /// The agency whose counter receives.
    ///
    /// # Errors
    /// When there is none with this code today.
    pub fn receiving(&self, site: &Site) -> Result<AgencyId, Refusal> {
        super::named::agency(&site.context, &self.receiving, "receiving")
    }

    /// The visit as the use case takes it.
    ///
    /// # Errors
    /// When a code is unknown, a person's data can not be read, or a child is none of the group.
    pub fn submission(self, site: &Site, once: Option<Once>) -> Result<BundleSubmission, Failure> {
        let context = &site.context;
        let applicant = read_person(context, &self.applicant, "applicant")?;
        let helper = self.helper.as_ref().map(|it| read_person(context, it, "helper")).transpose()?;
        let reach = given(context, (&self.applicant, &applicant), (self.helper.as_ref(), helper.as_ref()))?;
        let children = self.filings(site, applicant.id, helper.as_ref().map(|it| it.id))?;
        let parties = [Some(applicant), helper].into_iter().flatten().collect();
        let late = self.late.as_ref().map(|it| it.read(context, self.receiving(site)?)).transpose()?;
        Ok(BundleSubmission { group: self.group, children, parties, reach, once, late })
    }

    /// What was brought for each child, in the order of the group, by whoever stands behind these ids.
    ///
    /// # Errors
    /// When a code is unknown, or a child is none of the group.
    pub fn filings(
        &self,
        site: &Site,
        applicant: PartyId,
        helper: Option<PartyId>,
    ) -> Result<Vec<Filing>, Failure> {
        super::named::short(&self.group, || "group".to_owned())?;
        let group = group_of(&site.context, &self.group)?;
        if let Some(stranger) = self.children.keys().find(|code| group.child(code).is_none()) {
            let stranger = crate::words::shortened(stranger);
            return Err(Refusal::new("web.child-unknown").with("code", stranger).at("children").into());
        }
        let filing = |child: &GroupChild| {
            let brought = self.children.get(&child.code).cloned().unwrap_or_default();
            let filed = self.of_child(child.procedure.clone(), child.case.clone(), brought);
            let filing = filed.filing(site, applicant, helper);
            filing.map_err(|failure| failure.within(&format!("children.{}", child.code)))
        };
        group.children.iter().map(filing).collect()
    }

    fn of_child(&self, procedure: String, case: String, brought: FiledChild) -> Filed {
        Filed {
            procedure,
            case,
            channel: self.channel,
            receiving: self.receiving.clone(),
            competent: None,
            applicant: self.applicant.clone(),
            helper: self.helper.clone(),
            answers: brought.answers,
            components: brought.components,
            quantities: brought.quantities,
            handed_in_at: self.handed_in_at.clone(),
            priority: self.priority,
            instead_of_signing: self.instead_of_signing,
            late: self.late.clone(),
        }
    }
}
