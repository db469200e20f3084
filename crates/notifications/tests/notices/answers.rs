//! What answers to texts say: short, without a person, and by a province's words where those are right.

use motcua_i18n::Locale;
use motcua_notifications::inquiry::{Answer, AnswerKind, sample};
use motcua_notifications::{Encoding, Form, Templates, segments, without_marks};
use std::collections::BTreeMap;

fn said(templates: &Templates, locale: Locale, answers: &[Answer]) -> String {
    match templates.answer(locale, answers, false).unwrap().form {
        Form::Short { text } => text,
        Form::Mail { .. } => panic!("an answer is no mail"),
    }
}

fn vietnamese(kind: AnswerKind) -> Vec<String> {
    let templates = Templates::built_in();
    sample::all(kind).into_iter().map(|it| said(&templates, Locale::Vi, &[it])).collect()
}

#[test]
fn the_people_of_a_dossier_hear_who_has_it_and_until_when() {
    let said = vietnamese(AnswerKind::Told);
    let begin = "Hồ sơ 000.01.45.G09-261123-0007 (Đăng ký biến động quyền sử dụng đất): ";
    let land = "Chi nhánh Văn phòng Đăng ký đất đai khu vực Kế Sách";
    let ask = "Hỏi: 0292 3876 000";
    assert_eq!(said[0], format!("{begin}{land} đang giải quyết. Hẹn trả 14/12/2026. {ask}"));
    assert_eq!(
        said[1],
        format!("{begin}{land} đang giải quyết. Đã quá hẹn 14/12/2026, chúng tôi xin lỗi. {ask}")
    );
    assert_eq!(
        said[2],
        format!(
            "Hồ sơ 000.01.45.G09-261123-0007: {land} đang giải quyết. Hẹn trả 14/12/2026. Còn 2 hồ sơ nữa: nhắn kèm mã hồ sơ."
        )
    );
    let counter = "Trung tâm Phục vụ hành chính công xã Kế Sách";
    assert_eq!(said[5], format!("{begin}chờ bạn bổ sung giấy tờ tại {counter}, hạn 21/12/2026. {ask}"));
    assert_eq!(said[6], format!("{begin}chờ bạn nộp 1.600.000 đồng, hạn 21/12/2026. {ask}"));
    assert_eq!(said[12], format!("{begin}đã trả kết quả ngày 30/11/2026. {ask}"));
}

#[test]
fn everybody_else_hears_how_much_is_done() {
    let more = "Muốn biết thêm, nhắn từ số điện thoại ghi trong hồ sơ.";
    assert_eq!(
        vietnamese(AnswerKind::Degree),
        [
            format!("Hồ sơ đang giải quyết, xong 2 trên 4 bước. {more}"),
            format!("Hồ sơ đã giải quyết xong. {more}"),
            format!("Hồ sơ không giải quyết nữa, xong 1 trên 4 bước. {more}"),
        ]
    );
    assert_eq!(
        vietnamese(AnswerKind::TooMany),
        ["Bạn đã nhắn nhiều lần. Mời nhắn lại sau 09:25, thứ Hai 30/11/2026."]
    );
}

#[test]
fn an_answer_is_one_message_without_marks_or_two_where_it_tells_of_the_dossier() {
    let templates = Templates::built_in();
    for kind in AnswerKind::ALL {
        let most = if kind == AnswerKind::Told { 2 } else { 1 };
        for it in sample::all(kind) {
            for locale in [Locale::Vi, Locale::En] {
                let sent = segments(&without_marks(&said(&templates, locale, std::slice::from_ref(&it))));
                assert_eq!(sent.encoding, Encoding::Gsm7, "{it:?}");
                assert!(sent.count <= most, "{} of {kind:?} in {}: {it:?}", sent.count, locale.tag());
            }
            assert!(segments(&said(&templates, Locale::Km, std::slice::from_ref(&it))).count <= 4);
        }
    }
    let several: Vec<Answer> = sample::all(AnswerKind::Told).into_iter().take(3).collect();
    assert!(said(&templates, Locale::Vi, &several).chars().count() <= 460);
    assert!(templates.answer(Locale::Vi, &[], false).is_err());
}

#[test]
fn a_sample_says_so() {
    let Form::Short { text } =
        Templates::built_in().answer(Locale::Vi, &[Answer::Unknown], true).unwrap().form
    else {
        panic!("an answer is short");
    };
    assert!(text.starts_with("[DỮ LIỆU MẪU] Chúng tôi không tìm thấy"), "{text}");
}

#[test]
fn a_province_says_it_otherwise_and_what_is_wrong_gives_way() {
    let own = "[answer-unknown]\nshort = \"Soạn HS mã tra cứu gửi 8040.\"\n[answer-degree]\nshort = \"Xong {{ number }}\"\n\
               [answer-told]\nsubject = \"Thư\"\n";
    let templates =
        Templates::with_folder(&BTreeMap::from([("vi.toml".to_owned(), own.as_bytes().to_vec())]));
    assert_eq!(said(&templates, Locale::Vi, &[Answer::Unknown]), "Soạn HS mã tra cứu gửi 8040.");
    assert!(templates.is_own_answer(Locale::Vi, AnswerKind::Unknown));
    assert!(!templates.is_own_answer(Locale::Vi, AnswerKind::Degree));
    let faults: Vec<String> = templates.check().iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        ["vi.toml:4: there is no number here", "vi.toml:6: no message has answer-told.subject"]
    );
    assert!(
        said(&templates, Locale::Vi, &sample::all(AnswerKind::Degree)[..1]).contains("xong 2 trên 4 bước")
    );
}
