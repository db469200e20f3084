//! One dossier on the radar: why it is here, and what each press beside it would do.

use super::super::{SIGN, SUBMIT};
use crate::Site;
use crate::door::Caller;
use crate::pages::dossier::is_offered;
use crate::pages::time_left::span;
use crate::pages::{Page, names};
use motcua_app::apologies::Draft;
use motcua_app::look::Deed;
use motcua_app::watch::{Colleague, Endangered};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AccountId, AgencyId, Instant, Message};
use motcua_routing::Risk;
use std::collections::BTreeMap;

pub(super) struct Card {
    pub(super) id: String,
    pub(super) address: String,
    pub(super) number: String,
    pub(super) procedure: String,
    pub(super) due: String,
    pub(super) words: Vec<String>,
    pub(super) worker: Option<String>,
    pub(super) version: u32,
    pub(super) leg: Option<u16>,
    pub(super) may_remind: bool,
    /// To whom it could be given, the best to ask first; nobody where this person gives out no work.
    pub(super) assign: Vec<(String, String)>,
    pub(super) apology: Option<Apology>,
    /// That an apology waits for somebody else to sign it.
    pub(super) waits: Option<String>,
    pub(super) no_new_date: Option<(String, Option<String>)>,
}

/// An apology that is already written, with a new date where the law still gives one.
pub(super) struct Apology {
    pub(super) address: &'static str,
    /// What the button says, before the new date.
    pub(super) button: &'static str,
    /// The new date, as people read it.
    pub(super) date: Option<String>,
    /// Whether it is signed by this press, rather than put before whoever signs.
    pub(super) signs: bool,
    pub(super) to: Option<String>,
    pub(super) words: String,
    /// Who put it before the leader, and when.
    pub(super) waits: Option<String>,
}

pub(super) struct Cards<'a> {
    pub(super) site: &'a Site,
    pub(super) page: &'a Page,
    pub(super) caller: &'a Caller,
    pub(super) names: BTreeMap<AccountId, String>,
    pub(super) colleagues: BTreeMap<AgencyId, Vec<Colleague>>,
}

impl Cards<'_> {
    pub(super) fn card(&self, it: &Endangered) -> Card {
        let Self { site, page, caller, .. } = *self;
        let dossier = &it.dossier;
        let leg = it.leg.map(|(no, _)| no);
        let offered = |deed| leg.is_some_and(|no| is_offered(site, caller, dossier, deed, no));
        let desk = it.outlook.held.map(|held| held.desk);
        let may_assign = desk.is_some_and(|at| caller.actor_for(site, Action::Assign, Scope::at(at)).is_ok());
        let may_date = [Action::Reappoint, Action::DraftApology];
        let may_date = desk.is_some_and(|at| {
            may_date.iter().any(|action| caller.actor_for(site, *action, Scope::at(at)).is_ok())
        });
        let worker = it.leg.and_then(|(_, worker)| self.names.get(&worker?).cloned());
        let apology = it.draft.as_ref().and_then(|draft| self.apology(draft, offered));
        Card {
            id: dossier.id.to_string(),
            address: format!("/ho-so/{}", dossier.id),
            number: names::number(dossier),
            procedure: names::procedure(site, dossier),
            due: page.moment(it.outlook.lawful),
            words: self.words(it),
            worker,
            version: dossier.seq,
            leg: leg.map(|no| no.0),
            may_remind: leg.is_some() && may_assign,
            assign: if offered(Deed::Assign) { self.others(it) } else { Vec::new() },
            waits: self.waits(it, apology.is_none()),
            apology,
            no_new_date: it
                .no_new_date
                .as_ref()
                .filter(|_| may_date)
                .map(|no| (page.say(&no.message), no.article.as_ref().map(ToString::to_string))),
        }
    }

    fn others(&self, it: &Endangered) -> Vec<(String, String)> {
        let words = |it: &Colleague| {
            let text = if it.away { "label.colleague-away" } else { "label.colleague" };
            self.page.say(&Message::new(text).with("name", it.name.clone()).with("count", it.in_hand))
        };
        it.others(&self.colleagues).map(|it| (it.account.to_string(), words(it))).collect()
    }

    /// Why it is here, one sentence each.
    fn words(&self, it: &Endangered) -> Vec<String> {
        let Self { site, page, .. } = *self;
        let calendars = &site.context.province.calendars;
        let mut words = Vec::new();
        if it.outlook.late_by > 0 {
            let calendar = calendars.of(it.dossier.receiving().unwrap_or(it.desk));
            let late = span(page, calendar, it.outlook.lawful, it.outlook.late_by);
            let expected = page.moment(it.outlook.expected);
            words.push(page.t2("web.radar-expected", "expected", expected, "late", late));
        }
        match it.outlook.risk {
            Some(Risk::NotSent) => words.push(page.t("web.radar-not-sent")),
            Some(Risk::NotTakenUp) => words.push(page.t("web.radar-not-taken-up")),
            Some(Risk::NotProposed) => words.push(page.t("web.radar-not-proposed")),
            Some(Risk::Behind) | None => {}
        }
        if let Some(held) = it.outlook.held {
            let (leg, agency) = (names::leg(&it.dossier, held.leg), names::agency(site, held.desk));
            if held.behind > 0 {
                let behind = span(page, calendars.of(held.desk), it.outlook.lawful, held.behind);
                let said = Message::new("web.radar-behind").with("leg", leg).with("agency", agency);
                words.push(page.say(&said.with("behind", behind)));
            } else {
                words.push(page.t2("web.radar-held", "leg", leg, "agency", agency));
            }
        } else {
            words.push(page.t("web.radar-at-counter"));
        }
        words
    }

    fn drafted(&self, draft: &Draft, since: Instant) -> String {
        let at = self.page.moment(since);
        match draft.by.and_then(|it| self.names.get(&it).cloned()) {
            Some(name) => self.page.t2("web.apology-drafted-by", "name", name, "at", at),
            None => self.page.t1("web.apology-drafted-by-house", "at", at),
        }
    }

    /// That it waits, to those who can not sign it.
    fn waits(&self, it: &Endangered, cannot: bool) -> Option<String> {
        let since = it.draft.as_ref().and_then(|draft| draft.waits).filter(|_| cannot)?;
        Some(self.page.t1("web.apology-waits", "at", self.page.moment(since)))
    }

    /// For whoever signs it, or puts it before them; what waits already is not put before them again.
    fn apology(&self, draft: &Draft, offered: impl Fn(Deed) -> bool) -> Option<Apology> {
        let signs = offered(if draft.to.is_some() { Deed::Reappoint } else { Deed::Apologise });
        if !signs && (draft.waits.is_some() || !offered(Deed::DraftApology)) {
            return None;
        }
        let button = match (signs, draft.to) {
            (true, Some(_)) => "label.radar-sign-new-date",
            (true, None) => "label.radar-sign",
            (false, Some(_)) => "label.radar-ask-new-date",
            (false, None) => "label.radar-submit",
        };
        let written =
            |to: Instant| format!("{}T{:02}:{:02}", to.date(), to.time().hour(), to.time().minute());
        Some(Apology {
            address: if signs { SIGN } else { SUBMIT },
            button,
            date: draft.to.map(|it| self.page.moment(it)),
            signs,
            to: draft.to.map(written),
            words: draft.words.clone(),
            waits: draft.waits.map(|since| self.drafted(draft, since)),
        })
    }
}
