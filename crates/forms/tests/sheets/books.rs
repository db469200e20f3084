//! Books of some thousand lines: none is lost, none is torn over two pages, and each page has its head.

use crate::paper::{Printed, letters};
use motcua_forms::body::RegisterRow;
use motcua_forms::{Body, Copies, FormKind, Press, sample};

const LINES: usize = 2_000;

fn line(place: usize, from: &RegisterRow) -> RegisterRow {
    RegisterRow {
        serial: place.to_string(),
        dossier: format!("H13.14-261130-{place:05}"),
        applicant: format!("Người nộp thứ {place}"),
        ..from.clone()
    }
}

#[test]
fn a_register_of_two_thousand_lines_has_each_whole_and_in_order() {
    let press = Press::built_in();
    let sets = press.sets();
    let mut book = sample::document("2025", FormKind::Register);
    let Body::Register(register) = &mut book.body else { panic!("no register") };
    let from = register.rows.first().unwrap().clone();
    register.rows = (1..=LINES).map(|place| line(place, &from)).collect();
    let pdf = press.render(sets.get("2025").unwrap(), &book, Copies::All).unwrap();
    let Some(pages) = Printed::new(&pdf).pages() else { return };
    assert!(pages.len() > 50, "{}", pages.len());
    let pages: Vec<String> = pages.iter().map(|it| letters(it)).collect();
    let mut next = 1;
    for page in &pages[..pages.len() - 1] {
        assert!(page.contains(&letters("Họ tên chủ hồ sơ")), "a page without its head: {page}");
    }
    for page in &pages {
        let mut rest = page.as_str();
        loop {
            let number = letters(&format!("{next}H13.14-261130-{next:05}"));
            let Some(at) = rest.find(&number) else { break };
            rest = &rest[at..];
            let whole = letters(&format!("Người nộp thứ {next}"));
            assert!(rest.contains(&whole), "line {next} is torn over two pages");
            next += 1;
        }
    }
    assert_eq!(next, LINES + 1);
}
