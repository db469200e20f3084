//! The tabs of a desk with what lies in each, and the headings between its lines.

use super::asked::{TABS, Wanted};
use super::line::Line;
use crate::pages::Page;
use motcua_app::look::{DeskCounts, MOST_COUNTED};
use motcua_dossier::{DeskGroup, Horizon};
use motcua_i18n::spoken_date;
use motcua_kernel::Instant;

/// A tab.
pub struct Tab {
    /// Where it leads.
    pub address: String,
    /// Its name.
    pub name: String,
    /// How much lies there.
    pub count: String,
    /// How its count looks; only what is urgent is coloured.
    pub kind: &'static str,
    /// Whether it is the one that is shown.
    pub here: bool,
}

/// Lines of one group.
pub struct Group {
    /// Its heading.
    pub heading: String,
    /// How much lies there on all pages.
    pub count: String,
    /// Those of this page.
    pub lines: Vec<Line>,
}

/// The tabs.
pub fn tabs(page: &Page, wanted: &Wanted, counts: &DeskCounts) -> Vec<Tab> {
    let tab = |group: Option<DeskGroup>| {
        let count = group.map_or_else(|| counts.all(), |it| counts.of(it));
        let kind = match group {
            Some(DeskGroup::Late) if count > 0 => "late",
            Some(DeskGroup::Today) if count > 0 => "warn",
            Some(_) | None => "",
        };
        Tab {
            address: wanted.address_of(group),
            name: page.word("desk-tab", group.map_or("all", DeskGroup::key)),
            count: counted(count),
            kind,
            here: wanted.group == group,
        }
    };
    TABS.into_iter().map(Some).chain([None]).map(tab).collect()
}

/// The lines of a page under their headings, in the order in which they came.
pub fn grouped(
    page: &Page,
    horizon: &Horizon,
    counts: &DeskCounts,
    lines: Vec<(DeskGroup, Line)>,
    now: Instant,
) -> Vec<Group> {
    let mut groups: Vec<(DeskGroup, Group)> = Vec::new();
    for (group, line) in lines {
        if let Some((_, found)) = groups.last_mut().filter(|(it, _)| *it == group) {
            found.lines.push(line);
        } else {
            let heading = heading(page, horizon, group, now);
            let count = counted(counts.of(group));
            groups.push((group, Group { heading, count, lines: vec![line] }));
        }
    }
    groups.into_iter().map(|(_, it)| it).collect()
}

/// With the day where the group is one day.
fn heading(page: &Page, horizon: &Horizon, group: DeskGroup, now: Instant) -> String {
    let day = match group {
        DeskGroup::Today => Some(now.date()),
        DeskGroup::Soon => Some(Instant::from_micros(horizon.soon.micros() - 1).date()),
        DeskGroup::Late
        | DeskGroup::ThisWeek
        | DeskGroup::NextWeek
        | DeskGroup::Later
        | DeskGroup::Paused
        | DeskGroup::Ready => None,
    };
    let name = page.word("desk-group", group.key());
    day.map_or_else(|| name.clone(), |day| format!("{name}, {}", spoken_date(page.locale, day)))
}

/// A number, or that there are more than anybody counts.
fn counted(count: u64) -> String {
    if count >= MOST_COUNTED { format!("{}+", MOST_COUNTED - 1) } else { count.to_string() }
}
