//! A citizen pays on a phone, without an account and without scripts, at the stand-in of the gateway.

use crate::audit::{is_as_wide_as_the_screen, look};
use crate::chromium::{Browser, PHONE, Wanted};
use crate::house::{House, visit};
use motcua_app::money::gateway::takes_online;
use motcua_storage::dossiers::{self, DossierQuery};
use motcua_storage::status_views;

/// The status page of a dossier that owes something.
async fn one_that_owes(house: &House) -> String {
    let context = &house.context;
    let agencies = &context.province.agencies;
    let today = context.clock.now().date();
    let counter = agencies.by_code("H13.163.01", today).unwrap().id;
    let query = DossierQuery { receiving: vec![counter], limit: 500, ..DossierQuery::default() };
    for dossier in dossiers::list(&context.store.reader(), &query).await.unwrap() {
        if takes_online(context, &dossier).is_none() {
            continue;
        }
        let view = status_views::by_dossier(&context.store.reader(), dossier.id).await.unwrap();
        if let Some(view) = view
            && status_views::by_token(&context.store.reader(), &view.token).await.unwrap().len() == 1
        {
            return format!("/tra-cuu/{}", view.token);
        }
    }
    panic!("nothing is owed in the demo")
}

async fn says(browser: &Browser, selector: &str, words: &str) {
    let said = browser.read(selector).await;
    assert!(said.contains(words), "{words}: {said}");
}

async fn pays(scripts: bool) {
    visit(Wanted { size: PHONE, scripts }, async |house, browser| {
        let status = one_that_owes(house).await;
        browser.go(&house.at(&status)).await;
        browser.press("#online-pay-1").await;
        browser.find("#pay").await;
        assert!(browser.path().await.starts_with("/thanh-toan/"), "{}", browser.path().await);
        is_as_wide_as_the_screen(browser, "an order").await;
        if scripts {
            look(browser, "an order").await;
        }
        browser.press("#pay").await;
        browser.find("button[value=pay]").await;
        says(browser, "h1", "Cổng thanh toán thử").await;
        if scripts {
            look(browser, "the trial gateway").await;
        }
        browser.press("button[value=fail]").await;
        says(browser, "[role=status]", "không thành công").await;
        browser.press("#pay").await;
        browser.press("button[value=pay-twice]").await;
        says(browser, "[role=status]", "Đã nộp").await;
        says(browser, "[role=status]", "Còn có một khoản tiền khác").await;
        if scripts {
            look(browser, "a paid order").await;
        }
        browser.press("#back").await;
        browser.find(".hero").await;
        assert_eq!(browser.path().await, status);
        let there = browser.client.find(fantoccini::Locator::Css("#online-pay-1")).await;
        assert!(there.is_err(), "nothing is owed any more");

        browser.client.delete_all_cookies().await.unwrap();
        house.enter(browser, "tiepnhan.kesach").await;
        browser.go(&house.at("/sao-ke/truc-tuyen")).await;
        says(browser, "main table", "Lệnh đã được trả trước đó").await;
        is_as_wide_as_the_screen(browser, "money through the gateway").await;
        if scripts {
            look(browser, "money through the gateway").await;
        }
        browser.write("input[name=words]", "Đã yêu cầu cổng hoàn trả").await;
        browser.press("form[action$='/xu-ly'] button").await;
        says(browser, "main", "Không có khoản nào chờ xử lý").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_citizen_pays_online_on_a_phone_and_the_status_page_asks_for_nothing_more() {
    pays(true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_without_scripts() {
    pays(false).await;
}
