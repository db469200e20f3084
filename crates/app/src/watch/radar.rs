//! Cảnh báo: which dossiers of one's agencies are late, or will be unless somebody acts; and the reminder that costs one key.

use super::alert_of;
use super::alerts::AlertKind;
use super::colleagues::Colleague;
use super::whom::among;
use crate::apologies::{Draft, waiting};
use crate::look::agencies_of;
use crate::{AppError, Context};
use motcua_dossier::{DeskClock, Dossier, LegStatus};
use motcua_identity::Account;
use motcua_kernel::{AccountId, Actor, AgencyId, DossierId, Instant, LegNo, Refusal};
use motcua_routing::{Held, Outlook, Term, TermKind, is_in_hand, may_draft_apology, outlook};
use motcua_storage::desk::{self, DeskQuery, Whose};
use motcua_storage::{Tx, accounts, alerts, dossiers};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a desk looked at, the most urgent first.
const LOOKED_AT: u64 = 500;

/// A dossier in danger.
#[derive(Clone, Debug)]
pub struct Endangered {
    /// Which.
    pub dossier: Dossier,
    /// What is to be expected of it.
    pub outlook: Outlook,
    /// On whose desk of the reader it lies.
    pub desk: AgencyId,
    /// The leg that has to be hurried, and who has it in hand.
    pub leg: Option<(LegNo, Option<AccountId>)>,
    /// A new return date to offer: the closing of the day on which it is expected.
    pub new_date: Instant,
    /// Why no new date can be given any more, where none can.
    pub no_new_date: Option<Refusal>,
    /// The apology, as the house would write it or as it waits to be signed; none while it lies in no hands.
    pub draft: Option<Draft>,
}

impl Endangered {
    /// To whom its leg could be given instead, the best to ask first; nobody while it is in no hands that can give it.
    pub fn others<'a>(
        &self,
        colleagues: &'a BTreeMap<AgencyId, Vec<Colleague>>,
    ) -> impl Iterator<Item = &'a Colleague> + use<'a> {
        let leg = self.leg.and_then(|(no, _)| self.dossier.leg(no));
        let given = leg.filter(|it| matches!(it.status, LegStatus::Active { .. }));
        let (at, worker) = (given.map(|it| it.plan.desk()), self.leg.and_then(|(_, worker)| worker));
        let there = at.and_then(|at| colleagues.get(&at)).into_iter().flatten();
        there.filter(move |it| Some(it.account) != worker)
    }
}

/// What a leader has to act on.
#[derive(Clone, Debug, Default)]
pub struct Radar {
    /// An apology waits for the signature of the leader, the nearest first.
    pub to_sign: Vec<Endangered>,
    /// The lawful date has passed, the latest first.
    pub late: Vec<Endangered>,
    /// It will pass unless somebody acts, the nearest first.
    pub endangered: Vec<Endangered>,
    /// The date is today and can still be kept.
    pub today: Vec<Endangered>,
    /// Whether a desk has more than was looked at.
    pub more: bool,
}

impl Radar {
    /// Everything on it, what waits for a signature first.
    pub fn all(&self) -> impl Iterator<Item = &Endangered> + Clone {
        self.to_sign.iter().chain(&self.endangered).chain(&self.today).chain(&self.late)
    }
}

/// What lies on the desks of this person's agencies and is in danger at `now`.
///
/// # Errors
/// When the store fails.
pub async fn radar(context: &Context, account: &Account, now: Instant) -> Result<Radar, AppError> {
    let agencies = agencies_of(account, now.date());
    let mut radar = Radar { to_sign: to_sign(context, &agencies, now).await?, ..Radar::default() };
    let mut seen: BTreeSet<DossierId> = radar.to_sign.iter().map(|it| it.dossier.id).collect();
    for agency in agencies {
        let whose = Whose::Everybody;
        let query = DeskQuery { agency, whose, versions: None, task: None, priority: false, text: None };
        let lines = desk::page(&context.store.reader(), &query, None, None, LOOKED_AT).await?;
        radar.more |= u64::try_from(lines.len()).unwrap_or(u64::MAX) == LOOKED_AT;
        for line in lines.into_iter().filter(|it| it.row.clock == DeskClock::Running) {
            if !seen.insert(line.dossier.id) {
                continue;
            }
            let calendars = &context.province.calendars;
            let Ok(pack) = context.province.pack_of(&line.dossier) else { continue };
            let Some(mut it) = outlook(&line.dossier, calendars, pack, now) else { continue };
            // What the reader can do something about is what lies on this desk.
            if let Some(leg) = line.dossier.leg(LegNo(line.row.slot)) {
                let behind = calendars.of(agency).measure(leg.plan.planned_end, now);
                it.held = Some(Held { leg: leg.plan.no, desk: agency, behind });
            }
            let found = endangered(context, line.dossier, it, agency, now);
            if now > it.lawful {
                radar.late.push(found);
            } else if it.late_by > 0 {
                radar.endangered.push(found);
            } else if it.lawful.date() == now.date() {
                radar.today.push(found);
            }
        }
    }
    radar.late.sort_by_key(|it| (it.outlook.lawful, it.dossier.id));
    radar.endangered.sort_by_key(|it| (it.outlook.lawful, it.dossier.id));
    radar.today.sort_by_key(|it| (it.outlook.lawful, it.dossier.id));
    Ok(radar)
}

/// What waits for a signature at these desks.
async fn to_sign(context: &Context, desks: &[AgencyId], now: Instant) -> Result<Vec<Endangered>, AppError> {
    let mut found = Vec::new();
    for (dossier, kept) in waiting(context, desks, now).await? {
        let calendars = &context.province.calendars;
        let Ok(pack) = context.province.pack_of(&dossier) else { continue };
        let Some(mut it) = outlook(&dossier, calendars, pack, now) else { continue };
        let planned = dossier.leg(kept.leg).map_or(it.lawful, |leg| leg.plan.planned_end);
        let behind = calendars.of(kept.desk).measure(planned, now);
        it.held = Some(Held { leg: kept.leg, desk: kept.desk, behind });
        let mut one = endangered(context, dossier, it, kept.desk, now);
        one.draft = one.draft.map(|draft| draft.waiting(&kept));
        found.push(one);
    }
    found.sort_by_key(|it| (it.outlook.lawful, it.dossier.id));
    Ok(found)
}

fn endangered(
    context: &Context,
    dossier: Dossier,
    outlook: Outlook,
    desk: AgencyId,
    now: Instant,
) -> Endangered {
    let leg = outlook.held.and_then(|it| dossier.leg(it.leg)).map(|leg| (leg.plan.no, leg.status.assignee()));
    let receiving = dossier.receiving().unwrap_or(desk);
    let new_date = context.province.calendars.of(receiving).end_of_promise(outlook.expected.date());
    let no_new_date = no_new_date(context, &dossier, outlook, now);
    let to = Some(new_date).filter(|_| no_new_date.is_none());
    let draft = leg.map(|(no, _)| Draft::of_the_house(context, &dossier, (no, to), outlook));
    Endangered { dossier, outlook, desk, leg, new_date, no_new_date, draft }
}

/// What the rule of a reappointment says to it now; nothing where it may be given.
fn no_new_date(context: &Context, dossier: &Dossier, outlook: Outlook, now: Instant) -> Option<Refusal> {
    let held = outlook.held?;
    let receiving = dossier.receiving()?;
    let calendar = context.province.calendars.of(receiving);
    let request = motcua_routing::Reappointment {
        leg: held.leg,
        to: calendar.end_of_promise(outlook.expected.date()),
        apology: motcua_kernel::TextId(dossier.id.0),
    };
    // Asked as whoever has the leg: who asks is a matter of the permission, and not of the law.
    let actor =
        Actor { account: AccountId(dossier.id.0), agency: held.desk, role: motcua_kernel::Role::Leader };
    let pack = context.province.pack_of(dossier).ok()?;
    motcua_routing::reappoint(dossier, actor, request, pack, calendar, now).err()
}

/// Asks whoever has the leg in hand to look at it; where nobody has, everybody who may take it. Says how many were asked.
///
/// # Errors
/// Refused when the dossier does not run, when the leg lies on no desk of the actor's agency, when nobody is there to be
/// asked, and when all of them were asked already and have not looked yet.
pub async fn remind(context: &Context, actor: Actor, id: DossierId, leg: LegNo) -> Result<usize, AppError> {
    let reader = context.store.reader();
    let dossier = dossiers::load(&reader, id).await?;
    let now = context.clock.now().max(dossier.last_recorded);
    let found = dossier.leg(leg).filter(|it| it.plan.desk() == actor.agency && is_in_hand(it));
    let found = found.ok_or_else(|| Refusal::new("app.remind-no-leg"))?;
    may_draft_apology(&dossier, actor, leg, now)?;
    let staff = accounts::at_agency(&reader, actor.agency).await?;
    let from = found.plan.planned_end;
    let term = Term { kind: TermKind::Leg, leg: Some(leg), level: 0, from, until: None };
    let mut there = among(&dossier, &term, &staff, actor.agency, now.date());
    there.retain(|it| *it != actor.account);
    if there.is_empty() {
        return Err(Refusal::new("app.remind-nobody").into());
    }
    context
        .store
        .write(async |tx: &Tx| {
            let asked = alerts::open_with(tx, id, leg, AlertKind::Reminder.key()).await?;
            let mut rows = Vec::new();
            for account in there.iter().filter(|it| !asked.contains(it)) {
                rows.push(alerts::Alert {
                    dossier: Some(id),
                    leg: Some(leg),
                    raised_by: Some(actor.account),
                    ..alert_of(context, *account, AlertKind::Reminder)?
                });
            }
            if rows.is_empty() {
                return Err(AppError::from(Refusal::new("app.reminded-already")));
            }
            alerts::raise(tx, &rows).await?;
            Ok(rows.len())
        })
        .await
}
