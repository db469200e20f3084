//! What was applied for, its dates and its result, as names and values.

use crate::pages::Page;
use crate::words::clock;
use motcua_dossier::{Charge, Dossier, PublicStatus};
use motcua_i18n::spoken_date;
use motcua_kernel::{Instant, Message, Vnd};

/// In the order they are read.
pub fn facts(page: &Page, view: &PublicStatus, dossier: &Dossier) -> Vec<(String, String)> {
    let due = |at: Instant| {
        let date = spoken_date(page.locale, at.date());
        page.say(&Message::new("label.due-at").with("time", clock(at)).with("date", date))
    };
    let at = |moment| page.moment(moment);
    let moved = view.dates.lawful != view.dates.first;
    let result = view.result.as_ref();
    let owed: Vec<&Charge> = dossier.charges.iter().filter(|it| it.amount.is_some()).collect();
    let known: Vec<Vnd> = owed.iter().filter_map(|it| it.amount).collect();
    let fees = known.iter().copied().sum::<Vnd>();
    let paid = owed.iter().map(|it| dossier.paid(&it.code)).sum::<Vnd>();
    let fees = (fees > Vnd::ZERO).then(|| {
        let key = match paid {
            Vnd::ZERO => "label.fees-unpaid",
            _ if paid >= fees => "label.fees-paid",
            _ => "label.fees-open",
        };
        page.say(&Message::new(key).with("amount", fees).with("paid", paid))
    });
    let told: [(&'static str, Option<String>); 9] = [
        ("label.collect-at", Some(view.receiving.name.clone())),
        ("label.fees", fees),
        ("label.received-on", Some(at(view.received))),
        ("label.date-first", moved.then(|| due(view.dates.first))),
        (if moved { "label.date-lawful" } else { "label.date-due" }, Some(due(view.dates.lawful))),
        ("label.date-new", view.dates.new_date().map(due)),
        ("label.result-number", result.map(|it| it.number.clone())),
        ("label.result-ready", result.and_then(|it| it.ready).map(at)),
        ("label.result-returned", result.and_then(|it| it.returned).map(at)),
    ];
    told.into_iter().filter_map(|(name, value)| Some((page.t(name), value?))).collect()
}
