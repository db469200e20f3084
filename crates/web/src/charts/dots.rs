//! Dot plot: a share of each of several, with what is aimed at. Dots, as the axis need not begin at zero.

use super::{Drawing, LINE, Link, on_scale, shortened};

const WIDTH: i64 = 620;
const LEFT: i64 = 236;
const RIGHT: i64 = 560;
const TOP: i64 = 24;
const NAME: usize = 34;
const WHOLE: i64 = 1000;
const STEPS: i64 = 4;

/// One of several.
#[derive(Clone, Debug)]
pub struct Dot {
    /// Whose.
    pub name: String,
    /// In tenths of a per cent.
    pub permille: i64,
    /// The same in words.
    pub value: String,
    /// `good`, `near`, `bad` or `few`.
    pub kind: &'static str,
    /// Where it leads.
    pub link: Link,
}

/// What to draw.
#[derive(Clone, Debug)]
pub struct Dots<'a> {
    /// The answer, in a sentence.
    pub finding: &'a str,
    /// What is aimed at, in tenths of a per cent.
    pub target: i64,
    /// The same in words.
    pub target_words: &'a str,
    /// From top to bottom.
    pub rows: &'a [Dot],
}

/// Draws it.
pub fn dot_plot(plot: &Dots<'_>) -> String {
    let lowest = plot.rows.iter().map(|it| it.permille).chain([plot.target]).min().unwrap_or(0);
    // Down to the next whole fifth.
    let begin = (lowest - 20).max(0) / 200 * 200;
    let at = |permille: i64| LEFT + on_scale(permille - begin, WHOLE - begin, RIGHT - LEFT);
    let bottom = TOP + LINE * i64::try_from(plot.rows.len()).unwrap_or_default();
    let mut drawing = Drawing::new();
    for step in 0..=STEPS {
        let permille = begin + (WHOLE - begin) * step / STEPS;
        drawing.line("grid", (at(permille), TOP), (at(permille), bottom));
        drawing.text("axis mid", (at(permille), bottom + 20), &format!("{}%", permille / 10));
    }
    drawing.line("target", (at(plot.target), TOP - 4), (at(plot.target), bottom));
    drawing.text("value mid", (at(plot.target), TOP - 10), plot.target_words);
    for (row, dot) in (0_i64..).zip(plot.rows) {
        let middle = TOP + LINE * row + LINE / 2;
        drawing.line("grid", (LEFT, middle), (RIGHT, middle));
        drawing.link(&dot.link, |it| {
            it.text("axis end", (LEFT - 12, middle + 4), &shortened(&dot.name, NAME));
            it.put(format_args!(
                r#"<circle class="mark {}" cx="{}" cy="{middle}" r="6"/>"#,
                dot.kind,
                at(dot.permille)
            ));
            it.text(&format!("value {}", dot.kind), (RIGHT + 12, middle + 4), &dot.value);
        });
    }
    drawing.finish(plot.finding, (WIDTH, bottom + 28))
}
