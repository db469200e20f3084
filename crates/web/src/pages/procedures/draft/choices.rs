//! What the selects of the editor offer: each value of a closed list with its word.

use crate::Site;
use crate::pages::Page;
use crate::words::key_of;
use motcua_catalogue::{ChargeKind, Collector, DueWhen};
use motcua_kernel::{Date, Level, Role};

/// A code and its words.
pub type Choices = Vec<(String, String)>;

/// What selects offer.
pub struct AllChoices {
    /// Channels.
    pub channels: Choices,
    /// Kinds of charges.
    pub kinds: Choices,
    /// How an amount is found.
    pub ways: Choices,
    /// Who takes the money.
    pub collectors: Choices,
    /// When it is due.
    pub dues: Choices,
    /// How the agency of a leg is found.
    pub agency_ways: Choices,
    /// What a leg is for.
    pub leg_kinds: Choices,
    /// Who takes a step.
    pub roles: Choices,
    /// Units of time.
    pub units: Choices,
    /// Agencies of the province, by code.
    pub agencies: Choices,
}

impl AllChoices {
    /// Those of a page, with the agencies of `today`.
    pub fn of(site: &Site, page: &Page, today: Date) -> Self {
        let words = |table: &str, codes: Vec<String>| -> Choices {
            codes.into_iter().map(|it| (it.clone(), page.word(table, &it))).collect()
        };
        let texts = |list: &[(&str, &'static str)]| -> Choices {
            list.iter().map(|(code, key)| ((*code).to_owned(), page.t(key))).collect()
        };
        let kinds = [ChargeKind::Fee, ChargeKind::StateFee, ChargeKind::Tax, ChargeKind::Postage];
        let collectors =
            [Collector::Counter, Collector::AgencyAccount, Collector::Treasury, Collector::Carrier];
        let dues = [DueWhen::AtReception, DueWhen::DuringProcessing, DueWhen::AtReturn];
        let named = site
            .context
            .province
            .agencies
            .iter()
            .filter(|it| it.level == Level::Province && it.validity.holds_on(today));
        Self {
            channels: words("channel", ["counter", "online", "postal"].map(str::to_owned).to_vec()),
            kinds: words("charge-kind", kinds.iter().map(|it| key_of(it, "")).collect()),
            ways: texts(&[
                ("fixed", "label.fee-by-fixed"),
                ("per-unit", "label.fee-by-unit"),
                ("by-bracket", "label.fee-by-bracket"),
                ("assessed", "label.fee-by-assessed"),
            ]),
            collectors: words("collector", collectors.iter().map(|it| key_of(it, "")).collect()),
            dues: words("charge-due", dues.iter().map(|it| key_of(it, "")).collect()),
            agency_ways: texts(&[
                ("receiving", "label.agency-receiving"),
                ("competent", "label.agency-competent"),
                ("parent", "label.agency-parent"),
                ("fixed", "label.agency-by-code"),
                ("sibling", "label.agency-by-suffix"),
            ]),
            leg_kinds: texts(&[
                ("process", "label.leg-process"),
                ("consultation", "label.leg-consultation"),
                ("return", "label.leg-return"),
            ]),
            roles: words("role", Role::ALL.iter().map(|it| key_of(it, "")).collect()),
            units: texts(&[
                ("working days", "label.unit-working-days"),
                ("working hours", "label.unit-working-hours"),
                ("calendar days", "label.unit-calendar-days"),
                ("months", "label.unit-months"),
                ("same day", "label.same-day"),
            ]),
            agencies: named.map(|it| (it.code.clone(), it.name.clone())).collect(),
        }
    }
}
