//! Sheets that were printed apart and go to the printer as one file.

use crate::paper::{Printed, letters};
use motcua_forms::{Copies, FormKind, Pdf, Press, join, sample};

#[test]
fn the_pages_of_all_lie_one_after_the_other_and_lose_nothing() {
    let press = Press::built_in();
    let sets = press.sets();
    let sheets: Vec<Pdf> = sets
        .iter()
        .flat_map(|set| {
            let slip = sample::document(&set.code, FormKind::AcceptanceSlip);
            let notice = sample::document(&set.code, FormKind::StopNotice);
            [slip, notice].map(|it| press.render(set, &it, Copies::All).unwrap())
        })
        .collect();
    let files: Vec<Vec<u8>> = sheets.iter().map(|it| it.bytes.clone()).collect();
    let pages = sheets.iter().map(|it| it.pages).sum();
    let whole = Printed::new(&Pdf { bytes: join(&files, "Giấy của hôm nay").unwrap(), pages });
    let Some(text) = whole.pages() else { return };
    assert_eq!(text.len(), pages);
    let apart: Vec<String> = sheets.iter().flat_map(|it| Printed::new(it).pages().unwrap()).collect();
    for (joined, apart) in text.iter().zip(&apart) {
        assert_eq!(letters(joined), letters(apart));
    }
    assert_eq!(whole.property("Title").unwrap(), "Giấy của hôm nay");
    let Some(read) = whole.scanned() else { return };
    let marks = sample::document("2012", FormKind::AcceptanceSlip).marks;
    for code in [marks.barcode, marks.status_url, marks.proof_url].into_iter().flatten() {
        assert!(read.contains(&code), "{code} is not among {read:?}");
    }
}

#[test]
fn nothing_and_what_is_no_pdf_are_refused() {
    assert!(join(&[], "x").is_err());
    assert!(join(&[b"%PDF-1.7\nnonsense".to_vec()], "x").is_err());
}
