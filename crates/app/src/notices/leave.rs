//! What whoever reads at an address says of it themselves: that it is theirs, that they want to hear less. Nobody logs in;
//! the link of the message or the token of the slip says who it is.

use super::links::{LinkPurpose, read};
use super::look::{ShownReach, of_its_people, shown_reach};
use super::mend::ask_anew;
use super::outcome::turn_off;
use super::telephone::shown_ways;
use super::{ReachState, Wants, Way, WhyOff};
use crate::{AppError, Context, look};
use motcua_kernel::{DossierId, Instant, PartyId, Refusal};
use motcua_storage::reach::{self, Reach};
use motcua_storage::{Tx, dossiers, parties};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What somebody chooses to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Everything.
    All,
    /// Only what asks something of them, or says a date, money or an end.
    Important,
    /// Nothing.
    Nothing,
}

impl Choice {
    /// Each, the most first.
    pub const ALL: [Self; 3] = [Self::All, Self::Important, Self::Nothing];

    /// As forms and programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Important => "important",
            Self::Nothing => "nothing",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

impl From<Choice> for Wants {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::All => Self::All,
            Choice::Important => Self::Important,
            Choice::Nothing => Self::Nothing,
        }
    }
}

/// What a link opens.
#[derive(Clone, Debug)]
pub struct Link {
    /// The way it is about.
    pub reach: ShownReach,
}

/// Looks at a link; nothing changes by that, as machines open links too.
///
/// # Errors
/// Not found when it is none, or its address is not kept any more.
pub async fn open_link(context: &Context, token: &str, purpose: LinkPurpose) -> Result<Link, AppError> {
    Ok(Link { reach: shown_reach(&read(context, token, purpose).await?) })
}

/// The address is theirs: with every dossier of that person that has it, whenever they brought it.
///
/// # Errors
/// Not found when the link is none.
pub async fn verify(context: &Context, token: &str) -> Result<ShownReach, AppError> {
    let named = read(context, token, LinkPurpose::Verify).await?;
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let all = held_at(tx, &named).await?;
            let persons = persons(tx, &all).await?;
            for it in all.iter().filter(|it| it.state == ReachState::Given) {
                if persons.get(&it.party) == persons.get(&named.party) {
                    let known = Reach { state: ReachState::Verified, since: now, ..it.clone() };
                    reach::change(tx, &known).await?;
                }
            }
            shown_now(tx, named.id).await
        })
        .await
}

/// They want to hear less: at that address, of whatever dossier, whoever brought it. One reads there, and says so.
///
/// # Errors
/// Not found when the link is none.
pub async fn leave(context: &Context, token: &str, choice: Choice) -> Result<ShownReach, AppError> {
    let named = read(context, token, LinkPurpose::Leave).await?;
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let all = held_at(tx, &named).await?;
            set(tx, context, (&all, &named), choice, now).await?;
            shown_now(tx, named.id).await
        })
        .await
}

async fn shown_now(tx: &Tx, id: Uuid) -> Result<ShownReach, AppError> {
    Ok(shown_reach(&reach::find(tx, id).await?.ok_or(AppError::NotFound)?))
}

/// Every way that leads where `named` does, which nobody else changes until this write ends.
async fn held_at(tx: &Tx, named: &Reach) -> Result<Vec<Reach>, AppError> {
    let Some(address) = named.address.as_deref() else { return Ok(Vec::new()) };
    let mut held = Vec::new();
    for it in reach::at_address(tx, named.way, address).await? {
        held.extend(reach::hold(tx, it.id).await?.filter(|it| it.address == named.address));
    }
    Ok(held)
}

/// Who each of those is that these ways lead to: each visit keeps them anew, their number stays.
async fn persons(tx: &Tx, ways: &[Reach]) -> Result<BTreeMap<PartyId, String>, AppError> {
    let parties: Vec<PartyId> = ways.iter().map(|it| it.party).collect();
    let people = parties::load(tx, &parties).await?;
    let number = |it: PartyId| {
        let known = people.get(&it)?.as_ref()?.national_id.as_ref()?;
        Some(known.as_str().to_owned())
    };
    Ok(parties.into_iter().map(|it| (it, number(it).unwrap_or_else(|| it.to_string()))).collect())
}

/// Makes it so on all of these ways, of which `named` was named. At an address of mail that hears again it is asked whether
/// it is theirs, once a person.
async fn set(
    tx: &Tx,
    context: &Context,
    (ways, named): (&[Reach], &Reach),
    choice: Choice,
    now: Instant,
) -> Result<(), AppError> {
    let mut back = Vec::new();
    for it in ways {
        let was_left = it.why_off == Some(WhyOff::Asked);
        let mut changed = Reach { wants: choice.into(), ..it.clone() };
        if was_left && choice != Choice::Nothing {
            changed.state = ReachState::Given;
            changed.why_off = None;
            changed.since = now;
            back.push(changed.clone());
        }
        reach::change(tx, &changed).await?;
        if choice == Choice::Nothing && it.state != ReachState::Off {
            turn_off(tx, context, it, WhyOff::Asked, now).await?;
        }
    }
    back.retain(|it| it.way == Way::Email);
    back.sort_by_key(|it| it.id != named.id);
    let persons = persons(tx, &back).await?;
    let mut asked = BTreeSet::new();
    for it in &back {
        if asked.insert(persons.get(&it.party)) {
            ask_anew(tx, context, &dossiers::load(tx, it.dossier).await?, it).await?;
        }
    }
    Ok(())
}

/// Who is told of the dossiers of a slip.
///
/// # Errors
/// Not found when no slip has this token.
pub async fn ways_of_slip(
    context: &Context,
    token: &str,
) -> Result<Vec<(DossierId, Vec<ShownReach>)>, AppError> {
    let mut found = Vec::new();
    for view in look::status_by_token(context, token).await? {
        let reader = context.store.reader();
        let dossier = dossiers::load(&reader, view.dossier).await?;
        let ways = of_its_people(&dossier, reach::of_dossier(&reader, view.dossier).await?);
        found.push((view.dossier, shown_ways(context, &ways)));
    }
    Ok(found)
}

/// Whoever has the slip chooses what is told on one of its ways.
///
/// # Errors
/// Not found when no slip has this token or none of its dossiers this way; refused for an address that is off for another
/// reason.
pub async fn choose(
    context: &Context,
    token: &str,
    (id, choice): (Uuid, Choice),
) -> Result<ShownReach, AppError> {
    let of_slip = look::status_by_token(context, token).await?;
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let found = reach::find(tx, id).await?;
            let named = found.filter(|it| of_slip.iter().any(|view| view.dossier == it.dossier));
            let named = named.ok_or(AppError::NotFound)?;
            if named.state == ReachState::Off && named.why_off != Some(WhyOff::Asked) {
                return Err(Refusal::new("app.reach-off").at("choice").into());
            }
            // One slip is one visit: the same address of the same person in each of its dossiers; also the SMS that stands by
            // for Zalo.
            let mut same = Vec::new();
            for view in &of_slip {
                let ways = reach::hold_of_dossier(tx, view.dossier).await?.into_iter();
                same.extend(ways.filter(|it| {
                    it.party == named.party && it.address == named.address && it.way != Way::Call
                }));
            }
            set(tx, context, (&same, &named), choice, now).await?;
            shown_now(tx, id).await
        })
        .await
}
