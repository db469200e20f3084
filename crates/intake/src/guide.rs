//! Hướng dẫn: the papers are incomplete at the counter and go home with one slip that names everything.
//!
//! Never half a guidance: what the list says is lacking must all be on the slip (NĐ 61/2018 Điều 15(3), 17(1)). Starts no
//! clock and takes no number.

use crate::filing_check::check_filing;
use crate::items::check_items;
use crate::lacking::{Lacking, lacking};
use motcua_catalogue::ProcedureVersion;
use motcua_dossier::{Event, Filing, SupplementItem, SupplementSubject};
use motcua_kernel::{Instant, Refusal};

/// The guidance given for `filing`, with a reason for each item.
///
/// Items may go beyond what is missing by number: a paper that is there but wrong, a condition that is not met. Of a
/// choice, one paper on the slip is enough.
///
/// # Errors
/// Refused when the filing does not fit the version, there is no item, an item is about nothing the version asks for
/// (NĐ 63/2010 Điều 18(6)), or something lacking is not on the slip (NĐ 61/2018 Điều 15(3)).
pub fn guide(
    version: &ProcedureVersion,
    filing: Filing,
    items: Vec<SupplementItem>,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let (case, _) = check_filing(version, &filing, now.date())?;
    check_items(version, case, &items)?;
    let lacking = lacking(case, &filing);
    if let Some(left_out) = lacking.iter().find(|it| !named(it, &lacking, &items)) {
        return Err(Refusal::new("intake.guidance-incomplete")
            .with("name", &left_out.name)
            .at(format!("components.{}", left_out.code))
            .under("NĐ 61/2018 Điều 15(3)"));
    }
    Ok(vec![Event::GuidanceGiven { filing, lacking: items }])
}

/// Whether the slip names this paper, or another of the same choice.
fn named(paper: &Lacking, lacking: &[Lacking], items: &[SupplementItem]) -> bool {
    let on_slip = |code: &str| {
        let about = |it: &SupplementItem| matches!(&it.subject, SupplementSubject::Component { code: it } if it == code);
        items.iter().any(about)
    };
    let other_choice = |it: &&Lacking| paper.choice.is_some() && it.choice == paper.choice;
    on_slip(&paper.code) || lacking.iter().filter(other_choice).any(|it| on_slip(&it.code))
}
