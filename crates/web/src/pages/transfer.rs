//! Chuyển khoản: what is still owed by transfer, as a code that a phone reads and as text to copy; a sample account is said
//! to be one wherever it stands.

use super::qr::qr;
use crate::Site;
use motcua_app::money::transfer_request;
use motcua_dossier::Dossier;
use motcua_kernel::Vnd;

/// As `transfer.html` shows it.
pub struct Transfer {
    pub qr: String,
    /// Its name, or its number at NAPAS where no name is known.
    pub bank: String,
    pub number: String,
    pub holder: String,
    pub amount: Vnd,
    pub reference: String,
    pub sample: bool,
}

impl Transfer {
    /// What a dossier owes by transfer now, if anything.
    pub fn of(site: &Site, dossier: &Dossier) -> Option<Self> {
        let asked = transfer_request(&site.context.province, dossier)?;
        let at = asked.account.at();
        Some(Self {
            qr: qr(&asked.payload),
            bank: asked.bank.unwrap_or_else(|| format!("NAPAS {}", at.bin())),
            number: at.number().to_owned(),
            holder: asked.account.holder().to_owned(),
            amount: asked.amount,
            reference: asked.reference.as_str().to_owned(),
            sample: asked.sample,
        })
    }
}
