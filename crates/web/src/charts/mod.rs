//! Charts as SVG text, drawn on the server: they print, need no script and are compared as text.
//!
//! A chart is given words that are already said and numbers that are already counted; it decides nothing. Colours come
//! from the classes of its marks. A chart with links in it is a group and no image: an image has nothing to press.

mod bars;
mod bullets;
mod dots;
mod heat;
mod histogram;
mod lines;
#[cfg(test)]
mod tests;

pub use bars::{Part, stacked_bar};
pub use bullets::{Bullet, bullets};
pub use dots::{Dot, Dots, dot_plot};
pub use heat::{Cell, HeatMap, heat_map};
pub use histogram::{Bin, histogram};
pub use lines::{Point, spark, trend};

use std::fmt::{self, Write};

/// The space a line of words takes.
const LINE: i64 = 32;

/// Where a mark leads, and what is said of it.
#[derive(Clone, Debug)]
pub struct Link {
    /// The address.
    pub href: String,
    /// The words a reader hears, and a pointer shows.
    pub words: String,
    /// How many dossiers are behind it.
    pub count: usize,
}

/// A chart that is being drawn.
struct Drawing {
    body: String,
}

impl Drawing {
    const fn new() -> Self {
        Self { body: String::new() }
    }

    fn put(&mut self, arguments: fmt::Arguments<'_>) {
        // Writing to a text does not fail.
        let _ = self.body.write_fmt(arguments);
    }

    fn line(&mut self, class: &str, from: (i64, i64), to: (i64, i64)) {
        self.put(format_args!(
            r#"<line class="{class}" x1="{}" y1="{}" x2="{}" y2="{}"/>"#,
            from.0, from.1, to.0, to.1
        ));
    }

    fn rect(&mut self, class: &str, place: (i64, i64), size: (i64, i64)) {
        self.put(format_args!(
            r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{}" rx="2"/>"#,
            place.0, place.1, size.0, size.1
        ));
    }

    fn text(&mut self, class: &str, place: (i64, i64), words: &str) {
        self.put(format_args!(
            r#"<text class="{class}" x="{}" y="{}">{}</text>"#,
            place.0,
            place.1,
            escaped(words)
        ));
    }

    fn link(&mut self, link: &Link, draw: impl FnOnce(&mut Self)) {
        let words = escaped(&link.words);
        self.put(format_args!(
            r#"<a href="{}" data-count="{}"><title>{words}</title>"#,
            escaped(&link.href),
            link.count
        ));
        draw(self);
        self.put(format_args!("</a>"));
    }

    /// With links in it.
    fn finish(self, finding: &str, size: (i64, i64)) -> String {
        self.with_role("group", finding, size)
    }

    /// Without.
    fn image(self, finding: &str, size: (i64, i64)) -> String {
        self.with_role("img", finding, size)
    }

    fn with_role(self, role: &str, finding: &str, (width, height): (i64, i64)) -> String {
        format!(
            r#"<svg class="chart" role="{role}" aria-label="{}" viewBox="0 0 {width} {height}" preserveAspectRatio="xMinYMin meet">{}</svg>"#,
            escaped(finding),
            self.body
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// As much of a name as there is room for.
fn shortened(name: &str, room: usize) -> String {
    if name.chars().count() <= room {
        return name.to_owned();
    }
    let kept: String = name.chars().take(room.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// `value` of `most` laid on a length.
fn on_scale(value: i64, most: i64, length: i64) -> i64 {
    value.clamp(0, most.max(1)) * length / most.max(1)
}
