//! The charts of the page: each with the answer it gives, its drawing and the rows it was drawn from.

use super::super::names;
use super::sections::{Chart, Shown};
use crate::charts::{
    Bin, Bullet, Cell, Dot, Dots, HeatMap, Part, Point, bullets, dot_plot, heat_map, histogram, stacked_bar,
    trend,
};
use motcua_app::figures::supervision::{AgencyRow, FEWEST, LONGEST_BIN, Slice, StepRow, What};
use motcua_kernel::Message;

/// Rows of one chart; the table below the charts has all.
const ROWS: usize = 12;
const DAYS_OF_WEEK: u8 = 7;

/// What draws.
pub struct Drawn<'a> {
    pub shown: &'a Shown<'a>,
}

impl Drawn<'_> {
    fn say(&self, message: &Message) -> String {
        self.shown.page.say(message)
    }

    pub fn agencies(&self) -> Chart {
        let shown = self.shown;
        let rows = &shown.figures.agencies;
        let ranked = || rows.iter().filter(|it| it.in_deadline.of >= FEWEST);
        let below = ranked().filter(|it| shown.judged(it.in_deadline) != "good").count();
        let finding = match ranked().next() {
            None => shown.page.t1("web.supervision-agencies-few", "least", FEWEST),
            Some(worst) => self.say(
                &Message::new("web.supervision-agencies")
                    .with("below", below)
                    .with("of", ranked().count())
                    .with("target", shown.view.target)
                    .with("worst", names::agency(shown.site, worst.agency)),
            ),
        };
        let dots: Vec<Dot> = rows.iter().take(ROWS).map(|it| self.dot(it)).collect();
        let target_words = shown.page.t1("label.target-of", "target", shown.view.target);
        let plot = Dots {
            finding: &finding,
            target: i64::from(shown.view.target) * 10,
            target_words: &target_words,
            rows: &dots,
        };
        let drawing = (!dots.is_empty()).then(|| dot_plot(&plot));
        let table =
            dots.iter().map(|it| (it.name.clone(), format!("{}%", it.value), it.link.clone())).collect();
        Chart { drawing, rows: table, finding }
    }

    fn dot(&self, row: &AgencyRow) -> Dot {
        let name = names::agency(self.shown.site, row.agency);
        let value = self.shown.per_cent(row.in_deadline);
        let slice = Slice { competent: Some(row.agency), ..Slice::all(What::Solved) };
        let called = format!("{name}, {value}%");
        Dot {
            permille: row.in_deadline.permille().and_then(|it| i64::try_from(it).ok()).unwrap_or_default(),
            kind: self.shown.judged(row.in_deadline),
            link: self.shown.link(&slice, &called, row.in_deadline.of),
            name,
            value,
        }
    }

    pub fn steps(&self) -> Chart {
        let shown = self.shown;
        let rows: Vec<&StepRow> = shown.figures.steps.iter().take(ROWS).collect();
        let over = rows.iter().filter(|it| it.over.of >= FEWEST && it.used_days > it.allowed_days).count();
        let finding = self.say(
            &Message::new("web.supervision-steps")
                .with("over", over)
                .with("of", rows.len())
                .with("least", FEWEST),
        );
        let drawn: Vec<Bullet> = rows.iter().map(|it| self.bullet(it)).collect();
        let drawing = (!drawn.is_empty()).then(|| bullets(&finding, &drawn));
        let table = drawn
            .iter()
            .map(|it| (format!("{} ({})", it.name, it.by), it.value.clone(), it.link.clone()))
            .collect();
        Chart { drawing, rows: table, finding }
    }

    fn bullet(&self, row: &StepRow) -> Bullet {
        let shown = self.shown;
        let value = Message::new("label.used-of-allowed")
            .with("used", shown.days(Some(row.used_days)))
            .with("allowed", shown.days(Some(row.allowed_days)));
        let value = self.say(&value);
        let kind = if row.over.of < FEWEST {
            "few"
        } else if row.used_days > row.allowed_days {
            "bad"
        } else {
            "good"
        };
        let slice = Slice { step: Some(row.step.clone()), ..Slice::all(What::StepDone) };
        let by = names::agency(shown.site, row.step.agency);
        let called = format!("{} ({by}), {value}", row.step.name);
        Bullet {
            name: row.step.name.clone(),
            link: shown.link(&slice, &called, row.over.of),
            by,
            used: row.used_days,
            allowed: row.allowed_days,
            value,
            kind,
        }
    }

    pub fn remaining(&self) -> Chart {
        let shown = self.shown;
        let finding = self.say(
            &Message::new("web.supervision-open")
                .with("open", shown.whole(shown.figures.count(What::Open)))
                .with("overdue", shown.whole(shown.figures.count(What::Overdue))),
        );
        let leftovers = shown.leftovers();
        let parts: Vec<Part> =
            leftovers.iter().map(|it| Part { kind: it.kind, count: it.link.count }).collect();
        let drawing = (shown.figures.count(What::Open) > 0).then(|| stacked_bar(&finding, &parts));
        Chart { finding, drawing, rows: Vec::new() }
    }

    pub fn hours(&self) -> Chart {
        let shown = self.shown;
        let hours = &shown.figures.hours;
        let day = |weekday: u8| shown.page.word("weekday-short", &weekday.to_string());
        let busiest = hours.iter().max_by_key(|it| it.count);
        let finding = match busiest {
            None => shown.page.t("web.supervision-hours-none"),
            Some(it) => self.say(
                &Message::new("web.supervision-hours")
                    .with("day", day(it.weekday))
                    .with("hour", it.hour)
                    .with("count", shown.whole(it.count)),
            ),
        };
        let first = hours.iter().map(|it| it.hour).min().unwrap_or_default();
        let last = hours.iter().map(|it| it.hour).max().unwrap_or_default();
        let days = if hours.iter().any(|it| it.weekday > 5) { DAYS_OF_WEEK } else { 5 };
        let rows: Vec<String> = (1..=days).map(day).collect();
        let columns: Vec<String> = (first..=last).map(|it| format!("{it}h")).collect();
        let cells: Vec<Cell> = hours
            .iter()
            .map(|it| {
                let slice = Slice { hour: Some((it.weekday, it.hour)), ..Slice::all(What::Received) };
                Cell {
                    row: usize::from(it.weekday - 1),
                    column: usize::from(it.hour - first),
                    count: it.count,
                    link: shown.link(&slice, &format!("{} {}h", day(it.weekday), it.hour), it.count),
                }
            })
            .collect();
        let map = HeatMap { finding: &finding, rows: &rows, columns: &columns, cells: &cells };
        let drawing = (!cells.is_empty()).then(|| heat_map(&map));
        let table = hours.iter().zip(&cells).map(|(it, cell)| {
            (format!("{} {}h", day(it.weekday), it.hour), shown.whole(it.count), cell.link.clone())
        });
        Chart { drawing, rows: table.collect(), finding }
    }

    pub fn days(&self) -> Chart {
        let shown = self.shown;
        let solved = shown.figures.count(What::Solved);
        let finding = self.say(
            &Message::new("web.supervision-days")
                .with("days", shown.days(shown.figures.median_days))
                .with("count", shown.whole(solved)),
        );
        let bins: Vec<Bin> = shown
            .figures
            .days
            .iter()
            .map(|(days, count)| {
                let name = if *days == LONGEST_BIN { format!("{days}+") } else { days.to_string() };
                let called = shown.page.t1("label.days-of", "days", &name);
                let slice = Slice { days: Some(*days), ..Slice::all(What::Solved) };
                Bin { link: shown.link(&slice, &called, *count), name, count: *count }
            })
            .collect();
        let unit = shown.page.word("rule-value", "working-days");
        let drawing = (solved > 0).then(|| histogram(&finding, &unit, &bins));
        let table = bins.iter().filter(|it| it.count > 0);
        let table = table.map(|it| (it.name.clone(), shown.whole(it.count), it.link.clone())).collect();
        Chart { drawing, rows: table, finding }
    }

    pub fn trend(&self) -> Chart {
        let shown = self.shown;
        let finding = match shown.figures.months.last() {
            None => String::new(),
            Some(last) => self.say(
                &Message::new("web.supervision-trend")
                    .with("month", shown.month(last.month))
                    .with("received", shown.whole(last.received))
                    .with("solved", shown.whole(last.in_deadline.of)),
            ),
        };
        let lines = shown.months();
        let point = |it: &super::sections::MonthLine| Point {
            name: it.name.clone(),
            first: it.received.count,
            second: it.solved.count,
        };
        let points: Vec<Point> = lines.iter().map(point).collect();
        let (received, solved) = (shown.page.t("label.trend-received"), shown.page.t("label.trend-solved"));
        let drawing = Some(trend(&finding, (&received, &solved), &points));
        Chart { finding, drawing, rows: Vec::new() }
    }
}
