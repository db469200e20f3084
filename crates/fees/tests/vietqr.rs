//! The QR code at the counter says to every bank what two other programs say, and nothing broken is read.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]

use motcua_fees::vietqr::{Purpose, QrFault, TransferRequest, payload, read};
use motcua_fees::{AccountNumber, TransferReference};
use motcua_kernel::Vnd;
use proptest::prelude::*;

/// Built alike by npm vietnam-qr-pay 1.5.1 (MIT) and by the Python package of that name, 1.0.0; the sum computed apart.
const GOLDEN: &str = include_str!("golden/vietqr.csv");

struct Row<'a> {
    request: TransferRequest,
    payload: &'a str,
    sum_holds: bool,
}

fn golden() -> Vec<Row<'static>> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split(',').collect();
        let [bin, account, amount, purpose, payload, sum] = cells[..] else { unreachable!("six columns") };
        let request = TransferRequest {
            account: AccountNumber::new(bin, account).unwrap(),
            amount: amount.parse().ok().map(Vnd),
            purpose: (!purpose.is_empty()).then(|| Purpose::new(purpose).unwrap()),
        };
        Row { request, payload, sum_holds: sum == "1" }
    };
    GOLDEN.lines().filter(|it| !it.starts_with('#')).skip(1).map(row).collect()
}

#[test]
fn every_payload_is_built_as_others_build_it_and_read_back() {
    let good: Vec<_> = golden().into_iter().filter(|it| it.sum_holds).collect();
    assert_eq!(good.len(), 5);
    for row in good {
        assert_eq!(payload(&row.request).unwrap(), row.payload);
        assert_eq!(read(row.payload).unwrap(), row.request);
    }
}

#[test]
fn a_payload_with_a_wrong_sum_is_refused() {
    let broken: Vec<_> = golden().into_iter().filter(|it| !it.sum_holds).collect();
    assert_eq!(broken.len(), 5);
    for row in broken {
        assert!(matches!(read(row.payload), Err(QrFault::SumWrong { .. })), "{}", row.payload);
    }
}

/// With the sum that belongs to it.
fn summed(text: &str) -> String {
    match read(&format!("{text}63040000")) {
        Err(QrFault::SumWrong { computed }) => format!("{text}6304{computed:04X}"),
        _ => format!("{text}63040000"),
    }
}

const ACCOUNT: &str = "38480010A00000072701180006970432010468990208QRIBFTTA";

#[test]
fn what_is_no_request_for_a_transfer_says_why() {
    let check = |text: String, fault: QrFault| assert_eq!(read(&text), Err(fault), "{text}");
    check(String::new(), QrFault::SumMissing);
    check("6304".to_owned(), QrFault::SumMissing);
    check("0002016304đồ".to_owned(), QrFault::SumMissing);
    check(summed("0002"), QrFault::Broken);
    check(summed("000202"), QrFault::NotNapas);
    check(summed("0002015303704"), QrFault::NotNapas);
    check(
        summed(&format!("000201{}5303704", ACCOUNT.replace("A000000727", "A000000728"))),
        QrFault::NotNapas,
    );
    check(summed(&format!("000201{}5303704", ACCOUNT.replace("QRIBFTTA", "QRIBFTTC"))), QrFault::NotNapas);
    check(summed(&format!("000201{}5303704", ACCOUNT.replace("970432", "97043A"))), QrFault::Account);
    check(summed(&format!("000201{ACCOUNT}5303840")), QrFault::Currency);
    check(summed(&format!("000201{ACCOUNT}")), QrFault::Currency);
    for amount in ["5401A", "54010", "54041e50", "54031.5", "5402-1", "5400", "541410000000000000"] {
        check(summed(&format!("000201{ACCOUNT}5303704{amount}")), QrFault::Amount);
    }
    for purpose in ["62060802đồ", "62040800", "62300826xxxxxxxxxxxxxxxxxxxxxxxxxx"] {
        check(summed(&format!("000201{ACCOUNT}5303704{purpose}")), QrFault::Purpose);
    }
}

#[test]
fn tags_nobody_here_knows_are_passed_over_and_zero_decimals_too() {
    let text = summed(&format!("00020101021252049999{ACCOUNT}530370454075000.0062140310QUAN 1 ABC9903xyz"));
    let request = read(&text).unwrap();
    assert_eq!((request.amount, request.purpose), (Some(Vnd(5_000)), None));
    assert_eq!(request.account.to_string(), "970432-6899");
}

#[test]
fn no_amount_that_can_not_be_paid_is_drawn() {
    let account = AccountNumber::new("970436", "1").unwrap();
    for amount in [0, -1, 10_000_000_000_000, i64::MAX] {
        let request = TransferRequest { account: account.clone(), amount: Some(Vnd(amount)), purpose: None };
        assert_eq!(payload(&request).unwrap_err().message.code.to_string(), "fees.qr-amount-wrong");
    }
}

#[test]
fn a_purpose_is_what_banks_carry() {
    for (text, holds) in [("LE PHI", true), ("", false), ("lệ phí", false), ("A\nB", false)] {
        assert_eq!(Purpose::new(text).is_ok(), holds, "{text}");
    }
    assert!(Purpose::new(&"x".repeat(25)).is_ok() && Purpose::new(&"x".repeat(26)).is_err());
    let reference = TransferReference::of(&"H13.163.01-261116-0001".parse().unwrap());
    assert_eq!(Purpose::from(&reference), Purpose::new(reference.as_str()).unwrap());
}

prop_compose! {
    fn any_request()(
        bin in "[0-9]{6}", number in "[0-9A-Z]{1,19}",
        amount in prop::option::of(1_i64..10_000_000_000_000),
        purpose in prop::option::of("[!-~]([ -~]{0,23}[!-~])?"),
    ) -> TransferRequest {
        TransferRequest {
            account: AccountNumber::new(&bin, &number).unwrap(),
            amount: amount.map(Vnd),
            purpose: purpose.map(|it| Purpose::new(&it).unwrap()),
        }
    }
}

proptest! {
    #[test]
    fn what_is_drawn_is_read_back(request in any_request()) {
        prop_assert_eq!(read(&payload(&request).unwrap()), Ok(request));
    }

    #[test]
    fn no_text_makes_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..200), text in any::<String>()) {
        let _ = read(&String::from_utf8_lossy(&bytes));
        let _ = read(&summed(&text));
    }

    #[test]
    fn a_payload_in_which_a_character_changed_is_refused(
        request in any_request(), at in any::<prop::sample::Index>(), to in "[ -~]",
    ) {
        let drawn = payload(&request).unwrap();
        let at = at.index(drawn.len() - 4);
        let mut changed = drawn.clone();
        changed.replace_range(at..=at, &to);
        prop_assert!(changed == drawn || read(&changed).is_err());
    }
}
