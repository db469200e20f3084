//! The one thing a citizen has to do, when there is one.

use crate::pages::Page;
use motcua_dossier::{PublicStatus, ToDo};
use motcua_i18n::spoken_date;
use motcua_kernel::{Instant, Message, Vnd};

/// What to do, in the order it is read.
#[derive(Clone, Debug)]
pub struct Errand<'a> {
    /// What.
    pub what: String,
    /// The papers and conditions it is about, in Vietnamese.
    pub items: &'a [String],
    /// Where, until when, what is due.
    pub details: Vec<String>,
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
                items,
                details: vec![at_counter("web.errand-supplement-at", *by)],
            },
            ToDo::Pay { amount, by } => Self {
                what: page.t1("web.errand-pay", "amount", amount),
                items: &[],
                details: vec![at_counter("web.errand-pay-by", *by)],
            },
            ToDo::Collect { agency, unpaid } => Self {
                what: page.t1("web.errand-collect", "agency", &agency.name),
                items: &[],
                details: (*unpaid > Vnd::ZERO)
                    .then(|| page.t1("web.errand-collect-due", "amount", unpaid))
                    .into_iter()
                    .collect(),
            },
        })
    }
}
