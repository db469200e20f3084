//! What may become of a version: draft, appraised, published, then replaced or repealed.
//!
//! Transitions take a version and give back a changed one; a version once published keeps its words for ever, only the
//! end of its validity and where it stands are written afterwards.

use crate::{Gap, Life, Procedure, ProcedureVersion, Publication, check_route, completeness};
use motcua_kernel::{Date, Refusal, RulePack};

/// What publishing gives: both are to be stored together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The new version, in force from its first day.
    pub version: ProcedureVersion,
    /// The one before it, ended on that day.
    pub replaced: Option<ProcedureVersion>,
}

impl ProcedureVersion {
    /// All that keeps it from being announced: what is missing in its parts, then in the route of each case.
    pub fn gaps(&self, procedure: &Procedure, pack: &RulePack) -> Vec<Gap> {
        let routes = self.cases.iter().flat_map(check_route);
        completeness(procedure, self, pack).into_iter().chain(routes).collect()
    }

    /// Thẩm định: the procedure-control unit has checked the draft and found nothing missing.
    ///
    /// # Errors
    /// Refused when it is no draft, or `gaps` are left (the first one is named with their count).
    pub fn appraise(self, gaps: &[Gap]) -> Result<Self, Refusal> {
        self.must_be(Life::Draft, "catalogue.appraise-only-draft")?;
        gaps_left(gaps)?;
        Ok(Self { life: Life::Appraised, ..self })
    }

    /// Sends an appraised version back to be written on.
    ///
    /// # Errors
    /// Refused when it was not appraised.
    pub fn reopen(self) -> Result<Self, Refusal> {
        self.must_be(Life::Appraised, "catalogue.reopen-only-appraised")?;
        Ok(Self { life: Life::Draft, ..self })
    }

    /// Công bố: puts an appraised version in force and ends `current`, the published version of the same procedure that
    /// is in force or comes last.
    ///
    /// # Errors
    /// Refused when it was not appraised, `gaps` are left, the decision has no number, its validity is empty, or it
    /// would begin on or before the day `current` began.
    pub fn publish(
        self,
        publication: Publication,
        current: Option<Self>,
        gaps: &[Gap],
    ) -> Result<Published, Refusal> {
        self.must_be(Life::Appraised, "catalogue.publish-only-appraised")?;
        gaps_left(gaps)?;
        if publication.decision.trim().is_empty() {
            return Err(Refusal::new("catalogue.decision-missing")
                .at("publication.decision")
                .under("NĐ 63/2010 Điều 15"));
        }
        if self.validity.until.is_some_and(|until| until <= self.validity.from) {
            return Err(Refusal::new("catalogue.validity-empty").at("validity.until"));
        }
        let replaced = current.map(|it| it.replace(&self)).transpose()?;
        Ok(Published {
            version: Self { life: Life::Published, publication: Some(publication), ..self },
            replaced,
        })
    }

    /// Bãi bỏ: from `on` no new dossier is received under it.
    ///
    /// # Errors
    /// Refused when it is not published, or `on` is not after its first day.
    pub fn repeal(mut self, on: Date) -> Result<Self, Refusal> {
        self.must_be(Life::Published, "catalogue.repeal-only-published")?;
        if on <= self.validity.from {
            return Err(Refusal::new("catalogue.end-before-start").with("from", self.validity.from).at("on"));
        }
        self.end(on);
        Ok(Self { life: Life::Repealed, ..self })
    }

    fn replace(mut self, by: &Self) -> Result<Self, Refusal> {
        if self.procedure != by.procedure {
            return Err(Refusal::new("catalogue.replaces-other-procedure"));
        }
        self.must_be(Life::Published, "catalogue.replace-only-published")?;
        if by.validity.from <= self.validity.from {
            return Err(Refusal::new("catalogue.starts-before-current")
                .with("current", self.validity.from)
                .at("validity.from"));
        }
        self.end(by.validity.from);
        Ok(Self { life: Life::Replaced, ..self })
    }

    /// Ends the validity on `date`, unless it ended before.
    fn end(&mut self, date: Date) {
        self.validity.until = Some(self.validity.until.map_or(date, |until| until.min(date)));
    }

    fn must_be(&self, life: Life, otherwise: &'static str) -> Result<(), Refusal> {
        if self.life == life { Ok(()) } else { Err(Refusal::new(otherwise).with("name", &self.name)) }
    }
}

/// Refused while something is missing; the first is named with their count.
pub(crate) fn gaps_left(gaps: &[Gap]) -> Result<(), Refusal> {
    let Some(first) = gaps.first() else { return Ok(()) };
    let mut refusal =
        Refusal::new("catalogue.gaps-left").with("count", gaps.len()).with("first", &first.message.code);
    refusal.field.clone_from(&first.field);
    refusal.article.clone_from(&first.article);
    Err(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{pack, procedure, version};
    use time::macros::date;

    fn decision(number: &str) -> Publication {
        Publication { decision: number.to_owned(), decided: None, posted: None }
    }

    fn code(refused: Result<impl std::fmt::Debug, Refusal>) -> String {
        refused.unwrap_err().message.code.to_string()
    }

    #[test]
    fn publishing_ends_the_version_before_on_the_first_day_of_the_new_one() {
        let current = version(date!(2025 - 07 - 01), Life::Published);
        let next = version(date!(2026 - 07 - 01), Life::Draft).appraise(&[]).unwrap();
        let published = next.publish(decision("12/QĐ-UBND"), Some(current), &[]).unwrap();
        assert_eq!(published.version.life, Life::Published);
        let replaced = published.replaced.unwrap();
        assert_eq!((replaced.life, replaced.validity.until), (Life::Replaced, Some(date!(2026 - 07 - 01))));
    }

    #[test]
    fn no_step_is_left_out_and_no_gap_is_published() {
        let at = |life| version(date!(2025 - 07 - 01), life);
        let gaps = [Gap::new("catalogue.name-missing")];
        assert_eq!(code(at(Life::Published).appraise(&[])), "catalogue.appraise-only-draft");
        assert_eq!(code(at(Life::Draft).appraise(&gaps)), "catalogue.gaps-left");
        assert_eq!(
            code(at(Life::Draft).publish(decision("1"), None, &[])),
            "catalogue.publish-only-appraised"
        );
        assert_eq!(code(at(Life::Appraised).publish(decision("1"), None, &gaps)), "catalogue.gaps-left");
        assert_eq!(code(at(Life::Appraised).publish(decision(" "), None, &[])), "catalogue.decision-missing");
        let current = Some(at(Life::Published));
        assert_eq!(
            code(at(Life::Appraised).publish(decision("1"), current, &[])),
            "catalogue.starts-before-current"
        );
        assert_eq!(code(at(Life::Draft).repeal(date!(2026 - 01 - 01))), "catalogue.repeal-only-published");
        assert_eq!(code(at(Life::Published).repeal(date!(2025 - 07 - 01))), "catalogue.end-before-start");
        assert_eq!(at(Life::Appraised).reopen().unwrap().life, Life::Draft);
    }

    #[test]
    fn the_gaps_of_parts_and_routes_come_together() {
        let mut version = version(date!(2025 - 07 - 01), Life::Draft);
        assert_eq!(version.gaps(&procedure(), &pack()), []);
        version.name.clear();
        version.cases[0].route.legs[0].steps.clear();
        let codes: Vec<_> =
            version.gaps(&procedure(), &pack()).iter().map(|it| it.message.code.to_string()).collect();
        assert_eq!(codes, ["catalogue.name-missing", "catalogue.leg-without-steps"]);
    }

    #[test]
    fn a_repealed_version_takes_no_new_dossier_from_that_day() {
        let repealed = version(date!(2025 - 07 - 01), Life::Published).repeal(date!(2026 - 01 - 01)).unwrap();
        assert!(repealed.in_force_on(date!(2025 - 12 - 31)));
        assert!(!repealed.in_force_on(date!(2026 - 01 - 01)));
    }
}
