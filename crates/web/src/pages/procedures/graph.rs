//! The way of a dossier as a drawing: legs from left to right, each behind the legs it waits for. Drawn on the server, so
//! that it prints and needs no script; whoever does not see it reads the table of legs below it.

use crate::pages::Page;
use crate::pages::limit;
use motcua_catalogue::{LegKind, Route, RouteLeg};
use motcua_kernel::LegNo;
use std::collections::BTreeMap;

const WIDTH: usize = 196;
const HEIGHT: usize = 78;
const BETWEEN_COLUMNS: usize = 44;
const BETWEEN_ROWS: usize = 22;
const MARGIN: usize = 6;
/// Letters of one line of a box, and lines of a name.
const LETTERS: usize = 27;
const LINES: usize = 2;

/// The drawing.
pub struct Graph {
    /// Its width in pixels.
    pub width: usize,
    /// Its height.
    pub height: usize,
    /// The legs.
    pub boxes: Vec<LegBox>,
    /// The lines from one leg to the next, as paths.
    pub edges: Vec<String>,
}

/// A leg.
pub struct LegBox {
    /// Left edge.
    pub x: usize,
    /// Upper edge.
    pub y: usize,
    /// `process`, `consultation` or `return`; optional ones are dashed.
    pub class: &'static str,
    /// Its name, in lines.
    pub lines: Vec<String>,
    /// Its own time.
    pub budget: String,
}

impl Graph {
    /// The drawing of a route; none where there is no leg.
    pub fn of(page: &Page, route: &Route) -> Option<Self> {
        let columns = columns(route);
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        let mut places: BTreeMap<LegNo, (usize, usize)> = BTreeMap::new();
        for leg in &route.legs {
            let column = columns.get(&leg.no).copied().unwrap_or_default();
            let row = rows.entry(column).or_default();
            let x = MARGIN + column * (WIDTH + BETWEEN_COLUMNS);
            let y = MARGIN + *row * (HEIGHT + BETWEEN_ROWS);
            places.insert(leg.no, (x, y));
            *row += 1;
        }
        let (last, most) = (columns.values().max()?, rows.values().max()?);
        let edges = route.legs.iter().flat_map(|leg| leg.after.iter().map(move |from| (*from, leg.no)));
        let path = |(from, to): (LegNo, LegNo)| {
            let ((x1, y1), (x2, y2)) = (places.get(&from)?, places.get(&to)?);
            let (x1, y1, y2) = (x1 + WIDTH, y1 + HEIGHT / 2, y2 + HEIGHT / 2);
            let (bend, end) = (BETWEEN_COLUMNS / 2, x2.saturating_sub(5));
            Some(format!("M{x1} {y1}C{} {y1} {} {y2} {end} {y2}", x1 + bend, x2.saturating_sub(bend)))
        };
        Some(Self {
            width: 2 * MARGIN + (last + 1) * WIDTH + last * BETWEEN_COLUMNS,
            height: 2 * MARGIN + most * HEIGHT + most.saturating_sub(1) * BETWEEN_ROWS,
            boxes: route
                .legs
                .iter()
                .filter_map(|leg| Some(drawn(page, leg, *places.get(&leg.no)?)))
                .collect(),
            edges: edges.filter_map(path).collect(),
        })
    }
}

fn drawn(page: &Page, leg: &RouteLeg, (x, y): (usize, usize)) -> LegBox {
    let class = match (leg.kind, leg.when.is_some()) {
        (LegKind::Process, false) => "process",
        (LegKind::Process, true) => "process optional",
        (LegKind::Consultation, false) => "consultation",
        (LegKind::Consultation, true) => "consultation optional",
        (LegKind::Return, _) => "return",
    };
    let lines = wrapped(&format!("{}. {}", leg.no, leg.name));
    LegBox { x, y, class, lines, budget: limit::in_words(page, &leg.budget) }
}

/// How many legs lie before each at most. A leg that waits for itself stays where it was found.
fn columns(route: &Route) -> BTreeMap<LegNo, usize> {
    let mut columns: BTreeMap<LegNo, usize> = route.legs.iter().map(|it| (it.no, 0)).collect();
    for _ in &route.legs {
        for leg in &route.legs {
            let behind = leg.after.iter().filter_map(|it| columns.get(it)).max().map_or(0, |it| it + 1);
            columns.insert(leg.no, behind.min(route.legs.len()));
        }
    }
    columns
}

/// A name in lines that fit into a box, the rest cut off.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in name.split_whitespace() {
        let long = |line: &String| !line.is_empty() && line.chars().count() + word.chars().count() >= LETTERS;
        if lines.last().is_some_and(long) {
            if lines.len() == LINES {
                if let Some(line) = lines.last_mut() {
                    line.push('…');
                }
                return lines;
            }
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_and_a_short_one_is_not() {
        assert_eq!(wrapped("1. Ký"), ["1. Ký"]);
        let lines =
            wrapped("2. Thẩm định hồ sơ và xác minh thực địa tại nơi có đất cùng các cơ quan liên quan");
        assert_eq!(lines.len(), LINES);
        assert!(
            lines[1].ends_with('…') && lines.iter().all(|it| it.chars().count() <= LETTERS + 1),
            "{lines:?}"
        );
    }
}
