//! Each chart as text.

use super::*;

fn link(to: &str) -> Link {
    Link { href: format!("/dieu-hanh/ho-so?show={to}&by=H13"), words: format!("<{to}>"), count: 7 }
}

#[test]
fn words_are_escaped_and_names_shortened() {
    let dot = Dot {
        name: "A & B <c> \"d\" và một cái tên dài hơn chỗ có thể có".to_owned(),
        permille: 847,
        value: "84,7".to_owned(),
        kind: "bad",
        link: link("late"),
    };
    let plot = Dots { finding: "thấp nhất \"A\"", target: 950, target_words: "mốc 95", rows: &[dot] };
    let drawn = dot_plot(&plot);
    assert!(drawn.contains("A &amp; B &lt;c&gt; &quot;d&quot;") && drawn.contains('…'), "{drawn}");
    assert!(drawn.contains("href=\"/dieu-hanh/ho-so?show=late&amp;by=H13\" data-count=\"7\""), "{drawn}");
    assert!(drawn.contains("aria-label=\"thấp nhất &quot;A&quot;\""), "{drawn}");
    insta::assert_snapshot!("dot_plot", drawn);
}

#[test]
fn parts_of_a_bar_fill_it_and_none_is_lost() {
    let part = |kind, count| Part { kind, count };
    let drawn = stacked_bar("975 đang mở", &[part("late", 1), part("today", 0), part("later", 974)]);
    assert_eq!(drawn.matches("<rect").count(), 2);
    insta::assert_snapshot!("stacked_bar", drawn);
}

#[test]
fn a_bullet_shows_used_over_allowed() {
    let bullet = Bullet {
        name: "Thẩm định".to_owned(),
        by: "Chi cục Thuế".to_owned(),
        used: 340,
        allowed: 250,
        value: "3,4 / 2,5 ngày".to_owned(),
        kind: "bad",
        link: link("step"),
    };
    insta::assert_snapshot!("bullets", bullets("vượt", &[bullet]));
}

#[test]
fn a_heat_map_has_a_cell_where_there_is_something() {
    let cell = |row, column, count| Cell { row, column, count, link: link("hour") };
    let map = HeatMap {
        finding: "sáng thứ Hai",
        rows: &["T2".to_owned(), "T3".to_owned()],
        columns: &["7h".to_owned(), "8h".to_owned()],
        cells: &[cell(0, 0, 56), cell(1, 1, 1)],
    };
    let drawn = heat_map(&map);
    assert!(drawn.contains("heat-4") && drawn.contains("heat-0"), "{drawn}");
    insta::assert_snapshot!("heat_map", drawn);
}

#[test]
fn a_histogram_has_a_bar_for_each_bin_that_is_not_empty() {
    let bin = |name: &str, count| Bin { name: name.to_owned(), count, link: link(name) };
    let drawn = histogram("trung vị 5,6", "ngày", &[bin("1", 3), bin("2", 0), bin("3+", 6)]);
    insta::assert_snapshot!("histogram", drawn);
}

#[test]
fn lines_pass_over_what_is_not_known() {
    let point = |name: &str, first, second| Point { name: name.to_owned(), first, second };
    insta::assert_snapshot!(
        "trend",
        trend("tăng", ("nhận", "xong"), &[point("10", 4, 2), point("11", 8, 0)])
    );
    insta::assert_snapshot!("spark", spark(&[Some(900), None, Some(950), Some(925)]));
    assert_eq!(spark(&[None, None]), "");
    assert!(spark(&[Some(7)]).contains("2,12"));
}
