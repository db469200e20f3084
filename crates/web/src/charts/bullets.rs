//! Bullets: what was used, over what was allowed.

use super::{Drawing, Link, on_scale, shortened};

const WIDTH: i64 = 620;
const LEFT: i64 = 216;
const LENGTH: i64 = 270;
const ROW: i64 = 36;
const NAME: usize = 30;

/// One row.
#[derive(Clone, Debug)]
pub struct Bullet {
    /// What.
    pub name: String,
    /// By whom.
    pub by: String,
    /// Used, in hundredths of a day.
    pub used: i64,
    /// Allowed, in hundredths of a day.
    pub allowed: i64,
    /// Both in words.
    pub value: String,
    /// `good`, `bad` or `few`.
    pub kind: &'static str,
    /// Where it leads.
    pub link: Link,
}

/// Draws them.
pub fn bullets(finding: &str, rows: &[Bullet]) -> String {
    let most = rows.iter().map(|it| it.used.max(it.allowed)).max().unwrap_or(1);
    let mut drawing = Drawing::new();
    for (row, bullet) in (0_i64..).zip(rows) {
        let top = ROW * row;
        let (used, allowed) = (on_scale(bullet.used, most, LENGTH), on_scale(bullet.allowed, most, LENGTH));
        drawing.link(&bullet.link, |it| {
            it.text("axis end strong", (LEFT - 12, top + 15), &shortened(&bullet.name, NAME));
            it.text("axis end", (LEFT - 12, top + 30), &shortened(&bullet.by, NAME));
            it.rect("allowed", (LEFT, top + 8), (allowed.max(1), 20));
            it.rect(&format!("mark {}", bullet.kind), (LEFT, top + 13), (used.max(1), 10));
            it.line("norm", (LEFT + allowed, top + 5), (LEFT + allowed, top + 31));
            it.text(
                &format!("value {}", bullet.kind),
                (LEFT + used.max(allowed) + 10, top + 22),
                &bullet.value,
            );
        });
    }
    let rows = i64::try_from(rows.len()).unwrap_or_default();
    drawing.finish(finding, (WIDTH, ROW * rows + 4))
}
