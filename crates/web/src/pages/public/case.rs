//! One case of a procedure: how long by which channel, for how much, with which papers, by whom.

use super::price::{Price, prices};
use crate::Site;
use crate::pages::Page;
use crate::pages::limit;
use crate::words::key_of;
use motcua_app::catalogue::services::{PartOf, Service, parts};
use motcua_calendar::{CutOff, CutOffEffect};
use motcua_catalogue::{ChannelRow, ComponentGroup, ProcedureCase, ProcedureVersion, RouteLeg};
use motcua_kernel::{Agency, Date, Level, Message};
use std::collections::BTreeSet;

/// A case as it is shown.
pub struct CaseShown<'a> {
    /// Its anchor.
    pub id: String,
    pub name: &'a str,
    pub channels: Vec<ChannelShown<'a>>,
    pub groups: &'a [ComponentGroup],
    pub parts: Vec<PartShown<'a>>,
}

/// A way to hand in.
pub struct ChannelShown<'a> {
    pub name: String,
    pub limit: String,
    pub late: Option<String>,
    pub prices: Vec<Price<'a>>,
}

/// A part of the way, and whose it is.
pub struct PartShown<'a> {
    pub name: &'a str,
    pub who: String,
    /// The page of that agency, where it is one.
    pub agency: Option<&'a str>,
    pub time: String,
    /// The question on which it depends, in Vietnamese.
    pub when: Option<&'a str>,
}

impl<'a> CaseShown<'a> {
    /// A case of `service`, handed in at `at` where that is known.
    pub fn of(
        site: &'a Site,
        page: &Page,
        service: &Service<'a>,
        case: &'a ProcedureCase,
        (at, today): (Option<&Agency>, Date),
    ) -> Self {
        let whose = parts(&site.context.province, service, case, at, today);
        let part = |(leg, part): (&'a RouteLeg, PartOf<'a>)| {
            let (who, agency) = who(page, at, part);
            PartShown {
                name: &leg.name,
                who,
                agency,
                time: limit::in_words(page, &leg.budget),
                when: leg.when.as_ref().map(|it| case.route.question(&it.answer).unwrap_or(&leg.name)),
            }
        };
        Self {
            id: format!("truong-hop-{}", case.code),
            name: &case.name,
            channels: case.channels.iter().map(|it| channel(page, it)).collect(),
            groups: &case.components,
            parts: case.route.legs.iter().zip(whose).map(part).collect(),
        }
    }
}

fn channel<'a>(page: &Page, row: &'a ChannelRow) -> ChannelShown<'a> {
    ChannelShown {
        name: page.word("channel", row.channel.code()),
        limit: limit::in_words(page, &row.limit),
        late: row.cut_off.and_then(|it| after_hours(page, it)),
        prices: prices(page, row),
    }
}

/// What comes of handing in late in the day; nothing where only the offices notice.
fn after_hours(page: &Page, cut_off: CutOff) -> Option<String> {
    let key = match cut_off.effect {
        CutOffEffect::HandoverOnly => return None,
        CutOffEffect::ClockNextDay => "web.late-counts-tomorrow",
        CutOffEffect::SameDayElseNextDay => "web.late-ready-tomorrow",
    };
    let time = format!("{:02}:{:02}", cut_off.at.hour(), cut_off.at.minute());
    Some(page.t1(key, "time", time))
}

fn who<'a>(page: &Page, at: Option<&Agency>, part: PartOf<'a>) -> (String, Option<&'a str>) {
    match part {
        PartOf::Counter => (at.map_or_else(|| page.t("label.counter-of-filing"), |it| it.name.clone()), None),
        PartOf::One(agency) => (agency.name.clone(), Some(&agency.code)),
        PartOf::Local(names) => {
            let local = |(name, level): &(String, Level)| {
                let level = page.word("agency-level", &key_of(level, ""));
                page.say(&Message::new("label.agency-of-place").with("name", name).with("level", level))
            };
            let names: Vec<String> = names.iter().map(local).collect();
            (names.join(&super::price::or(page)), None)
        }
    }
}

/// The papers that a complete dossier has at least.
pub fn papers(case: &ProcedureCase) -> usize {
    let least = |group: &ComponentGroup| {
        let required = group.components.iter().filter(|it| it.required).count();
        if group.one_of { required.min(1) } else { required }
    };
    case.components.iter().map(least).sum()
}

/// How long each case takes, each time once.
pub fn times(page: &Page, version: &ProcedureVersion) -> String {
    let mut seen = BTreeSet::new();
    let rows = version.cases.iter().flat_map(|it| &it.channels);
    let times: Vec<String> =
        rows.map(|it| limit::in_words(page, &it.limit)).filter(|it| seen.insert(it.clone())).collect();
    times.join(&super::price::or(page))
}
