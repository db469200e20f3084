//! Whose a dossier is, for a reader who may know.

use crate::Site;
use motcua_app::AppError;
use motcua_app::look::{self, ReadingPlace};
use motcua_dossier::{Dossier, Party};
use motcua_kernel::{Actor, PartyId};

/// A person of the filing.
pub struct Person {
    /// Applicant or helper.
    pub label: &'static str,
    /// Name; none when erased.
    pub name: Option<String>,
    /// What else is known.
    pub more: Vec<(&'static str, String)>,
}

/// The people of `dossier`, as shown to `reader`.
pub async fn people(site: &Site, reader: Actor, dossier: &Dossier) -> Result<Vec<Person>, AppError> {
    let Some(filing) = &dossier.filing else { return Ok(Vec::new()) };
    let mut asked = vec![("label.applicant", filing.applicant)];
    asked.extend(filing.helper.map(|it| ("label.helper", it)));
    let found = look::people_of(&site.context, reader, dossier, ReadingPlace::DossierPage).await?;
    let person = |(label, id): &(&'static str, PartyId)| {
        let party = found.get(id).and_then(Option::as_ref);
        Person {
            label,
            name: party.map(|it| it.name.as_str().to_owned()),
            more: party.map(about).unwrap_or_default(),
        }
    };
    Ok(asked.iter().map(person).collect())
}

fn about(party: &Party) -> Vec<(&'static str, String)> {
    let national_id = party.national_id.as_ref().map(|it| ("label.national-id", it.as_str().to_owned()));
    let phone = party.phone.as_ref().map(|it| ("label.phone", it.as_str().to_owned()));
    let address = party.address.as_ref().map(|it| ("label.address", it.clone()));
    national_id.into_iter().chain(phone).chain(address).collect()
}
