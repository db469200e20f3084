//! Dừng giải quyết at the applicant's request (NĐ 118/2025 Điều 21).
//!
//! Never once a result is signed. Stopping because nobody answered or paid is another rule, `lapse`.

use crate::standing::{must_be_open, received};
use motcua_dossier::{Dossier, Event, StopGround};
use motcua_kernel::{Refusal, RulePack, TextId};

/// The stop. When the pack wants a `stop_notice`, the caller also issues the Thông báo dừng giải quyết hồ sơ.
///
/// # Errors
/// Refused when it was never received, a result is signed, or it has ended; the code names the state, the article is the
/// pack's where it has a rule of stopping.
pub fn stop(dossier: &Dossier, pack: &RulePack, reason: TextId) -> Result<Vec<Event>, Refusal> {
    received(dossier)?;
    must_be_open(dossier).map_err(|refusal| {
        let notice = &pack.ending.stop_notice;
        if notice.value { refusal.under(notice.article.clone()) } else { refusal }
    })?;
    Ok(vec![Event::Stopped { ground: StopGround::ByApplicant, reason: Some(reason) }])
}
