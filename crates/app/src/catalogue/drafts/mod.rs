//! Bản dự thảo: a version of a procedure that is written here, from the one in force to the day it is published.
//!
//! One is open at a time for each procedure. Every step names the version of the draft it was taken on, and writes who
//! took it. What was published is never changed; a mistake is another version.

mod appraise;
mod begin;
mod change;
mod discard;
mod publish;
mod send_back;
mod submit;

pub use appraise::appraise_draft;
pub use begin::begin_draft;
pub use change::{Wanted, change_draft};
pub use discard::discard_draft;
pub use motcua_storage::catalogue_versions::{Mark, WrittenVersion};
pub use publish::{Announcement, publish_draft};
pub use send_back::send_draft_back;
pub use submit::submit_draft;

use crate::{AppError, Context, Province};
use motcua_catalogue::{
    AgencySelector, Gap, Procedure, ProcedureVersion, Stage, check_route, completeness, read_version,
    write_version,
};
use motcua_kernel::{Actor, Date, Refusal};
use motcua_storage::{StoreError, Tx, catalogue_versions};

/// Characters of the longest reason.
const LONGEST_REASON: usize = 500;
/// Versions of a procedure that are listed.
const LISTED: u64 = 30;

/// A version that is written here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// As it is kept.
    pub kept: WrittenVersion,
    /// Where it stands.
    pub stage: Stage,
    /// What it says.
    pub version: ProcedureVersion,
}

/// The draft of a procedure that is being worked on.
///
/// # Errors
/// When the store fails or what is in it can not be read.
pub async fn open_draft(context: &Context, code: &str) -> Result<Option<Draft>, AppError> {
    let kept = catalogue_versions::open_of(&context.store.reader(), code).await?;
    kept.map(Draft::read).transpose()
}

/// Every draft that is being worked on, by the code of its procedure.
///
/// # Errors
/// When the store fails or what is in it can not be read.
pub async fn open_drafts(context: &Context) -> Result<Vec<Draft>, AppError> {
    let kept = catalogue_versions::open(&context.store.reader()).await?;
    kept.into_iter().map(Draft::read).collect()
}

/// What was written here for a procedure, whatever became of it, the newest first.
///
/// # Errors
/// When the store fails or what is in it can not be read.
pub async fn written_here(context: &Context, code: &str) -> Result<Vec<Draft>, AppError> {
    let kept = catalogue_versions::of(&context.store.reader(), code, LISTED).await?;
    kept.into_iter().map(Draft::read).collect()
}

/// What keeps `version` from being announced for `day`, each beside the part it concerns.
///
/// # Errors
/// Refused when no rules are known for that day.
pub fn draft_gaps(
    province: &Province,
    procedure: &Procedure,
    version: &ProcedureVersion,
    day: Date,
) -> Result<Vec<Gap>, Refusal> {
    let pack = province.packs.on(day).ok_or_else(|| Refusal::new("app.no-pack").with("date", day))?;
    let mut gaps = completeness(procedure, version, pack);
    for (at, case) in version.cases.iter().enumerate() {
        let route = format!("cases.{at}.route");
        let leg_of = |gap: &Gap| {
            let no = gap.message.values.iter().find(|(name, _)| name == "leg")?.1.parse::<u16>().ok()?;
            case.route.legs.iter().position(|it| it.no.0 == no)
        };
        gaps.extend(check_route(case).into_iter().map(|gap| match leg_of(&gap) {
            Some(leg) => gap.at(format!("{route}.{leg}")),
            None => gap.at(route.clone()),
        }));
        for (leg_at, leg) in case.route.legs.iter().enumerate() {
            if let AgencySelector::Fixed { code } = &leg.agency
                && province.agencies.by_code(code, day).is_none()
            {
                let gap = Gap::new("catalogue.leg-agency-unknown").with("leg", leg.no).with("code", code);
                gaps.push(gap.at(format!("{route}.{leg_at}.agency.code")));
            }
        }
    }
    Ok(gaps)
}

impl Draft {
    fn read(kept: WrittenVersion) -> Result<Self, AppError> {
        let corrupt =
            |what: String| StoreError::Corrupt { table: "catalogue_version", id: kept.id.to_string(), what };
        let stage = Stage::from_code(&kept.stage).ok_or_else(|| corrupt(kept.stage.clone()))?;
        let version =
            read_version(&kept.code, &kept.body).map_err(|it| corrupt(format!("{:?}", it.message)))?;
        Ok(Self { kept, stage, version })
    }

    /// The draft with another text.
    fn saying(self, version: ProcedureVersion) -> Result<Self, AppError> {
        let body = write_version(&version).map_err(|error| AppError::Unwritable(error.into()))?;
        Ok(Self { kept: WrittenVersion { body, ..self.kept }, version, ..self })
    }

    /// What it lacks if it were announced for `day`.
    fn gaps(&self, context: &Context, day: Date) -> Result<Vec<Gap>, AppError> {
        let procedure = context.province.catalogue.procedure(&self.kept.code).ok_or(AppError::NotFound)?;
        Ok(draft_gaps(&context.province, procedure, &self.version, day)?)
    }
}

/// Takes a step with the open draft of a procedure that was `seen`, as `decide` says.
async fn step(
    context: &Context,
    actor: Actor,
    (code, seen): (&str, u32),
    decide: impl FnOnce(Draft) -> Result<Draft, AppError>,
) -> Result<Draft, AppError> {
    let draft = open_draft(context, code).await?.ok_or(AppError::NotFound)?;
    if draft.kept.version != seen {
        return Err(changed_meanwhile().into());
    }
    let mut next = decide(draft)?;
    next.stage.code().clone_into(&mut next.kept.stage);
    next.kept.version = seen.saturating_add(1);
    next.kept.changed = mark(context, actor);
    match context.store.write(async |tx: &Tx| catalogue_versions::save(tx, &next.kept, seen).await).await {
        Err(StoreError::Stale { .. }) => Err(changed_meanwhile().into()),
        other => {
            other?;
            Ok(next)
        }
    }
}

fn mark(context: &Context, actor: Actor) -> Mark {
    Mark { by: actor.account, at: context.clock.now() }
}

fn changed_meanwhile() -> Refusal {
    Refusal::new("app.draft-changed-meanwhile").at("version")
}

/// A reason that can be kept.
fn readable(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    match reason.chars().count() {
        0 => Err(Refusal::new("app.words-missing").at("reason")),
        1..=LONGEST_REASON if !reason.contains('\0') => Ok(reason.to_owned()),
        _ => Err(Refusal::new("app.words-too-long").with("most", LONGEST_REASON).at("reason")),
    }
}
