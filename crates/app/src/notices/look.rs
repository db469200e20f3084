//! The record of what was told, as the staff of a dossier and its people see it: addresses masked.

use super::telephone::shown_ways;
use super::{ReachState, Wants, Way, WhyOff, channel_of};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{DossierId, Instant, PartyId};
use motcua_notifications::{Address, NoticeKind};
use motcua_storage::notices::{self, NoticeState};
use motcua_storage::reach::{self, Reach};
use motcua_storage::reach_changes::{self, ReachAct};
use motcua_storage::{accounts, dossiers};
use uuid::Uuid;

/// One way to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownReach {
    /// Its id.
    pub id: Uuid,
    /// Who.
    pub party: PartyId,
    /// The way.
    pub way: Way,
    /// Where, masked; none once the person is erased.
    pub masked: Option<String>,
    /// In which language.
    pub locale: String,
    /// What they hear of.
    pub wants: Wants,
    /// What is known of the address.
    pub state: ReachState,
    /// Why it is off.
    pub why_off: Option<WhyOff>,
    /// Whether it only takes what another way to the same telephone could not bring.
    pub stands_by: bool,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownNotice {
    /// Its id.
    pub id: Uuid,
    /// The entry it tells of.
    pub seq: u32,
    /// What is told.
    pub kind: NoticeKind,
    /// Who.
    pub party: PartyId,
    /// On which way.
    pub way: Way,
    /// Where, masked.
    pub masked: Option<String>,
    /// What became of it.
    pub state: NoticeState,
    /// When it was written down.
    pub created: Instant,
    /// When it is tried, while it waits.
    pub due: Instant,
    /// When the server took it.
    pub sent: Option<Instant>,
    /// When it arrived or ended.
    pub ended: Option<Instant>,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong last, in the words of the other side.
    pub error: Option<String>,
    /// The notice with which it went in one message.
    pub went_with: Option<Uuid>,
}

/// That somebody of the staff changed an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownChange {
    /// Whose.
    pub party: PartyId,
    /// On which way.
    pub way: Way,
    /// What was done.
    pub act: ReachAct,
    /// By whom, as they are called.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// How the people of a dossier are reached and what they were told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The ways.
    pub ways: Vec<ShownReach>,
    /// The notices, in the order of the history.
    pub notices: Vec<ShownNotice>,
    /// What the staff changed in the ways, oldest first.
    pub changes: Vec<ShownChange>,
}

/// What is recorded of a dossier.
///
/// # Errors
/// When the store fails.
pub async fn told_of(context: &Context, dossier: DossierId) -> Result<Told, AppError> {
    let reader = context.store.reader();
    let ways = reach::of_dossier(&reader, dossier).await?;
    let loaded = dossiers::load(&reader, dossier).await?;
    let rows = notices::of_dossier(&reader, dossier).await?;
    let theirs = of_its_people(&loaded, ways.clone());
    let address = |id: Option<Uuid>| ways.iter().find(|it| Some(it.id) == id).and_then(masked);
    let shown = rows.iter().filter_map(|it| {
        Some(ShownNotice {
            id: it.id,
            seq: it.seq,
            kind: it.kind.parse().ok()?,
            party: it.party,
            way: it.way,
            masked: address(it.reach),
            state: it.state,
            created: it.created,
            due: it.due,
            sent: it.sent,
            ended: it.ended,
            attempts: it.attempts,
            error: it.error.clone(),
            went_with: it.went_with,
        })
    });
    let changes = changes(context, dossier).await?;
    Ok(Told { notices: shown.collect(), ways: shown_ways(context, &theirs), changes })
}

/// The ways to the people of a dossier as it stands: not to whoever was named by mistake or is yet to be confirmed.
pub(crate) fn of_its_people(dossier: &Dossier, ways: Vec<Reach>) -> Vec<Reach> {
    let Some(filing) = &dossier.filing else { return ways };
    let is_of_it = |it: &Reach| it.party == filing.applicant || filing.helper == Some(it.party);
    ways.into_iter().filter(is_of_it).collect()
}

async fn changes(context: &Context, dossier: DossierId) -> Result<Vec<ShownChange>, AppError> {
    let reader = context.store.reader();
    let rows = reach_changes::of_dossier(&reader, dossier).await?;
    let accounts: Vec<_> = rows.iter().map(|it| it.account).collect();
    let names = accounts::names(&reader, &accounts).await?;
    let shown = rows.into_iter().map(|it| ShownChange {
        party: it.party,
        way: it.way,
        act: it.act,
        by: names.get(&it.account).cloned().unwrap_or_default(),
        at: it.at,
    });
    Ok(shown.collect())
}

/// A way without its address.
pub(super) fn shown_reach(it: &Reach) -> ShownReach {
    ShownReach {
        id: it.id,
        party: it.party,
        way: it.way,
        masked: masked(it),
        locale: it.locale.clone(),
        wants: it.wants,
        state: it.state,
        why_off: it.why_off,
        stands_by: false,
    }
}

/// An address for eyes that need not know it: `n***@gmail.com`.
pub fn masked(it: &Reach) -> Option<String> {
    let address = Address::parse(channel_of(it.way)?, it.address.as_deref()?).ok()?;
    Some(address.masked())
}

/// What somebody chose with an earlier dossier, at an address of mail they have verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEmail {
    /// The address.
    pub address: String,
    /// What they want to hear of.
    pub wants: Wants,
    /// In which language.
    pub locale: String,
}

/// What whoever has this number chose and verified last.
///
/// # Errors
/// When the store fails.
pub async fn known_email(
    context: &Context,
    person: &motcua_dossier::NationalId,
) -> Result<Option<KnownEmail>, AppError> {
    let found = reach::verified_of(&context.store.reader(), person, Way::Email).await?;
    Ok(found.and_then(|it| Some(KnownEmail { address: it.address?, wants: it.wants, locale: it.locale })))
}
