//! The cases: shape, a procedure that has it, the amounts its text states, and what somebody owes by the rules.
//!
//! Amounts and codes are facts of the national list; what a text does not state is not invented: it waits.

use motcua_catalogue::{Bracket, ChargeKind, Collector, DueWhen, Exemption, FeeAmount, FeeRule, Share, Tier};
use motcua_kernel::Vnd;

/// What somebody owes.
#[derive(Debug, PartialEq, Eq)]
pub struct Owed {
    /// Of the lines that have an amount.
    pub amount: Vnd,
    /// Lines without one.
    pub waiting: usize,
}

pub struct Case {
    pub shape: &'static str,
    pub code: &'static str,
    /// Amounts as the text writes them, dots between thousands.
    pub stated: &'static [&'static str],
    pub fees: Vec<FeeRule>,
    /// Counted at the counter, of each line that counts units.
    pub units: u32,
    /// Who pays less.
    pub ground: Option<&'static str>,
    pub owed: Owed,
}

impl Case {
    /// One price, for one of the channels of `code`.
    pub fn fixed_at(code: &'static str, amount: i64) -> Self {
        priced("", code, &[], vec![fixed(amount)], amount)
    }
}

/// Owed for one unit.
fn priced(
    shape: &'static str,
    code: &'static str,
    stated: &'static [&'static str],
    amounts: Vec<FeeAmount>,
    owed: i64,
) -> Case {
    let waiting = amounts.iter().filter(|it| **it == FeeAmount::Assessed).count();
    let fees = amounts.into_iter().enumerate().map(|(place, amount)| rule(place, amount)).collect();
    Case { shape, code, stated, fees, units: 1, ground: None, owed: Owed { amount: Vnd(owed), waiting } }
}

/// Nobody has said yet what is owed.
fn waiting(shape: &'static str, code: &'static str) -> Case {
    priced(shape, code, &[], vec![FeeAmount::Assessed], 0)
}

fn rule(place: usize, amount: FeeAmount) -> FeeRule {
    FeeRule {
        code: format!("phi-{}", place + 1),
        name: "Phí, lệ phí".to_owned(),
        kind: ChargeKind::Fee,
        amount,
        collector: Collector::Counter,
        due: DueWhen::AtReception,
        basis: "văn bản nêu trong danh mục".to_owned(),
        confirmed: false,
        exemptions: Vec::new(),
    }
}

fn fixed(amount: i64) -> FeeAmount {
    FeeAmount::Fixed { amount: Vnd(amount) }
}

fn each(unit: &str, amount: i64) -> FeeAmount {
    tiered(unit, &[(None, amount)], None)
}

fn tiered(unit: &str, tiers: &[(Option<u32>, i64)], cap: Option<i64>) -> FeeAmount {
    let tiers = tiers.iter().map(|&(up_to, each)| Tier { up_to, each: Vnd(each) }).collect();
    FeeAmount::PerUnit { unit: unit.to_owned(), tiers, cap: cap.map(Vnd) }
}

fn by_size(unit: &str, brackets: &[(Option<u32>, i64)]) -> FeeAmount {
    let brackets = brackets.iter().map(|&(up_to, price)| Bracket { up_to, price: Vnd(price) }).collect();
    FeeAmount::ByBracket { unit: unit.to_owned(), brackets }
}

impl Case {
    fn units(self, units: u32) -> Self {
        Self { units, ..self }
    }

    /// Claimed by one whom this ground exempts.
    fn exempt(mut self, ground: &'static str, share: Share) -> Self {
        for fee in &mut self.fees {
            fee.exemptions.push(Exemption {
                ground: ground.to_owned(),
                name: "Trường hợp miễn, giảm".to_owned(),
                share,
                basis: fee.basis.clone(),
                evidence: "giấy tờ chứng minh".to_owned(),
            });
        }
        Self { ground: Some(ground), ..self }
    }
}

pub fn cases() -> Vec<Case> {
    let mut all = waiting_cases();
    all.extend(stated_cases());
    all.extend(doubtful_cases());
    all.extend(rare_cases());
    all
}

fn waiting_cases() -> Vec<Case> {
    vec![
        waiting("said to be free, unverified: alone", "1.000025"),
        waiting("no information: alone", "1.000028"),
        waiting("said to be free, unverified: with words", "1.000016"),
        waiting("nothing owed, yet the note names a charge: with words", "1.004837"),
        waiting("no information: with words", "1.000049"),
        waiting("amount of 0, unverified: alone", "1.006429"),
        // A typing error for 50.000, as everybody sees and nobody may assume.
        waiting("under 1.000 đồng: alone", "1.002079"),
        // In dollars: in đồng it is what the day's rate makes of it.
        waiting("foreign currency: with words", "1.001226"),
        waiting("under 1.000 đồng: a share of another fee", "2.002011"),
    ]
}

fn stated_cases() -> Vec<Case> {
    vec![
        priced("stated: alone", "1.000802", &["500.000"], vec![fixed(500_000)], 500_000),
        priced("stated: with words", "1.008991", &["150.000"], vec![fixed(150_000)], 150_000),
        priced("stated: for the application", "1.003658", &["100.000"], vec![fixed(100_000)], 100_000),
        priced("stated: for each paper issued", "1.006391", &["70.000"], vec![each("giấy", 70_000)], 210_000)
            .units(3),
        priced("stated: for each piece", "1.013432", &["10.000"], vec![each("khẩu-chiếc", 10_000)], 120_000)
            .units(12),
        priced(
            "stated: for each document",
            "2.001035",
            &["50.000"],
            vec![each("giao dịch", 50_000)],
            100_000,
        )
        .units(2),
        priced(
            "stated: for each declaration",
            "1.013489",
            &["20.000"],
            vec![each("tờ khai", 20_000)],
            60_000,
        )
        .units(3),
        priced("stated: for each page", "2.000815", &["2.000"], vec![each("trang", 2_000)], 10_000).units(5),
    ]
}

fn doubtful_cases() -> Vec<Case> {
    vec![
        priced("set by the province: with words", "1.001612", &["150.000"], vec![fixed(150_000)], 150_000),
        // New 40.000, again 20.000: two cases of the procedure, here the second.
        priced(
            "nothing owed, yet the note states an amount: with words",
            "1.004359",
            &["40.000", "20.000"],
            vec![fixed(20_000)],
            20_000,
        ),
        priced(
            "under 1.000 đồng: with words",
            "1.000034",
            &["20.000"],
            vec![each("tờ khai", 20_000)],
            40_000,
        )
        .units(2),
        priced(
            "depends on conditions in the note: with words",
            "1.003051",
            &["200.000"],
            vec![fixed(200_000)],
            200_000,
        ),
        // 800.000, and 400.000 until the end of 2026: two versions, here the one in force.
        priced(
            "note states another amount: for the application",
            "1.000688",
            &["800.000", "400.000"],
            vec![fixed(400_000)],
            400_000,
        ),
        // Two lines in one text: 3.000.000 and 1.500.000.
        priced(
            "note states another amount: with words",
            "2.000822",
            &["4.500.000", "3.000.000", "1.500.000"],
            vec![fixed(3_000_000), fixed(1_500_000)],
            4_500_000,
        ),
        priced(
            "note states another amount: for each piece",
            "1.014904",
            &["50.000", "25.000"],
            vec![each("tem", 25_000)],
            100_000,
        )
        .units(4),
        priced(
            "note states another amount: for each paper issued",
            "1.005319",
            &["50.000", "25.000"],
            vec![each("chứng chỉ", 25_000)],
            25_000,
        ),
        priced(
            "depends on conditions in the note: for the application",
            "1.004194",
            &["7.000"],
            vec![fixed(7_000)],
            7_000,
        ),
    ]
}

fn rare_cases() -> Vec<Case> {
    vec![
        priced(
            "holds for a time named in the note: a share of another fee",
            "1.014063",
            &["50.000", "50%"],
            vec![fixed(50_000)],
            25_000,
        )
        .exempt("giam-den-2026", Share::Percent(50)),
        // From the second child on half the price.
        priced(
            "depends on conditions in the note: a share of another fee",
            "1.003976",
            &["9.000.000", "50%"],
            vec![tiered("trẻ em", &[(Some(1), 9_000_000), (None, 4_500_000)], None)],
            13_500_000,
        )
        .units(2),
        priced(
            "depends on conditions in the note: for each document",
            "2.002516",
            &["8.000"],
            vec![each("văn bản", 8_000)],
            0,
        )
        .units(2)
        .exempt("ho-ngheo", Share::Percent(100)),
        priced(
            "nothing owed, yet the note states an amount: by size",
            "1.013424",
            &["50.000", "100.000", "150.000"],
            vec![by_size("tấn", &[(Some(4), 50_000), (Some(15), 100_000), (None, 150_000)])],
            100_000,
        )
        .units(5),
        // 150.000 and 15.000 a tonne, at most 700.000: the base lies in the first tonne.
        priced(
            "nothing owed, yet the note states an amount: a base and units up to a most",
            "1.003593",
            &["150.000", "15.000", "700.000"],
            vec![tiered("tấn", &[(Some(1), 165_000), (None, 15_000)], Some(700_000))],
            300_000,
        )
        .units(10),
        priced(
            "note states another amount: for each page",
            "2.000942",
            &["2.000", "1.000", "200.000"],
            vec![tiered("trang", &[(Some(2), 2_000), (None, 1_000)], Some(200_000))],
            5_000,
        )
        .units(3),
    ]
}
