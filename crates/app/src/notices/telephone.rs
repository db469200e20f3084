//! Tin nhắn tới điện thoại: by SMS, or by Zalo where the house has an account there and whoever has the telephone chose it. One
//! of both is used and never both: by Zalo, the way by SMS stands by and takes what Zalo could not bring (decision 0041).

use super::calls::is_over_by_now;
use super::follow::{Writing, is_wanted, works};
use super::look::{ShownReach, shown_reach};
use super::outcome::turn_off;
use super::{Way, WhyOff};
use crate::{AppError, Context, look};
use motcua_dossier::Dossier;
use motcua_kernel::{Actor, Instant, PartyId, Refusal};
use motcua_notifications::{Channel, NoticeKind};
use motcua_storage::notices::Notice;
use motcua_storage::reach::{self, Reach, ReachState};
use motcua_storage::reach_changes::{self, ReachAct, ReachChange};
use motcua_storage::{Tx, dossiers};
use uuid::Uuid;

/// By which messages a telephone is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Texts {
    /// Tin nhắn SMS.
    #[default]
    Sms,
    /// Zalo, and by SMS what Zalo could not bring.
    Zalo,
}

impl Texts {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sms, Self::Zalo];

    /// As forms and programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Zalo => "zalo",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

impl Context {
    /// Whether people may choose Zalo: only where the house sends there.
    pub fn offers_zalo(&self) -> bool {
        self.tells_on(Channel::Zalo)
    }

    /// Whether people may choose these.
    ///
    /// # Errors
    /// Refused at `texts` where the house does not send there.
    pub fn may_choose(&self, texts: Texts) -> Result<(), Refusal> {
        let channel = match texts {
            Texts::Sms => return Ok(()),
            Texts::Zalo => Channel::Zalo,
        };
        if self.tells_on(channel) { Ok(()) } else { Err(Refusal::new("app.zalo-not-offered").at("texts")) }
    }
}

/// Whether `it` is the SMS of a telephone that is told by Zalo.
pub(super) fn stands_by<'a>(
    context: &Context,
    it: &Reach,
    ways: impl IntoIterator<Item = &'a Reach>,
) -> bool {
    let is_instead = |other: &Reach| {
        (other.party, other.way) == (it.party, Way::Zalo)
            && other.address == it.address
            && works(context, other)
    };
    it.way == Way::Sms && ways.into_iter().any(is_instead)
}

/// The ways on which something is sent: that work, and do not only stand by.
pub(crate) fn used(context: &Context, ways: &[Reach]) -> Vec<Reach> {
    let is_used = |it: &&Reach| works(context, it) && !stands_by(context, it, ways);
    ways.iter().filter(is_used).cloned().collect()
}

/// The ways of a dossier, each with whether it only stands by.
pub(super) fn shown_ways(context: &Context, ways: &[Reach]) -> Vec<ShownReach> {
    let shown = |it: &Reach| ShownReach { stands_by: stands_by(context, it, ways), ..shown_reach(it) };
    ways.iter().map(shown).collect()
}

/// What Zalo could not bring goes by SMS where that is wanted, unless it is over by now; whether nobody need call.
pub(super) async fn instead(
    tx: &Tx,
    context: &Context,
    it: &Notice,
    alike: &[Notice],
) -> Result<bool, AppError> {
    let Some(kind) = it.kind.parse::<NoticeKind>().ok().filter(|_| it.way == Way::Zalo) else {
        return Ok(false);
    };
    if alike.iter().any(|other| other.way == Way::Sms) {
        return Ok(false);
    }
    let ways = reach::of_dossier(tx, it.dossier).await?;
    let sms = ways.iter().find(|way| (way.party, way.way) == (it.party, Way::Sms));
    let Some(sms) = sms.filter(|way| works(context, way) && is_wanted(way.wants, kind)) else {
        return Ok(false);
    };
    let dossier = dossiers::load(tx, it.dossier).await?;
    if is_over_by_now(tx, &dossier, (kind, it.seq)).await? {
        return Ok(true);
    }
    let mut writing = Writing::new(context, &dossier, context.clock.now());
    writing.write(kind, it.seq, sms)?;
    writing.keep(tx, context).await?;
    Ok(true)
}

/// Whoever has the slip chooses by which messages one of its telephones is told, with every dossier of the slip.
///
/// # Errors
/// Not found when no slip has this token, none of its dossiers this way, or it is none of a telephone; refused for a telephone
/// that gets nothing any more, and where the house does not send there.
pub async fn choose_texts(
    context: &Context,
    token: &str,
    (id, texts): (Uuid, Texts),
) -> Result<(), AppError> {
    context.may_choose(texts)?;
    let of_slip = look::status_by_token(context, token).await?;
    context
        .store
        .write(async |tx: &Tx| {
            let found = reach::find(tx, id).await?.filter(|it| matches!(it.way, Way::Sms | Way::Zalo));
            let named = found.filter(|it| of_slip.iter().any(|view| view.dossier == it.dossier));
            let named = named.ok_or(AppError::NotFound)?;
            for view in &of_slip {
                let ways = reach::of_dossier(tx, view.dossier).await?;
                let is_it = |it: &&Reach| it.party == named.party && it.address == named.address;
                let theirs: Vec<Reach> = ways.iter().filter(is_it).cloned().collect();
                take(tx, context, &theirs, texts).await?;
            }
            Ok(())
        })
        .await
}

/// The counter writes down by which messages one of the people of a dossier is told, with who did.
///
/// # Errors
/// Not found when they are not of this dossier; refused without a telephone, for one that gets nothing any more, and where the
/// house does not send there.
pub async fn set_texts(
    context: &Context,
    actor: Actor,
    dossier: &Dossier,
    (party, texts): (PartyId, Texts),
) -> Result<Vec<ShownReach>, AppError> {
    let is_of_it = |it: &motcua_dossier::Filing| it.applicant == party || it.helper == Some(party);
    if !dossier.filing.as_ref().is_some_and(is_of_it) {
        return Err(AppError::NotFound);
    }
    context.may_choose(texts)?;
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let ways = reach::of_dossier(tx, dossier.id).await?;
            let theirs: Vec<Reach> = ways.into_iter().filter(|it| it.party == party).collect();
            if take(tx, context, &theirs, texts).await? {
                let act = if texts == Texts::Zalo { ReachAct::Added } else { ReachAct::Removed };
                let (dossier, account) = (dossier.id, actor.account);
                let line = ReachChange { dossier, party, way: Way::Zalo, act, account, at: now };
                reach_changes::record(tx, &line).await?;
            }
            Ok(shown_ways(context, &reach::of_dossier(tx, dossier.id).await?))
        })
        .await
}

/// From now on their telephone is told so; whether that is another way than before.
async fn take(tx: &Tx, context: &Context, theirs: &[Reach], texts: Texts) -> Result<bool, AppError> {
    let of = |way: Way| theirs.iter().find(|it| it.way == way);
    let sms = of(Way::Sms).filter(|it| it.address.is_some());
    let sms = sms.ok_or_else(|| Refusal::new("app.texts-no-telephone").at("texts"))?;
    if sms.state == ReachState::Off {
        return Err(Refusal::new("app.reach-off").at("texts").into());
    }
    let now = context.clock.now();
    match (texts, of(Way::Zalo)) {
        (Texts::Sms, Some(zalo)) if zalo.state != ReachState::Off => {
            turn_off(tx, context, zalo, WhyOff::Replaced, now).await?;
            Ok(true)
        }
        (Texts::Zalo, Some(zalo)) if zalo.state != ReachState::Off && zalo.address == sms.address => {
            Ok(false)
        }
        (Texts::Sms, _) => Ok(false),
        (Texts::Zalo, before) => {
            let id = match before {
                Some(before) => before.id,
                None => context.ids.next(now)?,
            };
            let zalo = by_zalo(id, sms, now);
            match before {
                Some(_) => reach::change(tx, &zalo).await?,
                None => reach::insert(tx, &[zalo]).await?,
            }
            Ok(true)
        }
    }
}

/// The way by Zalo to the telephone that `sms` leads to.
pub(super) fn by_zalo(id: Uuid, sms: &Reach, now: Instant) -> Reach {
    Reach { id, way: Way::Zalo, state: ReachState::Given, why_off: None, since: now, ..sms.clone() }
}
