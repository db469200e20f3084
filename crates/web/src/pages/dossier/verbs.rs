//! What the forms of a dossier are sent to: one route a verb, each with the permission of its verb, each doing what the
//! API does with the same input.

use super::form::Tried;
use super::offers::offers;
use super::sheet::tried;
use super::stale::stale;
use crate::Site;
use crate::api::verbs::{
    Accept, AnswerOpinion, Apologise, Approve, ApproveRefund, AskOpinion, AskSupplement, AssessCharge,
    Assign, AwaitPayment, Claim, CompleteSupplement, ConfirmAnnulment, ConfirmCorrection, DeclineRefund,
    DemandRework, DraftApology, ExemptCharge, FinishStep, HandOver, Number, PayRefund, Propose, Question,
    Reappoint, RecordAnswer, RecordIncident, RecordPayment, Reopen, RequestAnnulment, RequestCorrection,
    RequestRefund, Resend, Resume, ReturnResult, ReversePayment, SendBack, SendLetter, Stop, Suspend, Verb,
    Withdraw,
};
use crate::api::{find, perform};
use crate::door::{Caller, CurrentRoute, Filled, Reader};
use crate::failure::Failure;
use crate::methods::post;
use crate::routes::{Audience, Needs, Route};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::look::Deed;
use motcua_dossier::Dossier;
use motcua_identity::Action;
use motcua_kernel::{AccountId, Message};
use serde_json::{Map, Value, json};

/// A verb with where its form is sent to.
struct FormOf {
    deed: Deed,
    route: Route,
    requested_by: fn(&Dossier) -> Option<AccountId>,
}

/// The form of each verb.
static FORMS: [FormOf; 41] = [
    form::<Accept>(Deed::Accept, "fill_accept", "/ho-so/{id}/accept"),
    form::<RecordAnswer>(Deed::RecordAnswer, "fill_record_answer", "/ho-so/{id}/record-answer"),
    form::<SendLetter>(Deed::SendLetter, "fill_send_letter", "/ho-so/{id}/send-letter"),
    form::<Claim>(Deed::Claim, "fill_claim", "/ho-so/{id}/claim"),
    form::<Propose>(Deed::Propose, "fill_propose", "/ho-so/{id}/propose"),
    form::<AnswerOpinion>(Deed::AnswerOpinion, "fill_answer_opinion", "/ho-so/{id}/answer-opinion"),
    form::<FinishStep>(Deed::FinishStep, "fill_finish_step", "/ho-so/{id}/finish-step"),
    form::<Approve>(Deed::Approve, "fill_approve", "/ho-so/{id}/approve"),
    form::<Number>(Deed::Number, "fill_number", "/ho-so/{id}/number"),
    form::<Resend>(Deed::Resend, "fill_resend", "/ho-so/{id}/resend"),
    form::<HandOver>(Deed::HandOver, "fill_hand_over", "/ho-so/{id}/hand-over"),
    form::<ReturnResult>(Deed::ReturnResult, "fill_return_result", "/ho-so/{id}/return-result"),
    form::<RecordPayment>(Deed::RecordPayment, "fill_record_payment", "/ho-so/{id}/record-payment"),
    form::<AssessCharge>(Deed::AssessCharge, "fill_assess_charge", "/ho-so/{id}/assess-charge"),
    form::<AwaitPayment>(Deed::AwaitPayment, "fill_await_payment", "/ho-so/{id}/await-payment"),
    form::<CompleteSupplement>(
        Deed::CompleteSupplement,
        "fill_complete_supplement",
        "/ho-so/{id}/complete-supplement",
    ),
    form::<ConfirmAnnulment>(
        Deed::ConfirmAnnulment,
        "fill_confirm_annulment",
        "/ho-so/{id}/confirm-annulment",
    ),
    form::<ConfirmCorrection>(
        Deed::ConfirmCorrection,
        "fill_confirm_correction",
        "/ho-so/{id}/confirm-correction",
    ),
    form::<Resume>(Deed::Resume, "fill_resume", "/ho-so/{id}/resume"),
    form::<DemandRework>(Deed::DemandRework, "fill_demand_rework", "/ho-so/{id}/demand-rework"),
    form::<Question>(Deed::Question, "fill_question", "/ho-so/{id}/question"),
    form::<SendBack>(Deed::SendBack, "fill_send_back", "/ho-so/{id}/send-back"),
    form::<Assign>(Deed::Assign, "fill_assign", "/ho-so/{id}/assign"),
    form::<AskSupplement>(Deed::AskSupplement, "fill_ask_supplement", "/ho-so/{id}/ask-supplement"),
    form::<AskOpinion>(Deed::AskOpinion, "fill_ask_opinion", "/ho-so/{id}/ask-opinion"),
    form::<Reappoint>(Deed::Reappoint, "fill_reappoint", "/ho-so/{id}/reappoint"),
    form::<Apologise>(Deed::Apologise, "fill_apologise", "/ho-so/{id}/apologise"),
    form::<DraftApology>(Deed::DraftApology, "fill_draft_apology", "/ho-so/{id}/draft-apology"),
    form::<Suspend>(Deed::Suspend, "fill_suspend", "/ho-so/{id}/suspend"),
    form::<RequestCorrection>(
        Deed::RequestCorrection,
        "fill_request_correction",
        "/ho-so/{id}/request-correction",
    ),
    form::<Withdraw>(Deed::Withdraw, "fill_withdraw", "/ho-so/{id}/withdraw"),
    form::<Stop>(Deed::Stop, "fill_stop", "/ho-so/{id}/stop"),
    form::<RequestAnnulment>(
        Deed::RequestAnnulment,
        "fill_request_annulment",
        "/ho-so/{id}/request-annulment",
    ),
    form::<RecordIncident>(Deed::RecordIncident, "fill_record_incident", "/ho-so/{id}/record-incident"),
    form::<Reopen>(Deed::Reopen, "fill_reopen", "/ho-so/{id}/reopen"),
    form::<ExemptCharge>(Deed::ExemptCharge, "fill_exempt_charge", "/ho-so/{id}/exempt-charge"),
    form::<RequestRefund>(Deed::RequestRefund, "fill_request_refund", "/ho-so/{id}/request-refund"),
    form::<ApproveRefund>(Deed::ApproveRefund, "fill_approve_refund", "/ho-so/{id}/approve-refund"),
    form::<DeclineRefund>(Deed::DeclineRefund, "fill_decline_refund", "/ho-so/{id}/decline-refund"),
    form::<PayRefund>(Deed::PayRefund, "fill_pay_refund", "/ho-so/{id}/pay-refund"),
    form::<ReversePayment>(Deed::ReversePayment, "fill_reverse_payment", "/ho-so/{id}/reverse-payment"),
];

const fn form<V: Verb>(deed: Deed, name: &'static str, path: &'static str) -> FormOf {
    let route = Route {
        name,
        method: "POST",
        path,
        query: &[],
        needs: Needs::Permission(V::ACTION),
        audience: Audience::Person,
        handler: || post(act::<V>),
        docs: None,
    };
    FormOf { deed, route, requested_by: V::requested_by }
}

/// Where the forms are sent to.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    FORMS.iter().map(|it| &it.route)
}

/// The last part of the address of a verb.
pub fn address(deed: Deed) -> &'static str {
    form_of(deed).and_then(|it| it.route.path.rsplit('/').next()).unwrap_or_default()
}

/// Who may.
pub fn action(deed: Deed) -> Option<Action> {
    match form_of(deed)?.route.needs {
        Needs::Permission(action) => Some(action),
        Needs::Nothing | Needs::Account => None,
    }
}

/// Who asked for what `deed` confirms.
pub fn requested_by(deed: Deed, dossier: &Dossier) -> Option<AccountId> {
    form_of(deed).and_then(|it| (it.requested_by)(dossier))
}

fn form_of(deed: Deed) -> Option<&'static FormOf> {
    FORMS.iter().find(|it| it.deed == deed)
}

/// `POST /ho-so/{id}/{verb}`
async fn act<V: Verb>(
    State(site): State<Site>,
    Extension(CurrentRoute(route)): Extension<CurrentRoute>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let form = FORMS.iter().find(|it| it.route.name == route.name);
    let deed = form.map(|it| it.deed).ok_or_else(Failure::not_found)?;
    let done = match (read::<V>(deed, &filled), filled.seen()) {
        (Ok(verb), Ok(seen)) => perform(&site, &caller, &dossier, verb, seen, filled.once).await,
        (Err(failure), _) | (_, Err(failure)) => Err(failure),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/ho-so/{}", dossier.id)).into_response()),
        Err(failure) if failure.winner.is_some() || is_overtaken(&site, &caller, &dossier, deed, &filled) => {
            stale(&site, reader, &caller, &dossier, failure, &filled).await
        }
        Err(failure) if failure.is_about_what_was_sent() => {
            tried(&site, reader, &caller, &dossier, Tried { deed, filled, failure }).await
        }
        Err(failure) => Err(failure),
    }
}

/// Whether the dossier has gone on since the form was opened, so far that this is not done with it any more: the form is
/// on no page that could show it again.
fn is_overtaken(site: &Site, caller: &Caller, dossier: &Dossier, deed: Deed, filled: &Filled) -> bool {
    filled.seen.is_some_and(|it| it < dossier.seq)
        && offers(site, caller, dossier).iter().all(|it| it.deed != deed)
}

fn read<V: Verb>(deed: Deed, form: &Filled) -> Result<V, Failure> {
    let body = if deed == Deed::AskSupplement {
        supplement(form)
    } else if deed == Deed::RequestCorrection {
        correction(form)
    } else if deed == Deed::ReturnResult {
        returned(form)
    } else if deed == Deed::ExemptCharge {
        exemption(form)
    } else if deed == Deed::RequestRefund {
        refund(form)
    } else {
        return form.parse();
    };
    serde_json::from_value(body)
        .map_err(|_| Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong")))
}

/// Papers and conditions that are ticked, each with its reason.
fn supplement(form: &Filled) -> Value {
    let mut items = Vec::new();
    for code in form.all("component") {
        items.push(json!({ "component": code, "reason": form.text(&format!("component-reason-{code}")) }));
    }
    for index in form.all("condition") {
        let reason = form.text(&format!("condition-reason-{index}"));
        items.push(json!({ "condition": number(index), "reason": reason }));
    }
    let mut body = Map::new();
    body.insert("items".to_owned(), Value::Array(items));
    if !form.text("leg").is_empty() {
        body.insert("leg".to_owned(), number(form.text("leg")));
    }
    Value::Object(body)
}

/// How the result went and what shows it; what is empty was not said.
fn returned(form: &Filled) -> Value {
    let mut body = Map::new();
    let names = [("method", "method"), ("to", "to"), ("tracking", "tracking"), ("proof", "proof-of-return")];
    for (name, field) in names.into_iter().chain([("code", "code"), ("originals_reason", "originals_reason")])
    {
        if !form.text(field).is_empty() {
            body.insert(name.to_owned(), json!(form.text(field)));
        }
    }
    body.insert("originals".to_owned(), form.all("originals").collect());
    Value::Object(body)
}

/// Of which charge on which ground: picked as one thing, `le-phi:ho-ngheo`.
fn exemption(form: &Filled) -> Value {
    let (charge, ground) = form.text("exemption").split_once(':').unwrap_or_default();
    json!({ "charge": charge, "ground": ground, "evidence": form.text("evidence") })
}

/// What of which payment: picked as one thing, `3:le-phi`.
fn refund(form: &Filled) -> Value {
    let (payment, charge) = form.text("part").split_once(':').unwrap_or_default();
    let amount = form.text("amount").trim();
    let whole = amount.parse::<i64>().map_or_else(|_| json!(amount), |it| json!(it));
    let payment = payment.parse::<u32>().map_or_else(|_| json!(payment), |it| json!(it));
    json!({ "payment": payment, "charge": charge, "amount": whole, "reason": form.text("reason") })
}

/// The applicant, or the numbers of one paper.
fn correction(form: &Filled) -> Value {
    let reason = form.text("reason");
    if form.text("what") == "component" {
        let (originals, copies) = (number(form.text("originals")), number(form.text("copies")));
        let component = json!({ "code": form.text("code"), "originals": originals, "copies": copies });
        return json!({ "component": component, "reason": reason });
    }
    let applicant = json!({
        "name": form.text("name"),
        "national_id": form.text("national_id"),
        "phone": form.text("phone"),
        "address": form.text("address"),
        "email": form.text("email"),
    });
    json!({ "applicant": applicant, "reason": reason })
}

/// What was typed as a number, or else as it is, which nothing takes for one.
fn number(typed: &str) -> Value {
    if typed.is_empty() {
        return json!(0);
    }
    typed.parse::<u16>().map_or_else(|_| json!(typed), |it| json!(it))
}
