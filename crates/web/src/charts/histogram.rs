//! Histogram: how many took how long.

use super::{Drawing, Link, on_scale};

const WIDTH: i64 = 620;
const HEIGHT: i64 = 150;
const TOP: i64 = 20;

/// One bar.
#[derive(Clone, Debug)]
pub struct Bin {
    /// Below it.
    pub name: String,
    /// How many.
    pub count: usize,
    /// Where it leads.
    pub link: Link,
}

/// Draws it; `unit` is said at the end of the axis.
pub fn histogram(finding: &str, unit: &str, bins: &[Bin]) -> String {
    let signed = |it: usize| i64::try_from(it).unwrap_or_default();
    let column = WIDTH / signed(bins.len()).max(1);
    let most = bins.iter().map(|it| signed(it.count)).max().unwrap_or(1);
    let bottom = TOP + HEIGHT;
    let mut drawing = Drawing::new();
    for (at, bin) in (0_i64..).zip(bins) {
        let (left, middle) = (column * at, column * at + column / 2);
        drawing.text("axis mid", (middle, bottom + 18), &bin.name);
        if bin.count == 0 {
            continue;
        }
        let height = on_scale(signed(bin.count), most, HEIGHT).max(2);
        drawing.link(&bin.link, |it| {
            it.rect("mark area", (left + 3, bottom - height), (column - 6, height));
            it.text("value mid", (middle, bottom - height - 6), &bin.count.to_string());
        });
    }
    drawing.line("ground", (0, bottom), (WIDTH, bottom));
    drawing.text("axis end", (WIDTH, bottom + 36), unit);
    drawing.finish(finding, (WIDTH, bottom + 42))
}
