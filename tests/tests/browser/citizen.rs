//! A citizen scans the QR of the slip, and one who wants to know what to bring.

use crate::audit::{is_as_wide_as_the_screen, look};
use crate::chromium::{Browser, PHONE, Wanted};
use crate::house::{House, visit};
use fantoccini::Locator;

/// The address that the slip of the first dossier on the desk carries; nobody is logged in afterwards.
pub async fn on_the_slip(house: &House, browser: &Browser) -> String {
    house.enter(browser, "tiepnhan.kesach").await;
    browser.go(&house.at("/viec-can-lam")).await;
    let first = browser.find("main a[href^='/ho-so/']").await.attr("href").await.unwrap().unwrap();
    browser.go(&house.at(&format!("{}/giay-tiep-nhan", first.replacen("/ho-so/", "/tiep-nhan/", 1)))).await;
    let address = browser.read(".slip .link").await;
    browser.client.delete_all_cookies().await.unwrap();
    address.split_whitespace().find(|it| it.starts_with("http")).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_page_from_the_code_on_the_slip_to_the_answer() {
    visit(Wanted { size: PHONE, scripts: true }, async |house, browser| {
        let address = on_the_slip(house, browser).await;
        browser.complaints().await;
        browser.go(&address).await;
        let sentence = browser.read("h1").await;
        assert!(sentence.chars().count() > 15, "{sentence}");
        assert!(browser.client.find(Locator::Css("[aria-current=step]")).await.is_ok());
        look(browser, "the status page").await;
        is_as_wide_as_the_screen(browser, "the status page").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_plain_letters_to_what_to_bring_without_scripts() {
    visit(Wanted { size: PHONE, scripts: false }, async |house, browser| {
        browser.go(&house.at("/")).await;
        browser.write("#q", "dang ky khai sinh").await;
        browser.press(".ask-form button").await;
        browser.find("#found").await;
        assert!(browser.path().await.starts_with("/thu-tuc?q=dang"), "{}", browser.path().await);
        browser.press(".services a[href='/thu-tuc/1.001193']").await;
        let short = browser.read(".in-short").await;
        for said in
            ["Thời hạn", "rong ngày", "Phí, lệ phí", "8.000 ₫", "Nộp tại", "Mang theo", "loại giấy tờ"]
        {
            assert!(short.contains(said), "{said}: {short}");
        }
        assert!(browser.read(".papers").await.contains("Tờ khai đăng ký khai sinh"));
        is_as_wide_as_the_screen(browser, "a procedure").await;
    })
    .await;
}
