//! Which dossier a text means, and whether it came from a telephone of that dossier.

use crate::AppError;
use crate::notices::of_its_people;
use motcua_dossier::{Dossier, Phone};
use motcua_kernel::DossierId;
use motcua_notifications::inquiry::{Asked, Reading};
use motcua_storage::reach::{self, Way};
use motcua_storage::status_views::{self, StatusView};
use motcua_storage::{Handle, StoreError, dossiers, parties};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A dossier, asked for by a telephone of it.
    Theirs {
        dossier: DossierId,
        /// Whether all of its slip are meant.
        whole_slip: bool,
        /// The language they are told in.
        locale: Option<String>,
    },
    /// A dossier, asked for by whoever has its slip.
    Slip { dossier: DossierId, whole_slip: bool },
    /// None that may be told of.
    Nothing,
}

/// What the text means, the first reading that is something.
pub(super) async fn find(handle: &impl Handle, asked: &Asked, phone: &Phone) -> Result<Found, AppError> {
    for reading in &asked.readings {
        let found = match reading {
            Reading { number: Some(number), code } => match status_views::by_number(handle, number).await? {
                Some(view) => by_number(handle, view, code.as_deref(), phone).await?,
                None => Found::Nothing,
            },
            Reading { number: None, code: Some(code) } => by_code(handle, code, phone).await?,
            Reading { number: None, code: None } => Found::Nothing,
        };
        if found != Found::Nothing {
            return Ok(found);
        }
    }
    Ok(Found::Nothing)
}

async fn by_number(
    handle: &impl Handle,
    view: StatusView,
    code: Option<&str>,
    phone: &Phone,
) -> Result<Found, AppError> {
    if let Some(OfDossier { locale }) = is_of(handle, view.dossier, phone).await? {
        return Ok(Found::Theirs { dossier: view.dossier, whole_slip: false, locale });
    }
    if code == Some(view.code.as_str()) {
        return Ok(Found::Slip { dossier: view.dossier, whole_slip: false });
    }
    Ok(Found::Nothing)
}

/// By the code alone all dossiers of its slip are meant; where chance gave two slips the same, that of the telephone.
async fn by_code(handle: &impl Handle, code: &str, phone: &Phone) -> Result<Found, AppError> {
    let views = status_views::by_code(handle, code).await?;
    for view in &views {
        if let Some(OfDossier { locale }) = is_of(handle, view.dossier, phone).await? {
            return Ok(Found::Theirs { dossier: view.dossier, whole_slip: true, locale });
        }
    }
    let Some(first) = views.first() else { return Ok(Found::Nothing) };
    let is_one_slip = views.iter().all(|it| it.token == first.token);
    Ok(if is_one_slip { Found::Slip { dossier: first.dossier, whole_slip: true } } else { Found::Nothing })
}

/// A person of a dossier has the telephone.
pub(super) struct OfDossier {
    /// The language they are told in, where that is known.
    pub locale: Option<String>,
}

/// Whether the telephone is one of the dossier: where it is told, or of the applicant or helper.
pub(super) async fn is_of(
    handle: &impl Handle,
    id: DossierId,
    phone: &Phone,
) -> Result<Option<OfDossier>, AppError> {
    let dossier: Dossier = match dossiers::load(handle, id).await {
        Ok(dossier) => dossier,
        Err(StoreError::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let is_it = |address: &str| Phone::parse(address).is_ok_and(|it| it == *phone);
    let ways = of_its_people(&dossier, reach::of_dossier(handle, id).await?);
    let by_phone = ways.iter().filter(|it| matches!(it.way, Way::Sms | Way::Zalo));
    if let Some(way) = by_phone.clone().find(|it| it.address.as_deref().is_some_and(is_it)) {
        return Ok(Some(OfDossier { locale: Some(way.locale.clone()) }));
    }
    let Some(filing) = &dossier.filing else { return Ok(None) };
    let people: Vec<_> = std::iter::once(filing.applicant).chain(filing.helper).collect();
    let people = parties::load(handle, &people).await?;
    let is_theirs = people.values().flatten().any(|it| it.phone.as_ref() == Some(phone));
    Ok(is_theirs.then_some(OfDossier { locale: None }))
}
