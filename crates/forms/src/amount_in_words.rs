//! Số tiền bằng chữ: an amount as receipts repeat it in words, so that no digit can be added to it by pen.

use motcua_kernel::Vnd;

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION: u64 = 1_000_000_000;

/// The amount in Vietnamese words, beginning with a capital: `Một trăm lẻ năm nghìn đồng`.
pub fn amount_in_words(amount: Vnd) -> String {
    let mut words: Vec<&str> = Vec::new();
    if amount.0 < 0 {
        words.push("âm");
    }
    match amount.0.unsigned_abs() {
        0 => words.push("không"),
        some => push_number(&mut words, some, Lead::First),
    }
    words.push("đồng");
    let text = words.join(" ");
    let mut letters = text.chars();
    letters.next().map(|it| it.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether something was said before a group of three: then its empty hundreds are named too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    First,
    After,
}

fn push_number(words: &mut Vec<&'static str>, number: u64, mut lead: Lead) {
    if number >= BILLION {
        push_number(words, number / BILLION, lead);
        words.push("tỷ");
        lead = Lead::After;
    }
    let rest = number % BILLION;
    for (group, unit) in
        [(rest / 1_000_000, Some("triệu")), (rest / 1_000 % 1_000, Some("nghìn")), (rest % 1_000, None)]
    {
        if group > 0 {
            push_group(words, group, lead);
            words.extend(unit);
            lead = Lead::After;
        }
    }
}

/// 1 to 999.
fn push_group(words: &mut Vec<&'static str>, group: u64, lead: Lead) {
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    if hundreds > 0 || lead == Lead::After {
        words.extend([digit(hundreds), "trăm"]);
    }
    match tens {
        0 if ones > 0 && (hundreds > 0 || lead == Lead::After) => words.push("lẻ"),
        0 => {}
        1 => words.push("mười"),
        some => words.extend([digit(some), "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (1.., 5) => words.push("lăm"),
        (_, some) => words.push(digit(some)),
    }
}

fn digit(of: u64) -> &'static str {
    usize::try_from(of).ok().and_then(|it| DIGITS.get(it)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(amount: i64, words: &str) {
        assert_eq!(amount_in_words(Vnd(amount)), words, "{amount}");
    }

    #[test]
    fn amounts_are_said_as_a_cashier_says_them() {
        check(0, "Không đồng");
        check(5, "Năm đồng");
        check(15, "Mười lăm đồng");
        check(21, "Hai mươi mốt đồng");
        check(105_000, "Một trăm lẻ năm nghìn đồng");
        check(28_000, "Hai mươi tám nghìn đồng");
        check(135_000, "Một trăm ba mươi lăm nghìn đồng");
        check(1_000_000, "Một triệu đồng");
        check(1_000_005, "Một triệu không trăm lẻ năm đồng");
        check(1_010_000, "Một triệu không trăm mười nghìn đồng");
        check(2_345_678, "Hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám đồng");
        check(1_000_000_000, "Một tỷ đồng");
        check(3_000_000_020, "Ba tỷ không trăm hai mươi đồng");
        check(1_200_000_000_000, "Một nghìn hai trăm tỷ đồng");
        check(-50_000, "Âm năm mươi nghìn đồng");
    }

    #[test]
    fn the_edges_of_the_range_have_words_too() {
        assert!(amount_in_words(Vnd(i64::MAX)).ends_with("đồng"));
        assert!(amount_in_words(Vnd(i64::MIN)).starts_with("Âm"));
    }
}
