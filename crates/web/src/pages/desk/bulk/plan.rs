//! What will become of each chosen row, and why of others nothing.

use super::row::{Agreed, Chosen};
use super::{BulkVerb, deed_of};
use crate::Site;
use crate::api::find;
use crate::door::Caller;
use crate::failure::Failure;
use crate::pages::desk::tail;
use crate::pages::dossier::{Offer, address, allowed, offers, title};
use crate::pages::{Page, names};
use motcua_app::look::Deed;
use motcua_dossier::{DeskTask, Dossier, Leg, LegStatus, desk_rows};
use motcua_kernel::{AccountId, LegNo, Message};

/// What will become of a row.
pub struct Planned {
    /// The address of its dossier.
    pub address: String,
    /// The end of its number.
    pub tail: String,
    /// The number.
    pub number: String,
    /// What was applied for.
    pub procedure: String,
    /// What is to be done there.
    pub task: String,
    /// When it is due.
    pub due: String,
    /// What will be done, or why nothing.
    pub words: String,
    /// What the form sends to do it; nothing when it can not be done.
    pub agreed: Option<String>,
    /// The row as it was chosen.
    pub chosen: Chosen,
}

/// The plan for each of `chosen`, in their order.
pub async fn plan(
    site: &Site,
    page: &Page,
    caller: &Caller,
    verb: BulkVerb,
    chosen: &[Chosen],
) -> Result<Vec<Planned>, Failure> {
    let mut planned = Vec::with_capacity(chosen.len());
    for row in chosen {
        // What is foreign or gone is left out: that it exists is not said.
        let Ok(dossier) = find(site, caller, &row.dossier.to_string()).await else { continue };
        let at = At { site, page, caller, dossier: &dossier, slot: row.slot };
        planned.push(at.planned(verb));
    }
    Ok(planned)
}

struct At<'a> {
    site: &'a Site,
    page: &'a Page,
    caller: &'a Caller,
    dossier: &'a Dossier,
    slot: u16,
}

impl At<'_> {
    fn planned(&self, verb: BulkVerb) -> Planned {
        let found = match verb {
            BulkVerb::Advance => self.advance(),
            BulkVerb::Assign => self.assign(),
            BulkVerb::Supplement => self.supplement(),
            BulkVerb::Print => Err(String::new()),
        };
        let (words, offer) = match found {
            Ok((words, offer)) => (words, Some(offer)),
            Err(words) => (words, None),
        };
        let fragment = if verb == BulkVerb::Supplement {
            offer.map(fragment).unwrap_or_default()
        } else {
            String::new()
        };
        let agreed = offer.map(|it| Agreed {
            dossier: self.dossier.id,
            seen: self.dossier.seq,
            leg: it.leg,
            to: holder(self.dossier, it.leg),
        });
        let number = names::number(self.dossier);
        let due = self.dossier.reception.as_ref().map(|it| self.page.moment(it.dates.lawful));
        Planned {
            address: format!("/ho-so/{}{fragment}", self.dossier.id),
            tail: tail(&number).to_owned(),
            number,
            task: self.task().map(|it| self.page.word("desk-task", it.key())).unwrap_or_default(),
            due: due.unwrap_or_default(),
            procedure: names::procedure(self.site, self.dossier),
            words,
            chosen: Chosen { dossier: self.dossier.id, slot: self.slot },
            agreed: offer.zip(agreed).map(|(offer, it)| format!("{}/{}", address(offer.deed), it.write())),
        }
    }

    /// The deed of the task that lies there; where it needs words, or the rule says no, why not.
    fn advance(&self) -> Result<(String, Offer), String> {
        let Some(task) = self.task() else { return Err(self.page.t("web.desk-no-longer-here")) };
        let Some(deed) = deed_of(task) else { return Err(self.to_be_opened(task)) };
        let mut refusal = None;
        for leg in deed.places(self.dossier).into_iter().filter(|it| self.is_here(*it)) {
            match allowed(self.site, self.caller, self.dossier, Offer { deed, leg }) {
                Some(Ok(true)) => return Ok((self.said(deed, leg), Offer { deed, leg })),
                Some(Ok(false)) | None => {}
                Some(Err(it)) => refusal = refusal.or(Some(it)),
            }
        }
        if self.next_needs_words() {
            return Err(self.to_be_opened(task));
        }
        let may_not = || self.page.t("web.desk-may-not");
        Err(refusal.map_or_else(may_not, |it| self.page.say(&it.message)))
    }

    fn assign(&self) -> Result<(String, Offer), String> {
        let leg = Some(LegNo(self.slot)).filter(|it| it.0 > 0);
        let offer = Offer { deed: Deed::Assign, leg };
        let may = || allowed(self.site, self.caller, self.dossier, offer);
        match leg.and_then(|no| self.dossier.leg(no)) {
            // The rule gives to whoever has none; only a person is still to be chosen.
            Some(leg) if is_worked_on(leg) => match may() {
                Some(Ok(_)) => Ok((leg.plan.name.clone(), offer)),
                Some(Err(refusal)) => Err(self.page.say(&refusal.message)),
                None => Err(self.page.t("web.desk-may-not")),
            },
            Some(_) | None => Err(self.page.t("web.desk-nobody-works-on-it")),
        }
    }

    fn supplement(&self) -> Result<(String, Offer), String> {
        let offer = Offer { deed: Deed::AskSupplement, leg: Some(LegNo(self.slot)).filter(|it| it.0 > 0) };
        match allowed(self.site, self.caller, self.dossier, offer) {
            Some(Ok(true)) => Ok((self.page.t("web.desk-supplement-one-by-one"), offer)),
            Some(Err(refusal)) => Err(self.page.say(&refusal.message)),
            Some(Ok(false)) | None => Err(self.page.t("web.desk-may-not")),
        }
    }

    fn task(&self) -> Option<DeskTask> {
        let mut rows = desk_rows(self.dossier).into_iter().filter(|it| it.slot == self.slot);
        rows.next().map(|it| it.task)
    }

    /// A row at the counter may be about any leg that starts there.
    fn is_here(&self, leg: Option<LegNo>) -> bool {
        self.slot == 0 || leg == Some(LegNo(self.slot))
    }

    fn next_needs_words(&self) -> bool {
        let here = |it: &Offer| it.deed.moves_on() && (it.leg.is_none() || self.is_here(it.leg));
        offers(self.site, self.caller, self.dossier).iter().any(here)
    }

    fn said(&self, deed: Deed, leg: Option<LegNo>) -> String {
        in_words(self.site, self.page, self.dossier, Offer { deed, leg })
    }

    fn to_be_opened(&self, task: DeskTask) -> String {
        let message =
            Message::new("web.desk-to-be-opened").with("task", self.page.word("desk-task", task.key()));
        self.page.say(&message)
    }
}

/// What a deed is, done to `dossier` as it is: its name, and the leg or step it is about.
pub fn in_words(site: &Site, page: &Page, dossier: &Dossier, offer: Offer) -> String {
    let name = page.t(title(offer.deed));
    let place = offer.leg.and_then(|it| dossier.leg(it));
    match (place, offer.deed) {
        (Some(leg), Deed::FinishStep) => format!("{name}: {}", next_step(site, dossier, leg)),
        (Some(leg), _) => format!("{name}: {}", leg.plan.name),
        (None, _) => name,
    }
}

/// The step that is next in a leg.
fn next_step(site: &Site, dossier: &Dossier, leg: &Leg) -> String {
    let done = steps_done(leg);
    let route = names::case(site, dossier).and_then(|it| it.route.leg(leg.plan.no));
    let step = route.and_then(|it| it.steps.get(usize::from(done)));
    step.map_or_else(|| leg.plan.name.clone(), |it| it.name.clone())
}

/// The place of the form of a verb in the page of its dossier.
fn fragment(offer: Offer) -> String {
    let name = address(offer.deed);
    offer.leg.map_or_else(|| format!("#{name}"), |no| format!("#{name}-{no}"))
}

/// How many steps of a leg are done.
pub const fn steps_done(leg: &Leg) -> u16 {
    match leg.status {
        LegStatus::Active { steps_done, .. } => steps_done,
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => 0,
    }
}

fn is_worked_on(leg: &Leg) -> bool {
    matches!(leg.status, LegStatus::Active { .. })
}

/// Who has a leg in hand.
fn holder(dossier: &Dossier, leg: Option<LegNo>) -> Option<AccountId> {
    dossier.leg(leg?)?.status.assignee()
}
