//! The press as a machine: sizes, copies, properties, codes, the same bytes again, and what it does with a broken template.

use crate::paper::{Printed, letters};
use motcua_forms::body::SlipFees;
use motcua_forms::{Body, Content, Copies, FormFault, FormKind, FormSets, Paper, Press, sample};
use motcua_kernel::RulePacks;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn own(files: &[(&str, &str)]) -> Press {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    Press::with(files.collect::<BTreeMap<_, _>>())
}

#[test]
fn nothing_is_wrong_with_what_is_built_in() {
    assert_eq!(Press::built_in().check(), []);
}

#[test]
fn every_rule_pack_has_a_set_of_every_form() {
    let sets: FormSets = Press::built_in().sets();
    for pack in RulePacks::shipped().unwrap().iter() {
        let set = sets.for_pack(&pack.code).unwrap();
        for kind in FormKind::ALL {
            assert!(set.form(kind).is_some(), "{} lacks {}", set.code, kind.code());
        }
        let numbered = set.forms.values().filter(|it| it.number.is_some()).count();
        let named = match pack.reception.forms.value {
            motcua_kernel::FormSet::LocalForms => 0,
            motcua_kernel::FormSet::SixForms => 6,
            motcua_kernel::FormSet::SevenForms => 7,
        };
        assert_eq!(numbered, named, "{} in {}", pack.code, set.code);
    }
}

#[test]
fn a_sheet_has_exactly_the_size_its_set_names() {
    let press = Press::built_in();
    for set in press.sets().iter() {
        for (kind, spec) in &set.forms {
            let pdf = press.render(set, &sample::document(&set.code, *kind), Copies::Only(0)).unwrap();
            let Some(size) = Printed::new(&pdf).property("Page size") else { return };
            let named = match spec.paper {
                Paper::A5 => "419.528 x 595.276",
                Paper::A4 => "595.276 x 841.89",
                Paper::A4Landscape => "841.89 x 595.276",
            };
            assert!(size.starts_with(named), "{} {}: {size}", set.code, kind.code());
        }
    }
}

#[test]
fn a_slip_is_one_page_and_has_a_copy_for_the_office_and_one_for_the_applicant() {
    let press = Press::built_in();
    let sets = press.sets();
    let (set, slip) = (sets.get("2025").unwrap(), sample::document("2025", FormKind::AcceptanceSlip));
    let both = press.render(set, &slip, Copies::All).unwrap();
    assert_eq!(both.pages, 2);
    let Some(pages) = Printed::new(&both).pages() else { return };
    for (page, label) in pages.iter().zip(["Liên 1: Lưu", "Liên 2: Giao khách hàng"]) {
        assert!(page.contains(label), "{label} is not in\n{page}");
    }
    assert_eq!(press.render(set, &slip, Copies::Only(1)).unwrap().pages, 1);
}

#[test]
fn a_slip_says_that_nothing_is_owed_only_when_nothing_will_be() {
    let press = Press::built_in();
    let sets = press.sets();
    let mut slip = sample::document("2025", FormKind::AcceptanceSlip);
    let Body::AcceptanceSlip(body) = slip.body.clone() else { panic!("no acceptance slip") };
    for (note, said) in [(None, true), (Some("Xác định trong quá trình giải quyết."), false)] {
        let mut body = body.clone();
        body.fees = SlipFees { note: note.map(str::to_owned), ..SlipFees::default() };
        slip.body = Body::AcceptanceSlip(body);
        let pdf = press.render(sets.get("2025").unwrap(), &slip, Copies::Only(0)).unwrap();
        let Some(text) = Printed::new(&pdf).text() else { return };
        assert_eq!(letters(&text).contains(&letters("không thu")), said, "{text}");
    }
}

#[test]
fn made_up_data_say_so_on_each_page_and_facts_do_not() {
    let press = Press::built_in();
    let sets = press.sets();
    let mut slip = sample::long_acceptance("2018");
    for (content, said) in [(Content::Sample, true), (Content::Real, false)] {
        slip.marks.content = content;
        let pdf = press.render(sets.get("2018").unwrap(), &slip, Copies::All).unwrap();
        let Some(pages) = Printed::new(&pdf).pages() else { return };
        for page in pages {
            assert_eq!(letters(&page).contains("dữliệumẫu"), said, "{page}");
        }
    }
}

#[test]
fn the_file_says_what_it_is() {
    let press = Press::built_in();
    let sets = press.sets();
    let slip = sample::document("2025", FormKind::RefusalSlip);
    let printed = Printed::new(&press.render(sets.get("2025").unwrap(), &slip, Copies::All).unwrap());
    let Some(title) = printed.property("Title") else { return };
    assert_eq!(title, "Phiếu từ chối tiếp nhận giải quyết hồ sơ H13.14-261130-0042");
    assert_eq!(printed.property("Author").unwrap(), "Trung tâm Phục vụ hành chính công");
    assert!(printed.property("CreationDate").unwrap().contains("2026"), "the day of the sheet");
    assert_eq!(printed.property("Tagged").unwrap(), "yes");
    assert_eq!(printed.property("JavaScript").unwrap(), "no");
}

#[test]
fn scanners_read_every_code_of_a_slip() {
    let press = Press::built_in();
    for set in press.sets().iter() {
        let slip = sample::document(&set.code, FormKind::AcceptanceSlip);
        let pdf = press.render(set, &slip, Copies::Only(1)).unwrap();
        let Some(found) = Printed::new(&pdf).scanned() else { return };
        let marks = slip.marks;
        for code in [marks.barcode, marks.status_url, marks.proof_url].into_iter().flatten() {
            assert!(found.contains(&code), "{code} is not among {found:?}");
        }
        let payments = found.iter().filter(|it| it.starts_with("000201")).count();
        assert_eq!(payments, usize::from(set.code != "2012"), "{found:?}");
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes_whatever_was_printed_before() {
    let (press, other) = (Press::built_in(), Press::built_in());
    let sets = press.sets();
    let set = sets.get("2025").unwrap();
    for kind in FormKind::ALL {
        let document = sample::document("2025", kind);
        let first = press.render(set, &document, Copies::All).unwrap();
        other.render(set, &sample::long_request("2025"), Copies::All).unwrap();
        assert!(first == other.render(set, &document, Copies::All).unwrap(), "{}", kind.code());
    }
}

#[test]
fn a_batch_is_one_file_with_the_pages_of_all() {
    let press = Press::built_in();
    let sets = press.sets();
    let documents: Vec<_> = FormKind::ALL.into_iter().map(|it| sample::document("2018", it)).collect();
    let set = sets.get("2018").unwrap();
    let apart: usize = documents.iter().map(|it| press.render(set, it, Copies::All).unwrap().pages).sum();
    assert_eq!(press.render_batch(set, &documents, Copies::All).unwrap().pages, apart);
    assert!(matches!(press.render_batch(set, &[], Copies::All), Err(FormFault::Unprintable { .. })));
}

#[test]
fn a_fault_of_a_template_has_its_line_and_the_counter_goes_on_with_the_built_in_form() {
    let broken =
        "#import \"/lib.typ\": *\n#let form(item) = {\n  title-band(item)\n  item.doc.no_such_field\n}\n";
    let press = own(&[("refusal-slip.typ", broken)]);
    let sets = press.sets();
    let (set, slip) = (sets.get("2025").unwrap(), sample::document("2025", FormKind::RefusalSlip));
    let Err(fault) = press.render(set, &slip, Copies::All) else { panic!("it is broken") };
    let FormFault::File { file, line, column, message } = &fault else { panic!("{fault}") };
    assert_eq!((file.as_str(), *line, *column), ("refusal-slip.typ", 4, 12));
    assert!(message.contains("no_such_field"), "{message}");

    let printed = press.render_or_built_in(set, std::slice::from_ref(&slip), Copies::All).unwrap();
    assert_eq!(printed.fault, Some(fault.clone()));
    assert_eq!(printed.pdf, Press::built_in().render(set, &slip, Copies::All).unwrap());
    assert_eq!(press.check(), [fault], "once, though three sets use it");
}

#[test]
fn a_file_that_can_not_be_read_is_told_and_the_built_in_one_stands() {
    let press = own(&[("2025.toml", "code = \"2025\"\ntitle = \n"), ("fonts/own.ttf", "no font")]);
    let faults = press.check();
    assert!(faults.iter().any(|it| it.to_string().starts_with("2025.toml:2:")), "{faults:?}");
    assert!(
        faults.iter().any(|it| it.to_string().starts_with("fonts/own.ttf:0:0: not a font")),
        "{faults:?}"
    );
    assert_eq!(press.sets(), Press::built_in().sets());
}

#[test]
fn a_template_of_the_province_stands_before_the_built_in_one() {
    let press =
        own(&[("refusal-slip.typ", "#import \"/lib.typ\": *\n#let form(item) = [Mẫu riêng của tỉnh]\n")]);
    let sets = press.sets();
    let slip = sample::document("2025", FormKind::RefusalSlip);
    let printed = press.render_or_built_in(sets.get("2025").unwrap(), &[slip], Copies::All).unwrap();
    assert_eq!(printed.fault, None);
    let Some(text) = Printed::new(&printed.pdf).text() else { return };
    assert!(text.contains("Mẫu riêng của tỉnh"), "{text}");
}

#[test]
fn a_template_reads_no_file_but_those_of_the_folder() {
    for path in ["/etc/hostname", "../../etc/hostname", "@preview/example:0.1.0"] {
        let template = format!("#import \"{path}\": form");
        let press = own(&[("stop-notice.typ", template.as_str())]);
        let sets = press.sets();
        let notice = sample::document("2025", FormKind::StopNotice);
        let fault = press.render(sets.get("2025").unwrap(), &notice, Copies::All).unwrap_err();
        assert!(fault.to_string().starts_with("stop-notice.typ:1:"), "{fault}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_of_people_breaks_a_sheet(name in "\\PC{0,60}", reason in any::<String>()) {
        let press = Press::built_in();
        let sets = press.sets();
        let mut document = sample::document("2025", FormKind::RefusalSlip);
        if let motcua_forms::Body::RefusalSlip(body) = &mut document.body {
            body.person.name = name;
            body.reason = reason;
        }
        prop_assert!(press.render(sets.get("2025").unwrap(), &document, Copies::All).is_ok());
    }
}
