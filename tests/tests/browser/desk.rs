//! A specialist works through the desk without a mouse; a leader signs on a phone.

use crate::audit::{is_as_wide_as_the_screen, look};
use crate::chromium::{Browser, DESKTOP, PHONE, Wanted};
use crate::house::visit;
use fantoccini::Locator;
use fantoccini::key::Key;

/// How many things a selector finds.
async fn count(browser: &Browser, selector: &str) -> usize {
    browser.client.find_all(Locator::Css(selector)).await.unwrap().len()
}

fn key(key: Key) -> String {
    char::from(key).to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_specialist_clears_three_dossiers_by_keys() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        house.enter(browser, "chuyenvien.datdai").await;
        browser.go(&house.at("/viec-can-lam?who=all")).await;
        let there = count(browser, ".row-of").await;
        browser.find(".peek-body").await;
        look(browser, "the desk with a peek").await;

        let mut pressed = browser.keys(&format!("x{}", "jx".repeat(there - 1))).await;
        assert!(browser.read("#bulk-count").await.ends_with(&format!(": {there}")));
        look(browser, "the desk with all chosen").await;
        pressed += browser.keys("e").await;
        browser.find(".outcomes").await;
        let will = count(browser, ".outcomes .ok").await;
        assert!(will >= 3, "{}", browser.read("main").await);
        assert_eq!(will + count(browser, ".outcomes .warn").await, there);
        look(browser, "what will be done").await;
        pressed += browser.keys(&key(Key::Return)).await;
        browser.find("[role=status] .outcomes").await;
        assert_eq!(count(browser, ".outcomes .ok").await, will, "{}", browser.read("main").await);
        look(browser, "what was done").await;
        pressed += browser.keys(&key(Key::Escape)).await;
        browser.find("#queue").await;
        assert_eq!(browser.path().await, "/viec-can-lam?who=all");
        assert_eq!(pressed, 2 * there + 2, "two keys a dossier, and two for all of them");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_lead_anywhere_and_can_be_switched_off() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        house.enter(browser, "truongtt.kesach").await;
        browser.go(&house.at("/viec-can-lam")).await;
        browser.keys("?").await;
        assert!(browser.find("#keys-help").await.is_displayed().await.unwrap());
        look(browser, "the keys").await;
        browser.keys(&key(Key::Escape)).await;
        browser.find("#keys-help:not([open])").await;
        browser.keys("gt").await;
        browser.find("#main").await;
        assert_eq!(browser.path().await, "/tiep-nhan");
        browser.go(&house.at("/phim-tat")).await;
        browser.press("main button").await;
        browser.go(&house.at("/viec-can-lam")).await;
        browser.keys("jx").await;
        assert_eq!(count(browser, ".pick input:checked").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_are_done_without_scripts() {
    visit(Wanted { size: DESKTOP, scripts: false }, async |house, browser| {
        house.enter(browser, "chuyenvien.datdai").await;
        browser.go(&house.at("/viec-can-lam?who=all&task=take")).await;
        let before = count(browser, ".row-of").await;
        browser.press(".row-of .pick input").await;
        browser.press(".bulk .first").await;
        browser.press("[data-main]").await;
        browser.find("[role=status] .ok").await;
        browser.press("[data-back]").await;
        browser.find("#queue").await;
        assert_eq!(count(browser, ".row-of").await, before - 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_leader_signs_on_a_phone() {
    visit(Wanted { size: PHONE, scripts: true }, async |house, browser| {
        let mut before = 0;
        for leader in ["lanhdao.ubnd.kesach", "lanhdao.datdai", "lanhdao.kinhte.kesach"] {
            browser.client.delete_all_cookies().await.unwrap();
            house.enter(browser, leader).await;
            browser.go(&house.at("/phe-duyet")).await;
            before = count(browser, ".approval").await;
            if before > 0 {
                break;
            }
        }
        assert!(before > 0, "nobody has anything to sign");
        look(browser, "approval on a phone").await;
        browser.press("[data-sign]").await;
        browser.find(".decided .ok").await;
        assert_eq!(count(browser, ".approval").await, before - 1);
        look(browser, "approval after a signature").await;
        is_as_wide_as_the_screen(browser, "approval").await;
    })
    .await;
}
