//! A card: what is proposed, how long there is, who proposed it; and what became of the like.

use super::{CARDS, Came, is_offered};
use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use crate::pages::desk::{Left, left, tail};
use crate::pages::{Page, names};
use motcua_app::accounts;
use motcua_app::look::{self, Deed, DeskLine, Precedents};
use motcua_dossier::{DeskTask, LegStatus, Outcome, Party};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AccountId, LegNo, Message, PartyId, TextId};
use std::collections::BTreeMap;

/// A dossier to decide on.
pub struct Card {
    /// Its place in the page and in the names of fields.
    pub id: String,
    /// What the form sends: dossier, version seen, leg.
    pub row: String,
    /// The address of the dossier.
    pub address: String,
    /// The end of its number.
    pub tail: String,
    /// What was applied for.
    pub procedure: String,
    /// Whose it is.
    pub applicant: Option<String>,
    /// What is proposed.
    pub proposed: String,
    /// The reason of a refusal that is proposed.
    pub reason: Option<String>,
    /// How long there is.
    pub left: Left,
    /// When it is due.
    pub due: String,
    /// Who proposed it.
    pub by: String,
    /// What became of the like.
    pub precedents: String,
    /// Whether this person may sign it: nobody signs what he proposed himself.
    pub may: bool,
    /// Why it is returned, as typed.
    pub typed: String,
    /// What is wrong with that.
    pub error: Option<String>,
}

/// What a leader does.
const DECIDED: (DeskTask, Action) = (DeskTask::Decide, Action::Approve);

/// The cards of a page, and whether more wait.
pub async fn cards(
    site: &Site,
    page: &Page,
    caller: &Caller,
    came: &Came,
) -> Result<(Vec<Card>, bool), Failure> {
    let date = caller.now.date();
    let mut lines = look::waiting_for(&site.context, &caller.account, date, DECIDED, CARDS + 1).await?;
    let most = usize::try_from(CARDS).unwrap_or(usize::MAX);
    let more = lines.len() > most;
    lines.truncate(most);
    let all = All {
        site,
        page,
        caller,
        came,
        applicants: applicants(site, caller, &lines).await?,
        people: accounts::names(&site.context, &proposers(&lines)).await?,
        words: look::words(&site.context, &reasons(&lines)).await?,
        precedents: look::precedents(&site.context).await?,
    };
    Ok((lines.iter().filter_map(|it| all.card(it)).collect(), more))
}

struct All<'a> {
    site: &'a Site,
    page: &'a Page,
    caller: &'a Caller,
    came: &'a Came,
    applicants: BTreeMap<PartyId, Option<Party>>,
    people: BTreeMap<AccountId, String>,
    words: BTreeMap<TextId, Option<String>>,
    precedents: BTreeMap<(motcua_kernel::ProcedureVersionId, motcua_kernel::AgencyId), Precedents>,
}

impl All<'_> {
    fn card(&self, line: &DeskLine) -> Option<Card> {
        let Self { site, page, caller, .. } = *self;
        let (by, outcome) = proposal(line)?;
        let dossier = &line.dossier;
        let row = format!("{}.{}.{}.", dossier.id, dossier.seq, line.row.slot);
        let id = format!("{}-{}", dossier.id, line.row.slot);
        let horizon = look::horizon(&site.context, line.row.agency, caller.now);
        let (proposed, reason) = match outcome {
            Outcome::Granted { result, .. } => (names::result(site, dossier, result), None),
            Outcome::Refused { reason } => {
                (page.t("label.refusal"), self.words.get(reason).cloned().flatten())
            }
        };
        let applicant = self.applicants.get(&line.row.applicant).and_then(Option::as_ref);
        let precedents = self.precedents.get(&(line.row.version, line.row.agency)).copied();
        Some(Card {
            address: format!("/ho-so/{}", dossier.id),
            tail: tail(&names::number(dossier)).to_owned(),
            procedure: names::procedure(site, dossier),
            applicant: applicant.map(|it| it.name.as_str().to_owned()),
            proposed,
            reason,
            left: left(site, page, dossier, horizon.group(line.row.clock, line.row.due), caller.now),
            due: page.moment(line.row.due),
            by: self.people.get(&by).cloned().unwrap_or_default(),
            precedents: told(page, precedents.unwrap_or_default()),
            may: is_offered(site, caller, dossier, Deed::Approve, LegNo(line.row.slot)),
            typed: self.came.reasons.get(&row).cloned().unwrap_or_default(),
            error: self
                .came
                .problems
                .iter()
                .find(|(field, _)| *field == format!("reason-{id}"))
                .map(|it| it.1.clone()),
            row,
            id,
        })
    }
}

/// What became of the like, in one sentence.
fn told(page: &Page, it: Precedents) -> String {
    if it.all() == 0 {
        return page.t("web.no-precedents");
    }
    let message = Message::new("web.precedents").with("count", it.all());
    page.say(&message.with("signed", it.signed).with("returned", it.returned))
}

/// For whoever may know whose dossiers they are, at the agency of each.
pub async fn applicants(
    site: &Site,
    caller: &Caller,
    lines: &[DeskLine],
) -> Result<BTreeMap<PartyId, Option<Party>>, Failure> {
    let actor = |line: &DeskLine| {
        caller.actor_for(site, Action::ViewPersonalData, Scope::leg_of(line.row.agency)).ok()
    };
    let Some(reader) = lines.iter().find_map(actor) else { return Ok(BTreeMap::new()) };
    let readable: Vec<DeskLine> = lines.iter().filter(|it| actor(it).is_some()).cloned().collect();
    Ok(look::applicants_of(&site.context, reader, &readable).await?)
}

fn proposal(line: &DeskLine) -> Option<(AccountId, &Outcome)> {
    match &line.dossier.leg(LegNo(line.row.slot))?.status {
        LegStatus::Proposed { by, outcome } => Some((*by, outcome)),
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Active { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => None,
    }
}

fn proposers(lines: &[DeskLine]) -> Vec<AccountId> {
    let mut people: Vec<AccountId> = lines.iter().filter_map(proposal).map(|(by, _)| by).collect();
    people.sort();
    people.dedup();
    people
}

fn reasons(lines: &[DeskLine]) -> Vec<TextId> {
    let reason = |outcome: &Outcome| match outcome {
        Outcome::Granted { .. } => None,
        Outcome::Refused { reason } => Some(*reason),
    };
    lines.iter().filter_map(proposal).filter_map(|(_, outcome)| reason(outcome)).collect()
}
