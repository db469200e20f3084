//! Going over to another version by a transitional provision. Received on Monday 7 September 2026 under five working days; the
//! new version gives three and asks for one paper more.

use crate::support::*;
use motcua_catalogue::{AgencySelector, Component, LegKind, ProcedureVersion, Route, RouteLeg, version_id};
use motcua_dossier::{
    By, Dossier, Entry, Event, LegStatus, SuspensionGround, TransitionalGround, apply, replay,
};
use motcua_intake::{
    LegChange, SupplementRequest, ask_supplement, confirm_rebase, propose_rebase, rebase, rebase_difference,
    recompute,
};
use motcua_kernel::{Actor, AgencyTree, DossierId, LegNo, Refusal};
use time::macros::date;
use uuid::Uuid;

const RECEIVED: &str = "2026-09-07T09:00";
const NOW: &str = "2026-09-09T10:00";
const DOCUMENT: &str = "99/2026/NĐ-CP";

fn ground() -> TransitionalGround {
    TransitionalGround { document: DOCUMENT.to_owned(), provision: REASON }
}

fn newer(route: Route) -> ProcedureVersion {
    let from = date!(2026 - 09 - 09);
    let mut version = ProcedureVersion {
        id: version_id("1.000001", from),
        validity: motcua_kernel::Validity::since(from),
        legal_basis: vec![DOCUMENT.to_owned()],
        ..version()
    };
    let case = &mut version.cases[0];
    case.route = route;
    case.channels[0].limit = "3 working days".parse().unwrap();
    let paper = case.components[0].components[0].clone();
    case.components[0].components.push(Component { code: "so-do".to_owned(), ..paper });
    version
}

/// A dossier with all that happened to it.
struct Story {
    office: Office,
    history: Vec<Entry>,
}

impl Story {
    fn received() -> Self {
        let office = Office::new("2025-07");
        let events = office.receive(filing(), at(RECEIVED)).unwrap().events;
        Self { office, history: Vec::new() }.then(events, RECEIVED)
    }

    fn then(mut self, events: Vec<Event>, now: &str) -> Self {
        self.add(events, lan(), now);
        self
    }

    fn add(&mut self, events: Vec<Event>, actor: Actor, now: &str) {
        for event in events {
            let seq = u32::try_from(self.history.len()).unwrap() + 1;
            let (recorded, occurred) = (at(now), at(now));
            self.history.push(Entry { seq, recorded, occurred, by: By::Officer(actor), event });
        }
    }

    fn in_hand(self, no: u16) -> Self {
        let leg = LegNo(no);
        self.then(
            vec![Event::HandedOver { from: None, to: leg }, Event::LegAccepted { leg }],
            "2026-09-07T10:00",
        )
    }

    fn done(self, no: u16) -> Self {
        self.in_hand(no).then(vec![Event::LegFinished { leg: LegNo(no) }], "2026-09-08T10:00")
    }

    fn dossier(&self) -> Dossier {
        replay(DossierId(Uuid::from_u128(1)), &self.history).unwrap()
    }

    fn proposed(&mut self, to: &ProcedureVersion) -> Result<(), Refusal> {
        let tree = AgencyTree::new(agencies()).unwrap();
        let pinned = self.office.pinned();
        let events = propose_rebase(&self.dossier(), &self.history, &pinned, (to, &tree), ground(), at(NOW))?;
        self.add(events, lan(), NOW);
        Ok(())
    }

    fn confirmed(&self, to: &ProcedureVersion, actor: Actor) -> Result<Vec<Event>, Refusal> {
        let tree = AgencyTree::new(agencies()).unwrap();
        confirm_rebase(&self.dossier(), &self.history, &self.office.pinned(), (to, &tree), actor, at(NOW))
    }

    fn rebased(mut self, to: &ProcedureVersion) -> Self {
        self.proposed(to).unwrap();
        let events = self.confirmed(to, minh()).unwrap();
        self.add(events, minh(), NOW);
        self.office.version = to.clone();
        self
    }
}

#[test]
fn it_goes_over_with_a_new_date_and_new_legs_and_keeps_what_was_printed_and_owed() {
    let mut route = route();
    route.legs[1].budget = "1 working day".parse().unwrap();
    route.legs[2] = leg(5, AgencySelector::Competent, "1 working day", &[1, 2]);
    route.legs[3] = RouteLeg { after: vec![LegNo(5)], no: LegNo(6), ..route.legs[3].clone() };
    let to = newer(route);
    let story = Story::received().in_hand(1);
    let before = story.dossier();
    let tree = AgencyTree::new(agencies()).unwrap();
    let moved = rebase(&before, &story.history, &story.office.pinned(), (&to, &tree), at(NOW)).unwrap();
    let difference = rebase_difference(&before, &moved).unwrap();
    assert_eq!(difference.lawful_before, at("2026-09-14T17:00"));
    assert_eq!(difference.lawful_after, at("2026-09-10T17:00"));
    assert_eq!(difference.papers_not_asked, ["so-do"]);
    let legs: Vec<_> = difference.legs.iter().map(|it| (it.no.0, it.change.clone())).collect();
    let days = |count: &str| count.parse().unwrap();
    assert_eq!(
        legs,
        [
            (2, LegChange::Budget { before: days("2 working days"), after: days("1 working day") }),
            (3, LegChange::Removed),
            (4, LegChange::Removed),
            (5, LegChange::Added { budget: days("1 working day") }),
            (6, LegChange::Added { budget: days("1 working day") }),
        ]
    );

    let story = story.rebased(&to);
    let after = story.dossier();
    let dates = after.reception.as_ref().unwrap().dates;
    assert_eq!((dates.first, dates.lawful), (at("2026-09-14T17:00"), at("2026-09-10T17:00")));
    assert_eq!(after.charges, before.charges);
    assert_eq!(after.filing.as_ref().unwrap().version, to.id);
    assert_eq!(after.received_version(), Some(version().id));
    let numbers: Vec<u16> = after.legs.iter().map(|it| it.plan.no.0).collect();
    assert_eq!(numbers, [1, 2, 5, 6]);
    assert_eq!(after.legs[0].status, before.legs[0].status, "who has it keeps it");
    assert!(after.legs.iter().all(|it| it.plan.planned_end <= dates.lawful));
    assert!(after.leg(LegNo(5)).unwrap().plan.decides);
}

#[test]
fn a_paper_that_was_not_asked_on_the_day_of_receipt_never_is() {
    let story = Story::received().in_hand(1).rebased(&newer(route()));
    let ask = |code: &str| {
        let request = SupplementRequest { items: vec![component_item(code)], leg: None, overridden: None };
        ask_supplement(&story.dossier(), &story.office.pinned(), request, at("2026-09-09T11:00"))
    };
    let refusal = ask("so-do").unwrap_err();
    assert_eq!(refusal.message.code.to_string(), "intake.item-not-of-receipt");
    assert_eq!(refusal.article.as_deref(), Some("NĐ 63/2010 Điều 18(6)"));
    ask("hop-dong").unwrap();
}

#[test]
fn one_person_proposes_and_another_approves() {
    let to = newer(route());
    let mut story = Story::received();
    assert_eq!(code(story.confirmed(&to, minh())), "intake.rebase-not-proposed");
    story.proposed(&to).unwrap();
    assert_eq!(story.dossier().filing.unwrap().version, version().id, "nothing has moved yet");
    assert_eq!(code(story.proposed(&to)), "intake.rebase-waits");
    assert_eq!(code(story.confirmed(&to, lan())), "intake.own-request");
    let other = ProcedureVersion { id: version_id("1.000001", date!(2026 - 10 - 01)), ..to.clone() };
    assert_eq!(code(story.confirmed(&other, minh())), "intake.rebase-not-proposed");
    story.confirmed(&to, minh()).unwrap();
}

#[test]
fn what_has_no_place_in_the_new_version_is_refused() {
    let check = |mut story: Story, to: ProcedureVersion, expected: &str| {
        assert_eq!(code(story.proposed(&to)), expected);
    };
    check(Story::received(), version(), "intake.rebase-same-version");
    let to = || newer(route());
    check(
        Story::received(),
        ProcedureVersion { procedure: motcua_catalogue::procedure_id("1.000002"), ..to() },
        "intake.rebase-other-procedure",
    );
    let later = motcua_kernel::Validity::since(date!(2026 - 10 - 01));
    check(Story::received(), ProcedureVersion { validity: later, ..to() }, "intake.version-not-in-force");
    check(
        Story::received(),
        ProcedureVersion { legal_basis: Vec::new(), ..to() },
        "intake.rebase-ground-unknown",
    );
    let mut without = to();
    without.cases[0].code = "khac".to_owned();
    check(Story::received(), without, "intake.case-unknown");
    let mut closed = to();
    closed.cases[0].channels.clear();
    check(Story::received(), closed, "intake.channel-closed");
    let items = vec![component_item("hop-dong")];
    let asked =
        Event::SupplementRequested { items, leg: None, answer_by: at("2026-09-20T17:00"), overridden: None };
    check(Story::received().then(vec![asked], "2026-09-08T08:00"), to(), "intake.rebase-awaits-papers");
    let stopped = Event::Withdrawn { reason: REASON };
    check(Story::received().then(vec![stopped], "2026-09-08T08:00"), to(), "intake.state-withdrawn");
}

#[test]
fn a_leg_that_was_begun_must_have_its_place_in_the_new_route() {
    let check = |mut story: Story, change: &dyn Fn(&mut Route), expected: Option<&str>| {
        let mut route = route();
        change(&mut route);
        let decided = story.proposed(&newer(route)).map_err(|it| it.message.code.to_string());
        assert_eq!(decided.err().as_deref(), expected);
    };
    let without_land = |route: &mut Route| {
        route.legs.remove(0);
        route.legs[1].after = vec![LegNo(2)];
    };
    check(Story::received(), &without_land, None);
    check(Story::received().in_hand(1), &without_land, Some("intake.rebase-leg-gone"));
    check(Story::received().done(1), &without_land, None);
    let by_the_tax_office = |route: &mut Route| route.legs[0].agency = sibling(".THUE");
    check(Story::received().in_hand(1), &by_the_tax_office, Some("intake.rebase-leg-gone"));
    check(Story::received().done(1), &by_the_tax_office, Some("intake.rebase-leg-gone"));
    let one_before = |route: &mut Route| {
        route.legs.push(leg(5, AgencySelector::Competent, "1 working day", &[]));
        route.legs[0].after = vec![LegNo(5)];
    };
    check(Story::received(), &one_before, None);
    check(Story::received().in_hand(1), &one_before, Some("intake.rebase-leg-ahead"));
    let one_between = |route: &mut Route| {
        route.legs.push(leg(5, AgencySelector::Competent, "1 working day", &[1]));
        route.legs[2].after = vec![LegNo(2), LegNo(5)];
    };
    check(Story::received().in_hand(1), &one_between, None);
    check(Story::received().done(1), &one_between, Some("intake.rebase-leg-overtaken"));
    let returned_by_nobody = |route: &mut Route| route.legs[3].kind = LegKind::Process;
    check(Story::received().in_hand(3), &returned_by_nobody, Some("intake.rebase-leg-gone"));
}

#[test]
fn the_pauses_of_the_past_count_and_working_the_date_out_again_changes_nothing() {
    let reason = REASON;
    let suspended = Event::Suspended { ground: SuspensionGround::Court, reason };
    let story = Story::received().in_hand(1).then(vec![suspended], "2026-09-07T13:00");
    let resumed = Event::Resumed { lawful: at("2026-09-15T17:00") };
    let story = story.then(vec![resumed], "2026-09-08T13:00").rebased(&newer(route()));
    let after = story.dossier();
    // Three working days from 7 September, one of which stood still.
    assert_eq!(after.reception.as_ref().unwrap().dates.lawful, at("2026-09-11T17:00"));
    assert_eq!(recompute(&after, &story.history, &story.office.pinned()).unwrap(), []);
}

#[test]
fn an_event_that_does_not_fit_is_no_history() {
    let mut story = Story::received().in_hand(1);
    let to = newer(route());
    story.proposed(&to).unwrap();
    let dossier = story.dossier();
    let happened = |event, actor| {
        let (seq, recorded) = (dossier.seq + 1, at(NOW));
        let entry = Entry { seq, recorded, occurred: recorded, by: By::Officer(actor), event };
        apply(dossier.id, Some(dossier.clone()), &entry)
    };
    let Event::Rebased(rebased) = story.confirmed(&to, minh()).unwrap().remove(0) else { panic!() };
    let check = |change: &dyn Fn(&mut motcua_dossier::Rebased)| {
        let mut wrong = rebased.clone();
        change(&mut wrong);
        let event = Event::Rebased(wrong);
        happened(event, minh()).unwrap_err();
    };
    happened(Event::Rebased(rebased.clone()), minh()).unwrap();
    happened(Event::Rebased(rebased.clone()), lan()).unwrap_err();
    check(&|it| it.from = it.to);
    check(&|it| it.to = it.from);
    check(&|it| {
        it.legs.remove(0);
    });
    assert!(matches!(dossier.leg(LegNo(1)).unwrap().status, LegStatus::Active { .. }));
}
