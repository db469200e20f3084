//! The pictures of `docs/screens`: each main page as it opens on the PC of a counter and on a phone.

use crate::chromium::{DESKTOP, PHONE, Size, Wanted};
use crate::house::visit;
use crate::main_pages::MAIN_PAGES;
use std::fs;
use std::path::Path;

async fn each_at(size: Size, called: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/screens");
    fs::create_dir_all(&folder).unwrap();
    visit(Wanted { size, scripts: true }, async |house, browser| {
        browser.show_exactly(size).await;
        for page in MAIN_PAGES {
            page.open(house, browser, "vi").await;
            browser.run("return document.fonts.ready.then(() => true)").await;
            let picture = browser.client.screenshot().await.unwrap();
            fs::write(folder.join(format!("{}-{called}.png", page.name)), picture).unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "writes docs/screens: cargo test --workspace --test browser -- --ignored screens"]
async fn screens_are_made() {
    each_at(DESKTOP, "1366").await;
    each_at(PHONE, "390").await;
}
