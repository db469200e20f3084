//! Every number on the page of a supervisor is the number of dossiers in the list behind it.

use crate::office::{Answer, Office};
use crate::support;
use motcua_app::demo::{self, World};
use motcua_app::{Clock, Province};
use std::collections::BTreeSet;

/// Address and number of each figure of a page.
fn figures(page: &str) -> BTreeSet<(String, usize)> {
    let links = page.split("href=\"/dieu-hanh/ho-so?").skip(1);
    let figure = |link: &str| {
        let (address, rest) = link.split_once('"')?;
        let count = rest.split_once("data-count=\"")?.1.split('"').next()?.parse().ok()?;
        Some((format!("/dieu-hanh/ho-so?{}", address.replace("&amp;", "&").replace("&#38;", "&")), count))
    };
    links.map(|it| figure(it).unwrap_or_else(|| panic!("a figure without its number: {it:.200}"))).collect()
}

fn counted(list: &Answer) -> usize {
    let text = list.text.split_once("<h1>").unwrap().1;
    text.split_once("data-count=\"").unwrap().1.split('"').next().unwrap().parse().unwrap()
}

/// Rows on all pages of a list.
async fn rows(office: &Office, cookie: &str, address: &str) -> usize {
    let (mut rows, mut next) = (0, Some(address.to_owned()));
    while let Some(address) = next {
        let page = office.open_page(cookie, &address).await.expect(200);
        rows += page.text.matches("<a class=\"code\"").count();
        let pager = page.text.split_once("<nav class=\"pager\"").map_or("", |it| it.1);
        let mut links = pager
            .split("href=\"")
            .skip(1)
            .map(|it| it.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&"));
        let number =
            |it: &str| it.rsplit_once("page=").and_then(|it| it.1.parse::<usize>().ok()).unwrap_or(1);
        let here = number(&address);
        next = links.find(|it| number(it) > here);
    }
    rows
}

async fn office(database: &support::TestDatabase) -> Office {
    let clock = Clock::fixed(crate::office::at("2026-11-24T09:00"));
    let mut office = Office::empty(database, clock, Province::can_tho().unwrap(), 1_000_000);
    let refused = demo::fill(&office.context, database.store.clone(), World::CanTho).await.unwrap();
    assert!(refused.is_empty(), "{refused:?}");
    office.hire("watcher", motcua_kernel::Role::Supervisor, "H13").await;
    office.hire("head", motcua_kernel::Role::UnitHead, "H13.163.01").await;
    office
}

on_both_databases!(each_figure_is_the_number_of_its_dossiers, async |database: &support::TestDatabase| {
    let office = office(database).await;
    let cookie = office.cookie("watcher").await;
    for view in
        ["", "?from=2026-10-01&before=2026-11-01", "?from=2026-09-01&before=2026-12-01&agency=H13.163"]
    {
        let page = office.open_page(&cookie, &format!("/dieu-hanh{view}")).await.expect(200);
        let figures = figures(&page.text);
        // The demo begins in November; before it there is nothing to count.
        let is_empty = view.contains("before=2026-11-01");
        assert!(figures.len() > 30 || is_empty, "{view}: {}", figures.len());
        for (address, number) in &figures {
            let list = office.open_page(&cookie, address).await.expect(200);
            assert_eq!(counted(&list), *number, "{address}");
        }
        let Some((address, most)) = figures.iter().max_by_key(|it| it.1) else { continue };
        assert_eq!(rows(&office, &cookie, address).await, *most, "{address}");
    }
});

on_both_databases!(the_figures_add_up, async |database: &support::TestDatabase| {
    let office = office(database).await;
    for period in ["", "?from=2026-11-01&before=2026-11-15", "?from=2026-10-01&before=2026-11-01"] {
        let figures = office.get("watcher", &format!("/api/v1/supervision{period}")).await.expect(200).json();
        let count = |kind: &str| figures["counts"][kind].as_u64().unwrap();
        let came = count("received") + count("carried-over") + count("reopened");
        assert_eq!(came, count("solved") + count("ended-otherwise") + count("open"), "{figures}");
        assert_eq!(count("open"), count("in-time") + count("overdue"));
        assert_eq!(count("solved"), count("early") + count("on-time") + count("late"));
        assert_eq!(count("in-deadline"), count("early") + count("on-time"));
        let left: u64 =
            figures["remaining"].as_object().unwrap().values().map(|it| it.as_u64().unwrap()).sum();
        assert_eq!(left, count("open"));
        let hours: u64 =
            figures["hours"].as_array().unwrap().iter().map(|it| it["count"].as_u64().unwrap()).sum();
        assert_eq!(hours, count("received"));
    }
    let october = office.get("watcher", "/api/v1/supervision?from=2026-10-01&before=2026-11-01").await.json();
    let november =
        office.get("watcher", "/api/v1/supervision?from=2026-11-01&before=2026-12-01").await.json();
    assert_eq!(october["counts"]["open"], november["counts"]["carried-over"], "{october} {november}");
    let late = "/api/v1/supervision/dossiers?from=2026-11-01&before=2026-12-01&show=solved";
    let list = office.get("watcher", late).await.expect(200).json();
    assert_eq!(list["found"], november["counts"]["solved"]);
});

on_both_databases!(whoever_supervises_sees_no_person, async |database: &support::TestDatabase| {
    let office = office(database).await;
    let cookie = office.cookie("watcher").await;
    let list = office.open_page(&cookie, "/dieu-hanh/ho-so?show=open").await.expect(200);
    assert!(list.text.contains("/ho-so/") && !list.text.contains("Chủ hồ sơ"), "{}", list.text);
    let csv = office.open_page(&cookie, "/dieu-hanh/so-lieu.csv").await.expect(200);
    assert!(csv.text.contains("Đang giải quyết") && csv.header("content-type").starts_with("text/csv"));
    for wrong in
        ["show=x", "by=x", "page=0", "target=101", "from=2026-13-01", "before=2020-01-01", "agency=X9"]
    {
        office.open_page(&cookie, &format!("/dieu-hanh/ho-so?{wrong}")).await.expect(400);
    }
    let head = office.cookie("head").await;
    office.open_page(&head, "/dieu-hanh").await.expect(200);
    office.open_page(&head, "/dieu-hanh?agency=H13.164").await.expect(403);
    assert_eq!(office.visit("/dieu-hanh").await.status.as_u16(), 303);
});
