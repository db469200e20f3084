//! The forms of a dossier: one for each verb that may be done, with what there is to know before.

use super::form::{Form, Tried};
use super::offers::{Offer, allowed};
use super::verbs::address;
use crate::Site;
use crate::door::Caller;
use crate::pages::{Page, names};
use motcua_app::AppError;
use motcua_app::look::Deed;
use motcua_dossier::{Correction, Dossier, LegStatus, Outcome};
use motcua_kernel::{LegNo, Message};

/// What forms are made from.
pub struct Desk<'a> {
    /// The site.
    pub site: &'a Site,
    /// The page.
    pub page: &'a Page,
    /// Who reads.
    pub caller: &'a Caller,
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The form that was sent and not done.
    pub tried: Option<&'a Tried>,
}

impl Desk<'_> {
    /// A form for each of `offers`; the first that moves the dossier on is open.
    pub async fn forms(&self, offers: &[Offer]) -> Result<Vec<Form>, AppError> {
        let mut forms = Vec::with_capacity(offers.len());
        for offer in offers {
            forms.push(self.form(*offer).await?);
        }
        if forms.iter().all(|it| !it.open)
            && let Some(first) = forms.iter_mut().find(|it| it.moves_on)
        {
            first.open = true;
        }
        Ok(forms)
    }

    async fn form(&self, offer: Offer) -> Result<Form, AppError> {
        let Offer { deed, leg } = offer;
        let id = form_id(deed, leg);
        let tried = self.tried_at(&id);
        let mut hidden: Vec<(&'static str, String)> = leg.iter().map(|no| ("leg", no.to_string())).collect();
        if deed == Deed::FinishStep {
            hidden.push(("step", self.next_step(leg).to_string()));
        }
        let now = self.site.context.clock.now();
        hidden.push(("key", format!("{}-{id}", self.site.context.ids.next(now)?)));
        let error = tried.map(|it| (self.page.say(&it.failure.message), it.failure.article.clone()));
        Ok(Form {
            address: format!("/ho-so/{}/{}", self.dossier.id, address(deed)),
            title: title(deed),
            about: self.about(deed, leg),
            note: self.note(deed, leg),
            fields: self.fields(deed, leg, tried.map(|it| &it.filled)).await?,
            open: error.is_some(),
            moves_on: deed.moves_on(),
            hidden,
            error,
            id,
        })
    }

    fn tried_at(&self, id: &str) -> Option<&Tried> {
        self.tried.filter(|it| it.form_id() == id)
    }

    fn next_step(&self, leg: Option<LegNo>) -> u16 {
        match leg.and_then(|no| self.dossier.leg(no)).map(|it| &it.status) {
            Some(LegStatus::Active { steps_done, .. }) => *steps_done,
            Some(
                LegStatus::Waiting
                | LegStatus::Sent { .. }
                | LegStatus::Questioned { .. }
                | LegStatus::SentBack { .. }
                | LegStatus::Proposed { .. }
                | LegStatus::Approved { .. }
                | LegStatus::Finished { .. },
            )
            | None => 0,
        }
    }

    /// The leg, and for a step which.
    fn about(&self, deed: Deed, leg: Option<LegNo>) -> Option<String> {
        let leg = self.dossier.leg(leg?)?;
        let name = &leg.plan.name;
        if deed != Deed::FinishStep {
            return Some(name.clone());
        }
        let step = names::case(self.site, self.dossier)
            .and_then(|it| it.route.leg(leg.plan.no))
            .and_then(|it| it.steps.get(usize::from(self.next_step(Some(leg.plan.no)))));
        Some(step.map_or_else(|| name.clone(), |step| format!("{} ({name})", step.name)))
    }

    /// What a signer signs, what a confirmation confirms, and what a wait does to the dates.
    fn note(&self, deed: Deed, leg: Option<LegNo>) -> Option<String> {
        if matches!(deed, Deed::Approve | Deed::DemandRework) {
            let LegStatus::Proposed { outcome, .. } = &self.dossier.leg(leg?)?.status else { return None };
            return Some(match outcome {
                Outcome::Granted { result, .. } => {
                    let name = names::result(self.site, self.dossier, result);
                    self.page.t1("web.proposed-result", "name", name)
                }
                Outcome::Refused { .. } => self.page.t("web.proposed-refusal"),
            });
        }
        if deed == Deed::RecordIncident {
            return Some(self.page.t("web.incident-costs-the-office"));
        }
        if deed == Deed::Reopen {
            return Some(self.page.t("web.reopening-moves-no-date"));
        }
        if deed == Deed::AwaitPayment {
            return Some(self.page.t("web.payment-wait"));
        }
        if deed == Deed::ReversePayment {
            return Some(self.page.t("web.reversal-owes-again"));
        }
        if matches!(deed, Deed::ApproveRefund | Deed::DeclineRefund | Deed::PayRefund) {
            let refund = self.dossier.open_refund()?;
            let names: Vec<&str> = refund.parts.iter().map(|it| it.code.as_str()).collect();
            let names =
                names.into_iter().filter_map(|code| self.dossier.charge(code)).map(|it| it.name.as_str());
            let names: Vec<&str> = names.collect();
            let said = Message::new("web.refund-of").with("amount", refund.total());
            return Some(self.page.say(&said.with("name", names.join(", "))));
        }
        if matches!(deed, Deed::SendLetter | Deed::RecordAnswer) {
            return self.letter_waiting(deed, leg?);
        }
        if deed == Deed::ConfirmCorrection {
            return match &self.dossier.correction.as_ref()?.1 {
                Correction::Applicant { .. } => Some(self.page.t("web.correction-of-applicant")),
                Correction::Component { code, originals, copies } => {
                    let name = names::paper(self.site, self.dossier, code);
                    let message = Message::new("web.correction-of-component").with("name", name);
                    Some(self.page.say(&message.with("originals", originals).with("copies", copies)))
                }
            };
        }
        None
    }
}

/// The form by which the counter asks for what is lacking in a dossier it has received, for whoever may now.
pub async fn asking_supplement(
    site: &Site,
    page: &Page,
    caller: &Caller,
    dossier: &Dossier,
) -> Result<Option<Form>, AppError> {
    let offer = Offer { deed: Deed::AskSupplement, leg: None };
    if allowed(site, caller, dossier, offer) != Some(Ok(true)) {
        return Ok(None);
    }
    let desk = Desk { site, page, caller, dossier, tried: None };
    Ok(Some(desk.form(offer).await?))
}

/// The place of a form in the page.
pub fn form_id(deed: Deed, leg: Option<LegNo>) -> String {
    leg.map_or_else(|| address(deed).to_owned(), |no| format!("{}-{no}", address(deed)))
}

/// What the button of a verb says.
pub const fn title(deed: Deed) -> &'static str {
    match deed {
        Deed::Accept => "label.do-accept",
        Deed::RecordAnswer => "label.do-record-answer",
        Deed::SendLetter => "label.do-send-letter",
        Deed::Claim => "label.do-claim",
        Deed::Propose => "label.do-propose",
        Deed::AnswerOpinion => "label.do-answer-opinion",
        Deed::FinishStep => "label.do-finish-step",
        Deed::Approve => "label.do-approve",
        Deed::Number => "label.do-number",
        Deed::Resend => "label.do-resend",
        Deed::HandOver => "label.do-hand-over",
        Deed::ReturnResult => "label.do-return-result",
        Deed::RecordPayment => "label.do-record-payment",
        Deed::AssessCharge => "label.do-assess-charge",
        Deed::AwaitPayment => "label.do-await-payment",
        Deed::CompleteSupplement => "label.do-complete-supplement",
        Deed::ConfirmAnnulment => "label.do-confirm-annulment",
        Deed::ConfirmCorrection => "label.do-confirm-correction",
        Deed::Resume => "label.do-resume",
        Deed::DemandRework => "label.do-demand-rework",
        Deed::Question => "label.do-question",
        Deed::SendBack => "label.do-send-back",
        Deed::Assign => "label.do-assign",
        Deed::AskSupplement => "label.do-ask-supplement",
        Deed::AskOpinion => "label.do-ask-opinion",
        Deed::Reappoint => "label.do-reappoint",
        Deed::Apologise => "label.do-apologise",
        Deed::DraftApology => "label.do-draft-apology",
        Deed::Suspend => "label.do-suspend",
        Deed::RequestCorrection => "label.do-request-correction",
        Deed::Withdraw => "label.do-withdraw",
        Deed::Stop => "label.do-stop",
        Deed::RequestAnnulment => "label.do-request-annulment",
        Deed::RecordIncident => "label.do-record-incident",
        Deed::Reopen => "label.do-reopen",
        Deed::ExemptCharge => "label.do-exempt-charge",
        Deed::RequestRefund => "label.do-request-refund",
        Deed::ApproveRefund => "label.do-approve-refund",
        Deed::DeclineRefund => "label.do-decline-refund",
        Deed::PayRefund => "label.do-pay-refund",
        Deed::ReversePayment => "label.do-reverse-payment",
    }
}
