//! The full product: every page of the route table, as each role of the demo and as nobody, at every width, in every
//! language. Too long for each change; it says how many pages it has looked at.
//!
//!     cargo test --workspace --test browser -- --ignored --nocapture whole

use crate::audit::faults;
use crate::chromium::{Browser, DESKTOP, PHONE, SMALL, Size, Wanted};
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

async fn look_at_all(house: &House, browser: &Browser, size: Size) -> (usize, Vec<String>) {
    let status = on_the_slip(house, browser).await;
    let token = status.rsplit('/').next().unwrap_or_default().to_owned();
    let ids = dossiers::ids(&house.context.store.reader(), None, 1).await.unwrap();
    let names = Names { dossier: ids[0].0.to_string(), token };
    let pages = routes().filter(|it| it.method == "GET" && it.audience == Audience::Person);
    let pages: Vec<String> = pages.filter_map(|it| names.address(it.path)).collect();
    let (mut seen, mut faulty) = (0, Vec::new());
    for reader in READERS {
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
                seen += 1;
                let called = format!("{page} in {language} as {reader:?} at {}", size.0);
                faulty.extend(faults(browser).await.into_iter().map(|it| format!("{called}: {it}")));
            }
        }
    }
    (seen, faulty)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "too long for each change: cargo test --workspace --test browser -- --ignored --nocapture whole"]
async fn the_whole_product_is_looked_at() {
    let mut all = (0, Vec::new());
    for size in [DESKTOP, PHONE, SMALL] {
        visit(Wanted { size, scripts: true }, async |house, browser| {
            let (seen, faulty) = look_at_all(house, browser, size).await;
            let _ = writeln!(std::io::stderr(), "{seen} pages at {}, {} faults", size.0, faulty.len());
            all.0 += seen;
            all.1.extend(faulty);
        })
        .await;
    }
    assert!(all.1.is_empty(), "{} pages; {:#?}", all.0, all.1);
    assert!(all.0 > 1_000, "{}", all.0);
}
