//! Lines over time: a trend with its points, and a spark line beside a number. Images: points of two lines lie too near one
//! another to be pressed, so the table below leads to the dossiers.

use super::{Drawing, on_scale};
use std::cmp::Ordering;
use std::fmt::Write;

const WIDTH: i64 = 620;
const HEIGHT: i64 = 150;
const TOP: i64 = 20;
const MARGIN: i64 = 36;
const SPARK: (i64, i64) = (86, 24);

/// One moment of a trend.
#[derive(Clone, Debug)]
pub struct Point {
    /// Below it.
    pub name: String,
    /// On the one line.
    pub first: usize,
    /// On the other.
    pub second: usize,
}

/// What of a point a line shows.
type Of = fn(&Point) -> usize;

/// Draws two lines, each named at its end.
pub fn trend(finding: &str, names: (&str, &str), points: &[Point]) -> String {
    let signed = |it: usize| i64::try_from(it).unwrap_or_default();
    let most = points.iter().map(|it| signed(it.first.max(it.second))).max().unwrap_or(1).max(1);
    let gaps = signed(points.len()).saturating_sub(1).max(1);
    let x = |at: i64| MARGIN + (WIDTH - 2 * MARGIN - 70) * at / gaps;
    let y = |count: usize| TOP + HEIGHT - on_scale(signed(count), most, HEIGHT);
    let mut drawing = Drawing::new();
    drawing.line("ground", (0, TOP + HEIGHT), (WIDTH, TOP + HEIGHT));
    for (at, point) in (0_i64..).zip(points) {
        drawing.text("axis mid", (x(at), TOP + HEIGHT + 18), &point.name);
    }
    let lines: [(&str, &str, Of, Of); 2] = [
        ("first", names.0, |it| it.first, |it| it.second),
        ("second", names.1, |it| it.second, |it| it.first),
    ];
    for (class, name, of, of_other) in lines {
        let places: Vec<(i64, i64)> = (0_i64..).zip(points).map(|(at, it)| (x(at), y(of(it)))).collect();
        drawing.put(format_args!(r#"<polyline class="line {class}" points="{}"/>"#, joined(&places)));
        for (place, point) in places.iter().zip(points) {
            drawing.put(format_args!(
                r#"<circle class="mark {class}" cx="{}" cy="{}" r="5"/>"#,
                place.0, place.1
            ));
            if let Some(at) = beside(place.1, y(of_other(point)), class == "first") {
                drawing.text("value mid", (place.0, at), &of(point).to_string());
            }
        }
        if let Some(last) = places.last() {
            drawing.text(&format!("value {class}"), (last.0 + 20, last.1 + 4), name);
        }
    }
    drawing.image(finding, (WIDTH, TOP + HEIGHT + 26))
}

/// Where the number of a point stands: of two the higher above its point and the lower below; once for both where they lie
/// together, and nowhere where it would stand in the names below or in the other point.
fn beside(own: i64, other: i64, is_first: bool) -> Option<i64> {
    let (above, below) = (own - 10, own + 18);
    match own.cmp(&other) {
        Ordering::Less => Some(above),
        Ordering::Equal => Some(above).filter(|_| is_first),
        Ordering::Greater if below < TOP + HEIGHT => Some(below),
        Ordering::Greater => Some(above).filter(|it| it - other > 16),
    }
}

/// A line without words, for beside the number it ends with; a month of which nothing is known is passed over.
pub fn spark(values: &[Option<i64>]) -> String {
    let known = || values.iter().flatten().copied();
    let (Some(least), Some(most)) = (known().min(), known().max()) else { return String::new() };
    let (width, height) = SPARK;
    let gaps = i64::try_from(values.len()).unwrap_or_default().saturating_sub(1).max(1);
    let y = |value: i64| {
        if most == least {
            height / 2
        } else {
            height - 3 - on_scale(value - least, most - least, height - 6)
        }
    };
    let places: Vec<(i64, i64)> = (0_i64..)
        .zip(values)
        .filter_map(|(at, value)| Some((2 + (width - 6) * at / gaps, y((*value)?))))
        .collect();
    let mut body = format!(r#"<polyline class="line" points="{}"/>"#, joined(&places));
    if let Some((x, y)) = places.last() {
        // Writing to a text does not fail.
        let _ = write!(body, r#"<circle class="end" cx="{x}" cy="{y}" r="2"/>"#);
    }
    format!(r#"<svg class="spark" aria-hidden="true" viewBox="0 0 {width} {height}">{body}</svg>"#)
}

fn joined(places: &[(i64, i64)]) -> String {
    places.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}
