//! Heat map: how much there was in each hour of each day of the week.

use super::{Drawing, Link, on_scale};

const WIDTH: i64 = 620;
const LEFT: i64 = 48;
const TOP: i64 = 24;
const ROW: i64 = 34;
/// Shades of the ramp, `heat-0` to `heat-4`.
const SHADES: i64 = 5;

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The row, from 0.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// How much.
    pub count: usize,
    /// Where it leads.
    pub link: Link,
}

/// What to draw.
#[derive(Clone, Debug)]
pub struct HeatMap<'a> {
    /// The answer, in a sentence.
    pub finding: &'a str,
    /// Names of the rows.
    pub rows: &'a [String],
    /// Names of the columns.
    pub columns: &'a [String],
    /// Where there is something.
    pub cells: &'a [Cell],
}

/// Draws it.
pub fn heat_map(map: &HeatMap<'_>) -> String {
    let signed = |it: usize| i64::try_from(it).unwrap_or_default();
    let column = (WIDTH - LEFT) / signed(map.columns.len()).max(1);
    let most = map.cells.iter().map(|it| signed(it.count)).max().unwrap_or(1);
    let mut drawing = Drawing::new();
    for (at, name) in (0_i64..).zip(map.columns) {
        drawing.text("axis mid", (LEFT + column * at + column / 2, TOP - 8), name);
    }
    for (at, name) in (0_i64..).zip(map.rows) {
        drawing.text("axis", (0, TOP + ROW * at + ROW / 2 + 4), name);
    }
    for cell in map.cells {
        let place = (LEFT + column * signed(cell.column), TOP + ROW * signed(cell.row));
        let shade = on_scale(signed(cell.count) - 1, most, SHADES).min(SHADES - 1);
        drawing.link(&cell.link, |it| {
            it.rect(&format!("heat heat-{shade}"), place, (column - 3, ROW - 3));
            it.text(
                &format!("count-{shade} mid"),
                (place.0 + column / 2 - 1, place.1 + ROW / 2 + 4),
                &cell.count.to_string(),
            );
        });
    }
    drawing.finish(map.finding, (WIDTH, TOP + ROW * signed(map.rows.len())))
}
