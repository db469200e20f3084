//! What a page costs who pays by the megabyte: bytes over the network at the first visit and at the next one.
//!
//! As the browser itself counts them for each thing it fetched: bodies as they came, compressed, and 300 bytes of headers.

use crate::chromium::{Browser, DESKTOP, PHONE, Wanted};
use crate::citizen::on_the_slip;
use crate::house::{House, visit};
use std::io::Write as _;

const PUBLIC: u64 = 120 * 1024;
const STAFF: u64 = 150 * 1024;
const AGAIN: u64 = 15 * 1024;

/// Scripts fetch counts a moment after the page; they are waited for.
const TRANSFERRED: &str = "await document.fonts.ready; await new Promise(it => setTimeout(it, 500)); \
    const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]; \
    if (all.some(it => !it.name.startsWith(location.origin) && !it.name.startsWith('data:'))) return -1; \
    return all.reduce((sum, it) => sum + it.transferSize, 0);";

/// The bytes that came for the page that is open; everything was from its own origin.
async fn transferred(browser: &Browser) -> u64 {
    let script = format!(
        "const done = arguments[arguments.length - 1]; (async () => {{ {TRANSFERRED} }})().then(done, it => done(String(it)));"
    );
    let bytes = browser.client.execute_async(&script, Vec::new()).await.unwrap();
    bytes.as_u64().unwrap_or_else(|| panic!("something came from elsewhere: {bytes}"))
}

/// What a page costs a browser that has nothing of it yet, and one that was here before.
async fn weigh(house: &House, browser: &Browser, called: &str, path: &str, at_most: u64) {
    browser.forget().await;
    browser.go(&house.at(path)).await;
    let first = transferred(browser).await;
    browser.go("about:blank").await;
    browser.go(&house.at(path)).await;
    let again = transferred(browser).await;
    let _ = writeln!(std::io::stderr(), "{called}: {first} bytes at first, {again} bytes again");
    assert!((10_000..at_most).contains(&first), "{called}: {first} bytes at first");
    assert!((300..AGAIN).contains(&again), "{called}: {again} bytes again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_the_public_are_light() {
    visit(Wanted { size: PHONE, scripts: true }, async |house, browser| {
        let status = on_the_slip(house, browser).await.replacen(&house.url, "", 1);
        for (called, path) in [("start", "/"), ("procedure", "/thu-tuc/1.001193"), ("status", &status)] {
            weigh(house, browser, called, path, PUBLIC).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_the_staff_are_light() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        house.enter(browser, "truongtt.kesach").await;
        weigh(house, browser, "queue", "/viec-can-lam", STAFF).await;
        browser.client.delete_all_cookies().await.unwrap();
        house.enter(browser, "giamsat.cantho").await;
        weigh(house, browser, "dashboard", "/dieu-hanh", STAFF).await;
    })
    .await;
}
