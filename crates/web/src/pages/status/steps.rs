//! The steps of a dossier as lines to read: who, what, where it stands, since when.

use crate::pages::Page;
use motcua_catalogue::LegKind;
use motcua_dossier::{ClockHolder, PublicStatus, PublicStep, StepState};
use motcua_kernel::{Instant, Message};

/// One line of the list.
#[derive(Clone, Debug)]
pub struct StepLine<'a> {
    /// How it looks: `done`, `now` or `todo`.
    pub class: &'static str,
    /// The step itself.
    pub step: &'a PublicStep,
    /// Where it stands, in words.
    pub state: String,
    /// Since when, or from when to when.
    pub when: Option<String>,
}

/// The steps of `view` in the language of `page`.
pub fn lines<'a>(page: &Page, view: &'a PublicStatus) -> Vec<StepLine<'a>> {
    view.steps.iter().map(|step| line(page, view, step)).collect()
}

fn line<'a>(page: &Page, view: &PublicStatus, step: &'a PublicStep) -> StepLine<'a> {
    let class = if is_current(view, step) {
        "now"
    } else if step.state == StepState::Finished {
        "done"
    } else {
        "todo"
    };
    let (state, when) = match halt(view, step) {
        Some(Halt::ToCollect) => (page.t("label.step-to-collect"), when(page, step.finished, None)),
        None if step.kind == LegKind::Return => {
            let returned = view.result.as_ref().and_then(|it| it.returned);
            (page.word("step-state", step.state.key()), when(page, step.since, returned))
        }
        None => (page.word("step-state", step.state.key()), when(page, step.since, step.finished)),
        Some(Halt::Paused(since)) => (page.t("label.step-paused"), when(page, since, None)),
        Some(Halt::Left) => (page.t("label.step-left"), None),
    };
    StepLine { class, step, state, when }
}

/// Whether somebody has it in hand, or would have if it did not stand still. Several may at once.
pub fn is_current(view: &PublicStatus, step: &PublicStep) -> bool {
    let in_hand = !matches!(step.state, StepState::Waiting | StepState::Finished);
    !is_over(view) && (in_hand || waits_for_the_citizen(view, step))
}

/// The return is done for the offices when the result lies at the counter, and for the citizen when it is handed out.
fn waits_for_the_citizen(view: &PublicStatus, step: &PublicStep) -> bool {
    step.kind == LegKind::Return && step.state == StepState::Finished && view.status == "result-ready"
}

/// Whether what is left of it will not be done.
fn is_over(view: &PublicStatus) -> bool {
    matches!(view.status.as_str(), "returned" | "withdrawn" | "stopped" | "annulled")
}

/// Why nobody of the offices goes on with a step.
enum Halt {
    /// The citizen may come.
    ToCollect,
    /// It stands still with the whole dossier.
    Paused(Option<Instant>),
    /// The dossier ended before it was done.
    Left,
}

fn halt(view: &PublicStatus, step: &PublicStep) -> Option<Halt> {
    let paused =
        matches!(view.clock, ClockHolder::Citizen | ClockHolder::Suspension | ClockHolder::Predecessor);
    if waits_for_the_citizen(view, step) {
        Some(Halt::ToCollect)
    } else if step.state == StepState::Finished {
        None
    } else if is_over(view) {
        Some(Halt::Left)
    } else {
        (paused && step.state != StepState::Waiting).then_some(Halt::Paused(view.paused_since))
    }
}

fn when(page: &Page, since: Option<Instant>, finished: Option<Instant>) -> Option<String> {
    match (since, finished) {
        (Some(since), Some(until)) => {
            let message = Message::new("label.step-span").with("since", since).with("until", until);
            Some(page.say(&message))
        }
        (Some(since), None) => Some(page.t1("label.step-since", "since", since)),
        (None, Some(until)) => Some(page.t1("label.step-until", "until", until)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{page, received, step};
    use super::*;
    use motcua_i18n::{Locale, texts};

    const STATES: [StepState; 8] = [
        StepState::Waiting,
        StepState::Sent,
        StepState::Questioned,
        StepState::SentBack,
        StepState::Working,
        StepState::AwaitingSignature,
        StepState::Signed,
        StepState::Finished,
    ];

    #[test]
    fn each_state_has_a_word() {
        for locale in Locale::ALL {
            for state in STATES {
                let key = format!("step-state.{}", state.key());
                assert!(texts(locale).get(&key).is_some(), "{key} in {}.toml", locale.tag());
            }
            let words = texts(locale).iter().filter(|(key, _)| key.starts_with("step-state."));
            assert_eq!(words.count(), STATES.len(), "{}", locale.tag());
        }
    }

    #[test]
    fn steps_that_run_beside_each_other_are_both_current() {
        let mut view = received();
        view.status = "in-process".to_owned();
        view.steps = vec![
            step(1, "Văn phòng đăng ký đất đai", StepState::Working),
            step(2, "Thuế", StepState::Sent),
            step(3, "UBND phường Ninh Kiều", StepState::Waiting),
        ];
        let page = page(Locale::Vi);
        let classes =
            |view: &PublicStatus| -> Vec<&str> { lines(&page, view).iter().map(|it| it.class).collect() };
        assert_eq!(classes(&view), ["now", "now", "todo"]);
        view.steps[0].state = StepState::Finished;
        assert_eq!(classes(&view), ["done", "now", "todo"]);
        view.status = "withdrawn".to_owned();
        assert_eq!(classes(&view), ["done", "todo", "todo"]);
        assert_eq!(lines(&page, &view)[1].state, "Không tiếp tục");
    }
}
