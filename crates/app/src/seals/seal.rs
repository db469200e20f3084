//! The seal of the organisation: whose it is, how long it holds, and what it does to a sheet.

use crate::Context;
use motcua_kernel::{Instant, Refusal};
use motcua_seals::{Roots, SealFault, SealRequest, Sealer, Signer, Trust, verify};
use std::sync::Arc;

/// A certificate is ordered and paid for before it ends; that takes weeks.
const WARNED_DAYS: i64 = 30;
const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// The smallest PDF that can be sealed, for looking whether the seal works.
const TRIAL: &[u8] = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \ntrailer\n<</Size 4/Root 1 0 R>>\nstartxref\n166\n%%EOF\n";

/// What seals the sheets of the house.
#[derive(Debug)]
pub struct Seal {
    sealer: Sealer,
    name: String,
    place: String,
}

/// What there is to say about a seal at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealReport {
    /// Whose certificate it is.
    pub signer: Signer,
    /// How long it still holds.
    pub remaining: Remaining,
    /// Whether the seal can be made, and whether its certificate leads to one of the roots of the house.
    pub trust: Result<Trust, SealFault>,
}

/// How long a certificate still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remaining {
    /// For more than thirty days.
    Long,
    /// For so many whole days, thirty at most: a new one has to be ordered.
    Days(i64),
    /// It has ended, or has not begun.
    OutOfPeriod,
}

impl Seal {
    /// Of a key; `name` says who seals, the holder of the certificate when it is empty, and `place` where.
    pub fn new(sealer: Sealer, name: &str, place: &str) -> Self {
        let signer = sealer.signer();
        let holder = signer.organisation.as_deref().or(signer.name.as_deref()).unwrap_or_default();
        let name = if name.is_empty() { holder } else { name }.to_owned();
        Self { sealer, name, place: place.to_owned() }
    }

    /// Whose certificate it is.
    pub fn signer(&self) -> &Signer {
        self.sealer.signer()
    }

    /// What there is to say about it now; a trial seal is made for that.
    pub fn report(&self, roots: &Roots, now: Instant) -> SealReport {
        let signer = self.signer().clone();
        let remaining = if signer.holds_at(now) {
            let days = signer.not_after.micros_since(now) / DAY_MICROS;
            if days > WARNED_DAYS { Remaining::Long } else { Remaining::Days(days) }
        } else {
            Remaining::OutOfPeriod
        };
        SealReport { signer, remaining, trust: self.trust(roots, now) }
    }

    fn trust(&self, roots: &Roots, now: Instant) -> Result<Trust, SealFault> {
        let sealed = self.sealed(TRIAL, "", now)?;
        let found = verify(&sealed, roots, now)?;
        found.first().map(|it| it.trust).ok_or(SealFault::Making)
    }

    /// `pdf` with the seal behind it, made `now`.
    ///
    /// # Errors
    /// When the certificate does not hold then, or `pdf` can not be sealed.
    pub fn sealed(&self, pdf: &[u8], reason: &str, now: Instant) -> Result<Vec<u8>, SealFault> {
        let (name, place) = (self.name.clone(), self.place.clone());
        self.sealer.sign(pdf, &SealRequest { name, reason: reason.to_owned(), place, signed_at: now })
    }
}

/// What is kept of a sheet: sealed where the house has a seal; as it was printed, with the reason, where that failed.
pub(crate) async fn sealed_or_told(
    context: &Context,
    pdf: Vec<u8>,
    reason: String,
) -> (Vec<u8>, Option<Refusal>) {
    let Some(seal) = context.seal.as_ref().map(Arc::clone) else { return (pdf, None) };
    let now = context.clock.now();
    let printed = pdf.clone();
    let sealed = tokio::task::spawn_blocking(move || seal.sealed(&printed, &reason, now));
    match sealed.await.unwrap_or(Err(SealFault::Making)) {
        Ok(sealed) => (sealed, None),
        Err(fault) => {
            tracing::error!(fault = &fault as &dyn std::error::Error, "a sheet was issued without the seal");
            (pdf, Some(fault.into()))
        }
    }
}

impl Context {
    /// The same, with a seal for its sheets.
    #[must_use]
    pub fn with_seal(self, seal: Seal) -> Self {
        Self { seal: Some(Arc::new(seal)), ..self }
    }

    /// The same, trusting certificates that lead to one of these.
    #[must_use]
    pub fn trusting(self, roots: Roots) -> Self {
        Self { roots: Arc::new(roots), ..self }
    }

    /// What there is to say about the seal of the house; nothing where it has none.
    pub fn seal_report(&self) -> Option<SealReport> {
        Some(self.seal.as_ref()?.report(&self.roots, self.clock.now()))
    }

    /// Whether sheets are sealed.
    pub fn seals(&self) -> bool {
        self.seal.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trial_is_a_pdf_that_others_read_too() {
        assert!(verify(TRIAL, &Roots::default(), Instant::MIN).unwrap().is_empty());
        let text = String::from_utf8(TRIAL.to_vec()).unwrap();
        let at = |part: &str| text.find(part).unwrap();
        for (number, part) in [(9, "1 0 obj"), (54, "2 0 obj"), (105, "3 0 obj"), (166, "xref\n0 4")] {
            assert_eq!(at(part), number, "{part}");
        }
    }
}
