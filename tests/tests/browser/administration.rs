//! An administrator changes the calendar and sees the dates that move, and writes a new version of a procedure; a clerk
//! puts a scan to a dossier.

use crate::audit::{is_as_wide_as_the_screen, look};
use crate::chromium::{Browser, DESKTOP, PHONE, Size, Wanted};
use crate::house::visit;
use std::io::Write;

/// The first row of the form into which nothing was typed.
async fn empty_row(browser: &Browser) -> usize {
    let rows = browser
        .run("return [...document.querySelectorAll('[name^=date-]')].filter(it => it.value).length")
        .await;
    usize::try_from(rows.as_u64().unwrap()).unwrap()
}

async fn changes_the_calendar(size: Size, scripts: bool) {
    visit(Wanted { size, scripts }, async |house, browser| {
        house.enter(browser, "quantri.cantho").await;
        browser.go(&house.at("/lich?year=2026")).await;
        let row = empty_row(browser).await;
        browser.write(&format!("#date-{row}"), "30/11/2026").await;
        browser.press(&format!("#kind-{row} option[value=substituted_off]")).await;
        browser.write(&format!("#name-{row}"), "Nghỉ do bão").await;
        browser.press("form[action='/lich/xem-truoc'] button").await;
        let preview = browser.read("section[aria-labelledby=preview]").await;
        assert!(preview.contains("1 ngày khác lịch đang dùng") && preview.contains("Nghỉ do bão"), "{preview}");
        let moved = browser.run("return document.querySelectorAll('section[aria-labelledby=preview] table:last-of-type th.code').length").await;
        assert!(moved.as_u64().unwrap() > 0, "no dossier of the demo is due after 30/11: {preview}");
        look(browser, "the preview of a calendar").await;
        is_as_wide_as_the_screen(browser, "the preview of a calendar").await;

        // Without the decision it is not kept, and nothing that was typed is lost.
        browser.press("form[action='/lich/ghi'] button").await;
        browser.find("[id='ground.error']").await;
        browser.write("#ground", "Công văn 88/UBND ngày 23/11/2026").await;
        browser.press("form[action='/lich/ghi'] button").await;
        let kept = browser.read("section[aria-labelledby=kept]").await;
        assert!(kept.contains(&format!("{moved} hồ sơ đổi")) || kept.contains("→"), "{kept}");
        browser.go(&house.at("/lich?year=2026")).await;
        let shown = browser.read("section[aria-labelledby=changes]").await;
        assert!(shown.contains("Công văn 88/UBND ngày 23/11/2026"), "{shown}");
        assert_eq!(empty_row(browser).await, row + 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_changes_the_calendar_and_sees_what_moves() {
    changes_the_calendar(DESKTOP, true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_on_a_phone_without_scripts() {
    changes_the_calendar(PHONE, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerk_puts_a_scan_to_a_dossier() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        let mut scan = tempfile::Builder::new().prefix("don").suffix(".pdf").tempfile().unwrap();
        scan.write_all(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n").unwrap();
        house.enter(browser, "tiepnhan.kesach").await;
        browser.go(&house.at("/viec-can-lam")).await;
        browser.press("main a[href^='/ho-so/']").await;
        let files = browser.find("#files").await;
        drop(files);
        let address = browser.path().await;
        browser.go(&house.at(&format!("{address}/tep"))).await;
        look(browser, "the files of a dossier").await;
        is_as_wide_as_the_screen(browser, "the files of a dossier").await;
        browser.write("#file-name", "Đơn đề nghị").await;
        let field = browser.find("#file").await;
        field.send_keys(scan.path().to_str().unwrap()).await.unwrap();
        browser.press(".attach button").await;
        let list = browser.read(".file-list").await;
        assert!(list.contains("Đơn đề nghị.pdf"), "{list}");
        look(browser, "a dossier with a file").await;
    })
    .await;
}

/// Writes a new version of a procedure with another limit and one fee more.
async fn changes_a_fee(size: Size, scripts: bool) {
    visit(Wanted { size, scripts }, async |house, browser| {
        let draft = house.at("/danh-muc/1.001193/du-thao");
        house.enter(browser, "quantri.cantho").await;
        browser.go(&draft).await;
        browser.press("form[action$='/bat-dau'] button").await;
        for part in ["facts", "cases", "papers", "channels", "route", "text"] {
            browser.go(&format!("{draft}?part={part}")).await;
            look(browser, part).await;
            is_as_wide_as_the_screen(browser, part).await;
        }
        browser.go(&format!("{draft}?part=channels&case=1")).await;
        browser.write("[id='cases.0.channels.0.limit.amount']", "ba").await;
        browser.press(".save-row button").await;
        browser.find("[id='cases.0.channels.0.limit.error']").await;
        // That the answer was a refusal is told there too.
        browser.complaints().await;
        look(browser, "a limit that can not be read").await;
        browser.write("[id='cases.0.channels.0.limit.amount']", "3").await;
        let unit = browser.find("[id='cases.0.channels.0.limit.unit']").await;
        unit.select_by_value("working days").await.unwrap();
        let adds = "button[value='add:cases.0.channels.0.fees']";
        // Out from under the bar that stays at the bottom.
        browser.run(&format!("document.querySelector(\"{adds}\").scrollIntoView({{ block: 'center' }})")).await;
        browser.press(adds).await;
        let fee = browser.run("return document.querySelectorAll(\"[id^='cases.0.channels.0.fees.'][id$='.name']\").length - 1").await;
        let at = |part: &str| format!("[id='cases.0.channels.0.fees.{fee}.{part}']");
        browser.write(&at("name"), "Lệ phí cấp bản sao").await;
        browser.write(&at("amount"), "8.000").await;
        browser.write(&at("basis"), "Nghị quyết 10/2026/NQ-HĐND").await;
        browser.press(".save-row button").await;
        browser.find("table.differences").await;
        let said = browser.read("section[aria-labelledby=differences]").await;
        assert!(said.contains("8000") && said.contains("Lệ phí cấp bản sao"), "{said}");
        look(browser, "a draft with differences").await;
        is_as_wide_as_the_screen(browser, "a draft with differences").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_catalogue_officer_writes_a_new_version() {
    changes_a_fee(DESKTOP, true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_on_a_phone_without_scripts_too() {
    changes_a_fee(PHONE, false).await;
}
