//! What follows from a change for those who are to be told of it: one notice a way, or a call where no way is left.

use super::calls::{is_over, settle_calls};
use super::channel_of;
use super::succeed::succeed;
use super::telephone::stands_by;
use crate::duties::Duty;
use crate::{AppError, Context};
use motcua_dossier::{Dossier, Entry, apply};
use motcua_kernel::{AgencyId, DossierId, Instant, PartyId};
use motcua_notifications::{Channel, NoticeKind, Weight, told};
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::reach::{self, Reach, ReachState, Wants, Way, WhyOff};
use motcua_storage::{StoreError, Tx, jobs};

/// Writes the notices of `entries`, which made `after` of `before`, and the jobs that send them.
pub(crate) async fn follow(
    tx: &Tx,
    context: &Context,
    before: Option<&Dossier>,
    after: &Dossier,
    entries: &[Entry],
) -> Result<(), AppError> {
    let mut news = match before {
        Some(before) => succeed(tx, context, before, after).await?,
        None => Vec::new(),
    };
    if !any_is_on(context) {
        return Ok(());
    }
    news.extend(news_of(before, after, entries)?);
    settle_calls(tx, context, after.id, &news).await?;
    tell_all(tx, context, after, &news).await
}

/// Tells each who is part of the dossier as it stands: on every way that works and wants it; by telephone where none does.
pub(super) async fn tell_all(
    tx: &Tx,
    context: &Context,
    dossier: &Dossier,
    news: &[(NoticeKind, u32)],
) -> Result<(), AppError> {
    let Some(filing) = dossier.filing.as_ref().filter(|_| !news.is_empty()) else { return Ok(()) };
    let ways = reach::of_dossier(tx, dossier.id).await?;
    let mut writing = Writing::new(context, dossier, context.clock.now());
    for (kind, seq) in news.iter().copied() {
        for party in std::iter::once(filing.applicant).chain(filing.helper) {
            let theirs: Vec<&Reach> = ways.iter().filter(|it| it.party == party).collect();
            let mut reached = false;
            for it in theirs.iter().filter(|it| works(context, it)) {
                reached = true;
                if is_wanted(it.wants, kind) && !stands_by(context, it, theirs.iter().copied()) {
                    writing.write(kind, seq, it)?;
                }
            }
            // A helper owes us no address.
            let calls = party == filing.applicant && is_called_for(kind) && !is_over(news, (kind, seq));
            if !reached && calls && !wants_nothing(&theirs) {
                writing.call(kind, seq, party)?;
            }
        }
    }
    writing.keep(tx, context).await
}

/// Whether anything leaves this house at all; where nothing does nobody is told, and nobody called.
pub(super) fn any_is_on(context: &Context) -> bool {
    Channel::ALL.into_iter().any(|it| context.tells_on(it))
}

/// What is told, with the entry of each.
pub(super) fn news_of(
    before: Option<&Dossier>,
    after: &Dossier,
    entries: &[Entry],
) -> Result<Vec<(NoticeKind, u32)>, AppError> {
    let mut news = Vec::new();
    let mut state = before.cloned();
    for entry in entries {
        let next = apply(after.id, state.clone(), entry).map_err(|error| broken(after.id, &error))?;
        news.extend(told(state.as_ref(), &next, entry).map(|kind| (kind, entry.seq)));
        state = Some(next);
    }
    Ok(news)
}

pub(super) fn broken(id: DossierId, error: &dyn std::error::Error) -> AppError {
    AppError::Store(StoreError::Corrupt { table: "event", id: id.to_string(), what: error.to_string() })
}

/// Whether something sent there now may arrive.
pub(super) fn works(context: &Context, it: &Reach) -> bool {
    let is_on = channel_of(it.way).is_some_and(|channel| context.tells_on(channel));
    is_on && it.state != ReachState::Off && it.address.is_some() && it.wants != Wants::Nothing
}

/// Whether they asked to be left alone: then nobody calls either.
pub(super) fn wants_nothing(ways: &[&Reach]) -> bool {
    ways.iter().any(|it| it.wants == Wants::Nothing || it.why_off == Some(WhyOff::Asked))
}

pub(super) fn is_wanted(wants: Wants, kind: NoticeKind) -> bool {
    match wants {
        Wants::All => true,
        Wants::Important => kind.weight() == Weight::Important,
        Wants::Nothing => false,
    }
}

/// Whether somebody calls where no message arrives: for what matters, unless they were at the counter when it happened.
pub(super) const fn is_called_for(kind: NoticeKind) -> bool {
    let at_the_counter = matches!(
        kind,
        NoticeKind::Received
            | NoticeKind::NotReceived
            | NoticeKind::GuidanceGiven
            | NoticeKind::PaymentConfirmed
            | NoticeKind::RefundPaid
            | NoticeKind::ReturnedByPost
            | NoticeKind::Withdrawn
            | NoticeKind::VerifyAddress
    );
    matches!(kind.weight(), Weight::Important) && !at_the_counter
}

/// Notices of one dossier on their way into the store.
pub(super) struct Writing<'a> {
    context: &'a Context,
    dossier: DossierId,
    agency: Option<AgencyId>,
    now: Instant,
    notices: Vec<Notice>,
}

impl<'a> Writing<'a> {
    pub(super) fn new(context: &'a Context, dossier: &Dossier, now: Instant) -> Self {
        let agency = dossier.filing.as_ref().map(|it| it.receiving);
        Self { context, dossier: dossier.id, agency, now, notices: Vec::new() }
    }

    /// A notice to an address: by mail at once, else when nothing is quiet.
    pub(super) fn write(&mut self, kind: NoticeKind, seq: u32, to: &Reach) -> Result<(), AppError> {
        let is_loud = channel_of(to.way).is_some_and(Channel::is_loud);
        let due = if is_loud { self.context.notices().quiet_hours.next(self.now) } else { self.now };
        self.push(kind, seq, (to.party, Some(to), to.way), due)
    }

    /// Somebody has to be called.
    pub(super) fn call(&mut self, kind: NoticeKind, seq: u32, party: PartyId) -> Result<(), AppError> {
        self.push(kind, seq, (party, None, Way::Call), self.now)
    }

    fn push(
        &mut self,
        kind: NoticeKind,
        seq: u32,
        (party, reach, way): (PartyId, Option<&Reach>, Way),
        due: Instant,
    ) -> Result<(), AppError> {
        let Some(agency) = self.agency else { return Ok(()) };
        let is_past = self.context.notices().past.is_some();
        let ended = is_past.then_some(due);
        self.notices.push(Notice {
            id: self.context.ids.next(self.now)?,
            dossier: self.dossier,
            seq,
            kind: kind.code().to_owned(),
            party,
            reach: reach.map(|it| it.id),
            way,
            agency,
            state: if is_past { NoticeState::Accepted } else { NoticeState::Waiting },
            created: self.now,
            due,
            sent: ended,
            ended,
            attempts: u32::from(is_past),
            their_id: None,
            error: None,
            went_with: None,
            settled_by: None,
            first_tried: None,
            asked_again: None,
        });
        Ok(())
    }

    /// Keeps them, and the work that sends them.
    pub(super) async fn keep(self, tx: &Tx, context: &Context) -> Result<(), AppError> {
        let written = notices::insert(tx, &self.notices).await?;
        let sent =
            self.notices.iter().filter(|it| it.state == NoticeState::Waiting && written.contains(&it.id));
        let jobs = sent.filter_map(|it| Some(Duty::Notice(channel_of(it.way)?, it.id).job(context, it.due)));
        let jobs = jobs.collect::<Result<Vec<_>, _>>()?;
        jobs::enqueue(tx, &jobs).await?;
        Ok(())
    }
}
