//! Tiếp nhận hồ sơ liên thông: the procedures of a group received in one visit, with one slip for all of them.

use super::found::{Found, book_on, number};
use super::late::{self, LateSlip};
use super::preview::{Preview, as_if_complete};
use crate::act::follow;
use crate::keep::{LookUp, keep_new};
use crate::notices::GivenReach;
use crate::once::or_first_time;
use crate::{AppError, Context, Once, notices};
use motcua_calendar::Explanation;
use motcua_catalogue::ProcedureGroup;
use motcua_dossier::{By, Dossier, Entry, Filing, Party, replay};
use motcua_intake::{Arrival, ChildFiling, receive_bundle as decide};
use motcua_kernel::{Actor, BundleId, DossierId, Instant, Refusal};
use motcua_storage::{StoreError, Tx, dossiers, parties, serials, status_views};
use uuid::Uuid;

/// One visit for a whole group.
#[derive(Clone, Debug)]
pub struct BundleSubmission {
    /// Code of the group.
    pub group: String,
    /// What was brought for each of its children, in its order.
    pub children: Vec<Filing>,
    /// The people it names, to be kept with it.
    pub parties: Vec<Party>,
    /// How they want to be told.
    pub reach: Vec<GivenReach>,
    /// The key under which it may be sent again.
    pub once: Option<Once>,
    /// The paper slip it was received with, when it is entered late.
    pub late: Option<LateSlip>,
}

/// What the clerk gives the person: one slip that says every date.
#[derive(Clone, Debug)]
pub struct BundleReceipt {
    /// The bundle.
    pub bundle: BundleId,
    /// Its dossiers as received, in the order of the group, each with the reasons of its date.
    pub children: Vec<(Dossier, Explanation)>,
    /// How the person follows them.
    pub look_up: LookUp,
}

/// Receives everything that was brought for a group at the counter of the actor's agency.
///
/// # Errors
/// Refused, naming the child, when one of its filings is not complete or not allowed: nothing is stored then.
pub async fn receive_bundle_at_counter(
    context: &Context,
    actor: Actor,
    submission: BundleSubmission,
) -> Result<BundleReceipt, AppError> {
    let now = context.clock.now();
    let group = group_of(context, &submission.group)?;
    let at_this_counter = |it: &Filing| it.receiving == actor.agency;
    if !submission.children.iter().all(at_this_counter) {
        return Err(Refusal::new("app.other-counter").at("receiving").into());
    }
    let bundle = BundleId(context.ids.next(now)?);
    let look_up = LookUp::new(context)?;
    let mut ids = Vec::with_capacity(submission.children.len());
    for _ in &submission.children {
        ids.push(DossierId(context.ids.next(now)?));
    }
    let late = submission.late.as_ref();
    let arrival = late::arrival(&context.store.reader(), actor, late, now).await?;
    let visit = Visit { context, group, bundle, children: &submission.children, ids: &ids, arrival, now };
    // Decided once with numbers that are not used, before the row that gives numbers is locked.
    visit.decide(1)?;
    let received = context
        .store
        .write(async |tx: &Tx| {
            if let (Some(once), Some(first)) = (submission.once, ids.first()) {
                once.keep(tx, actor.account, *first, 1, now).await?;
            }
            parties::insert(tx, &submission.parties).await?;
            let first = visit.take_serials(tx, actor).await?;
            late::arrival(tx, actor, late, now).await?;
            let mut children = Vec::with_capacity(ids.len());
            for (place, (dossier, entries, explanation)) in (0..).zip(visit.received(actor, first)?) {
                keep_new(tx, &context.province, &dossier, &entries, Some((&look_up, place))).await?;
                let known = (submission.parties.as_slice(), submission.reach.as_slice());
                Box::pin(notices::begin(tx, context, (&dossier, &entries), known)).await?;
                children.push((dossier, explanation));
            }
            if let Some(first) = ids.first() {
                late::claim_slip(tx, actor.agency, late, &visit.arrival, *first).await?;
            }
            Ok(BundleReceipt { bundle, children, look_up: look_up.clone() })
        })
        .await;
    match received {
        Ok(receipt) => Ok(receipt),
        Err(failure) => {
            let first = or_first_time(context, actor.account, submission.once, failure).await?;
            let bundle = first.bundle().map(|it| it.bundle).ok_or(AppError::NotFound)?;
            bundle_receipt(context, bundle).await
        }
    }
}

/// What a visit for `group` would come to if it were received at `at`, each child taken as if every paper were there; nothing
/// is kept.
///
/// # Errors
/// Refused as the reception is, but for papers that are lacking.
pub fn preview_bundle(
    context: &Context,
    group: &ProcedureGroup,
    children: &[Filing],
    at: Instant,
) -> Result<Vec<Preview>, AppError> {
    let complete = children.iter().map(|filing| as_if_complete(context, filing));
    let complete = complete.collect::<Result<Vec<_>, Refusal>>()?;
    let (bundle, nobody) = (BundleId(Uuid::nil()), DossierId(Uuid::nil()));
    let ids = vec![nobody; complete.len()];
    let visit =
        Visit { context, group, bundle, children: &complete, ids: &ids, arrival: Arrival::now(at), now: at };
    visit.decide(1)?.into_iter().map(Preview::of).collect()
}

/// What was given to the person, to be given once more: the dossiers as they were received.
///
/// # Errors
/// Not found when there is no such bundle.
pub async fn bundle_receipt(context: &Context, bundle: BundleId) -> Result<BundleReceipt, AppError> {
    let reader = context.store.reader();
    let mut children = Vec::new();
    for dossier in of_bundle(context, bundle).await? {
        let mut history = dossiers::history(&reader, dossier.id).await?;
        history.truncate(1);
        let first = replay(dossier.id, &history).map_err(|error| {
            let what = error.to_string();
            AppError::Store(StoreError::Corrupt { table: "event", id: dossier.id.to_string(), what })
        })?;
        let explanation = context.province.explain_first_date(&first).ok_or(AppError::NotFound)?;
        children.push((first, explanation));
    }
    let (first, _) = children.first().ok_or(AppError::NotFound)?;
    let view = status_views::by_dossier(&reader, first.id).await?.ok_or(AppError::NotFound)?;
    Ok(BundleReceipt { bundle, children, look_up: LookUp { token: view.token, code: view.code } })
}

/// The dossiers of a bundle in the order of its group; none when there is no such bundle.
///
/// # Errors
/// When the store fails.
pub async fn of_bundle(context: &Context, bundle: BundleId) -> Result<Vec<Dossier>, AppError> {
    let mut children = dossiers::of_bundle(&context.store.reader(), bundle).await?;
    children.sort_by_key(|it| {
        let place = it.bundle()?;
        let group = context.province.group(&place.group)?;
        group.children.iter().position(|child| child.code == place.child)
    });
    Ok(children)
}

/// The group with this code.
///
/// # Errors
/// Refused when the province has none.
pub fn group_of<'a>(context: &'a Context, code: &str) -> Result<&'a ProcedureGroup, Refusal> {
    context.province.group(code).ok_or_else(|| Refusal::new("app.group-unknown").at("group"))
}

/// Everything a reception of a group is decided by.
struct Visit<'a> {
    context: &'a Context,
    group: &'a ProcedureGroup,
    bundle: BundleId,
    children: &'a [Filing],
    ids: &'a [DossierId],
    arrival: Arrival,
    /// When it is recorded.
    now: Instant,
}

impl Visit<'_> {
    /// The first of as many numbers as there are children, all of one counter and book.
    async fn take_serials(&self, tx: &Tx, actor: Actor) -> Result<u32, AppError> {
        let book = book_on(self.context, self.arrival.at.date())?;
        let mut last = 0;
        for _ in self.ids {
            last = serials::next(tx, actor.agency, &book).await?;
        }
        let others = u32::try_from(self.ids.len()).unwrap_or(1).saturating_sub(1);
        Ok(last.saturating_sub(others))
    }

    fn received(
        &self,
        actor: Actor,
        first: u32,
    ) -> Result<Vec<(Dossier, Vec<Entry>, Explanation)>, AppError> {
        let decided = self.decide(first)?;
        let followed = self.ids.iter().zip(decided).map(|(id, it)| {
            let (dossier, entries) = follow(*id, None, By::Officer(actor), it.events, self.now)?;
            Ok((dossier, entries, it.explanation))
        });
        followed.collect()
    }

    /// With the numbers from `first` on.
    fn decide(&self, first: u32) -> Result<Vec<motcua_intake::Received>, Refusal> {
        let looked_up = self.group.children.iter().zip(self.children).map(|(child, filing)| {
            Found::for_filing(self.context, filing, self.arrival.at)
                .map_err(|refusal| refusal.within(&format!("children.{}", child.code)))
        });
        let found = looked_up.collect::<Result<Vec<_>, Refusal>>()?;
        let mut children = Vec::with_capacity(found.len());
        for (((serial, id), filing), found) in (first..).zip(self.ids).zip(self.children).zip(&found) {
            children.push(ChildFiling {
                id: *id,
                facts: found.facts(),
                filing: filing.clone(),
                number: number(self.context, filing, serial, self.arrival.at)?,
            });
        }
        decide(self.group, self.bundle, children, &self.arrival)
    }
}
