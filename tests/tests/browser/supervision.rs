//! A supervisor goes from a figure to its dossiers.

use crate::chromium::{DESKTOP, Wanted};
use crate::house::visit;
use fantoccini::Locator;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_figure_are_as_many_dossiers_as_it_says() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        house.enter(browser, "giamsat.cantho").await;
        browser.go(&house.at("/dieu-hanh")).await;
        let sentence = browser.read(".bottleneck").await;
        assert!(sentence.starts_with("Điểm nghẽn:"), "{sentence}");
        let figure = browser.find(".kpi .much a").await;
        let number = figure.attr("data-count").await.unwrap().unwrap();
        figure.click().await.unwrap();
        browser.find("table.supervised").await;
        assert!(browser.path().await.starts_with("/dieu-hanh/ho-so?"));
        let said = browser.find("h1 [data-count]").await.attr("data-count").await.unwrap().unwrap();
        assert_eq!(said, number);
        browser.press("main a[href^='/dieu-hanh?']").await;
        browser.find(".chart a").await;
        let links = browser.client.find_all(Locator::Css(".chart a[data-count]")).await.unwrap();
        assert!(links.len() > 10, "{}", links.len());
    })
    .await;
}
