//! Trả kết quả: the result leaves the house (NĐ 61/2018 Điều 20). Never before it is at the counter, nor before what is
//! due at return is paid or exempt, nor when it was reported as wrong.

use crate::guard::{at_agency, not_before_last, receiving};
use crate::handing_out::recorded;
use crate::record_incident::ARTICLE;
use motcua_dossier::{Dossier, Event, HandedOut, ReturnMethod, Status};
use motcua_kernel::{Actor, Instant, Refusal, Vnd};

const LONGEST_TRACKING: usize = 50;

/// Hands the result out.
///
/// # Errors
/// Unless the result is ready and nobody reported it as wrong, the actor is at the receiving agency, all that is due at return is assessed and paid, a postal
/// item has its number (1 to 50 characters), and each original that was kept goes back or stays for a reason.
pub fn return_result(
    dossier: &Dossier,
    actor: Actor,
    method: ReturnMethod,
    handed: HandedOut,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    not_before_last(dossier, now)?;
    if !matches!(dossier.status, Status::ResultReady { .. }) {
        return Err(Refusal::new("routing.result-not-ready"));
    }
    at_agency(actor, receiving(dossier)?)?;
    if dossier.is_result_reported_wrong() {
        return Err(Refusal::new("routing.result-reported-wrong").under(ARTICLE));
    }
    is_settled(dossier)?;
    let method = checked(method)?;
    let handed = recorded(dossier, &method, handed)?;
    Ok(vec![Event::ResultReturned { method, handed }])
}

fn is_settled(dossier: &Dossier) -> Result<(), Refusal> {
    if let Some(charge) = dossier.unassessed_at_return() {
        return Err(Refusal::new("routing.unassessed-at-return").with("name", &charge.name));
    }
    let unpaid = dossier.unpaid_at_return();
    if unpaid > Vnd::ZERO {
        return Err(Refusal::new("routing.unpaid-at-return").with("amount", unpaid));
    }
    Ok(())
}

fn checked(method: ReturnMethod) -> Result<ReturnMethod, Refusal> {
    let ReturnMethod::Post { tracking } = method else { return Ok(method) };
    let tracking = tracking.trim();
    if tracking.is_empty() {
        return Err(Refusal::new("routing.tracking-missing").at("tracking"));
    }
    if tracking.chars().count() > LONGEST_TRACKING {
        return Err(Refusal::new("routing.tracking-too-long").with("most", LONGEST_TRACKING).at("tracking"));
    }
    Ok(ReturnMethod::Post { tracking: tracking.to_owned() })
}
