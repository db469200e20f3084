//! How people are reached is written down with the dossier they bring; what they verified before counts again.

use super::Texts;
use super::follow::{Writing, follow};
use crate::{AppError, Context};
use motcua_dossier::{Dossier, Entry, Party};
use motcua_i18n::Locale;
use motcua_kernel::{Instant, PartyId};
use motcua_notifications::{Channel, EmailAddress, NoticeKind};
use motcua_storage::Tx;
use motcua_storage::reach::{self, Reach, ReachState, Wants, Way};

/// What somebody says at the counter of how they are to be told. Their telephone is known as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenReach {
    /// Who.
    pub party: PartyId,
    /// Their address of e-mail.
    pub email: Option<EmailAddress>,
    /// In which language.
    pub locale: Locale,
    /// By which messages their telephone is told.
    pub texts: Texts,
    /// What they want to hear of; where they say nothing, everything by mail and what matters by telephone.
    pub wants: Option<Wants>,
}

/// Writes down how the people of a new dossier are reached, and tells them of it.
pub(crate) async fn begin(
    tx: &Tx,
    context: &Context,
    (dossier, entries): (&Dossier, &[Entry]),
    (people, given): (&[Party], &[GivenReach]),
) -> Result<(), AppError> {
    let Some(filing) = &dossier.filing else { return Ok(()) };
    let mut ways = Vec::new();
    for id in std::iter::once(filing.applicant).chain(filing.helper) {
        let Some(party) = people.iter().find(|it| it.id == id) else { continue };
        let said = given.iter().find(|it| it.party == id);
        ways.extend(ways_to(tx, context, dossier, (party, said)).await?);
    }
    reach::insert(tx, &ways).await?;
    // Who is asked for the first time, before what is told.
    if dossier.bundle().is_none_or(|it| is_first_of(context, it)) {
        ask(tx, context, dossier, &ways).await?;
    }
    follow(tx, context, None, dossier, entries).await
}

/// One mail asks for all dossiers of a visit.
fn is_first_of(context: &Context, place: &motcua_dossier::BundlePlace) -> bool {
    let group = context.province.group(&place.group);
    group.and_then(|it| it.children.first()).is_none_or(|it| it.code == place.child)
}

/// How one of the people of a dossier is reached, by what they said.
pub(super) async fn ways_to(
    tx: &Tx,
    context: &Context,
    dossier: &Dossier,
    (party, said): (&Party, Option<&GivenReach>),
) -> Result<Vec<Reach>, AppError> {
    let since = dossier.last_recorded;
    let locale = said.map_or(Locale::Vi, |it| it.locale);
    let wants = |usual| said.and_then(|it| it.wants).unwrap_or(usual);
    let mut ways = Vec::new();
    let mut way = |way, address: &str, wants, state| {
        ways.push(Reach {
            id: context.ids.next(context.clock.now())?,
            dossier: dossier.id,
            party: party.id,
            way,
            address: Some(address.to_owned()),
            locale: locale.tag().to_owned(),
            wants,
            state,
            why_off: None,
            since,
        });
        Ok::<_, AppError>(())
    };
    if let Some(email) = said.and_then(|it| it.email.as_ref()) {
        let state = state_of(tx, party, email).await?;
        way(Way::Email, email.as_str(), wants(Wants::All), state)?;
    }
    if let Some(phone) = &party.phone {
        way(Way::Sms, phone.as_str(), wants(Wants::Important), ReachState::Given)?;
        if said.is_some_and(|it| it.texts == Texts::Zalo) {
            way(Way::Zalo, phone.as_str(), wants(Wants::Important), ReachState::Given)?;
        }
    }
    Ok(ways)
}

/// What the same person verified with an earlier dossier need not be asked for again.
async fn state_of(tx: &Tx, party: &Party, email: &EmailAddress) -> Result<ReachState, AppError> {
    let Some(id) = &party.national_id else { return Ok(ReachState::Given) };
    let known = reach::verified_of(tx, id, Way::Email).await?;
    let is_same = known.is_some_and(|it| it.address.as_deref() == Some(email.as_str()));
    Ok(if is_same { ReachState::Verified } else { ReachState::Given })
}

/// Asks at each address of mail that nobody has verified whether it is theirs.
pub(super) async fn ask(
    tx: &Tx,
    context: &Context,
    dossier: &Dossier,
    ways: &[Reach],
) -> Result<(), AppError> {
    let mut writing = Writing::new(context, dossier, context.clock.now());
    for it in ways.iter().filter(|it| it.way == Way::Email && it.state == ReachState::Given) {
        if it.wants != Wants::Nothing && context.tells_on(Channel::Email) {
            writing.write(NoticeKind::VerifyAddress, dossier.seq, it)?;
        }
    }
    writing.keep(tx, context).await
}

/// Another address on the same way: nothing of what was known of the old one is known of it.
pub(super) fn renew(it: &mut Reach, address: Option<&str>, now: Instant) {
    if it.address.as_deref() == address {
        return;
    }
    it.address = address.map(str::to_owned);
    it.state = ReachState::Given;
    it.why_off = None;
    it.since = now;
}
