//! The samples of an agency's money: day, month, remittance, use of receipts.

use super::scene::Scene;
use super::sheets::{OFFICER, some};
use crate::Day;
use crate::body::{
    BudgetRemittance, DayTaking, DayTakings, MonthTaking, MonthTakings, NumbersOf, ReceiptUsage,
    ReceiptUsageRow, RemittanceLine, SubsectionSum, TakingsSum,
};
use motcua_kernel::Vnd;

const HEAD: &str = "Phạm Thị Ngọc Ánh";

pub(super) fn day(scene: &Scene) -> DayTakings {
    let row = |place: u8, what: &str, means: &str, amount| DayTaking {
        at: scene.at(0, 8 + place / 6, 10 * (place % 6)),
        receipt: Some(format!("BL26-{:07}", 312 + u32::from(place))),
        dossier: some(scene.dossier),
        what: what.to_owned(),
        means: means.to_owned(),
        amount: Vnd(amount),
    };
    let mut rows: Vec<DayTaking> = (0..18)
        .map(|place| match place % 3 {
            0 => row(place, "Thu lệ phí", "Tiền mặt", 75_000),
            1 => row(place, "Thu phí", "Chuyển khoản", 300_000),
            _ => row(place, "Thu phí", "Tiền mặt", 30_000),
        })
        .collect();
    rows.push(row(20, "Hoàn trả phí", "Tiền mặt", -30_000));
    let sum = |what: &str, collected, refunded| TakingsSum {
        what: what.to_owned(),
        collected: Vnd(collected),
        refunded: Vnd(refunded),
    };
    DayTakings {
        day: scene.day(0).into(),
        rows,
        sums: vec![
            sum("Phí – tiền mặt", 180_000, 30_000),
            sum("Phí – chuyển khoản", 1_800_000, 0),
            sum("Lệ phí – tiền mặt", 450_000, 0),
        ],
        keeper: some(OFFICER),
        head: some(HEAD),
    }
}

pub(super) fn month(scene: &Scene) -> MonthTakings {
    let row = |days: i64| MonthTaking {
        day: scene.day(days).into(),
        receipts: 4,
        fee: Vnd(300_000 + 10_000 * days),
        state_fee: Vnd(150_000),
        other: Vnd(25_000),
        refunded: if days == 7 { Vnd(30_000) } else { Vnd::ZERO },
        cash: Vnd(if days == 7 { 145_000 } else { 175_000 }),
        transfer: Vnd(300_000 + 10_000 * days),
    };
    MonthTakings {
        from: scene.day(0).into(),
        until: scene.day(29).into(),
        rows: (0..22).map(row).collect(),
        keeper: some(OFFICER),
        head: some(HEAD),
    }
}

pub(super) fn remittance(scene: &Scene) -> BudgetRemittance {
    let row = |name: &str, subsection: Option<&str>, (collected, refunded): (i64, i64), percent: u8| {
        let net = collected - refunded;
        let kept = net * i64::from(percent) / 100;
        RemittanceLine {
            name: name.to_owned(),
            subsection: subsection.map(str::to_owned),
            collected: Vnd(collected),
            refunded: Vnd(refunded),
            kept_percent: percent,
            kept: Vnd(kept),
            remitted: Vnd(net - kept),
            confirmed: subsection.is_some(),
        }
    };
    let sum = |code: Option<&str>, amount| SubsectionSum {
        subsection: code.map(str::to_owned),
        amount: Vnd(amount),
    };
    BudgetRemittance {
        from: scene.day(0).into(),
        until: scene.day(29).into(),
        chapter: some("000"),
        rows: vec![
            row("Phí thẩm định hồ sơ (mẫu)", Some("0001"), (6_600_000, 300_000), 70),
            row("Lệ phí cấp giấy phép (mẫu)", Some("0002"), (3_300_000, 0), 0),
            row("Lệ phí cấp lại (mẫu)", None, (150_000, 0), 0),
        ],
        sums: vec![sum(Some("0001"), 1_890_000), sum(Some("0002"), 3_300_000), sum(None, 150_000)],
        passed_on: Vnd(550_000),
        unconfirmed: true,
        keeper: some(OFFICER),
        head: some(HEAD),
    }
}

pub(super) fn usage(scene: &Scene) -> ReceiptUsage {
    let of = |ranges: &str, count| NumbersOf { ranges: ranges.to_owned(), count };
    let row = |series: &str| ReceiptUsageRow {
        series: series.to_owned(),
        opening: of("0000001–0000200", 200),
        received: NumbersOf::default(),
        used: of("0000001–0000050; 0000052–0000081", 80),
        deleted: of("0000051", 1),
        lost: of("0000082", 1),
        spoiled: NumbersOf::default(),
        closing: of("0000083–0000200", 118),
    };
    ReceiptUsage {
        from: Day(scene.day(-60)),
        until: Day(scene.day(30)),
        rows: vec![row("01BLP2-001 – AA/26P – quyển 01"), row("01BLP2-001 – AA/26P – quyển 02")],
        keeper: some(OFFICER),
        head: some(HEAD),
    }
}
