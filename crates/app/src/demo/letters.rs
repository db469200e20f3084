//! Agencies outside the system in the demo: the liaison unit writes to them and records what they answer.

use super::deed::{Desk, REFUSAL};
use super::story::Twist;
use crate::AppError;
use crate::routing::{Answer, record_answer, send_letter};
use motcua_dossier::{Dossier, Leg, Letter};
use motcua_kernel::Role;

const LIAISON: &[Role] = &[Role::Clerk, Role::UnitHead, Role::Specialist];

impl Desk<'_> {
    /// A letter out, or its answer in.
    pub(super) async fn correspond(&self) -> Result<Option<Dossier>, AppError> {
        let (Some(command), Some(leg)) = (self.command(LIAISON), self.life.leg(self.task)) else {
            return Ok(None);
        };
        let no = leg.plan.no;
        if leg.wants_letter() {
            return send_letter(self.context, command, no, self.letter(leg, "CV"), None).await.map(Some);
        }
        let answer = self.answer(leg)?;
        record_answer(self.context, command, no, self.letter(leg, "TL"), answer).await.map(Some)
    }

    /// The papers come back: something is lacking.
    pub(super) async fn given_back(&self, leg: &Leg, lacking: String) -> Result<Option<Dossier>, AppError> {
        let Some(command) = self.command(LIAISON) else { return Ok(None) };
        let answer = Answer::NeedsSupplement { reason: lacking };
        record_answer(self.context, command, leg.plan.no, self.letter(leg, "TB"), answer).await.map(Some)
    }

    fn answer(&self, leg: &Leg) -> Result<Answer, AppError> {
        if !leg.plan.decides {
            return Ok(Answer::Agreed { result: None });
        }
        if self.life.twist == Some(Twist::Refuse) {
            return Ok(Answer::Refused { reason: REFUSAL.to_owned() });
        }
        let version = self.context.province.pinned(&self.life.dossier)?.version;
        Ok(Answer::Agreed { result: version.results.first().map(|it| it.code.clone()) })
    }

    /// Written or received today; the number tells the letters of one leg apart.
    fn letter(&self, leg: &Leg, kind: &str) -> Letter {
        let number = format!("{}-{}/{kind}", 100 + self.life.number, leg.letters.len() + 1);
        Letter { number, date: self.context.clock.now().date(), file: None }
    }
}
