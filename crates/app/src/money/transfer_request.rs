//! Yêu cầu chuyển khoản: what is still owed to the agency of a dossier, as its QR code and as text to copy.
//!
//! Keeps nothing: it is worked out anew from what is owed at the moment.

use crate::Province;
use motcua_dossier::Dossier;
use motcua_fees::vietqr::{Purpose, TransferRequest, payload};
use motcua_fees::{BankAccount, TransferReference, transfer_due};
use motcua_kernel::Vnd;

/// A transfer that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferRequested {
    /// Name of the bank; none for one that is not in the list of banks.
    pub bank: Option<String>,
    /// Where to.
    pub account: BankAccount,
    /// Whether no bank has that account.
    pub sample: bool,
    /// All that is owed now.
    pub amount: Vnd,
    /// What the bank must carry.
    pub reference: TransferReference,
    /// What the QR code says.
    pub payload: String,
}

/// The transfer that is asked for now; none when nothing is owed to the agency or it has no account.
pub fn transfer_request(province: &Province, dossier: &Dossier) -> Option<TransferRequested> {
    let number = &dossier.reception.as_ref()?.number;
    let amount: Vnd = transfer_due(dossier).iter().map(|it| it.amount).sum();
    if amount <= Vnd::ZERO {
        return None;
    }
    let kept = province.account_near(dossier.receiving()?)?;
    let reference = TransferReference::of(number);
    let at = kept.account.at();
    let request = TransferRequest {
        account: at.clone(),
        amount: Some(amount),
        purpose: Some(Purpose::from(&reference)),
    };
    Some(TransferRequested {
        bank: province.banks.by_bin(at.bin()).map(|it| it.name.clone()),
        account: kept.account.clone(),
        sample: kept.sample,
        amount,
        payload: payload(&request).ok()?,
        reference,
    })
}
