//! Tra cứu: what the public sees of a dossier. One select, of a view that was written with the state.

use crate::{AppError, Context};
use motcua_dossier::{DossierNumber, PublicDegree, PublicStatus, slip_code};
use motcua_kernel::DossierId;
use motcua_storage::StoreError;
use motcua_storage::status_views::{self, StatusView};

/// What a number shows: more with the code of the slip.
#[derive(Clone, Debug)]
pub enum StatusByNumber {
    /// The number alone: how far it is.
    Degree(PublicDegree),
    /// With the code: everything the public sees, and the token of its page.
    Full {
        /// The token of the page.
        token: String,
        /// What is shown.
        status: Box<PublicStatus>,
    },
}

/// The views behind the token of the slip, as JSON: one, or as many as the bundle has dossiers.
///
/// # Errors
/// Not found when no slip has this token.
pub async fn status_by_token(context: &Context, token: &str) -> Result<Vec<StatusView>, AppError> {
    let token = token.to_ascii_uppercase();
    if !token.chars().all(|it| it.is_ascii_alphanumeric()) {
        return Err(AppError::NotFound);
    }
    let views = status_views::by_token(&context.store.reader(), &token).await?;
    if views.is_empty() { Err(AppError::NotFound) } else { Ok(views) }
}

/// The view of a number, in the depth that the code opens.
///
/// # Errors
/// Not found when there is no such number, or the code is not that of its slip: the two look the same.
pub async fn status_by_number(
    context: &Context,
    number: &DossierNumber,
    code: Option<&str>,
) -> Result<StatusByNumber, AppError> {
    let found = status_views::by_number(&context.store.reader(), number).await?.ok_or(AppError::NotFound)?;
    let status = parsed(&found)?;
    let Some(code) = code else { return Ok(StatusByNumber::Degree(status.by_number_alone())) };
    if slip_code(code) != found.code {
        return Err(AppError::NotFound);
    }
    Ok(StatusByNumber::Full { token: found.token, status: Box::new(status) })
}

/// The dossiers whose slip has this code: as a rule one, all of a bundle, and whatever else chance gave the same.
///
/// # Errors
/// When the store fails.
pub async fn dossiers_by_code(context: &Context, code: &str) -> Result<Vec<DossierId>, AppError> {
    let views = status_views::by_code(&context.store.reader(), &slip_code(code)).await?;
    Ok(views.into_iter().map(|it| it.dossier).collect())
}

/// Whether `code` is that of the slip of `dossier`.
///
/// # Errors
/// When the store fails.
pub async fn is_code_of(context: &Context, dossier: DossierId, code: &str) -> Result<bool, AppError> {
    let view = status_views::by_dossier(&context.store.reader(), dossier).await?;
    Ok(view.is_some_and(|it| it.code == slip_code(code)))
}

/// The view as a value.
///
/// # Errors
/// When the stored view can not be read.
pub fn parsed(view: &StatusView) -> Result<PublicStatus, AppError> {
    serde_json::from_str(&view.view).map_err(|error| {
        AppError::Store(StoreError::Corrupt {
            table: "status_view",
            id: view.dossier.to_string(),
            what: error.to_string(),
        })
    })
}
