//! Signatures of a file in plain words: what came of each, by whom it says to be, and when it was looked at.

use crate::pages::Page;
use motcua_app::seals::{SignatureCheck, StoredSignature, Trust, Verdict};
use motcua_kernel::{Instant, Refusal};

/// What is said of a signature, or of a file whose signatures could not be looked at.
#[derive(Clone, Debug)]
pub struct Signed {
    /// `ok`, `warn` or `late`.
    pub kind: &'static str,
    /// What came of it.
    pub words: String,
    /// By whom and when, and who vouches; empty where nobody is named.
    pub about: Vec<String>,
}

impl Signed {
    /// Only words, to be heeded.
    pub fn note(words: String) -> Self {
        Self { kind: "warn", words, about: Vec::new() }
    }

    /// All that is said of a file; nothing of one that nobody signed.
    pub fn all(page: &Page, check: &SignatureCheck) -> Vec<Self> {
        match &check.found {
            Ok(found) => found.iter().map(|it| Self::of(page, it, check.at)).collect(),
            Err(fault) => {
                let why = page.say(&Refusal::from(*fault).message);
                vec![Self::note(page.t1("web.signature-not-looked-at", "why", why))]
            }
        }
    }

    fn of(page: &Page, it: &StoredSignature, looked_at: Instant) -> Self {
        let (kind, words) = match it.verdict() {
            Verdict::Sound => ("ok", page.t(Verdict::Sound.key())),
            Verdict::Appended => ("warn", page.t(Verdict::Appended.key())),
            Verdict::Untrusted => ("warn", untrusted(page, it.trust)),
            Verdict::Altered => ("late", page.t(Verdict::Altered.key())),
            Verdict::Unreadable => ("warn", page.t(Verdict::Unreadable.key())),
        };
        let mut about = Vec::new();
        if let Some(signer) = &it.signer {
            let names = [signer.name.as_deref(), signer.organisation.as_deref()];
            let who = names.into_iter().flatten().collect::<Vec<_>>().join(", ");
            about.push(page.t1("label.signature-by", "who", who));
            about.extend(signer.issuer.as_ref().map(|it| page.t1("label.signature-issuer", "issuer", it)));
            about.push(page.t1("label.signature-until", "until", signer.not_after));
        }
        about.extend(it.signed_at.map(|at| page.t1("label.signature-claimed", "at", at)));
        about.push(page.t1("label.signature-checked", "at", looked_at));
        Self { kind, words, about }
    }
}

/// As signed, and why nobody vouches for whom.
fn untrusted(page: &Page, trust: Trust) -> String {
    format!("{}: {}", page.t("label.signature-whole"), page.t(trust.key()))
}
