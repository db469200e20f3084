//! Yêu cầu chuyển khoản over the API: for staff by dossier, for the public by the token of the slip. Names no person.

use crate::Site;
use crate::api::find;
use crate::door::Caller;
use crate::failure::Failure;
use axum::Json;
use axum::extract::{Path, State};
use motcua_app::look;
use motcua_app::money::{TransferRequested, transfer_request};
use motcua_dossier::Dossier;
use serde::Serialize;
use utoipa::ToSchema;

/// What is owed by transfer now.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransferDocument {
    /// The dossier.
    pub number: String,
    /// The transfer that is asked for; null when nothing is owed to the agency, or it has no account.
    pub request: Option<RequestDocument>,
}

/// A transfer that is asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestDocument {
    /// Number of the bank at NAPAS.
    pub bin: String,
    /// Its name, where that is known.
    pub bank: Option<String>,
    /// Number of the account.
    pub account: String,
    /// Whose account it is.
    pub holder: String,
    /// Whether the account is a sample that no bank has.
    pub sample: bool,
    /// In whole đồng.
    pub amount: i64,
    /// What the transfer must carry.
    pub reference: String,
    /// What the `VietQR` code says.
    pub payload: String,
}

/// For every dossier of a slip.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransferList {
    /// In the order of the slip.
    pub items: Vec<TransferDocument>,
}

/// `GET /api/v1/dossiers/{id}/transfer-request`
pub async fn of_dossier(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<TransferDocument>, Failure> {
    Ok(Json(document(&site, &find(&site, &caller, &id).await?)))
}

/// `GET /api/v1/status/{token}/transfer-requests`
pub async fn of_token(
    State(site): State<Site>,
    Path(token): Path<String>,
) -> Result<Json<TransferList>, Failure> {
    let mut items = Vec::new();
    for view in look::status_by_token(&site.context, &token).await? {
        items.push(document(&site, &look::dossier(&site.context, view.dossier).await?));
    }
    Ok(Json(TransferList { items }))
}

fn document(site: &Site, dossier: &Dossier) -> TransferDocument {
    TransferDocument {
        number: dossier.reception.as_ref().map(|it| it.number.to_string()).unwrap_or_default(),
        request: transfer_request(&site.context.province, dossier).map(request),
    }
}

fn request(it: TransferRequested) -> RequestDocument {
    RequestDocument {
        bin: it.account.at().bin().to_owned(),
        bank: it.bank,
        account: it.account.at().number().to_owned(),
        holder: it.account.holder().to_owned(),
        sample: it.sample,
        amount: it.amount.0,
        reference: it.reference.as_str().to_owned(),
        payload: it.payload,
    }
}
