//! Không tiếp nhận: the counter does not take the dossier and says why in writing.
//!
//! Never without a reason (NĐ 63/2010 Điều 18(5), NĐ 61/2018 Điều 17(1)b). Also for a version no longer in force: that may
//! be the reason.

use crate::filing_check::filed_case;
use motcua_catalogue::ProcedureVersion;
use motcua_dossier::{Event, Filing};
use motcua_kernel::{Refusal, TextId};

/// The refusal to receive `filing`, for the written `reason`.
///
/// # Errors
/// Refused when no reason is given (NĐ 63/2010 Điều 18(5)), or the version has no such case.
pub fn not_receive(
    version: &ProcedureVersion,
    filing: Filing,
    reason: Option<TextId>,
) -> Result<Vec<Event>, Refusal> {
    filed_case(version, &filing)?;
    let Some(reason) = reason else {
        return Err(Refusal::new("intake.reason-missing").at("reason").under("NĐ 63/2010 Điều 18(5)"));
    };
    Ok(vec![Event::NotReceived { filing, reason }])
}
