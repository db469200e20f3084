//! What people do to a dossier, one type a verb: its input, its permission, its use case. The pages send the same inputs.
//!
//! Inputs are flat where they can be, so that a form is read into the same type as a body; what is a list or a person
//! (`AskSupplement`, `RequestCorrection`) a page puts together itself.

mod dates;
mod desk;
mod end;
mod handover;
mod incidents;
mod money;
mod outside;
mod refunds;
mod result;
mod supplement;

pub use dates::{Apologise, DraftApology, Reappoint, Resume, Suspend};
pub use desk::{AnswerOpinion, AskOpinion, Assign, Claim, FinishStep};
pub use end::{ConfirmAnnulment, ConfirmCorrection, RequestAnnulment, RequestCorrection, Stop, Withdraw};
pub use handover::{Accept, HandOver, Question, Resend, SendBack};
pub use incidents::{RecordIncident, Reopen};
pub use money::{AssessCharge, AwaitPayment, ExemptCharge, RecordPayment};
pub use outside::{RecordAnswer, SendLetter};
pub use refunds::{ApproveRefund, DeclineRefund, PayRefund, RequestRefund, ReversePayment};
pub use result::{Approve, DemandRework, Number, Propose, ReturnResult, ReturnedBy, ReturnedTo};
pub use supplement::{AskSupplement, AskedPaper, CompleteSupplement};

use super::docs::Docs;
use super::documents::DossierDocument;
use super::dossiers::{find, with_tag};
use crate::Site;
use crate::door::{Caller, Checked, Seen};
use crate::failure::Failure;
use crate::methods::post;
use crate::routes::{Audience, Needs, Route};
use axum::extract::{Path, State};
use axum::response::Response;
use motcua_app::{AppError, Command, Context, Once};
use motcua_dossier::Dossier;
use motcua_identity::Action;
use motcua_kernel::{AccountId, LegNo};
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

/// Something people do to a dossier.
pub trait Verb: DeserializeOwned + ToSchema + Send + 'static {
    /// Who may.
    const ACTION: Action;
    /// In one line.
    const SUMMARY: &'static str;

    /// The leg it is about, if it is about one.
    fn leg(&self) -> Option<LegNo> {
        None
    }

    /// Who asked for what is confirmed, if something is.
    fn requested_by(_dossier: &Dossier) -> Option<AccountId> {
        None
    }

    /// Does it.
    fn perform(
        self,
        context: &Context,
        command: Command,
    ) -> impl Future<Output = Result<Dossier, AppError>> + Send;
}

/// Checks the permission at the place the verb is about, and does it.
pub async fn perform<V: Verb>(
    site: &Site,
    caller: &Caller,
    dossier: &Dossier,
    verb: V,
    seen: u32,
    once: Option<Once>,
) -> Result<Dossier, Failure> {
    let actor = caller.actor_on(site, dossier, verb.leg(), V::requested_by(dossier))?;
    let command = Command { actor, dossier: dossier.id, seen, once };
    Ok(verb.perform(&site.context, command).await?)
}

async fn act<V: Verb>(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Seen(seen): Seen,
    Checked { value: verb, once }: Checked<V>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let after = perform(&site, &caller, &dossier, verb, seen, once).await?;
    Ok(with_tag(&site, &after))
}

const fn route<V: Verb>(name: &'static str, path: &'static str) -> Route {
    Route {
        name,
        method: "POST",
        path,
        query: &[],
        needs: Needs::Permission(V::ACTION),
        audience: Audience::Program,
        handler: || post(act::<V>),
        docs: Some(Docs::new(V::SUMMARY).takes::<V>().gives::<DossierDocument>(200).if_match().once()),
    }
}

/// Every verb.
pub const ROUTES: &[Route] = &[
    route::<HandOver>("hand_over", "/api/v1/dossiers/{id}/hand-over"),
    route::<Accept>("accept", "/api/v1/dossiers/{id}/accept"),
    route::<SendLetter>("send_letter", "/api/v1/dossiers/{id}/send-letter"),
    route::<RecordAnswer>("record_answer", "/api/v1/dossiers/{id}/record-answer"),
    route::<Question>("question", "/api/v1/dossiers/{id}/question"),
    route::<SendBack>("send_back", "/api/v1/dossiers/{id}/send-back"),
    route::<Resend>("resend", "/api/v1/dossiers/{id}/resend"),
    route::<Assign>("assign", "/api/v1/dossiers/{id}/assign"),
    route::<Claim>("claim", "/api/v1/dossiers/{id}/claim"),
    route::<FinishStep>("finish_step", "/api/v1/dossiers/{id}/finish-step"),
    route::<AskOpinion>("ask_opinion", "/api/v1/dossiers/{id}/ask-opinion"),
    route::<AnswerOpinion>("answer_opinion", "/api/v1/dossiers/{id}/answer-opinion"),
    route::<Propose>("propose", "/api/v1/dossiers/{id}/propose"),
    route::<Approve>("approve", "/api/v1/dossiers/{id}/approve"),
    route::<DemandRework>("demand_rework", "/api/v1/dossiers/{id}/demand-rework"),
    route::<Number>("number_and_stamp", "/api/v1/dossiers/{id}/number"),
    route::<ReturnResult>("return_result", "/api/v1/dossiers/{id}/return-result"),
    route::<RecordPayment>("record_payment", "/api/v1/dossiers/{id}/record-payment"),
    route::<AssessCharge>("assess_charge", "/api/v1/dossiers/{id}/assess-charge"),
    route::<AwaitPayment>("await_payment", "/api/v1/dossiers/{id}/await-payment"),
    route::<Reappoint>("reappoint", "/api/v1/dossiers/{id}/reappoint"),
    route::<Apologise>("apologise", "/api/v1/dossiers/{id}/apologise"),
    route::<DraftApology>("draft_apology", "/api/v1/dossiers/{id}/draft-apology"),
    route::<Suspend>("suspend", "/api/v1/dossiers/{id}/suspend"),
    route::<Resume>("resume", "/api/v1/dossiers/{id}/resume"),
    route::<AskSupplement>("ask_supplement", "/api/v1/dossiers/{id}/ask-supplement"),
    route::<CompleteSupplement>("complete_supplement", "/api/v1/dossiers/{id}/complete-supplement"),
    route::<Withdraw>("withdraw", "/api/v1/dossiers/{id}/withdraw"),
    route::<Stop>("stop", "/api/v1/dossiers/{id}/stop"),
    route::<RequestAnnulment>("request_annulment", "/api/v1/dossiers/{id}/request-annulment"),
    route::<ConfirmAnnulment>("confirm_annulment", "/api/v1/dossiers/{id}/confirm-annulment"),
    route::<RequestCorrection>("request_correction", "/api/v1/dossiers/{id}/request-correction"),
    route::<ConfirmCorrection>("confirm_correction", "/api/v1/dossiers/{id}/confirm-correction"),
    route::<RecordIncident>("record_incident", "/api/v1/dossiers/{id}/record-incident"),
    route::<Reopen>("reopen", "/api/v1/dossiers/{id}/reopen"),
    route::<ExemptCharge>("exempt_charge", "/api/v1/dossiers/{id}/exempt-charge"),
    route::<RequestRefund>("request_refund", "/api/v1/dossiers/{id}/request-refund"),
    route::<ApproveRefund>("approve_refund", "/api/v1/dossiers/{id}/approve-refund"),
    route::<DeclineRefund>("decline_refund", "/api/v1/dossiers/{id}/decline-refund"),
    route::<PayRefund>("pay_refund", "/api/v1/dossiers/{id}/pay-refund"),
    route::<ReversePayment>("reverse_payment", "/api/v1/dossiers/{id}/reverse-payment"),
];

#[cfg(test)]
mod tests {
    use super::money::PaidBy;
    use super::outside::Answered;
    use super::result::{Proposed, ReturnedBy, ReturnedTo};
    use super::*;

    fn form<V: Verb>(text: &str) -> V {
        serde_html_form::from_str(text).unwrap()
    }

    #[test]
    fn a_form_is_read_as_a_body_is() {
        assert_eq!(form::<HandOver>("leg=").leg, None);
        assert_eq!(form::<HandOver>("").leg, None);
        assert_eq!(form::<HandOver>("leg=3").leg, Some(3));
        assert_eq!(form::<FinishStep>("leg=1&step=0").step, 0);
        let refusal: Propose = form("leg=3&outcome=refused&result=&reason=Sai");
        assert_eq!(
            (refusal.outcome, refusal.result, refusal.reason.as_deref()),
            (Proposed::Refused, None, Some("Sai"))
        );
        let by_hand: ReturnResult = form("method=counter&to=helper&tracking=");
        assert_eq!((by_hand.method, by_hand.to), (ReturnedBy::Counter, Some(ReturnedTo::Helper)));
        let first: SendLetter = form("leg=2&number=12%2FCV&date=2026-12-04&reason=");
        assert_eq!((first.date.as_str(), first.reason), ("2026-12-04", None));
        let answer: RecordAnswer = form("leg=2&number=7&date=2026-12-04&answer=needs-supplement&reason=Thi");
        assert_eq!((answer.answer, answer.result), (Answered::NeedsSupplement, None));
        form::<Assign>("leg=1&assignee=0190b5f0-0000-7000-8000-000000000001");
        form::<AskOpinion>("leg=1&agency=H13.007&budget=2+working+days&question=Sao%3F");
        form::<DraftApology>("leg=1&to=&apology=Xin");
        form::<Reappoint>("leg=1&to=2026-12-04T17%3A00&apology=Xin");
        form::<Suspend>("ground=court&reason=T%C3%B2a");
        form::<Resume>("");
        let paid: RecordPayment = form("charge=le-phi&amount=8000&means=cash&reference=");
        assert_eq!((paid.amount, paid.means, paid.reference), (8_000, PaidBy::Cash, None));
        form::<AssessCharge>("leg=3&charge=le-phi&amount=0");
        let wait: AwaitPayment = form("leg=2&charges=thue&charges=le-phi&pay_by=2026-12-04");
        assert_eq!((wait.leg, wait.charges), (Some(2), vec!["thue".to_owned(), "le-phi".to_owned()]));
        assert!(form::<AwaitPayment>("pay_by=2026-12-04").charges.is_empty());
        form::<ConfirmAnnulment>("");
        form::<Withdraw>("reason=R%C3%BAt");
        let lost = "kind=papers-lost&agency=H13.007&cost=50000&account=M%E1%BA%A5t&apology=Xin";
        assert_eq!(form::<RecordIncident>(lost).cost, 50_000);
        form::<Reopen>("ground=wrong-result&reason=Sai");
    }

    #[test]
    fn what_a_verb_does_not_know_it_does_not_take() {
        assert!(serde_html_form::from_str::<Accept>("leg=1&at=2026-01-01").is_err());
        assert!(serde_json::from_str::<Resume>(r#"{"at":"2026-01-01"}"#).is_err());
        assert!(serde_json::from_str::<Accept>(r#"{"leg":-1}"#).is_err());
        assert!(serde_json::from_str::<Accept>(r#"{"leg":65536}"#).is_err());
    }
}
