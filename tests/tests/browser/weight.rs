//! What a page costs who pays by the megabyte: bytes over the network at the first visit and at the next one.
//!
//! As the browser itself counts them for each thing it fetched: bodies as they came, compressed, and 300 bytes of headers.

use crate::chromium::{Browser, PHONE, Wanted};
use crate::citizen::on_the_slip;
use crate::house::visit;

const FIRST: u64 = 120 * 1024;
const AGAIN: u64 = 15 * 1024;

const TRANSFERRED: &str = "await document.fonts.ready; \
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_the_public_are_light() {
    let mut paths = vec![("start", "/".to_owned()), ("procedure", "/thu-tuc/1.001193".to_owned())];
    visit(Wanted { size: PHONE, scripts: true }, async |house, browser| {
        let status = on_the_slip(house, browser).await;
        paths.push(("status", status.replacen(&house.url, "", 1)));
        for (called, path) in paths {
            browser.forget().await;
            browser.go(&house.at(&path)).await;
            let first = transferred(browser).await;
            browser.go("about:blank").await;
            browser.go(&house.at(&path)).await;
            let again = transferred(browser).await;
            println!("{called}: {first} bytes at first, {again} bytes again");
            assert!((10_000..FIRST).contains(&first), "{called}: {first} bytes at first");
            assert!((300..AGAIN).contains(&again), "{called}: {again} bytes again");
        }
    })
    .await;
}
