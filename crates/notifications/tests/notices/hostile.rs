//! What people type never breaks a message: no header ends early, no page gets markup, nothing is endless.

use crate::words::{mail, short};
use motcua_i18n::Locale;
use motcua_notifications::{Facts, Lacking, News, NoticeKind, Processing, Templates, sample};
use proptest::prelude::*;

fn with(text: &str) -> Facts {
    let facts = sample::full(NoticeKind::SupplementRequested);
    let News::SupplementRequested { by, .. } = facts.news else { panic!("another kind") };
    let lacking = vec![Lacking { name: Some(text.to_owned()), reason: Some(text.to_owned()) }; 3];
    Facts {
        news: News::SupplementRequested { lacking, by },
        number: Some(text.to_owned()),
        title: Some(text.to_owned()),
        addressee: Some(text.to_owned()),
        processing: facts.processing.map(|it| Processing { who: Some(text.to_owned()), ..it }),
        sample: false,
        ..facts
    }
}

#[test]
fn a_name_ends_no_header_and_turns_no_writing() {
    let facts = with("Lan\r\nBcc: x@y.vn\u{2028}\u{202e}gnol\0");
    let [subject, text, _] = mail(&Templates::built_in(), Locale::Vi, std::slice::from_ref(&facts));
    assert!(subject.contains("Lan Bcc: x@y.vn gnol"), "{subject}");
    assert!(!subject.contains(char::is_control));
    assert!(!text.contains('\u{202e}') && !text.contains("\nBcc"), "{text}");
    assert!(!short(&Templates::built_in(), Locale::Vi, &[facts]).contains(char::is_control));
}

#[test]
fn what_is_typed_is_no_markup_no_template_and_no_link() {
    let typed = "<img src=x onerror=alert(1)> {{ addressee }} {% if %} \"' https://evil.example/";
    let [_, text, html] = mail(&Templates::built_in(), Locale::Vi, &[with(typed)]);
    assert!(text.contains(typed), "plain text is left as it is");
    assert!(!html.contains("<img") && html.contains("&lt;img"), "{html}");
    assert!(!html.contains("href=\"https://evil") && !html.contains("href=\"https:&#x2f;&#x2f;evil"));
}

#[test]
fn a_name_of_100_kilobytes_is_cut() {
    let facts = with(&"Nguyễn ".repeat(15_000));
    let [subject, text, html] = mail(&Templates::built_in(), Locale::Vi, std::slice::from_ref(&facts));
    assert!(subject.chars().count() <= 151 && subject.ends_with('…'));
    assert!(text.len() < 30_000 && html.len() < 60_000, "{} {}", text.len(), html.len());
    assert!(short(&Templates::built_in(), Locale::Vi, &[facts]).chars().count() <= 460);
}

#[test]
fn a_thousand_lacking_papers_are_not_told_one_by_one() {
    let mut facts = sample::full(NoticeKind::GuidanceGiven);
    facts.news = News::GuidanceGiven {
        lacking: vec![Lacking { name: Some("Giấy".to_owned()), reason: None }; 1_000],
    };
    let [_, text, _] = mail(&Templates::built_in(), Locale::Vi, &[facts]);
    assert_eq!(text.matches("- Giấy").count(), 60);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_text_of_people_makes_a_message_fail(text in "\\PC{0,60}|[\\s\\S]{0,60}") {
        thread_local!(static TEMPLATES: Templates = Templates::built_in());
        TEMPLATES.with(|templates| {
            for locale in Locale::ALL {
                let [subject, _, _] = mail(templates, locale, &[with(&text)]);
                assert!(!subject.contains(char::is_control));
                assert!(!short(templates, locale, &[with(&text)]).contains(char::is_control));
            }
        });
    }
}
