//! A correction names another applicant: what is said of them is nobody else's business from then on. Their addresses are
//! written down with the request and count once it is confirmed; whoever was reached before is reached no more, and what
//! still waited for them is told to the right one.

use super::begin::{GivenReach, ask, renew, ways_to};
use crate::{AppError, Context};
use motcua_dossier::{Dossier, Party};
use motcua_kernel::{AccountId, PartyId};
use motcua_notifications::NoticeKind;
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::reach::{self, Reach, ReachState, Way};
use motcua_storage::reach_changes::{self, ReachAct, ReachChange};
use motcua_storage::{Tx, parties};

/// Writes down how those are reached who are to be the applicant, by whom they were named. Nothing is told to them yet.
pub(crate) async fn expect(
    tx: &Tx,
    context: &Context,
    (dossier, account): (&Dossier, AccountId),
    (people, given): (&[Party], &[GivenReach]),
) -> Result<(), AppError> {
    for party in people {
        let said = given.iter().find(|it| it.party == party.id);
        let ways = ways_to(tx, context, dossier, (party, said)).await?;
        reach::insert(tx, &ways).await?;
        if ways.iter().any(|it| it.way == Way::Email) {
            let (dossier, at) = (dossier.id, dossier.last_recorded);
            let (way, act) = (Way::Email, ReachAct::Added);
            let line = ReachChange { dossier, party: party.id, way, act, account, at };
            reach_changes::record(tx, &line).await?;
        }
    }
    Ok(())
}

/// Lets the right applicant take the place of the wrong one, and says what waited for that one and is still to be told.
pub(super) async fn succeed(
    tx: &Tx,
    context: &Context,
    before: &Dossier,
    after: &Dossier,
) -> Result<Vec<(NoticeKind, u32)>, AppError> {
    let applicant = |it: &Dossier| it.filing.as_ref().map(|it| it.applicant);
    let (Some(was), Some(is)) = (applicant(before), applicant(after)) else { return Ok(Vec::new()) };
    if was == is {
        return Ok(Vec::new());
    }
    let held = reach::hold_of_dossier(tx, after.id).await?;
    let (theirs, others): (Vec<Reach>, Vec<Reach>) = held.into_iter().partition(|it| it.party == is);
    let had: Vec<Reach> = others.into_iter().filter(|it| it.party == was).collect();
    let theirs = of_the_right_one(tx, context, (after, is), (theirs, &had)).await?;
    ask(tx, context, after, &theirs).await?;
    if after.filing.as_ref().is_some_and(|it| it.helper == Some(was)) {
        return Ok(Vec::new());
    }
    for mut it in had {
        renew(&mut it, None, after.last_recorded);
        reach::change(tx, &it).await?;
    }
    void(tx, after, was).await
}

/// The ways to the right one. Where one leads to an address as before, what its reader asked for still counts; that they
/// said it was theirs was said of somebody else.
async fn of_the_right_one(
    tx: &Tx,
    context: &Context,
    (dossier, is): (&Dossier, PartyId),
    (mut theirs, had): (Vec<Reach>, &[Reach]),
) -> Result<Vec<Reach>, AppError> {
    if theirs.is_empty() {
        let people = parties::load(tx, &[is]).await?;
        if let Some(party) = people.get(&is).and_then(Option::as_ref) {
            theirs = ways_to(tx, context, dossier, (party, None)).await?;
            reach::insert(tx, &theirs).await?;
        }
    }
    for it in &mut theirs {
        let same = |had: &&Reach| had.way == it.way && had.address.is_some() && had.address == it.address;
        let Some(had) = had.iter().find(same) else { continue };
        it.wants = had.wants;
        had.locale.clone_into(&mut it.locale);
        if had.state == ReachState::Off {
            (it.state, it.why_off) = (had.state, had.why_off);
        }
        reach::change(tx, it).await?;
    }
    Ok(theirs)
}

/// Ends what waits for whoever is the applicant no more, and says what that was.
async fn void(tx: &Tx, dossier: &Dossier, was: PartyId) -> Result<Vec<(NoticeKind, u32)>, AppError> {
    let mut left: Vec<(NoticeKind, u32)> = Vec::new();
    let all = notices::of_dossier(tx, dossier.id).await?;
    for it in all.iter().filter(|it| it.party == was && it.state == NoticeState::Waiting) {
        let void = Notice { state: NoticeState::Void, ended: Some(dossier.last_recorded), ..it.clone() };
        notices::change(tx, &void, NoticeState::Waiting).await?;
        let Ok(kind) = it.kind.parse::<NoticeKind>() else { continue };
        if kind != NoticeKind::VerifyAddress && !left.contains(&(kind, it.seq)) {
            left.push((kind, it.seq));
        }
    }
    Ok(left)
}
