//! Made-up answers of every shape, to look at the words and to try those of a province.

use super::{Answer, AnswerKind, Standing, Told};
use motcua_kernel::{Instant, Vnd, parse_instant};

/// Every shape of an answer of this kind; the first has everything that can be known.
pub fn all(kind: AnswerKind) -> Vec<Answer> {
    match kind {
        AnswerKind::Told => told(),
        AnswerKind::Degree => [(2, 4, true), (4, 4, false), (1, 4, false)]
            .map(|(done, total, open)| Answer::Degree { done, total, open })
            .into(),
        AnswerKind::Unknown => vec![Answer::Unknown],
        AnswerKind::TooMany => vec![Answer::TooMany { again: at("2026-11-30T09:25") }],
    }
}

fn told() -> Vec<Answer> {
    let full = Told {
        number: "000.01.45.G09-261123-0007".to_owned(),
        title: Some("Đăng ký biến động quyền sử dụng đất".to_owned()),
        standing: Standing::InHand,
        agency: "Chi nhánh Văn phòng Đăng ký đất đai khu vực Kế Sách".to_owned(),
        due: Some(at("2026-12-14T17:00")),
        late: false,
        by: None,
        amount: None,
        ended: None,
        phone: Some("0292 3876 000".to_owned()),
        more: None,
    };
    let counter = || "Trung tâm Phục vụ hành chính công xã Kế Sách".to_owned();
    let at_counter = |standing| Told { standing, agency: counter(), due: None, ..full.clone() };
    let ended = |standing| Told { ended: Some(at("2026-11-30T09:15")), ..at_counter(standing) };
    let by = Some(at("2026-12-21T17:00"));
    let all = [
        full.clone(),
        Told { late: true, ..full.clone() },
        Told { title: None, phone: None, more: Some(2), ..full.clone() },
        Told { standing: Standing::OnItsWay, ..full.clone() },
        Told { standing: Standing::Received, agency: counter(), ..full.clone() },
        Told { by, ..at_counter(Standing::Supplement) },
        Told { by, amount: Some(Vnd(1_600_000)), ..at_counter(Standing::Payment) },
        at_counter(Standing::Predecessor),
        at_counter(Standing::Suspended),
        at_counter(Standing::Signed),
        at_counter(Standing::Ready),
        Told { amount: Some(Vnd(28_000)), ..at_counter(Standing::Ready) },
        ended(Standing::Returned),
        ended(Standing::Withdrawn),
        ended(Standing::Stopped),
        ended(Standing::Annulled),
    ];
    all.map(|it| Answer::Told(Box::new(it))).into()
}

fn at(moment: &str) -> Instant {
    parse_instant(moment).unwrap_or(Instant::MIN)
}
