//! The one thing a citizen has to do, when there is one.

use crate::pages::Page;
use crate::words::key_of;
use motcua_dossier::{PublicCharge, PublicStatus, ToDo};
use motcua_i18n::spoken_date;
use motcua_kernel::{Instant, Message, Vnd};

/// What to do, in the order it is read.
#[derive(Clone, Debug)]
pub struct Errand<'a> {
    /// What.
    pub what: String,
    /// What it is about, one by one.
    pub items: Vec<Item<'a>>,
    /// Where, until when, what is due.
    pub details: Vec<String>,
}

/// A paper or condition, or a charge.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// Name in Vietnamese.
    pub name: &'a str,
    /// How much, and who takes it.
    pub more: Option<String>,
}

impl<'a> Errand<'a> {
    /// Of `view`; none when there is nothing to do.
    pub fn of(page: &Page, view: &'a PublicStatus) -> Option<Self> {
        let at_counter = |key, by: Instant| {
            let date = spoken_date(page.locale, by.date());
            page.say(&Message::new(key).with("agency", &view.receiving.name).with("date", date))
        };
        Some(match view.to_do.as_ref()? {
            ToDo::Supplement { items, by } => Self {
                what: page.t("label.errand-supplement"),
                items: items.iter().map(|name| Item { name, more: None }).collect(),
                details: vec![at_counter("web.errand-supplement-at", *by)],
            },
            ToDo::Pay { amount, charges, by } => Self {
                what: page.t1("web.errand-pay", "amount", amount),
                items: charges.iter().map(|it| Item { name: &it.name, more: Some(sum(page, it)) }).collect(),
                details: vec![at_counter("web.errand-pay-by", *by)],
            },
            ToDo::Collect { agency, unpaid } => Self {
                what: page.t1("web.errand-collect", "agency", &agency.name),
                items: Vec::new(),
                details: (*unpaid > Vnd::ZERO)
                    .then(|| page.t1("web.errand-collect-due", "amount", unpaid))
                    .into_iter()
                    .collect(),
            },
        })
    }
}

fn sum(page: &Page, charge: &PublicCharge) -> String {
    format!("{} ({})", charge.amount, page.word("collector", &key_of(&charge.collector, "")))
}
