//! Stacked bar: the parts of one whole beside one another. An image: a thin part is too small to be pressed, so the list of
//! the parts beside it leads to them.

use super::{Drawing, on_scale};

const WIDTH: i64 = 500;
const HEIGHT: i64 = 34;
const GAP: i64 = 2;
/// A part that is not nothing is seen.
const THINNEST: i64 = 4;

/// A part.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its class.
    pub kind: &'static str,
    /// How much.
    pub count: usize,
}

/// Draws it.
pub fn stacked_bar(finding: &str, parts: &[Part]) -> String {
    let there: Vec<(&Part, i64)> = parts
        .iter()
        .filter(|it| it.count > 0)
        .map(|it| (it, i64::try_from(it.count).unwrap_or(i64::MAX)))
        .collect();
    let whole: i64 = there.iter().map(|(_, count)| count).sum();
    let spare = (GAP + THINNEST) * i64::try_from(there.len()).unwrap_or_default();
    let mut drawing = Drawing::new();
    let mut place = 0;
    for (part, count) in there {
        let width = THINNEST + on_scale(count, whole, WIDTH - spare);
        drawing.rect(&format!("mark {}", part.kind), (place, 0), (width, HEIGHT));
        place += width + GAP;
    }
    drawing.image(finding, (WIDTH, HEIGHT))
}
