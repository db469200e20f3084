//! What whoever reads at an address says of it themselves: that it is theirs, that they want to hear less. Nobody logs in;
//! the link of the message or the token of the slip says who it is.

use super::links::{LinkPurpose, read};
use super::look::{ShownReach, shown_reach};
use super::outcome::turn_off;
use super::{ReachState, Wants, Way, WhyOff};
use crate::{AppError, Context, look};
use motcua_kernel::{DossierId, Refusal};
use motcua_storage::Tx;
use motcua_storage::reach::{self, Reach};
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

/// The address is theirs: with every dossier of that person that has it.
///
/// # Errors
/// Not found when the link is none.
pub async fn verify(context: &Context, token: &str) -> Result<ShownReach, AppError> {
    let named = read(context, token, LinkPurpose::Verify).await?;
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let mut shown = shown_reach(&named);
            for it in reach::of_party(tx, named.party).await? {
                if it.way != named.way || it.address != named.address {
                    continue;
                }
                let known = if it.state == ReachState::Given {
                    Reach { state: ReachState::Verified, since: now, ..it }
                } else {
                    it
                };
                reach::change(tx, &known).await?;
                if known.id == named.id {
                    shown = shown_reach(&known);
                }
            }
            Ok(shown)
        })
        .await
}

/// They want to hear less, with every dossier of theirs at that address.
///
/// # Errors
/// Not found when the link is none.
pub async fn leave(context: &Context, token: &str, choice: Choice) -> Result<ShownReach, AppError> {
    let named = read(context, token, LinkPurpose::Leave).await?;
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            for it in reach::of_party(tx, named.party).await? {
                if it.way == named.way && it.address == named.address {
                    set(tx, context, it, choice, now).await?;
                }
            }
            let it = reach::find(tx, named.id).await?.ok_or(AppError::NotFound)?;
            Ok(shown_reach(&it))
        })
        .await
}

async fn set(
    tx: &Tx,
    context: &Context,
    it: Reach,
    choice: Choice,
    now: motcua_kernel::Instant,
) -> Result<(), AppError> {
    let asked_before = it.why_off == Some(WhyOff::Asked);
    if choice == Choice::Nothing && it.state != ReachState::Off {
        return turn_off(tx, context, &Reach { wants: Wants::Nothing, ..it }, WhyOff::Asked, now).await;
    }
    let mut changed = Reach { wants: choice.into(), ..it };
    if asked_before && choice != Choice::Nothing {
        // They want to hear again; whether it is theirs they have said with the link, or say anew.
        changed.state = ReachState::Given;
        changed.why_off = None;
        changed.since = now;
    }
    reach::change(tx, &changed).await?;
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
        let ways = reach::of_dossier(&context.store.reader(), view.dossier).await?;
        found.push((view.dossier, ways.iter().map(shown_reach).collect()));
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
            // One slip is one visit: the same address of the same person in each of its dossiers.
            for view in &of_slip {
                for it in reach::of_dossier(tx, view.dossier).await? {
                    let is_same = (it.party, it.way) == (named.party, named.way);
                    if is_same && it.address == named.address && it.way != Way::Call {
                        set(tx, context, it, choice, now).await?;
                    }
                }
            }
            let it = reach::find(tx, id).await?.ok_or(AppError::NotFound)?;
            Ok(shown_reach(&it))
        })
        .await
}
