//! One dossier from the counter and back: papers asked for late and again, a date set anew twice, a result numbered and
//! returned. Every pack walks it and each is held to what it allows.

use crate::office::{CLERK, COUNTER, LEADER, OFFICER, RETURN, SOLVE, WORDS, at, filing, province, version};
use crate::periods::{PERIODS, Period};
use motcua_app::Province;
use motcua_catalogue::ProcedureVersion;
use motcua_dossier::{
    By, Dossier, DossierNumber, Entry, Event, HandedOut, Outcome, ReturnMethod, Status, SupplementItem,
    SupplementSubject, apply, lateness,
};
use motcua_intake::{
    Pinned, ReceiveFacts, SupplementRequest, ask_supplement, complete_supplement, receive, resolve_agencies,
    stop,
};
use motcua_kernel::{Actor, DossierId, Instant, Refusal, Role, RulePack, parse_date};
use motcua_routing::{
    NumberedResult, Reappointment, TermKind, Watch, accept, approve, hand_over_from_counter, hand_over_leg,
    number_and_stamp, originals_kept, propose, reappoint, return_result, terms,
};
use time::Duration;
use uuid::Uuid;

const ID: DossierId = DossierId(Uuid::from_u128(1));

/// A dossier on its way, with the rules of its day of receipt.
#[derive(Clone)]
struct Walk<'a> {
    period: &'a Period,
    province: &'a Province,
    version: &'a ProcedureVersion,
    pack: &'a RulePack,
    dossier: Dossier,
    history: Vec<Entry>,
}

impl<'a> Walk<'a> {
    fn received(period: &'a Period, province: &'a Province, version: &'a ProcedureVersion) -> Self {
        let now = day(period, 0, "15:30");
        let pack = province.packs.on(now.date()).unwrap();
        let agencies =
            resolve_agencies(&version.cases[0].route, &province.agencies, &filing(), now.date()).unwrap();
        let facts = ReceiveFacts {
            version,
            pack,
            calendars: &province.calendars,
            agencies: &agencies,
            tree: &province.agencies,
        };
        let (format, width) = (pack.number.format.value, pack.number.serial_width.value);
        let number = DossierNumber::write(format, "H51.12.01", now.date(), 7, width);
        let events = receive(&facts, filing(), number, now).unwrap().events;
        let (dossier, history) = happened(None, Vec::new(), CLERK, now, events);
        Self { period, province, version, pack, dossier, history }
    }

    fn at(&self, days: i64, time: &str) -> Instant {
        day(self.period, days, time)
    }

    fn take(
        &mut self,
        actor: Actor,
        now: Instant,
        decided: Result<Vec<Event>, Refusal>,
    ) -> Result<(), Refusal> {
        let history = std::mem::take(&mut self.history);
        let (dossier, history) = match decided {
            Ok(events) => happened(Some(self.dossier.clone()), history, actor, now, events),
            Err(refusal) => {
                self.history = history;
                return Err(refusal);
            }
        };
        (self.dossier, self.history) = (dossier, history);
        Ok(())
    }

    fn pinned(&self) -> Pinned<'a> {
        Pinned { version: self.version, pack: self.pack, calendars: &self.province.calendars }
    }

    fn ask(&mut self, now: Instant, overridden: bool) -> Result<(), Refusal> {
        let subject = SupplementSubject::Component { code: "hop-dong".to_owned() };
        let items = vec![SupplementItem { subject, reason: WORDS }];
        let request = SupplementRequest { items, leg: Some(SOLVE), overridden: overridden.then_some(WORDS) };
        self.take(OFFICER, now, ask_supplement(&self.dossier, &self.pinned(), request, now))
    }

    fn complete(&mut self, now: Instant) {
        self.take(CLERK, now, complete_supplement(&self.dossier, &self.pinned(), now)).unwrap();
    }

    fn reappoint(&mut self, now: Instant, to: Instant) -> Result<(), Refusal> {
        let request = Reappointment { leg: SOLVE, to, apology: WORDS };
        let calendar = self.province.calendars.of(COUNTER);
        let leader = Actor { role: Role::Leader, ..OFFICER };
        self.take(leader, now, reappoint(&self.dossier, leader, request, self.pack, calendar, now))
    }

    fn lawful(&self) -> Instant {
        self.dossier.reception.as_ref().unwrap().dates.lawful
    }
}

fn happened(
    mut state: Option<Dossier>,
    mut history: Vec<Entry>,
    actor: Actor,
    now: Instant,
    events: Vec<Event>,
) -> (Dossier, Vec<Entry>) {
    for event in events {
        let seq = state.as_ref().map_or(1, |it| it.seq + 1);
        let entry = Entry { seq, recorded: now, occurred: now, by: By::Officer(actor), event };
        state = Some(apply(ID, state, &entry).unwrap());
        history.push(entry);
    }
    (state.unwrap(), history)
}

fn day(period: &Period, days: i64, time: &str) -> Instant {
    let date = parse_date(period.monday).unwrap() + Duration::days(days);
    at(&format!("{date}T{time}"))
}

/// Refused under this article, or allowed where there is none.
#[track_caller]
fn is(decided: Result<(), Refusal>, code: &str, article: Option<&str>, pack: &str) {
    match (decided, article) {
        (Ok(()), None) => {}
        (Ok(()), Some(article)) => panic!("{pack} allows what {article} forbids"),
        (Err(refusal), None) => panic!("{pack} refuses: {refusal:?}"),
        (Err(refusal), Some(article)) => {
            assert_eq!(refusal.message.code.to_string(), code, "{pack}");
            assert_eq!(refusal.article.as_deref(), Some(article), "{pack}");
        }
    }
}

#[test]
fn every_pack_walks_the_same_dossier_as_its_articles_say() {
    let (province, version) = (province(), version());
    let packs: Vec<&str> = province.packs.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(packs, PERIODS.iter().map(|it| it.pack).collect::<Vec<_>>());
    for period in &PERIODS {
        let mut walk = Walk::received(period, &province, &version);
        assert_eq!(walk.pack.code, period.pack);
        sent_off(&mut walk);
        supplemented(&mut walk);
        stopped(walk.clone());
        set_anew(&mut walk);
        returned(&mut walk);
    }
}

fn sent_off(walk: &mut Walk<'_>) {
    let pack = walk.period.pack;
    let reception = walk.dossier.reception.as_ref().unwrap();
    assert_eq!(reception.number.as_str(), walk.period.number);
    assert_eq!(reception.pack, pack);
    assert_eq!(walk.lawful(), walk.at(14, "17:00"), "{pack}: ten working days");
    let now = walk.at(1, "09:00");
    let watched = terms(&walk.dossier, &walk.province.calendars, walk.pack, &Watch::default());
    let sent_off = watched.iter().find(|it| it.kind == TermKind::CounterHandover).unwrap();
    let (days, time) = walk.period.sent_off_by;
    assert_eq!(sent_off.from.floor_minute(), walk.at(days, time), "{pack}");
    walk.take(CLERK, now, hand_over_from_counter(&walk.dossier, CLERK, now)).unwrap();
    walk.take(OFFICER, now, accept(&walk.dossier, OFFICER, SOLVE, now)).unwrap();
}

/// Asked for on the fourth working day, where needed with the reason of a superior; then again and again.
fn supplemented(walk: &mut Walk<'_>) {
    let (pack, friday) = (walk.period.pack, walk.at(4, "08:00"));
    let late = walk.ask(friday, false);
    if late.is_err() {
        walk.ask(friday, true).unwrap();
    }
    is(late, "intake.supplement-late", walk.period.ask_on_day_4, pack);
    walk.complete(walk.at(7, "08:00"));
    assert_eq!(walk.lawful(), walk.at(walk.period.lawful_day, "17:00"), "{pack}");
    let (too_many, article) = walk.period.request_too_many;
    for request in 2..too_many {
        let now = walk.at(7, "09:00");
        walk.ask(now, false).unwrap_or_else(|it| panic!("{pack}, request {request}: {it:?}"));
        walk.complete(now);
    }
    let refused = walk.ask(walk.at(7, "10:00"), false);
    is(refused, "intake.supplement-limit", Some(article), pack);
    walk.clone().ask(walk.at(7, "10:00"), true).unwrap();
}

/// At the applicant's wish; what is stopped is not stopped again, and the article is the one that knows stopping.
fn stopped(mut walk: Walk<'_>) {
    let now = walk.at(8, "08:00");
    let (pack, article) = (walk.pack, walk.period.stop);
    walk.take(CLERK, now, stop(&walk.dossier, pack, WORDS)).unwrap();
    assert!(matches!(walk.dossier.status, Status::Stopped { .. }));
    let again = stop(&walk.dossier, pack, WORDS).unwrap_err();
    assert_eq!(again.message.code.to_string(), "intake.state-stopped");
    assert_eq!(again.article.as_deref(), article, "{}", pack.code);
}

/// The lawful date is a Monday or Tuesday; nothing said to the applicant moves it.
fn set_anew(walk: &mut Walk<'_>) {
    let (pack, due, lawful) = (walk.period.pack, walk.period.lawful_day, walk.lawful());
    let late = walk.clone().reappoint(walk.at(due, "08:00"), walk.at(due + 2, "17:00"));
    is(late, "routing.too-late-to-reappoint", walk.period.new_date_on_due_day, pack);
    walk.reappoint(walk.at(due - 4, "08:00"), walk.at(due + 2, "17:00")).unwrap();
    let second = walk.reappoint(walk.at(due + 1, "08:00"), walk.at(due + 3, "17:00"));
    let times = if second.is_ok() { 2 } else { 1 };
    is(second, "routing.reappointed-already", walk.period.second_new_date, pack);
    assert_eq!((walk.dossier.reappointments, walk.lawful()), (times, lawful), "{pack}");
}

/// A day after the lawful date: late under every pack, whatever was promised since.
fn returned(walk: &mut Walk<'_>) {
    let (pack, now) = (walk.period.pack, walk.at(walk.period.lawful_day + 1, "15:30"));
    let results = ["giay".to_owned()];
    let granted = Outcome::Granted { result: "giay".to_owned(), file: None };
    let number = NumberedResult { number: "12/GCN".to_owned(), file: None };
    walk.take(OFFICER, now, propose(&walk.dossier, OFFICER, SOLVE, granted, &results, now)).unwrap();
    walk.take(LEADER, now, approve(&walk.dossier, LEADER, SOLVE, now)).unwrap();
    walk.take(LEADER, now, number_and_stamp(&walk.dossier, LEADER, SOLVE, &number, now)).unwrap();
    walk.take(OFFICER, now, hand_over_leg(&walk.dossier, OFFICER, SOLVE, now)).unwrap();
    walk.take(CLERK, now, accept(&walk.dossier, CLERK, RETURN, now)).unwrap();
    let given = ReturnMethod::Counter { to: filing().applicant };
    let originals = originals_kept(&walk.dossier).map(|it| it.code.clone()).collect();
    let handed = HandedOut { originals, ..HandedOut::default() };
    walk.take(CLERK, now, return_result(&walk.dossier, CLERK, given, handed, now)).unwrap();
    assert!(matches!(walk.dossier.status, Status::Returned { refused: false, .. }), "{pack}");
    let acceptance = walk.pack.handover.acceptance_minutes.value;
    let late = lateness(&walk.history, &walk.province.calendars, acceptance, now).unwrap();
    // 07:00-11:30 and 13:30-15:30 of the day after.
    assert_eq!((late.lawful, late.total_minutes), (walk.lawful(), 390), "{pack}");
}
