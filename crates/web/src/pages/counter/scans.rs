//! Scans that come with the form of the counter, each beside its paper: they are put to the dossier once it is received.
//! One that can not be kept never costs the receipt; of which paper it was, and why it was not kept, is said there, and it
//! can be put again on the page of the dossier.

use super::{HERE, Problem};
use crate::Site;
use crate::api::{may_attach, purpose_of};
use crate::door::{Caller, FilePart, Filled, Part, Sent, StreamedForm};
use crate::failure::Failure;
use motcua_app::AppError;
use motcua_app::files::{self, FileKind, FileStore, Kept, NewFile, Room};
use motcua_dossier::Dossier;
use motcua_identity::Action;
use motcua_kernel::{Message, Refusal};

/// What the names of their fields begin with; the code of the paper follows.
pub const BESIDE: &str = "scans.";

/// What came in, and what could not be kept.
#[derive(Default)]
pub struct Scans {
    kept: Vec<Scan>,
    refused: Vec<RefusedScan>,
}

/// A scan that could not be kept: of which paper, and why. The address of the receipt carries it; it never carries the
/// name of the file, in which a person may be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedScan {
    /// The code of the paper.
    pub paper: String,
    /// Why.
    pub reason: ScanRefusal,
}

/// Why a scan could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanRefusal {
    /// It is too large.
    TooLarge,
    /// It is of no kind that may come in.
    Kind,
    /// It carries a program.
    Macros,
    /// There is nothing in it.
    Empty,
    /// It would harm whoever opens it.
    Infected,
    /// Nobody could look whether it would.
    Unchecked,
    /// The dossier holds no more.
    NoRoom,
    /// The folder, the line or the permission failed it.
    NotKept,
}

impl ScanRefusal {
    const ALL: [Self; 8] = [
        Self::TooLarge,
        Self::Kind,
        Self::Macros,
        Self::Empty,
        Self::Infected,
        Self::Unchecked,
        Self::NoRoom,
        Self::NotKept,
    ];

    /// As an address calls it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Kind => "kind",
            Self::Macros => "macros",
            Self::Empty => "empty",
            Self::Infected => "infected",
            Self::Unchecked => "unchecked",
            Self::NoRoom => "no-room",
            Self::NotKept => "not-kept",
        }
    }

    fn of(failure: &Failure) -> Self {
        match failure.message.code.0.as_ref() {
            "files.too-large" => Self::TooLarge,
            "files.kind" => Self::Kind,
            "files.macros" => Self::Macros,
            "files.empty" => Self::Empty,
            "files.infected" => Self::Infected,
            "files.scan-unavailable" => Self::Unchecked,
            "app.files-too-many" | "app.files-too-heavy" => Self::NoRoom,
            _ => Self::NotKept,
        }
    }

    /// In words; the store says what may come in, and of what length.
    pub fn message(self, store: Option<&FileStore>) -> Message {
        match self {
            Self::TooLarge => files::too_large(store.map_or(0, FileStore::most_bytes)).message,
            Self::Kind => {
                let kinds = store.map_or(&[] as &[FileKind], FileStore::kinds);
                Message::new("files.kind").with("kinds", FileKind::listed(kinds))
            }
            Self::Macros => Message::new("files.macros"),
            Self::Empty => Message::new("files.empty"),
            Self::Infected => Message::new("web.scan-infected"),
            Self::Unchecked => Message::new("files.scan-unavailable"),
            Self::NoRoom => Message::new("web.scan-no-room"),
            Self::NotKept => Message::new("web.scan-not-kept"),
        }
    }
}

impl RefusedScan {
    /// As an address carries it.
    pub fn written(&self) -> String {
        format!("{}:{}", self.paper, self.reason.code())
    }

    /// As it was written; none of what no form of ours leads to.
    pub fn parse(text: &str) -> Option<Self> {
        let (paper, code) = text.rsplit_once(':')?;
        let reason = ScanRefusal::ALL.into_iter().find(|it| it.code() == code)?;
        Some(Self { paper: paper.to_owned(), reason })
    }
}

/// A scan that is whole, and the paper it is of.
struct Scan {
    paper: String,
    name: String,
    kept: Kept,
}

/// What may be put beside a paper.
pub struct Accepted {
    /// The endings that browsers offer.
    pub endings: String,
    /// The length of the largest file.
    pub most_bytes: u64,
    /// The same in megabytes.
    pub most: u64,
}

/// What may be put beside a paper; nothing where there is no folder for files.
pub fn accepted(site: &Site) -> Option<Accepted> {
    let folder = files::folder(&site.context).ok()?;
    let most_bytes = folder.most_bytes();
    let endings = crate::pages::files::accepted(folder.kinds());
    Some(Accepted { endings, most_bytes, most: most_bytes / 1_000_000 })
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
            Err(failure) => self.refused.push(RefusedScan { paper, reason: ScanRefusal::of(&failure) }),
        }
    }

    /// That files have to be chosen again, which no page can do for whoever sent them.
    pub fn lost(&self) -> Option<Problem> {
        let count = self.kept.len() + self.refused.len();
        (count > 0).then(|| Refusal::new("web.scans-choose-again").with("count", count).at("papers").into())
    }

    /// Takes them out of the folder again.
    pub async fn drop_all(self, site: &Site) -> Result<(), Failure> {
        for scan in self.kept {
            files::folder(&site.context)?.remove(scan.kept.id).await.map_err(AppError::from)?;
        }
        Ok(())
    }

    /// Puts them to the dossier that was received; those that could not be. A form that was sent twice puts them once.
    pub async fn put(
        self,
        site: &Site,
        caller: &Caller,
        dossier: &Dossier,
    ) -> Result<Vec<RefusedScan>, Failure> {
        if self.kept.is_empty() {
            return Ok(self.refused);
        }
        if !files::of_dossier(&site.context, dossier).await?.is_empty() {
            self.drop_all(site).await?;
            return Ok(Vec::new());
        }
        let all_refused = self.all_refused();
        if !may_attach(site, caller, dossier) {
            self.drop_all(site).await?;
            return Ok(all_refused);
        }
        let acting = Caller { action: Some(Action::AttachFile), ..caller.clone() };
        let actor = acting.actor_on(site, dossier, None, None)?;
        let refused = self.refused;
        let mut new = Vec::with_capacity(self.kept.len());
        for scan in self.kept {
            new.push(NewFile { kept: scan.kept, name: scan.name, purpose: purpose_of(&scan.paper, "")? });
        }
        match files::add(&site.context, actor, dossier, new).await {
            Ok(_) => Ok(refused),
            Err(AppError::Refused(_)) => Ok(all_refused),
            Err(error) => Err(error.into()),
        }
    }

    fn all_refused(&self) -> Vec<RefusedScan> {
        let not_kept = |it: &Scan| RefusedScan { paper: it.paper.clone(), reason: ScanRefusal::NotKept };
        self.refused.iter().cloned().chain(self.kept.iter().map(not_kept)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_scan_was_refused_is_read_as_it_was_written() {
        for reason in ScanRefusal::ALL {
            let scan = RefusedScan { paper: "to-khai".to_owned(), reason };
            assert_eq!(RefusedScan::parse(&scan.written()), Some(scan));
        }
        for text in ["", "to-khai", "to-khai:other", "1"] {
            assert_eq!(RefusedScan::parse(text), None, "{text}");
        }
    }
}
