//! Scans that come with the form of the counter, each beside its paper: they are put to the dossier once it is received.
//! One that can not be kept never costs the receipt; it is said there, and can be put again on the page of the dossier.

use super::{HERE, Problem};
use crate::Site;
use crate::api::{may_attach, purpose_of};
use crate::door::{Caller, FilePart, Filled, Part, Sent, StreamedForm};
use crate::failure::Failure;
use motcua_app::AppError;
use motcua_app::files::{self, Kept, NewFile, Room};
use motcua_dossier::Dossier;
use motcua_identity::Action;
use motcua_kernel::Refusal;

/// What the names of their fields begin with; the code of the paper follows.
pub const BESIDE: &str = "scans.";

/// What came in, and how many could not be kept.
#[derive(Default)]
pub struct Scans {
    kept: Vec<Scan>,
    refused: usize,
}

/// A scan that is whole, and the paper it is of.
struct Scan {
    paper: String,
    name: String,
    kept: Kept,
}

/// What browsers may offer beside a paper; nothing where there is no folder for files.
pub fn accepted(site: &Site) -> Option<String> {
    Some(crate::pages::files::accepted(files::folder(&site.context).ok()?.kinds()))
}

impl Scans {
    /// The form, and the scans that came with it.
    pub async fn read(site: &Site, sent: Sent) -> Result<(Filled, Self), Failure> {
        match sent {
            Sent::Whole(form) => Ok((form, Self::default())),
            Sent::Streamed(mut form) => {
                let mut scans = Self::default();
                match scans.take_in(site, &mut form).await {
                    Ok(texts) => Ok((Filled::of(HERE, texts)?, scans)),
                    Err(failure) => {
                        scans.drop_all(site).await?;
                        Err(failure)
                    }
                }
            }
        }
    }

    async fn take_in(
        &mut self,
        site: &Site,
        form: &mut StreamedForm,
    ) -> Result<Vec<(String, String)>, Failure> {
        let mut texts = Vec::new();
        let mut room = files::room_of_new(&site.context);
        while let Some(part) = form.next().await? {
            match part {
                Part::Text { name, words } => texts.push((name, words)),
                Part::File(file) => self.take(site, &mut room, file).await,
                Part::Passed => {}
            }
        }
        Ok(texts)
    }

    async fn take(&mut self, site: &Site, room: &mut Room, mut file: Box<FilePart<'_>>) {
        let Some(paper) = file.field_name.strip_prefix(BESIDE).map(str::to_owned) else { return };
        match whole(site, room, &mut file).await {
            Ok(kept) => self.kept.push(Scan { paper, name: file.name, kept }),
            Err(_) => self.refused += 1,
        }
    }

    /// That files have to be chosen again, which no page can do for whoever sent them.
    pub fn lost(&self) -> Option<Problem> {
        let count = self.kept.len() + self.refused;
        (count > 0).then(|| Refusal::new("web.scans-choose-again").with("count", count).at("papers").into())
    }

    /// Takes them out of the folder again.
    pub async fn drop_all(self, site: &Site) -> Result<(), Failure> {
        for scan in self.kept {
            files::folder(&site.context)?.remove(scan.kept.id).await.map_err(AppError::from)?;
        }
        Ok(())
    }

    /// Puts them to the dossier that was received; how many could not be. A form that was sent twice puts them once.
    pub async fn put(self, site: &Site, caller: &Caller, dossier: &Dossier) -> Result<usize, Failure> {
        let (sent, refused) = (self.kept.len(), self.refused);
        if sent == 0 {
            return Ok(refused);
        }
        if !files::of_dossier(&site.context, dossier).await?.is_empty() {
            self.drop_all(site).await?;
            return Ok(0);
        }
        if !may_attach(site, caller, dossier) {
            self.drop_all(site).await?;
            return Ok(refused + sent);
        }
        let acting = Caller { action: Some(Action::AttachFile), ..caller.clone() };
        let actor = acting.actor_on(site, dossier, None, None)?;
        let mut new = Vec::with_capacity(sent);
        for scan in self.kept {
            new.push(NewFile { kept: scan.kept, name: scan.name, purpose: purpose_of(&scan.paper, "")? });
        }
        match files::add(&site.context, actor, dossier, new).await {
            Ok(_) => Ok(refused),
            Err(AppError::Refused(_)) => Ok(refused + sent),
            Err(error) => Err(error.into()),
        }
    }
}

async fn whole(site: &Site, room: &mut Room, file: &mut FilePart<'_>) -> Result<Kept, Failure> {
    let mut arriving = files::receive(&site.context).await?;
    file.save_into(&mut arriving).await?;
    let kept = arriving.keep().await.map_err(AppError::from)?;
    if let Err(full) = room.take(kept.bytes) {
        files::folder(&site.context)?.remove(kept.id).await.map_err(AppError::from)?;
        return Err(full.into());
    }
    Ok(kept)
}
