//! The parts of the page that are words and numbers: the finding, the strip of key figures, the tables.

use super::super::Page;
use super::super::names::{self, NOTHING};
use super::asked::View;
use super::numbers::{days, tenths, whole};
use crate::Site;
use crate::charts::{Link, spark};
use motcua_app::figures::supervision::{FEWEST, Month, Overview, Remaining, Share, Slice, What};
use motcua_kernel::Message;

/// A chart with its answer, and the rows it is drawn from.
pub struct Chart {
    /// The answer in a sentence.
    pub finding: String,
    /// As SVG; nothing when there is nothing to draw.
    pub drawing: Option<String>,
    /// The same as a table: name, value, link.
    pub rows: Vec<(String, String, Link)>,
}

/// A key figure.
pub struct Figure {
    /// What.
    pub label: String,
    /// How much.
    pub value: String,
    /// Of what.
    pub unit: String,
    /// Its dossiers.
    pub link: Link,
    /// What else is to be said.
    pub note: String,
    /// The class of the note.
    pub kind: &'static str,
    /// The last months.
    pub spark: String,
}

/// Open dossiers by what they have left.
pub struct Leftover {
    /// The class of its colour.
    pub kind: &'static str,
    /// In words.
    pub words: String,
    /// Its dossiers.
    pub link: Link,
}

/// A month in numbers.
pub struct MonthLine {
    /// Which.
    pub name: String,
    /// Received in it.
    pub received: Link,
    /// Solved in it.
    pub solved: Link,
    /// Early and on time of them.
    pub in_deadline: (String, Link),
}

/// An agency in numbers.
pub struct LeagueRow {
    /// Its name.
    pub name: String,
    /// Solved.
    pub solved: Link,
    /// Of them late.
    pub late: Link,
    /// Mean of days.
    pub days: String,
    /// The share of each month, drawn.
    pub spark: String,
    /// The same in words.
    pub months: String,
    /// Early and on time.
    pub share: String,
    /// `good`, `near`, `bad` or `few`.
    pub kind: &'static str,
}

/// What the figures of a view are shown with.
pub struct Shown<'a> {
    pub site: &'a Site,
    pub page: &'a Page,
    pub view: &'a View<'a>,
    pub figures: &'a Overview,
}

impl Shown<'_> {
    /// A link to a slice, called `name`.
    pub fn link(&self, slice: &Slice, name: &str, count: usize) -> Link {
        let words = Message::new("label.figure-link").with("what", name).with("count", self.whole(count));
        Link { href: self.view.list(slice, 1), words: self.page.say(&words), count }
    }

    /// A link to all of a kind.
    pub fn kind(&self, what: What) -> Link {
        self.link(&Slice::all(what), &self.page.word("figure-kind", what.key()), self.figures.count(what))
    }

    pub fn whole(&self, number: usize) -> String {
        whole(self.page.locale, number)
    }

    /// A share in per cent.
    pub fn per_cent(&self, share: Share) -> String {
        tenths(self.page.locale, share.permille().and_then(|it| i64::try_from(it).ok()))
    }

    pub fn days(&self, hundredths: Option<i64>) -> String {
        days(self.page.locale, hundredths)
    }

    /// How a share stands to what is aimed at.
    pub fn judged(&self, share: Share) -> &'static str {
        let target = usize::try_from(self.view.target).unwrap_or_default() * 10;
        match share.permille() {
            _ if share.of < FEWEST => "few",
            Some(it) if it >= target => "good",
            Some(it) if it + 50 >= target => "near",
            Some(_) | None => "bad",
        }
    }

    /// Where the most time is lost.
    pub fn finding(&self) -> (String, Option<Link>) {
        let Some(row) = self.figures.bottleneck() else {
            return (self.page.t1("web.supervision-no-bottleneck", "least", FEWEST), None);
        };
        let agency = names::agency(self.site, row.step.agency);
        let message = Message::new("web.supervision-bottleneck")
            .with("step", &row.step.name)
            .with("agency", agency)
            .with("used", self.days(Some(row.used_days)))
            .with("allowed", self.days(Some(row.allowed_days)))
            .with("over", self.whole(row.over.part))
            .with("of", self.whole(row.over.of));
        let slice = Slice { step: Some(row.step.clone()), ..Slice::all(What::StepOver) };
        (self.page.say(&message), Some(self.link(&slice, &row.step.name, row.over.part)))
    }

    pub fn kpis(&self) -> Vec<Figure> {
        let (figures, page) = (self.figures, self.page);
        let count = |what| self.whole(figures.count(what));
        let share = figures.in_deadline();
        let files = page.t("label.unit-dossiers");
        let counted = |of: fn(&motcua_app::figures::supervision::MonthRow) -> usize| {
            let values: Vec<Option<i64>> =
                figures.months.iter().map(|it| i64::try_from(of(it)).ok()).collect();
            spark(&values)
        };
        let figure = |what: What, value: String, unit: String, note: String, kind, spark| Figure {
            label: page.word("figure-kind", what.key()),
            value,
            unit,
            link: self.kind(what),
            note,
            kind,
            spark,
        };
        let of_solved = page.t1("label.kpi-of-solved", "count", count(What::Solved));
        vec![
            figure(
                What::InDeadline,
                self.per_cent(share),
                "%".to_owned(),
                page.t1("label.kpi-of-solved", "count", count(What::Solved)),
                self.judged(share),
                sparks(&figures.months.iter().map(|it| it.in_deadline).collect::<Vec<_>>()),
            ),
            figure(
                What::Received,
                count(What::Received),
                files.clone(),
                page.t1("label.kpi-carried-over", "count", count(What::CarriedOver)),
                "good",
                counted(|it| it.received),
            ),
            Figure {
                label: page.t("label.kpi-median"),
                unit: page.t("label.unit-days"),
                ..figure(
                    What::Solved,
                    self.days(figures.median_days),
                    String::new(),
                    of_solved,
                    "good",
                    String::new(),
                )
            },
            figure(
                What::Overdue,
                count(What::Overdue),
                files.clone(),
                page.t1("label.kpi-of-open", "count", count(What::Open)),
                if figures.count(What::Overdue) > 0 { "bad" } else { "good" },
                String::new(),
            ),
            figure(
                What::Solved,
                count(What::Solved),
                files,
                page.t1("label.kpi-late", "count", count(What::Late)),
                if figures.count(What::Late) > 0 { "near" } else { "good" },
                counted(|it| it.in_deadline.of),
            ),
        ]
    }

    /// Each kind in the order of the identities; steps have a chart of their own.
    pub fn counts(&self) -> Vec<(String, Link)> {
        let kinds = What::ALL.into_iter().filter(|it| !matches!(it, What::StepDone | What::StepOver));
        kinds.map(|it| (self.page.word("figure-kind", it.key()), self.kind(it))).collect()
    }

    pub fn leftovers(&self) -> Vec<Leftover> {
        let leftover = |(remaining, count): &(Remaining, usize)| {
            let words = self.page.word("remaining", remaining.key());
            let slice = Slice { remaining: Some(*remaining), ..Slice::all(What::Open) };
            Leftover { kind: remaining.key(), link: self.link(&slice, &words, *count), words }
        };
        self.figures.remaining.iter().map(leftover).collect()
    }

    pub fn month(&self, month: Month) -> String {
        let message = Message::new("label.month-of").with("month", month.number()).with("year", month.year());
        self.page.say(&message)
    }

    pub fn months(&self) -> Vec<MonthLine> {
        let line = |row: &motcua_app::figures::supervision::MonthRow| {
            let name = self.month(row.month);
            let of =
                |what, count| self.link(&Slice { month: Some(row.month), ..Slice::all(what) }, &name, count);
            MonthLine {
                received: of(What::Received, row.received),
                solved: of(What::Solved, row.in_deadline.of),
                in_deadline: (self.per_cent(row.in_deadline), of(What::InDeadline, row.in_deadline.part)),
                name,
            }
        };
        self.figures.months.iter().map(line).collect()
    }

    pub fn league(&self) -> Vec<LeagueRow> {
        let row = |it: &motcua_app::figures::supervision::AgencyRow| {
            let name = names::agency(self.site, it.agency);
            let of = |what, count| {
                self.link(&Slice { competent: Some(it.agency), ..Slice::all(what) }, &name, count)
            };
            let shares: Vec<Share> = it.months.iter().map(|(_, share)| *share).collect();
            let months = it.months.iter().filter(|(_, share)| share.of > 0);
            let months: Vec<String> = months
                .map(|(month, share)| format!("{}: {}%", self.month(*month), self.per_cent(*share)))
                .collect();
            LeagueRow {
                solved: of(What::Solved, it.in_deadline.of),
                late: of(What::Late, it.late),
                days: self.days(it.mean_days),
                spark: sparks(&shares),
                months: if months.is_empty() { NOTHING.to_owned() } else { months.join("; ") },
                share: self.per_cent(it.in_deadline),
                kind: self.judged(it.in_deadline),
                name,
            }
        };
        self.figures.agencies.iter().map(row).collect()
    }
}

fn sparks(shares: &[Share]) -> String {
    let values: Vec<Option<i64>> =
        shares.iter().map(|it| it.permille().and_then(|it| i64::try_from(it).ok())).collect();
    spark(&values)
}
