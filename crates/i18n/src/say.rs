//! A message in words.

use crate::dates::as_people_write;
use crate::{Locale, Texts, texts};
use motcua_kernel::Message;

/// `message` in `locale`: its text with each `{placeholder}` filled.
///
/// A text the language lacks is said in Vietnamese, an unknown code as the code itself. A value that is a word of the
/// table named like its placeholder (`{channel}`, `counter`) is said by that word, in the language of the sentence; a date
/// or moment is written as people do, other values stand as given. A placeholder without a value stays open. Where a
/// language counts, `{count|dossier|dossiers}` is the first word for a value of 1 and the second for all others.
pub fn say(locale: Locale, message: &Message) -> String {
    let key = message.code.0.as_ref();
    let found = [locale, Locale::Vi].into_iter().find_map(|it| Some((texts(it), texts(it).get(key)?)));
    found.map_or_else(|| key.to_owned(), |(language, text)| fill(language, text, message))
}

/// Goes through the text once, so that braces inside a value stay what they are.
fn fill(language: &Texts, text: &str, message: &Message) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = next_placeholder(rest) {
        said.push_str(before);
        let value = message.values.iter().find(|(given, _)| given == value_of(name));
        match (value, counted(name)) {
            (Some((_, value)), Some((one, many))) => said.push_str(if value == "1" { one } else { many }),
            (Some((_, value)), None) => match language.in_table(name, value) {
                Some(word) => said.push_str(word),
                None => said.push_str(&as_people_write(value)),
            },
            (None, _) => said.extend(["{", name, "}"]),
        }
        rest = after;
    }
    said.push_str(rest);
    said
}

/// What stands before the next placeholder, its name, and what follows.
pub(crate) fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, opened) = text.split_once('{')?;
    let (name, after) = opened.split_once('}')?;
    Some((before, name, after))
}

/// The value that a placeholder asks for: `count` of `{count}` and of `{count|dossier|dossiers}`.
pub(crate) fn value_of(placeholder: &str) -> &str {
    placeholder.split_once('|').map_or(placeholder, |(name, _)| name)
}

/// The words of a placeholder that counts, for one and for all other numbers.
fn counted(placeholder: &str) -> Option<(&str, &str)> {
    placeholder.split_once('|')?.1.split_once('|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_filled_in_each_language() {
        let message = Message::new("intake.supplement-limit").with("most", 1);
        assert_eq!(
            say(Locale::Vi, &message),
            "Hồ sơ đã được yêu cầu bổ sung đủ 1 lần cho phép. Nếu thật cần thiết, vui lòng nhờ người có thẩm quyền cho phép \
             với lý do bằng văn bản."
        );
        assert!(say(Locale::En, &message).contains("number of times (1)"));
        assert!(say(Locale::Km, &message).contains(" 1 ដង"));
        let short = Message::new("identity.password-too-short").with("characters", 12);
        assert!(say(Locale::Km, &short).contains(" 12 តួអក្សរ"));
    }

    #[test]
    fn one_of_a_thing_is_said_as_one() {
        let check = |count: usize, said: &str| {
            assert_eq!(say(Locale::En, &Message::new("label.approvals-wait").with("count", count)), said);
        };
        check(0, "0 dossiers wait for a signature");
        check(1, "1 dossier waits for a signature");
        check(21, "21 dossiers wait for a signature");
        let vietnamese = say(Locale::Vi, &Message::new("label.approvals-wait").with("count", 1));
        assert!(vietnamese.starts_with("1 ") && !vietnamese.contains('|'), "{vietnamese}");
    }

    #[test]
    fn a_code_among_the_values_is_said_in_words() {
        let message = Message::new("identity.not-permitted").with("action", "return-result");
        assert!(say(Locale::Vi, &message).starts_with("Bạn không có quyền trả kết quả tại cơ quan này."));
        let message = Message::new("intake.channel-closed").with("channel", "postal");
        assert!(say(Locale::En, &message).contains("the channel by post."));
        assert!(say(Locale::Km, &message).contains(" តាមប្រៃសណីយ៍ "));
    }

    #[test]
    fn dates_and_moments_are_written_as_people_do() {
        let moment = motcua_kernel::parse_instant("2026-11-24T08:05:59").unwrap();
        let message = Message::new("routing.suspended").with("since", moment);
        assert!(say(Locale::Vi, &message).contains("08:05, 24/11/2026"), "{}", say(Locale::Vi, &message));
        let message = Message::new("app.no-pack").with("date", moment.date());
        assert!(say(Locale::Vi, &message).contains("vào ngày 24/11/2026."));
    }

    #[test]
    fn an_unknown_code_is_said_as_it_is() {
        for key in ["intake.no-such-thing", "nothing", ""] {
            assert_eq!(say(Locale::En, &Message::new(key).with("leg", 1)), key);
        }
    }

    #[test]
    fn what_a_value_holds_is_not_filled_again() {
        let message = Message::new("routing.opinion-outstanding").with("leg", "{agency}").with("agency", "x");
        assert!(say(Locale::Vi, &message).contains("công đoạn {agency}."));
        let without = Message::new("routing.no-such-leg");
        assert_eq!(say(Locale::Vi, &without), "Hồ sơ không có công đoạn {leg}. Vui lòng tải lại trang.");
    }
}
