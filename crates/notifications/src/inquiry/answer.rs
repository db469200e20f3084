//! What an answer may say, as typed values: of a dossier to the telephone it has for its people, or only how much of it is
//! done.

use super::standing::{Standing, agency};
use motcua_dossier::{ClockHolder, Degree, PublicStatus, ToDo};
use motcua_kernel::{Instant, Vnd};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How many letters of the name of a procedure are told.
const LONGEST_TITLE: usize = 50;

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// To a telephone of the dossier: who has it, and until when.
    Told(Box<Told>),
    /// To anybody else with the code of the slip.
    Degree {
        /// Steps done.
        done: u16,
        /// All steps.
        total: u16,
        /// Whether an office still has something to do.
        open: bool,
    },
    /// No slip has such a code, or nothing was asked: what to send.
    Unknown,
    /// Too often.
    TooMany {
        /// From when on they may ask again.
        again: Instant,
    },
}

/// What the people of a dossier are told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Mã số hồ sơ.
    pub number: String,
    /// Name of the procedure, shortened; none when it is sensitive.
    pub title: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// The agencies that have it, or the counter that received it.
    pub agency: String,
    /// The date that holds now; none while none runs.
    pub due: Option<Instant>,
    /// Whether that date has passed.
    pub late: bool,
    /// Until when the reader has to do what is awaited.
    pub by: Option<Instant>,
    /// What is to be paid; none where nothing is.
    pub amount: Option<Vnd>,
    /// When it ended.
    pub ended: Option<Instant>,
    /// The telephone of the office.
    pub phone: Option<String>,
    /// How many dossiers of the same slip are not in this answer; none where it has all.
    pub more: Option<u16>,
}

/// Which template an answer is written by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// [`Answer::Told`].
    Told,
    /// [`Answer::Degree`].
    Degree,
    /// [`Answer::Unknown`].
    Unknown,
    /// [`Answer::TooMany`].
    TooMany,
}

/// No answer has this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such answer")]
pub struct NoSuchAnswer;

impl AnswerKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Told, Self::Degree, Self::Unknown, Self::TooMany];

    /// As the files of words name it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Told => "answer-told",
            Self::Degree => "answer-degree",
            Self::Unknown => "answer-unknown",
            Self::TooMany => "answer-too-many",
        }
    }
}

impl FromStr for AnswerKind {
    type Err = NoSuchAnswer;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|it| it.code() == code).ok_or(NoSuchAnswer)
    }
}

impl Answer {
    /// Its kind.
    pub const fn kind(&self) -> AnswerKind {
        match self {
            Self::Told(_) => AnswerKind::Told,
            Self::Degree { .. } => AnswerKind::Degree,
            Self::Unknown => AnswerKind::Unknown,
            Self::TooMany { .. } => AnswerKind::TooMany,
        }
    }

    /// To whoever has the code of a slip with these dossiers: how much of them is done together.
    pub fn degree(views: &[PublicStatus]) -> Self {
        let sum = |of: fn(&Degree) -> u16| views.iter().map(|it| of(&it.degree)).fold(0, u16::saturating_add);
        let is_open = |it: &PublicStatus| it.ended.is_none() && it.degree.done < it.degree.total;
        Self::Degree { done: sum(|it| it.done), total: sum(|it| it.total), open: views.iter().any(is_open) }
    }
}

impl Told {
    /// Of a dossier as the public sees it at `now`; `phone` is that of the office that received it.
    pub fn of(view: &PublicStatus, phone: Option<String>, now: Instant) -> Self {
        let standing = Standing::of(view);
        let due =
            Some(view.dates.in_force()).filter(|_| view.clock == ClockHolder::Office && view.ended.is_none());
        let (by, amount) = match &view.to_do {
            Some(ToDo::Supplement { by, .. }) => (Some(*by), None),
            Some(ToDo::Pay { by, amount, .. }) => (Some(*by), Some(*amount)),
            Some(ToDo::Collect { unpaid, .. }) => (None, Some(*unpaid).filter(|it| *it > Vnd::ZERO)),
            None => (None, None),
        };
        Self {
            number: view.number.to_string(),
            title: view.procedure.title.as_deref().map(shortened),
            standing,
            agency: agency(view, standing),
            due,
            late: due.is_some_and(|it| it < now),
            by,
            amount,
            ended: view.ended,
            phone,
            more: None,
        }
    }

    /// One of several in the same answer: without what makes it long, and without the telephone, which the last one says.
    #[must_use]
    pub fn among_others(self) -> Self {
        Self { title: None, phone: None, ..self }
    }
}

/// Whole words of a name, as many as fit.
fn shortened(title: &str) -> String {
    if title.chars().count() <= LONGEST_TITLE {
        return title.to_owned();
    }
    let mut short = String::new();
    for word in title.split_whitespace() {
        if short.chars().count() + word.chars().count() >= LONGEST_TITLE {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_catalogue::LegKind;
    use motcua_dossier::{Dates, PublicAgency, PublicProcedure, PublicStep, StepState};
    use motcua_kernel::{LegNo, parse_instant};

    fn at(moment: &str) -> Instant {
        parse_instant(moment).unwrap()
    }

    fn named(name: &str) -> PublicAgency {
        PublicAgency { code: String::new(), name: name.to_owned() }
    }

    fn view(status: &str, steps: &[(&str, StepState)]) -> PublicStatus {
        let step = |(no, (name, state)): (u16, &(&str, StepState))| PublicStep {
            no: LegNo(no),
            name: String::new(),
            agency: named(name),
            kind: LegKind::Process,
            state: *state,
            since: None,
            finished: None,
        };
        PublicStatus {
            number: "H13.163.01-261116-0001".parse().unwrap(),
            procedure: PublicProcedure {
                code: "1.013831".to_owned(),
                title: Some("Chuyển nhượng".to_owned()),
            },
            case: None,
            bundle: None,
            status: status.to_owned(),
            national_code: None,
            received: at("2026-11-16T08:00"),
            dates: Dates::at_receipt(at("2026-11-27T17:00")),
            clock: ClockHolder::Office,
            paused_since: None,
            pauses: Vec::new(),
            receiving: named("Trung tâm"),
            competent: named("Trung tâm"),
            steps: (1..).zip(steps).map(step).collect(),
            degree: Degree { done: 2, total: 4 },
            to_do: None,
            result: None,
            ended: None,
            incident: None,
            reopened: None,
            replaced: Vec::new(),
        }
    }

    fn check(view: &PublicStatus, expected: (Standing, &str)) -> Told {
        let told = Told::of(view, None, at("2026-11-20T08:00"));
        assert_eq!((told.standing, told.agency.as_str()), expected);
        told
    }

    #[test]
    fn it_is_with_whoever_took_it_else_on_its_way_else_at_the_counter() {
        use StepState::{Finished, Sent, SentBack, Waiting, Working};
        check(&view("received", &[("Thuế", Waiting)]), (Standing::Received, "Trung tâm"));
        check(&view("in-process", &[("Thuế", Sent), ("Đất", SentBack)]), (Standing::OnItsWay, "Thuế, Đất"));
        let told = check(
            &view("in-process", &[("A", Finished), ("Thuế", Working), ("Thuế", Working)]),
            (Standing::InHand, "Thuế"),
        );
        assert_eq!((told.due, told.late), (Some(at("2026-11-27T17:00")), false));
        let late = Told::of(&view("in-process", &[]), None, at("2026-11-28T08:00"));
        assert!(late.late);
    }

    #[test]
    fn what_waits_for_the_reader_has_its_end_and_no_date_of_the_office() {
        let mut waits = view("supplement-requested", &[("Thuế", StepState::Working)]);
        waits.clock = ClockHolder::Citizen;
        waits.to_do =
            Some(ToDo::Supplement { items: vec!["Bản vẽ".to_owned()], by: at("2026-12-21T17:00") });
        let told = check(&waits, (Standing::Supplement, "Trung tâm"));
        assert_eq!((told.due, told.by), (None, Some(at("2026-12-21T17:00"))));
        assert!(!serde_json::to_string(&told).unwrap().contains("Bản vẽ"));
        for (status, standing) in [
            ("suspended", Standing::Suspended),
            ("result-signed", Standing::Signed),
            ("returned", Standing::Returned),
            ("withdrawn", Standing::Withdrawn),
            ("stopped", Standing::Stopped),
            ("annulled", Standing::Annulled),
            ("awaiting-predecessor", Standing::Predecessor),
        ] {
            check(&view(status, &[("Thuế", StepState::Working)]), (standing, "Trung tâm"));
        }
    }

    #[test]
    fn a_sensitive_procedure_has_no_title_and_a_long_one_is_cut_between_words() {
        let mut hidden = view("received", &[]);
        hidden.procedure.title = None;
        assert_eq!(Told::of(&hidden, None, at("2026-11-20T08:00")).title, None);
        let long = "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất";
        assert_eq!(shortened(long), "Đăng ký biến động quyền sử dụng đất, quyền sở hữu…");
        assert_eq!(shortened("Chứng thực"), "Chứng thực");
    }

    #[test]
    fn the_dossiers_of_a_slip_are_counted_together() {
        let mut done = view("result-ready", &[]);
        done.degree = Degree { done: 4, total: 4 };
        let both = [view("in-process", &[]), done.clone()];
        assert_eq!(Answer::degree(&both), Answer::Degree { done: 6, total: 8, open: true });
        assert_eq!(Answer::degree(&[done]), Answer::Degree { done: 4, total: 4, open: false });
    }

    #[test]
    fn the_later_of_the_lawful_and_the_new_date_is_told() {
        let mut given = view("in-process", &[]);
        given.dates.reappointed = Some(at("2026-12-02T17:00"));
        let told = |view: &PublicStatus| {
            let told = Told::of(view, None, at("2026-12-03T08:00"));
            (told.due, told.late)
        };
        assert_eq!(told(&given), (given.dates.reappointed, true));
        given.dates.lawful = at("2026-12-11T17:00");
        assert_eq!(told(&given), (Some(given.dates.lawful), false));
    }
}
