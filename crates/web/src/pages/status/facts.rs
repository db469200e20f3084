//! What was applied for, its dates and its result, as names and values.

use crate::pages::Page;
use crate::words::clock;
use motcua_dossier::PublicStatus;
use motcua_i18n::spoken_date;
use motcua_kernel::{Instant, Message};

/// In the order they are read.
pub fn facts(page: &Page, view: &PublicStatus) -> Vec<(String, String)> {
    let due = |at: Instant| {
        let date = spoken_date(page.locale, at.date());
        page.say(&Message::new("label.due-at").with("time", clock(at)).with("date", date))
    };
    let at = |moment| page.moment(moment);
    let moved = view.dates.lawful != view.dates.first;
    let result = view.result.as_ref();
    let told: [(&'static str, Option<String>); 9] = [
        ("label.procedure", title(view)),
        ("label.received-at", Some(view.receiving.name.clone())),
        ("label.received-on", Some(at(view.received))),
        ("label.date-first", moved.then(|| due(view.dates.first))),
        (if moved { "label.date-lawful" } else { "label.date-due" }, Some(due(view.dates.lawful))),
        ("label.date-new", view.dates.reappointed.map(due)),
        ("label.result-number", result.map(|it| it.number.clone())),
        ("label.result-ready", result.and_then(|it| it.ready).map(at)),
        ("label.result-returned", result.and_then(|it| it.returned).map(at)),
    ];
    told.into_iter().filter_map(|(name, value)| Some((page.t(name), value?))).collect()
}

/// Name and case; none when the procedure is sensitive.
fn title(view: &PublicStatus) -> Option<String> {
    let title = view.procedure.title.as_ref()?;
    Some(view.case.as_ref().map_or_else(|| title.clone(), |case| format!("{title} · {case}")))
}
