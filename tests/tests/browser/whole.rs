//! The full product: every page of the route table, as each role of the demo and as nobody, at every width, in every
//! language. Too long for each change; it says how many pages it has looked at.
//!
//!     cargo test --workspace --test browser -- --ignored --nocapture whole

use crate::audit::faults;
use crate::chromium::{Browser, DESKTOP, PHONE, SMALL, Wanted};
use crate::citizen::on_the_slip;
use crate::house::{House, visit};
use motcua_storage::dossiers;
use motcua_tests::addresses::Names;
use motcua_web::{Audience, routes};
use std::io::Write as _;

const READERS: [Option<&str>; 9] = [
    None,
    Some("tiepnhan.kesach"),
    Some("truongtt.kesach"),
    Some("chuyenvien.datdai"),
    Some("truongphong.datdai"),
    Some("lanhdao.datdai"),
    Some("vanthu.datdai"),
    Some("giamsat.cantho"),
    Some("quantri.cantho"),
];
const LANGUAGES: [&str; 3] = ["vi", "km", "en"];

/// Whether a page came that is a whole one, and not a refusal or a part of another.
const IS_A_PAGE: &str = "const it = performance.getEntriesByType('navigation')[0]; \
    return it.responseStatus === 200 && document.contentType === 'text/html' && document.querySelector('main') !== null;";

/// Each page is opened once and looked at in three widths.
async fn look_at_all(house: &House, browser: &Browser, readers: &[Option<&str>]) -> (usize, Vec<String>) {
    let status = on_the_slip(house, browser).await;
    let token = status.rsplit('/').next().unwrap_or_default().to_owned();
    let ids = dossiers::ids(&house.context.store.reader(), None, 1).await.unwrap();
    let names = Names { dossier: ids[0].0.to_string(), token };
    let pages = routes().filter(|it| it.method == "GET" && it.audience == Audience::Person);
    let pages: Vec<String> = pages.filter_map(|it| names.address(it.path)).collect();
    let (mut seen, mut faulty) = (0, Vec::new());
    for reader in readers {
        browser.client.delete_all_cookies().await.unwrap();
        if let Some(login) = reader {
            house.enter(browser, login).await;
        }
        for language in LANGUAGES {
            browser.go(&house.at(&format!("/ngon-ngu/{language}"))).await;
            for page in &pages {
                browser.complaints().await;
                browser.go(&house.at(page)).await;
                if browser.run(IS_A_PAGE).await != true {
                    continue;
                }
                for size in [DESKTOP, PHONE, SMALL] {
                    browser.show_exactly(size).await;
                    seen += 1;
                    let called = format!("{page} in {language} as {reader:?} at {}", size.0);
                    for fault in faults(browser).await {
                        tell(&format!("{called}: {fault}"));
                        faulty.push(format!("{called}: {fault}"));
                    }
                }
            }
            let reader = reader.unwrap_or("nobody");
            tell(&format!("{seen} pages, {} faults; {reader} in {language}", faulty.len()));
        }
    }
    (seen, faulty)
}

/// How far it is: a run takes some twenty minutes.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

async fn look_as(readers: &[Option<&str>]) -> (usize, Vec<String>) {
    let mut found = (0, Vec::new());
    let looking = async |house: &House, browser: &Browser| found = look_at_all(house, browser, readers).await;
    visit(Wanted { size: DESKTOP, scripts: true }, looking).await;
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "too long for each change: cargo test --workspace --test browser -- --ignored --nocapture whole"]
async fn the_whole_product_is_looked_at() {
    let (some, others) = READERS.split_at(READERS.len() / 2);
    let ((seen, mut faulty), (seen_too, faulty_too)) = tokio::join!(look_as(some), look_as(others));
    faulty.extend(faulty_too);
    let all = seen + seen_too;
    tell(&format!("{all} pages, {} faults", faulty.len()));
    assert!(faulty.is_empty(), "{all} pages; {faulty:#?}");
    assert!(all > 2_000, "{all}");
}
