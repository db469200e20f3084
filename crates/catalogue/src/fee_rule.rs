//! What a version says is owed, as data. Working out an amount is the work of the crate `fees`.

use motcua_kernel::Vnd;
use serde::{Deserialize, Serialize};

/// Phí pays for a service, lệ phí for an act of the state; the law keeps them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChargeKind {
    /// Phí.
    Fee,
    /// Lệ phí.
    StateFee,
    /// Nghĩa vụ thuế, by notice of the tax office; tracked, never taken at the counter.
    Tax,
    /// Cước bưu chính.
    Postage,
}

/// Who takes the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Collector {
    /// The counter.
    Counter,
    /// The account of the agency.
    AgencyAccount,
    /// The Treasury, by a notice with number and deadline.
    Treasury,
    /// The postal carrier.
    Carrier,
}

/// When it must be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueWhen {
    /// With the application.
    AtReception,
    /// While the dossier is processed, when an agency has assessed it.
    DuringProcessing,
    /// Before the result is handed out.
    AtReturn,
}

/// One step of a tiered price: units up to and including `up_to` cost `each`; the last tier is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Last unit of this tier, counted from 1; absent in the last tier.
    #[serde(default)]
    pub up_to: Option<u32>,
    /// Price of one unit.
    pub each: Vnd,
}

/// One step of a price by size: up to and including `up_to` units the whole costs `price`; the last step is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bracket {
    /// Last unit of this step, counted from 1; absent in the last step.
    #[serde(default)]
    pub up_to: Option<u32>,
    /// What the whole costs, however many units of the step it has.
    pub price: Vnd,
}

/// How the amount is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case", deny_unknown_fields)]
pub enum FeeAmount {
    /// One amount.
    Fixed {
        /// What is owed.
        amount: Vnd,
    },
    /// A price for each unit (copies, pages, square metres), in tiers, with a highest sum.
    PerUnit {
        /// What is counted, in Vietnamese (`bản`, `trang`).
        unit: String,
        /// Prices, rising by `up_to`; the last one open.
        tiers: Vec<Tier>,
        /// The most that is owed.
        #[serde(default)]
        cap: Option<Vnd>,
    },
    /// One price for the whole, by its size (a ship of under 5 tonnes, of 5 to 15, of more).
    ByBracket {
        /// What is counted, in Vietnamese (`tấn`).
        unit: String,
        /// Prices, rising by `up_to`; the last one open.
        brackets: Vec<Bracket>,
    },
    /// An agency works it out during processing; until then nothing is owed.
    Assessed,
}

/// One line of the price list of a case and channel. Unknown fields are refused by its amount, which sees what the
/// line itself does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRule {
    /// Its code inside the version (`le-phi-cap-giay`).
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Fee, state fee, tax or postage.
    pub kind: ChargeKind,
    /// The amount.
    #[serde(flatten)]
    pub amount: FeeAmount,
    /// Who takes it.
    pub collector: Collector,
    /// When it must be paid.
    pub due: DueWhen,
    /// The act it stands on.
    pub basis: String,
    /// Whether the province has confirmed it; an unconfirmed line is shown as such and owed as written.
    #[serde(default)]
    pub confirmed: bool,
    /// Miễn, giảm: who pays less of it, or nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<Exemption>,
}

/// Miễn, giảm: one ground on which less is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Its code inside the fee rule (`ho-ngheo`).
    pub ground: String,
    /// Its name in Vietnamese (`Người thuộc hộ nghèo`).
    pub name: String,
    /// What is taken off.
    pub share: Share,
    /// The act it stands on.
    pub basis: String,
    /// The paper that proves it, in Vietnamese (`Giấy chứng nhận hộ nghèo`).
    pub evidence: String,
}

/// How much an exemption takes off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Share {
    /// Whole percent of what is owed, 1 to 100; 100 is miễn, less is giảm.
    Percent(u8),
    /// An amount above zero; never more than is owed.
    Amount(Vnd),
}

impl Share {
    /// Whether it takes anything off, and no more than everything.
    pub fn is_valid(self) -> bool {
        match self {
            Self::Percent(percent) => (1..=100).contains(&percent),
            Self::Amount(amount) => amount > Vnd::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIP: &str = r#"
        code = "le-phi"
        name = "Lệ phí"
        kind = "state-fee"
        by = "by-bracket"
        unit = "tấn"
        brackets = [{ up_to = 4, price = 50000 }, { price = 150000 }]
        collector = "counter"
        due = "at-reception"
        basis = "TT 1"
    "#;
    const POOR: &str = r#"
        exemptions = [
            { ground = "ho-ngheo", name = "Hộ nghèo", share = { percent = 50 }, basis = "TT 2", evidence = "Giấy" },
            { ground = "tre-em", name = "Trẻ em", share = { amount = 5000 }, basis = "TT 2", evidence = "Giấy" },
        ]
    "#;

    #[test]
    fn a_price_by_size_is_read_from_the_file_and_has_no_exemption_unless_it_is_said() {
        let rule: FeeRule = toml::from_str(SHIP).unwrap();
        let brackets = vec![
            Bracket { up_to: Some(4), price: Vnd(50_000) },
            Bracket { up_to: None, price: Vnd(150_000) },
        ];
        assert_eq!(rule.amount, FeeAmount::ByBracket { unit: "tấn".to_owned(), brackets });
        assert_eq!((rule.exemptions.len(), rule.confirmed), (0, false));
    }

    #[test]
    fn exemptions_are_read_and_a_word_nobody_knows_is_refused() {
        let rule: FeeRule = toml::from_str(&format!("{SHIP}{POOR}")).unwrap();
        let shares: Vec<Share> = rule.exemptions.iter().map(|it| it.share).collect();
        assert_eq!(shares, [Share::Percent(50), Share::Amount(Vnd(5_000))]);
        let wrong = POOR.replace("evidence", "evidense");
        assert!(toml::from_str::<FeeRule>(&format!("{SHIP}{wrong}")).is_err());
    }

    #[test]
    fn a_rule_without_exemptions_is_written_as_before_there_were_any() {
        let rule: FeeRule = toml::from_str(SHIP).unwrap();
        assert!(!serde_json::to_string(&rule).unwrap().contains("exemptions"));
    }
}
