//! A person without a mouse, and one without scripts.

use crate::chromium::{DESKTOP, PHONE, Wanted};
use crate::house::visit;
use fantoccini::Locator;
use fantoccini::key::Key;

/// Whether what has the focus shows it.
const SHOWS_FOCUS: &str = "const it = getComputedStyle(document.activeElement); \
    return document.activeElement !== document.body && it.outlineStyle !== 'none' && parseFloat(it.outlineWidth) >= 2;";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_can_be_pressed_is_reached_and_seen() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        house.enter(browser, "truongtt.kesach").await;
        browser.go(&house.at("/viec-can-lam")).await;
        let there = browser.run("return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(it => it.checkVisibility() && !it.disabled && it.tabIndex >= 0).length").await;
        let there = usize::try_from(there.as_u64().unwrap()).unwrap();
        assert!(there > 20, "{there}");
        browser.run("window.reached = new Set()").await;
        for _ in 0..there + 2 {
            browser.keys(&char::from(Key::Tab).to_string()).await;
            browser.run("window.reached.add(document.activeElement)").await;
            let shown = browser.run(SHOWS_FOCUS).await;
            let what = browser.run("return document.activeElement.outerHTML.slice(0, 120)").await;
            assert!(shown == true || what.as_str().unwrap().starts_with("<body"), "{what}");
        }
        // What is beside the list is fetched anew for each row that has the focus.
        let reached = browser.run("return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(it => it.checkVisibility() && !it.disabled && it.tabIndex >= 0 && !window.reached.has(it) && !it.closest('#peek')).map(it => it.outerHTML.slice(0, 120))").await;
        assert_eq!(reached, serde_json::json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_menu_of_a_phone_opens_without_scripts() {
    visit(Wanted { size: PHONE, scripts: false }, async |house, browser| {
        house.enter(browser, "tiepnhan.kesach").await;
        let places = browser.client.find(Locator::Css(".side nav a[href='/tiep-nhan']")).await.unwrap();
        assert!(!places.is_displayed().await.unwrap());
        browser.press("#menu").await;
        assert!(places.is_displayed().await.unwrap());
        places.click().await.unwrap();
        browser.find("#main").await;
        assert_eq!(browser.path().await, "/tiep-nhan");
    })
    .await;
}
