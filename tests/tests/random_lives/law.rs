//! Chosen lives for the rules with numbers of law.md 3 and 14, under the packs of 2018 and 2026.

use crate::life::{ID, text};
use crate::office::{Procedure, at, office};
use motcua_catalogue::ProcedureVersion;
use motcua_dossier::{By, Dossier, Entry, Event, SupplementItem, SupplementSubject, SuspensionGround, apply};
use motcua_intake::{Pinned, SupplementRequest, ask_supplement, complete_supplement, stop, withdraw};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, RulePack, Validity, parse_date};
use motcua_routing::{Reappointment, accept, apologise, hand_over_from_counter, reappoint, resume, suspend};

/// A land transfer without tax, received on Monday at 08:00, with its rules.
struct Case {
    version: ProcedureVersion,
    pack: &'static RulePack,
    dossier: Dossier,
}

const LAND: LegNo = LegNo(1);

impl Case {
    fn received(moment: &str) -> Self {
        let procedure = Procedure::Land { tax: false };
        let mut version = office().version(procedure).clone();
        // The shipped version begins in 2025; the route is the same under the older pack.
        version.validity = Validity::since(parse_date("2018-06-21").unwrap());
        let now = at(moment);
        let events = office().received(&version, office().filing(procedure), now);
        let by = By::Officer(office().counter());
        let entry = |event| Entry { seq: 1, recorded: now, occurred: now, by, event };
        let dossier =
            events.into_iter().map(entry).fold(None, |it, entry| Some(apply(ID, it, &entry).unwrap()));
        Self { version, pack: office().pack(now.date()), dossier: dossier.unwrap() }
    }

    /// Received and with the land office.
    fn with_land_office(moment: &str) -> Self {
        let mut case = Self::received(moment);
        let now = case.dossier.last_recorded.plus_minutes(60);
        case.take(now, hand_over_from_counter(&case.dossier, office().counter(), now)).unwrap();
        case.take(now, accept(&case.dossier, land(), LAND, now)).unwrap();
        case
    }

    fn take(&mut self, now: Instant, decided: Result<Vec<Event>, Refusal>) -> Result<(), Refusal> {
        for event in decided? {
            let seq = self.dossier.seq + 1;
            let entry = Entry { seq, recorded: now, occurred: now, by: By::Officer(land()), event };
            self.dossier = apply(ID, Some(self.dossier.clone()), &entry).unwrap();
        }
        Ok(())
    }

    fn pinned(&self) -> Pinned<'_> {
        Pinned { version: &self.version, pack: self.pack, calendars: &office().province.calendars }
    }

    fn ask(&mut self, moment: &str, overridden: bool) -> Result<(), Refusal> {
        let subject = SupplementSubject::Component { code: "hop-dong".to_owned() };
        let items = vec![SupplementItem { subject, reason: text() }];
        let request = SupplementRequest { items, leg: Some(LAND), overridden: overridden.then(text) };
        self.take(at(moment), ask_supplement(&self.dossier, &self.pinned(), request, at(moment)))
    }

    fn complete(&mut self, moment: &str) {
        let decided = complete_supplement(&self.dossier, &self.pinned(), at(moment));
        self.take(at(moment), decided).unwrap();
    }

    fn reappoint(&mut self, moment: &str, to: &str) -> Result<(), Refusal> {
        let request = Reappointment { leg: LAND, to: at(to), apology: text() };
        let (now, calendar) = (at(moment), office().calendar());
        self.take(now, reappoint(&self.dossier, land_leader(), request, self.pack, calendar, now))
    }

    fn lawful(&self) -> Instant {
        self.dossier.reception.as_ref().unwrap().dates.lawful
    }
}

fn land() -> Actor {
    office().person(office().agency("H13.031"), false)
}

fn land_leader() -> Actor {
    office().person(office().agency("H13.031"), true)
}

fn refused(decided: Result<(), Refusal>, code: &str, article: &str) {
    let refusal = decided.unwrap_err();
    assert_eq!(refusal.message.code.to_string(), code);
    assert_eq!(refusal.article.as_deref(), Some(article));
}

/// A Monday with no holiday in the three weeks after it, and the articles its pack names.
struct Period {
    pack: &'static str,
    month: &'static str,
    monday: u8,
    late: &'static str,
    limit: &'static str,
    reappointment: &'static str,
}

const OF_2018: Period = Period {
    pack: "2018-06",
    month: "2018-07",
    monday: 2,
    late: "NĐ 61/2018 Điều 19(4)",
    limit: "NĐ 61/2018 Điều 15(3)",
    reappointment: "NĐ 61/2018 Điều 19(9)",
};
/// NĐ 118/2025 was read in parts only: where it is not known to differ, the rules of 2018 stand on, and say so.
const OF_2025: Period = Period {
    pack: "2026-01",
    month: "2026-03",
    monday: 2,
    late: "như NĐ 61/2018 Điều 19(4); NĐ 118/2025 (điều tương ứng chưa đọc)",
    limit: "như NĐ 61/2018 Điều 15(3); NĐ 118/2025 (điều tương ứng chưa đọc)",
    reappointment: "quy chế của tỉnh theo NĐ 118/2025",
};
const PERIODS: [Period; 3] =
    [OF_2018, OF_2025, Period { pack: "2026-07", month: "2026-07", monday: 6, ..OF_2025 }];

impl Period {
    /// The day `days` after the Monday.
    fn day(&self, days: u8, time: &str) -> String {
        format!("{}-{:02}T{time}", self.month, self.monday + days)
    }

    fn case(&self) -> Case {
        let case = Case::with_land_office(&self.day(0, "08:00"));
        assert_eq!(case.pack.code, self.pack);
        // Eight working days: Tuesday to Friday, Monday to Thursday.
        assert_eq!(case.lawful(), at(&self.day(10, "17:00")));
        case
    }
}

#[test]
fn a_supplement_is_asked_on_working_day_2_but_not_on_day_4() {
    for period in &PERIODS {
        let mut case = period.case();
        refused(case.ask(&period.day(4, "08:00"), false), "intake.supplement-late", period.late);
        case.ask(&period.day(3, "17:00"), false).unwrap();

        let mut case = period.case();
        case.ask(&period.day(4, "08:00"), true).unwrap();

        let mut case = period.case();
        case.ask(&period.day(2, "10:00"), false).unwrap();
        case.complete(&period.day(7, "10:00"));
        // The limit starts anew on Monday a week later: Tuesday is the first of eight days.
        assert_eq!(case.lawful(), at(&period.day(17, "17:00")));
        let second = case.ask(&period.day(7, "14:00"), false);
        refused(second, "intake.supplement-limit", period.limit);
        case.ask(&period.day(7, "14:00"), true).unwrap();
    }
}

#[test]
fn a_return_is_set_anew_once_and_an_apology_is_never_too_late() {
    for period in &PERIODS {
        let mut case = period.case();
        let too_late = case.reappoint(&period.day(10, "08:00"), &period.day(15, "17:00"));
        refused(too_late, "routing.too-late-to-reappoint", period.reappointment);
        let lawful = case.lawful();
        case.reappoint(&period.day(9, "16:00"), &period.day(15, "17:00")).unwrap();
        let again = case.reappoint(&period.day(9, "16:30"), &period.day(16, "17:00"));
        refused(again, "routing.reappointed-already", period.reappointment);
        let late = at(&period.day(18, "09:00"));
        case.take(late, apologise(&case.dossier, land_leader(), LAND, text(), late)).unwrap();
        // Whatever is said, lateness is judged against the lawful date (law.md 14, example 4).
        assert_eq!(case.lawful(), lawful);
        assert_eq!(case.dossier.reappointments, 1);
    }
}

/// A pause gives its minutes; a restart begins from the completion and forgets them, so the lawful date can come back to
/// an earlier one. It never comes before the first.
#[test]
fn a_restart_forgets_an_earlier_pause() {
    for period in &PERIODS {
        let mut case = period.case();
        let (stood, went_on) = (at(&period.day(0, "09:30")), at(&period.day(0, "10:00")));
        let ground = SuspensionGround::Dispute;
        case.take(stood, suspend(&case.dossier, land(), ground, text(), stood)).unwrap();
        case.take(went_on, resume(&case.dossier, land(), office().calendar(), went_on)).unwrap();
        assert_eq!(case.lawful(), at(&period.day(11, "07:30")));
        case.ask(&period.day(0, "10:30"), false).unwrap();
        case.complete(&period.day(0, "11:00"));
        assert_eq!(case.lawful(), at(&period.day(10, "17:00")));
        assert_eq!(case.lawful(), case.dossier.reception.as_ref().unwrap().dates.first);
    }
}

#[test]
fn an_applicant_may_take_it_back_or_stop_it_while_nothing_is_signed() {
    for period in &PERIODS {
        let now = at(&period.day(1, "09:00"));
        let mut case = period.case();
        case.take(now, withdraw(&case.dossier, text())).unwrap();
        let again = withdraw(&case.dossier, text()).unwrap_err();
        assert_eq!(again.message.code.to_string(), "intake.state-withdrawn");

        let mut case = period.case();
        case.ask(&period.day(1, "08:00"), false).unwrap();
        case.take(now, stop(&case.dossier, case.pack, text())).unwrap();
        let again = stop(&case.dossier, case.pack, text()).unwrap_err();
        let article = case.pack.ending.stop_notice.value.then_some("NĐ 118/2025 Điều 21; TT 03/2025 Điều 7");
        assert_eq!(again.article.as_deref(), article);
    }
}
