//! What was told to a sheet stands on it: each value, in each form of each set, and nothing of it as markup.

use crate::paper::{Printed, letters};
use motcua_forms::body::{ReceiptKind, ReceiptSeries};
use motcua_forms::{Body, Content, Copies, Document, FormKind, FormSet, Pdf, Press, sample};
use serde_json::Value;

fn sets_and_kinds(press: &Press) -> Vec<(FormSet, FormKind)> {
    let sets = press.sets();
    sets.iter().flat_map(|set| FormKind::ALL.map(|kind| (set.clone(), kind))).collect()
}

fn real(set: &str, kind: FormKind) -> Document {
    let mut document = sample::document(set, kind);
    document.marks.content = Content::Real;
    document
}

fn printed(document: &Document) -> Pdf {
    let press = Press::built_in();
    press.render(press.sets().get("2025").unwrap(), document, Copies::Only(0)).unwrap()
}

/// Each text and day of `value`, as the sheet must show it.
fn told(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|it| told(it, into)),
        Value::Object(fields) if fields.contains_key("short") => into.push(format!("@{value}")),
        Value::Object(fields) => {
            let drawn = ["payload", "online_url", "kind", "punctual", "one_stop_unit"];
            fields.iter().filter(|it| !drawn.contains(&it.0.as_str())).for_each(|it| told(it.1, into));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A day may stand in words or in digits.
fn stands_on(text: &str, value: &str) -> bool {
    let Some(day) = value.strip_prefix('@').map(|it| serde_json::from_str::<Value>(it).unwrap()) else {
        return text.contains(&letters(value));
    };
    let part = |name: &str| day[name].as_str().unwrap().to_owned();
    let words = format!("ngày {} tháng {} năm {}", part("day"), part("month"), part("year"));
    text.contains(&letters(&part("short"))) || text.contains(&letters(&words))
}

#[test]
fn each_value_stands_on_each_form_of_each_set() {
    let press = Press::built_in();
    for (set, kind) in sets_and_kinds(&press) {
        let document = real(&set.code, kind);
        let pdf = press.render(&set, &document, Copies::Only(0)).unwrap();
        let Some(text) = Printed::new(&pdf).text() else { return };
        let text = letters(&text);
        let mut values = vec![set.form(kind).unwrap().name.clone()];
        values.extend(document.marks.lookup_code.clone());
        told(&serde_json::to_value(&document.letterhead).unwrap(), &mut values);
        told(&serde_json::to_value(&document.body).unwrap(), &mut values);
        for value in values {
            assert!(stands_on(&text, &value), "{}/{}: {value} is not in\n{text}", set.code, kind.code());
        }
    }
}

#[test]
fn money_stands_in_digits_and_in_words() {
    let Some(text) = Printed::new(&printed(&real("2025", FormKind::MoneyReceipt))).text() else { return };
    for told in
        ["75.000 đồng", "105.000 đồng", "Một trăm lẻ năm nghìn đồng", "95.000 đồng", "không thay biên lai"]
    {
        assert!(letters(&text).contains(&letters(told)), "{told} is not in\n{text}");
    }
}

#[test]
fn a_receipt_names_its_series_and_a_pre_printed_one_stays_another_paper() {
    let title = [
        (ReceiptKind::PrePrinted, "PHIẾU THU Kèm theo biên lai đặt in:"),
        (ReceiptKind::SelfPrinted, "BIÊN LAI THU TIỀN PHÍ, LỆ PHÍ"),
        (ReceiptKind::Electronic, "BIÊN LAI ĐIỆN TỬ THU TIỀN PHÍ, LỆ PHÍ (BẢN THỂ HIỆN)"),
    ];
    for (kind, title) in title {
        let mut document = real("2025", FormKind::MoneyReceipt);
        if let Body::MoneyReceipt(body) = &mut document.body {
            let [form, symbol, number] = ["01BLP0-001", "AA-26P", "0000123"].map(str::to_owned);
            body.series = Some(ReceiptSeries { form, symbol, book: Some("04".to_owned()), number, kind });
        }
        let Some(text) = Printed::new(&printed(&document)).text() else { return };
        let text = letters(&text);
        for told in [title, "Mẫu số: 01BLP0-001 – Ký hiệu: AA-26P – Quyển số: 04 – Số: 0000123"]
        {
            assert!(text.contains(&letters(told)), "{told} is not in\n{text}");
        }
        assert!(!text.contains(&letters("không thay biên lai")), "{text}");
    }
}

#[test]
fn what_is_not_known_is_a_line_to_write_on() {
    let mut document = real("2025", FormKind::RefusalSlip);
    if let Body::RefusalSlip(body) = &mut document.body {
        body.person.address = None;
        body.ground = None;
    }
    document.letterhead.number = None;
    let Some(text) = Printed::new(&printed(&document)).text() else { return };
    let text = letters(&text);
    for told in ["Địa chỉ: ..........", "Căn cứ: ..........", "Số: ............/TCHS"] {
        assert!(text.contains(&letters(told)), "{told} is not in\n{text}");
    }
}

#[test]
fn fifty_three_papers_flow_over_pages_under_the_same_head_and_none_is_lost() {
    let press = Press::built_in();
    let sets = press.sets();
    let long = |set| [(set, sample::long_acceptance(set)), (set, sample::long_request(set))];
    for (set, document) in ["2012", "2018", "2025"].into_iter().flat_map(long) {
        let pdf = press.render(sets.get(set).unwrap(), &document, Copies::Only(0)).unwrap();
        let Some(pages) = Printed::new(&pdf).pages() else { return };
        assert!((2..=5).contains(&pages.len()), "{} pages", pages.len());
        assert_eq!(pages.len(), pdf.pages);
        for name in ["Kinh doanh vật liệu xây dựng Nguyễn Hoàng Phước", "Ký và ghi rõ họ tên"]
        {
            assert!(letters(&pages.concat()).contains(&letters(name)), "{set}: {name}");
        }
        for page in pages.iter().filter(|it| it.contains("Giấy tờ thứ")) {
            assert!(letters(page).contains(&letters("STT")), "{page}");
        }
        let whole = letters(&pages.concat());
        for place in 1..=53 {
            let paper =
                format!("{place} Giấy tờ thứ {place}: bản thuyết minh hạng mục công trình số {place}");
            assert!(whole.contains(&letters(&paper)), "{paper}");
        }
        assert!(whole.contains(&letters(&format!("Trang {0}/{0}", pages.len()))));
    }
}

#[test]
fn every_letter_of_vietnamese_is_printed_and_can_be_copied() {
    let Some(text) = Printed::new(&printed(&sample::long_acceptance("2025"))).text() else { return };
    let text: String = text.split_whitespace().collect();
    assert_eq!(sample::all_letters().chars().count(), 134);
    assert!(text.contains(&sample::all_letters()), "{text}");
}

#[test]
fn text_that_looks_like_markup_is_text() {
    let hostile = [
        "#panic(\"x\")",
        "$x^2$",
        "*đậm*",
        "_nghiêng_",
        "<script>alert(1)</script>",
        "\\u{41}",
        "= Tiêu đề",
        "- mục",
        "#set page(width: 1cm)",
        "`raw`",
        "@label",
        "<end-0>",
        "// chú thích",
        "[nội dung]",
        "http://a.vn",
    ];
    for text in hostile {
        let mut document = real("2025", FormKind::RefusalSlip);
        if let Body::RefusalSlip(body) = &mut document.body {
            body.person.name = text.to_owned();
            body.reason = format!("vì {text} mà");
        }
        let pdf = printed(&document);
        assert_eq!(pdf.pages, 1, "{text}");
        let Some(read) = Printed::new(&pdf).text() else { return };
        assert!(letters(&read).contains(&letters(&format!("vì {text} mà"))), "{text} is not in\n{read}");
    }
}

#[test]
fn an_emoji_is_a_box_and_no_mark_turns_a_name_around() {
    let mut document = real("2025", FormKind::RefusalSlip);
    if let Body::RefusalSlip(body) = &mut document.body {
        body.person.name = "Lê \u{1F600} Văn\u{202E} Tám\u{0}".to_owned();
    }
    let Some(text) = Printed::new(&printed(&document)).text() else { return };
    assert!(text.contains("Lê □ Văn Tám"), "{text}");
}
