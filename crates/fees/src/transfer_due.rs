//! Số tiền chuyển khoản: what of a dossier is owed to its agency now, and what a transfer settles of it.
//!
//! Never the Treasury's, which its own notice proves, nor the carrier's, which never passes the agency.

use crate::pay::must_be_open;
use motcua_catalogue::{Collector, DueWhen};
use motcua_dossier::{Charge, Dossier, PaidCharge};
use motcua_kernel::{Refusal, Vnd};

/// What is owed by transfer, each charge with what is still to be paid of it: first what falls due at reception, then
/// while it is processed, then at the return. Nothing for a dossier that takes no money, and nothing due at the return
/// of a refusal.
pub fn transfer_due(dossier: &Dossier) -> Vec<PaidCharge> {
    if must_be_open(dossier).is_err() {
        return Vec::new();
    }
    let costs_at_return = dossier.unpaid_at_return() > Vnd::ZERO;
    let falls = |it: &Charge, when: DueWhen| {
        it.due == when && (when != DueWhen::AtReturn || costs_at_return) && is_the_agencys(it.collector)
    };
    let in_turn = [DueWhen::AtReception, DueWhen::DuringProcessing, DueWhen::AtReturn];
    let owed = in_turn.iter().flat_map(|when| dossier.charges.iter().filter(|it| falls(it, *when)));
    owed.map(|it| PaidCharge { code: it.code.clone(), amount: dossier.unpaid(it) })
        .filter(|it| it.amount > Vnd::ZERO)
        .collect()
}

/// What a transfer of `amount` pays: all that is owed when it is just that, or a part of the one charge that is owed.
///
/// # Errors
/// Refused when nothing is owed by transfer, when more came than is owed, and when less came for several charges: then a
/// person says what it was for.
pub fn settled_by(dossier: &Dossier, amount: Vnd) -> Result<Vec<PaidCharge>, Refusal> {
    let due = transfer_due(dossier);
    let owed: Vnd = due.iter().map(|it| it.amount).sum();
    if owed == Vnd::ZERO {
        return Err(Refusal::new("fees.transfer-nothing-owed").at("number"));
    }
    if amount == owed {
        return Ok(due);
    }
    match due.as_slice() {
        [only] if amount > Vnd::ZERO && amount < owed => {
            Ok(vec![PaidCharge { code: only.code.clone(), amount }])
        }
        _ => Err(Refusal::new("fees.transfer-differs").with("came", amount).with("owed", owed).at("number")),
    }
}

const fn is_the_agencys(collector: Collector) -> bool {
    match collector {
        Collector::Counter | Collector::AgencyAccount => true,
        Collector::Treasury | Collector::Carrier => false,
    }
}
