//! What the address of a view says: whose dossiers, of which period and field; and which of them, for the list behind a
//! figure.

use super::super::desk::{agency_asked, query_wrong};
use super::super::figures::{month_after, usual, watched};
use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use motcua_app::figures::supervision::{Overview, Remaining, Slice, Step, What};
use motcua_app::figures::{Facts, FactsWanted, facts};
use motcua_identity::Scope;
use motcua_kernel::{Agency, AgencyId, Date, DossierId, Instant, parse_date};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use time::Time;

/// What is aimed at when the reader names nothing, in per cent: no text of law sets one.
const USUAL_TARGET: u32 = 95;

/// The parameters of a view, and of a list behind it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    agency: String,
    from: String,
    before: String,
    field: String,
    target: String,
    show: String,
    by: String,
    month: String,
    left: String,
    hour: String,
    days: String,
    step: String,
    office: String,
    page: String,
}

/// The names of those of a view.
pub const VIEW: &[&str] = &["agency", "from", "before", "field", "target"];
/// And of a list behind a figure of it.
pub const LIST: &[&str] = &[
    "agency", "from", "before", "field", "target", "show", "by", "month", "left", "hour", "days", "step",
    "office", "page",
];

/// What is looked at.
pub struct View<'a> {
    /// Every agency the person may ask for.
    pub watched: Vec<&'a Agency>,
    /// The one asked for, with all below it.
    pub agency: &'a Agency,
    /// The period begins.
    pub from: Date,
    /// It ends before.
    pub before: Date,
    /// Lĩnh vực; all when there is none.
    pub field: String,
    /// Per cent that figures are held against.
    pub target: u32,
    made: Arc<Facts>,
}

impl<'a> View<'a> {
    /// Reads what is asked, and what there is of it.
    pub async fn open(site: &'a Site, caller: &Caller, asked: &Asked) -> Result<Self, Failure> {
        let watched = watched(site, caller);
        let agency = if asked.agency.is_empty() {
            usual(site, caller, &watched).ok_or_else(Failure::not_found)?
        } else {
            agency_asked(site, caller, &asked.agency)?
        };
        caller.actor(site, Scope::at(agency.id))?;
        let (from, before) = asked.period(caller.now)?;
        let tree = &site.context.province.agencies;
        let below = watched.iter().map(|it| it.id).filter(|id| tree.is_within(*id, agency.id));
        let wanted = FactsWanted {
            receiving: below.collect(),
            from: Instant::local(from, Time::MIDNIGHT),
            before: Instant::local(before, Time::MIDNIGHT),
        };
        let made = facts(&site.context, &wanted).await?;
        let target = asked.target()?;
        Ok(Self { watched, agency, from, before, field: asked.field.clone(), target, made })
    }

    /// Every figure of the field.
    pub fn overview(&self) -> Arc<Overview> {
        self.made.overview(&self.field)
    }

    /// Whether there is no dossier at all.
    pub fn is_empty(&self) -> bool {
        self.made.of(&self.field).next().is_none()
    }

    /// The dossiers behind a figure.
    pub fn behind(&self, slice: &Slice) -> Vec<DossierId> {
        self.made.behind(&self.field, slice)
    }

    /// As known when.
    pub fn until(&self) -> Instant {
        self.made.until
    }

    /// Every lĩnh vực of the dossiers.
    pub fn fields(&self) -> &BTreeSet<String> {
        &self.made.fields
    }

    /// What an address of this view says.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![
            ("agency", self.agency.code.clone()),
            ("from", self.from.to_string()),
            ("before", self.before.to_string()),
            ("target", self.target.to_string()),
        ];
        if !self.field.is_empty() {
            pairs.push(("field", self.field.clone()));
        }
        pairs
    }

    /// The address of this view under `path`.
    pub fn address(&self, path: &str) -> String {
        format!("{path}?{}", serde_html_form::to_string(self.pairs()).unwrap_or_default())
    }

    /// The address of the list of a slice, or of a further page of it.
    pub fn list(&self, slice: &Slice, page: usize) -> String {
        let mut pairs = self.pairs();
        pairs.push(("show", slice.what.key().to_owned()));
        pairs.extend(slice.competent.map(|it| ("by", it.to_string())));
        pairs.extend(slice.month.map(|it| ("month", it.to_string())));
        pairs.extend(slice.remaining.map(|it| ("left", it.key().to_owned())));
        pairs.extend(slice.hour.map(|(day, hour)| ("hour", format!("{day}-{hour}"))));
        pairs.extend(slice.days.map(|it| ("days", it.to_string())));
        if let Some(step) = &slice.step {
            pairs.push(("step", step.name.clone()));
            pairs.push(("office", step.agency.to_string()));
        }
        if page > 1 {
            pairs.push(("page", page.to_string()));
        }
        format!("/dieu-hanh/ho-so?{}", serde_html_form::to_string(pairs).unwrap_or_default())
    }
}

impl Asked {
    /// The period asked for; this month when none is.
    fn period(&self, now: Instant) -> Result<(Date, Date), Failure> {
        let today = now.date();
        let from = read(&self.from, "from", parse_date)?;
        let from = from.unwrap_or_else(|| today.replace_day(1).unwrap_or(today));
        let before = read(&self.before, "before", parse_date)?.unwrap_or_else(|| month_after(from));
        if before <= from || from > today { Err(query_wrong("before")) } else { Ok((from, before)) }
    }

    fn target(&self) -> Result<u32, Failure> {
        let per_cent = |text: &str| text.parse().ok().filter(|it| (1..=100).contains(it));
        Ok(read(&self.target, "target", per_cent)?.unwrap_or(USUAL_TARGET))
    }

    /// Which dossiers a list shows; those received when it does not say.
    pub fn slice(&self) -> Result<Slice, Failure> {
        let agency = |text: &str| text.parse().ok().map(AgencyId);
        let what = read(&self.show, "show", What::parse)?.unwrap_or(What::Received);
        let office = read(&self.office, "office", agency)?;
        Ok(Slice {
            what,
            competent: read(&self.by, "by", agency)?,
            month: read(&self.month, "month", |it| it.parse().ok())?,
            remaining: read(&self.left, "left", |it| {
                Remaining::ALL.into_iter().find(|left| left.key() == it)
            })?,
            hour: read(&self.hour, "hour", hour)?,
            days: read(&self.days, "days", |it| it.parse().ok())?,
            step: office.map(|agency| Step { agency, name: self.step.clone() }),
        })
    }

    /// Which page of a list.
    pub fn page(&self) -> Result<usize, Failure> {
        Ok(read(&self.page, "page", |it| it.parse().ok().filter(|it| *it > 0))?.unwrap_or(1))
    }
}

fn hour(text: &str) -> Option<(u8, u8)> {
    let (day, hour) = text.split_once('-')?;
    Some((day.parse().ok()?, hour.parse().ok()?))
}

/// Nothing when nothing is said.
fn read<T>(
    text: &str,
    name: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    parse(text).map(Some).ok_or_else(|| query_wrong(name))
}
