//! Tiếp nhận hồ sơ liên thông: several procedures received in one visit, each a dossier of its own.
//!
//! All are received or none. A child that waits for another's result has its dates counted from when that result is
//! planned; nothing is added up over the children.

use crate::receive::receive_at;
use crate::{Arrival, ReceiveFacts, Received};
use motcua_catalogue::ProcedureGroup;
use motcua_dossier::{BundlePlace, DossierNumber, Event, Filing, Predecessor};
use motcua_kernel::{BundleId, DossierId, Instant, Refusal};

/// What is known of one child before it is received.
#[derive(Clone, Debug)]
pub struct ChildFiling<'a> {
    /// Its id.
    pub id: DossierId,
    /// What reception looked up for it.
    pub facts: ReceiveFacts<'a>,
    /// What was brought for it.
    pub filing: Filing,
    /// Its number.
    pub number: DossierNumber,
}

/// The receptions of the children of `group`, in its order; `children` are given in that order too.
///
/// # Errors
/// Refused, naming the child in the field (`children.thuong-tru.…`), when the group is not in force, a child is missing,
/// or one of them is refused by [`crate::receive`].
pub fn receive_bundle(
    group: &ProcedureGroup,
    bundle: BundleId,
    children: Vec<ChildFiling<'_>>,
    arrival: &Arrival,
) -> Result<Vec<Received>, Refusal> {
    if !group.in_force_on(arrival.at.date()) {
        return Err(Refusal::new("intake.group-not-in-force").with("name", &group.name).at("group"));
    }
    if children.len() != group.children.len() {
        return Err(Refusal::new("intake.group-incomplete")
            .with("count", group.children.len())
            .at("children"));
    }
    let mut received: Vec<(String, DossierId, Received)> = Vec::new();
    for (child, filed) in group.children.iter().zip(children) {
        let before = child.after.as_ref().and_then(|after| received.iter().find(|(code, ..)| code == after));
        let after = before
            .and_then(|(_, dossier, it)| Some(Predecessor { dossier: *dossier, planned: first_date(it)? }));
        let place = BundlePlace { bundle, group: group.code.clone(), child: child.code.clone(), after };
        let mut filing = filed.filing;
        filing.elsewhere = group.elsewhere(child);
        let outcome = receive_at(&filed.facts, filing, filed.number, Some(place), arrival)
            .map_err(|refusal| refusal.within(&format!("children.{}", child.code)))?;
        received.push((child.code.clone(), filed.id, outcome));
    }
    Ok(received.into_iter().map(|(_, _, it)| it).collect())
}

fn first_date(received: &Received) -> Option<Instant> {
    received.events.iter().find_map(|event| {
        if let Event::Received { reception, .. } = event { Some(reception.dates.first) } else { None }
    })
}
