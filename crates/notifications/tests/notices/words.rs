//! The words that come with the program: in every language, for every kind, short and long.

use motcua_i18n::Locale;
use motcua_notifications::inquiry::AnswerKind;
use motcua_notifications::{Channel, Encoding, Facts, Form, NoticeKind, Templates, sample, without_marks};
use std::collections::BTreeSet;

pub fn mail(templates: &Templates, locale: Locale, facts: &[Facts]) -> [String; 3] {
    match templates.render(locale, Channel::Email, facts).unwrap().form {
        Form::Mail { subject, text, html } => [subject, text, html],
        Form::Short { .. } => panic!("a mail is no short text"),
    }
}

pub fn short(templates: &Templates, locale: Locale, facts: &[Facts]) -> String {
    match templates.render(locale, Channel::Sms, facts).unwrap().form {
        Form::Short { text } => text,
        Form::Mail { .. } => panic!("a short text is no mail"),
    }
}

fn real(facts: Facts) -> Facts {
    Facts { sample: false, ..facts }
}

#[test]
fn nothing_is_wrong_with_what_comes_with_the_program() {
    assert_eq!(Templates::built_in().check(), []);
}

#[test]
fn the_languages_have_the_same_kinds_with_the_same_parts() {
    let keys = |locale: Locale| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/notices/");
        let text = std::fs::read_to_string(format!("{folder}{}.toml", locale.tag())).unwrap();
        let tables: toml::Table = toml::from_str(&text).unwrap();
        let of = |(table, keys): (&String, &toml::Value)| {
            keys.as_table().unwrap().keys().map(|key| format!("{table}.{key}")).collect::<Vec<_>>()
        };
        tables.iter().flat_map(of).collect::<BTreeSet<String>>()
    };
    let original = keys(Locale::Vi);
    for kind in NoticeKind::ALL {
        for key in ["subject", "text", "short"] {
            assert!(original.contains(&format!("{}.{key}", kind.code())), "{kind:?} has no {key}");
        }
    }
    assert_eq!(original.len(), NoticeKind::ALL.len() * 3 + 6 + AnswerKind::ALL.len());
    for locale in [Locale::Km, Locale::En] {
        assert_eq!(keys(locale), original, "{}", locale.tag());
    }
}

#[test]
fn a_receipt_reads_as_a_good_office_writes() {
    let facts = Facts { unsubscribe_link: None, ..real(sample::full(NoticeKind::Received)) };
    let [subject, text, _] =
        mail(&Templates::built_in(), Locale::Vi, &[Facts { done: None, processing: None, ..facts }]);
    assert_eq!(subject, "Hồ sơ 000.01.45.G09-261123-0007 đã được tiếp nhận, hẹn trả 14/12/2026");
    assert_eq!(
        text.replace('\u{a0}', " "),
        "Kính gửi ông/bà Nguyễn Văn Mẫu,

Hồ sơ của ông/bà đã được tiếp nhận. Ông/bà chưa phải làm gì thêm.

Ngày hẹn trả kết quả: 17:00, thứ Hai 14/12/2026, tại Trung tâm Phục vụ hành chính công xã Kế Sách (Số 12 đường 3 Tháng 2, xã Kế Sách, thành phố Cần Thơ).

Mã tra cứu: K7M2PX. Nhập mã này cùng mã hồ sơ để xem hồ sơ đang ở đâu.

Khi hồ sơ có thay đổi, chúng tôi sẽ báo cho ông/bà.

Mã hồ sơ: 000.01.45.G09-261123-0007
Thủ tục: Đăng ký biến động quyền sử dụng đất
Tiếp nhận: 09:05, thứ Hai 23/11/2026, Lê Thị Thu, công chức tiếp nhận
Nơi tiếp nhận: Trung tâm Phục vụ hành chính công xã Kế Sách
Ngày hẹn trả: 17:00, thứ Hai 14/12/2026
Theo dõi hồ sơ: https://motcua.example/tra-cuu/mau-thu

Ông/bà cần hỏi thêm, xin gọi Trung tâm Phục vụ hành chính công xã Kế Sách, điện thoại 0292 3876 000, và đọc mã hồ sơ 000.01.45.G09-261123-0007.

Trân trọng,
Trung tâm Phục vụ hành chính công xã Kế Sách

Thư này được gửi tự động; thư trả lời không có người đọc. Cơ quan không bao giờ hỏi mật khẩu hay mã xác nhận của ông/bà qua thư.
"
    );
}

#[test]
fn a_list_of_what_is_lacking_is_a_list() {
    let facts = real(sample::full(NoticeKind::SupplementRequested));
    let [_, text, html] = mail(&Templates::built_in(), Locale::Vi, &[facts]);
    let lines: Vec<&str> = text.lines().skip_while(|it| !it.starts_with("Cần bổ sung")).take(4).collect();
    assert_eq!(
        lines,
        [
            "Cần bổ sung, một lần cho tất cả:",
            "- Bản vẽ tách thửa đất: Bản vẽ chưa có chữ ký của người sử dụng đất liền kề.",
            "- Giấy chứng nhận đã cấp (bản chính)",
            "",
        ]
    );
    assert_eq!(html.matches("<li").count(), 2, "{html}");
}

#[test]
fn the_page_has_the_words_of_the_plain_text_and_nothing_from_elsewhere() {
    let templates = Templates::built_in();
    for kind in NoticeKind::ALL {
        for locale in Locale::ALL {
            let [subject, text, html] = mail(&templates, locale, &[sample::full(kind)]);
            let said = html.replace("&#x2f;", "/").replace("&#x27;", "'").replace("&quot;", "\"");
            for line in text.lines().filter(|it| !it.contains("https://") && !it.is_empty()) {
                assert!(said.contains(line.trim_start_matches("- ")), "{line}\n{html}");
            }
            for alien in ["<img", "<script", "<table", "src=", "url(", "<link", "http-equiv"] {
                assert!(!html.contains(alien), "{alien}");
            }
            assert!(html.contains(&format!("lang=\"{}\"", locale.tag())) && html.contains("color-scheme"));
            assert!(
                !subject.is_empty() && !text.contains("\n\n\n") && !text.contains("  "),
                "{kind:?}\n{text}"
            );
            assert!(!text.contains("none") && !text.contains("{{"), "{text}");
        }
    }
}

#[test]
fn what_the_law_demands_stands_in_each_mail_about_a_dossier() {
    let templates = Templates::built_in();
    let visits = [NoticeKind::NotReceived, NoticeKind::GuidanceGiven, NoticeKind::VerifyAddress];
    for kind in NoticeKind::ALL.into_iter().filter(|it| !visits.contains(it)) {
        let facts = sample::full(kind);
        let [_, text, _] = mail(&templates, Locale::Vi, std::slice::from_ref(&facts));
        let processing = facts.processing.unwrap();
        for demanded in [
            "000.01.45.G09-261123-0007",
            &facts.receiving.name,
            "Lê Thị Thu",
            "09:05,",
            &processing.agency,
            "Trần Minh Khôi",
            "17:00,",
            "0292 3876 000",
        ] {
            assert!(text.contains(demanded), "{kind:?}: {demanded}\n{text}");
        }
    }
}

#[test]
fn a_short_text_goes_out_as_one_message_and_says_number_state_and_no_name() {
    let templates = Templates::built_in();
    for kind in NoticeKind::ALL {
        for facts in sample::all(kind).into_iter().map(real) {
            for locale in [Locale::Vi, Locale::En] {
                let text = short(&templates, locale, std::slice::from_ref(&facts));
                let plain = Form::Short { text: without_marks(&text) };
                let sent = plain.segments().unwrap();
                assert_eq!(
                    (sent.encoding, sent.count),
                    (Encoding::Gsm7, 1),
                    "{kind:?} {} {plain:?}",
                    sent.units
                );
                let mut secret = vec!["Mẫu", "đất", "Khôi", "Thu", "liền kề"];
                if kind == NoticeKind::VerifyAddress {
                    secret.push("000.01");
                } else if let Some(number) = &facts.number {
                    assert!(text.contains(number.as_str()), "{text}");
                }
                for it in secret {
                    assert!(!text.contains(it), "{kind:?} tells {it}: {text}");
                }
            }
        }
    }
}

#[test]
fn khmer_is_short_too_and_says_that_it_is_a_draft() {
    let templates = Templates::built_in();
    for kind in NoticeKind::ALL {
        let text = short(&templates, Locale::Km, &[real(sample::full(kind))]);
        assert!(motcua_notifications::segments(&text).count <= 3, "{kind:?}: {text}");
        let [_, text, _] = mail(&templates, Locale::Km, &[sample::full(kind)]);
        assert!(text.contains("សេចក្ដីព្រាង"));
    }
}

#[test]
fn an_address_that_is_not_confirmed_hears_no_name_and_no_reason() {
    let templates = Templates::built_in();
    for kind in NoticeKind::ALL {
        for locale in Locale::ALL {
            let [subject, text, _] = mail(&templates, locale, &[sample::bare(kind)]);
            for it in ["Mẫu", "chưa có chữ ký", "mưa lớn", "bị ướt", "K7M2PX", "Đăng ký biến động"]
            {
                assert!(!subject.contains(it) && !text.contains(it), "{kind:?} tells {it}: {text}");
            }
        }
    }
    let [subject, text, _] = mail(&templates, Locale::Vi, &[sample::full(NoticeKind::VerifyAddress)]);
    assert!(!subject.contains("000.01"));
    assert!(text.contains("482913") && text.contains("/xac-nhan"), "{text}");
}

#[test]
fn what_is_received_and_returned_in_one_go_is_one_message_about_the_return() {
    let templates = Templates::built_in();
    let story =
        [NoticeKind::Received, NoticeKind::BeingProcessed, NoticeKind::ResultReady, NoticeKind::Returned];
    let facts: Vec<Facts> = story.into_iter().map(sample::full).map(real).collect();
    let [subject, text, _] = mail(&templates, Locale::Vi, &facts);
    assert_eq!(subject, "Hồ sơ 000.01.45.G09-261123-0007 đã trả kết quả");
    assert!(!text.contains("chưa phải làm gì") && !text.contains("Mời ông/bà đến nhận"), "{text}");
    assert_eq!(text.matches("Mã hồ sơ:").count(), 1);
    let text = short(&templates, Locale::Vi, &facts);
    assert_eq!(text.matches("Hồ sơ").count(), 1, "{text}");
}

#[test]
fn what_still_holds_is_told_oldest_first_in_one_mail() {
    let templates = Templates::built_in();
    let story = [NoticeKind::PaymentAwaited, NoticeKind::BeingProcessed];
    let facts: Vec<Facts> = story.into_iter().map(sample::full).map(real).collect();
    let [subject, text, _] = mail(&templates, Locale::Vi, &facts);
    assert_eq!(subject, "Hồ sơ 000.01.45.G09-261123-0007 đang được giải quyết");
    let place = |it: &str| text.find(it).unwrap_or_else(|| panic!("{it}: {text}"));
    assert!(place("Ông/bà cần nộp") < place("đang được giải quyết"));
    assert!(
        short(&templates, Locale::Vi, &facts).contains("cần nộp 1.600.000 đồng"),
        "what matters is not lost"
    );
    assert!(templates.render(Locale::Vi, Channel::Email, &[]).is_err());
}

#[test]
fn a_sample_says_so_everywhere() {
    let templates = Templates::built_in();
    let facts = [sample::full(NoticeKind::ResultReady)];
    let [subject, text, html] = mail(&templates, Locale::Vi, &facts);
    assert!(
        subject.starts_with("[DỮ LIỆU MẪU]")
            && text.starts_with("DỮ LIỆU MẪU")
            && html.contains("DỮ LIỆU MẪU")
    );
    assert!(short(&templates, Locale::Vi, &facts).starts_with("[DỮ LIỆU MẪU]"));
}
