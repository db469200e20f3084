//! How early and how late is worth saying, and who hears of it further up. Given from outside: no text sets these times.

use motcua_kernel::Refusal;
use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

/// So often a result that lies ready is said at most; each time has a number of its own.
const MOST_COLLECT_DAYS: usize = 10;
/// Working days after which nothing is said any more.
const LONGEST_DAYS: u32 = 366;

/// Somebody above whoever has a dossier in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rung {
    /// The head of the unit.
    Head,
    /// The leader of the agency.
    Leader,
}

impl Rung {
    /// From below to above.
    pub const ALL: [Self; 2] = [Self::Head, Self::Leader];

    /// As settings write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Leader => "leader",
        }
    }

    /// How far up it is; whoever has it in hand is 0.
    pub const fn level(self) -> u8 {
        match self {
            Self::Head => 1,
            Self::Leader => 2,
        }
    }
}

/// One step of a line: who hears of it, and after how many working minutes of the agency in which nothing happened.
/// Written as `head 240`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who.
    pub to: Rung,
    /// Working minutes, counted from the moment at which the agency was behind.
    pub after_minutes: u32,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to.key(), self.after_minutes)
    }
}

/// What was written is no step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoStep;

impl fmt::Display for NoStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no step such as `head 240` or `leader 480`")
    }
}

impl std::error::Error for NoStep {}

impl FromStr for Step {
    type Err = NoStep;

    fn from_str(text: &str) -> Result<Self, NoStep> {
        let (who, minutes) = text.trim().split_once(' ').ok_or(NoStep)?;
        let to = Rung::ALL.into_iter().find(|it| it.key() == who).ok_or(NoStep)?;
        let after_minutes = minutes.trim().parse().ok().filter(|it| *it > 0).ok_or(NoStep)?;
        Ok(Self { to, after_minutes })
    }
}

/// How early and how late is worth saying; working days and minutes of the agency concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// Working days before the planned end of a leg.
    pub leg_soon_days: u32,
    /// Working days before the lawful date, beyond those by which an apology must precede it (NĐ 61/2018 Điều 19(9)).
    pub lawful_soon_days: u32,
    /// Working minutes in which a hand-over is to be accepted; those of the rule pack, if absent.
    pub acceptance_minutes: Option<u32>,
    /// Working minutes that a proposal may wait for its signature.
    pub approval_minutes: u32,
    /// Working days before the last day of the citizen's term.
    pub answer_soon_days: u32,
    /// Working days after which a result that lies ready is said again, each once.
    pub collect_days: Vec<u32>,
    /// Who hears of what an office is behind with, after whoever has it in hand.
    pub escalation: Vec<Step>,
    /// Days before the last one of an API token or of a password on which its owner is told.
    pub token_days: u32,
    /// Days for which a password counts; it does not end, if absent.
    pub password_days: Option<NonZeroU32>,
}

impl Default for Watch {
    /// Ours: no text sets them (decision 0035).
    fn default() -> Self {
        Self {
            leg_soon_days: 1,
            lawful_soon_days: 1,
            acceptance_minutes: None,
            approval_minutes: 240,
            answer_soon_days: 3,
            collect_days: vec![5, 15, 30],
            escalation: vec![
                Step { to: Rung::Head, after_minutes: 240 },
                Step { to: Rung::Leader, after_minutes: 480 },
            ],
            token_days: 7,
            password_days: None,
        }
    }
}

impl Watch {
    /// Whether it can be watched by.
    ///
    /// # Errors
    /// `routing.watch-collect-days` at `collect_days` when these do not grow or are too many; `routing.watch-escalation` at
    /// `escalation` when somebody above hears of it no later than somebody below, or twice.
    pub fn check(&self) -> Result<(), Refusal> {
        let days = &self.collect_days;
        let grow = days.windows(2).all(|it| matches!(it, [one, next] if one < next));
        let within = days.iter().all(|it| (1..=LONGEST_DAYS).contains(it));
        if !grow || !within || days.len() > MOST_COLLECT_DAYS {
            let refusal = Refusal::new("routing.watch-collect-days").with("most", MOST_COLLECT_DAYS);
            return Err(refusal.with("longest", LONGEST_DAYS).at("collect_days"));
        }
        let rises = |it: &[Step]| match it {
            [below, above] => below.to < above.to && below.after_minutes < above.after_minutes,
            _ => true,
        };
        if !self.escalation.windows(2).all(rises) {
            return Err(Refusal::new("routing.watch-escalation").at("escalation"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &[&str]) -> Watch {
        Watch { escalation: text.iter().map(|it| it.parse().unwrap()).collect(), ..Watch::default() }
    }

    #[test]
    fn a_step_is_read_as_it_is_written() {
        for text in ["head 240", "leader 1"] {
            assert_eq!(text.parse::<Step>().unwrap().to_string(), text);
        }
        for text in ["", "head", "head 0", "head -1", "head soon", "chief 240", "240 head", "head 240 480"] {
            assert_eq!(text.parse::<Step>(), Err(NoStep), "{text}");
        }
    }

    #[test]
    fn whoever_is_above_hears_later() {
        let check = |watch: Watch, refused: Option<&str>| {
            let got = watch.check().err().map(|it| it.message.code.to_string());
            assert_eq!(got.as_deref(), refused, "{watch:?}");
        };
        check(Watch::default(), None);
        check(line(&[]), None);
        check(line(&["leader 60"]), None);
        check(line(&["leader 60", "head 120"]), Some("routing.watch-escalation"));
        check(line(&["head 60", "leader 60"]), Some("routing.watch-escalation"));
        check(line(&["head 60", "head 120"]), Some("routing.watch-escalation"));
        let days = |days: &[u32]| Watch { collect_days: days.to_vec(), ..Watch::default() };
        check(days(&[]), None);
        check(days(&[0]), Some("routing.watch-collect-days"));
        check(days(&[5, 5]), Some("routing.watch-collect-days"));
        check(days(&[367]), Some("routing.watch-collect-days"));
        check(days(&(1..=11).collect::<Vec<_>>()), Some("routing.watch-collect-days"));
    }
}
