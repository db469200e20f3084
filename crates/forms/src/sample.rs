//! Made-up sheets of every kind, for the check of templates, the preview of the administrator and the pictures of the
//! documentation. Each is marked as a sample; nobody in them exists.

mod hard;
mod lists;
mod money;
mod scene;
mod sheets;

pub use hard::{all_letters, long_acceptance, long_request};

use crate::{Content, Document, FormKind, Letterhead, Marks};
use scene::Scene;

/// A sample of `kind`, set in the years in which the set with the code `set` was in use.
pub fn document(set: &str, kind: FormKind) -> Document {
    let scene = scene::of(set);
    Document {
        letterhead: letterhead(set, &scene, kind),
        marks: marks(&scene, kind),
        body: sheets::body(&scene, kind),
    }
}

fn letterhead(set: &str, scene: &Scene, kind: FormKind) -> Letterhead {
    let by_agency = matches!(kind, FormKind::ApologyLetter | FormKind::StopNotice);
    let of_one = !kind.is_of_office();
    let unit = if by_agency { scene.agency } else { scene.unit };
    Letterhead {
        above: Some(scene.above.to_owned()),
        unit: unit.to_owned(),
        place: Some(scene.place.to_owned()),
        date: scene.day(0).into(),
        number: sheets::suffix(kind)
            .map(|it| if set == "2012" { scene.number.to_owned() } else { format!("{}/{it}", scene.number) }),
        dossier: of_one.then(|| scene.dossier.to_owned()),
    }
}

fn marks(scene: &Scene, kind: FormKind) -> Marks {
    let mut marks = Marks::none(Content::Sample);
    let of_one = !kind.is_of_office() && kind != FormKind::SatisfactionSlip;
    let to_applicant = of_one && !matches!(kind, FormKind::ControlSlip);
    if of_one {
        marks.barcode = Some(scene.dossier.to_owned());
    }
    if to_applicant {
        marks.proof_url = Some(format!("{}/kiem-tra/4QX7-9TMB-2KD8-VW5H", scene.site));
    }
    if to_applicant
        && !matches!(kind, FormKind::GuidanceSlip | FormKind::MoneyReceipt | FormKind::ResultReceipt)
    {
        marks.status_url = Some(format!("{}/ho-so/7Q2K9XMTB4DW8VHC5N3R", scene.site));
    }
    if kind == FormKind::AcceptanceSlip {
        marks.lookup_code = Some("K7M2QX".to_owned());
    }
    marks
}
