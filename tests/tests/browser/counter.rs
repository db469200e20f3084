//! A clerk at the counter, without a mouse: a card is scanned, a few letters name the procedure, one key receives.

use crate::audit::look;
use crate::chromium::{Browser, DESKTOP, PHONE, Wanted};
use crate::house::{House, visit};
use fantoccini::key::Key;
use serde_json::json;

const CARD: &str = "092185001234||Nguyễn Thị Ngọc Ánh|12081985|Nữ|Ấp An Thành, xã Kế Sách, Cần Thơ|25042021";
/// Whoever comes again for one paper: every key that is pressed, a scan being one.
const MOST_KEYS: usize = 25;
/// One after the other in the lane of what is done the same day.
const MOST_KEYS_IN_LANE: usize = 10;

/// What a scanner does: keys that come faster than a hand, then Enter.
async fn scan(browser: &Browser, text: &str) -> usize {
    let script = format!(
        "for (const key of [...{}, 'Enter']) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true }}))",
        json!(text)
    );
    browser.run(&script).await;
    1
}

/// The same while nothing has the focus: no field is there to take a key.
async fn scan_over_nothing(browser: &Browser, text: &str) {
    browser.run("document.activeElement.blur()").await;
    assert_eq!(browser.run("return document.activeElement === document.body").await, true);
    scan(browser, text).await;
}

/// Receives one paper from whoever holds the card; says how many keys that took.
async fn receive(house: &House, browser: &Browser, letters: &str) -> usize {
    browser.go(&house.at("/tiep-nhan")).await;
    browser.find("#q").await;
    let mut pressed = browser.keys(letters).await;
    pressed += browser.keys(&char::from(Key::Enter).to_string()).await;
    browser.find("#intake").await;
    pressed += scan(browser, CARD).await;
    browser.find(".card-read").await;
    let receives = format!("{}{}", char::from(Key::Control), char::from(Key::Enter));
    pressed += browser.keys(&receives).await;
    browser.find(".slip-code").await;
    pressed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_known_person_is_received_with_few_keys_and_no_mouse() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        house.enter(browser, "tiepnhan.kesach").await;
        receive(house, browser, "ctck").await;
        let pressed = receive(house, browser, "cbs").await;
        assert!(pressed <= MOST_KEYS, "{pressed} keys");
        let slip = browser.read(".slip").await;
        assert!(slip.contains("Nguyễn Thị Ngọc Ánh") && slip.contains("H13.163.01-261125-"), "{slip}");
        assert!(browser.path().await.ends_with("/giay-tiep-nhan"), "{}", browser.path().await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_card_holds_is_never_taken_for_keys_of_the_page() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        house.enter(browser, "tiepnhan.kesach").await;
        for address in
            ["Số 12/3 Ấp An Thành, xã Kế Sách, Cần Thơ", "Ấp g v, số 7? /g t/, xã Kế Sách, Cần Thơ"]
        {
            browser.go(&house.at("/tiep-nhan?procedure=2.000635")).await;
            browser.find("#intake").await;
            scan_over_nothing(browser, &CARD.replace("Ấp An Thành, xã Kế Sách, Cần Thơ", address)).await;
            browser.find(".card-read").await;
            assert!(browser.path().await.starts_with("/tiep-nhan"), "{}", browser.path().await);
            let typed = browser.find("[name='applicant.address']").await.prop("value").await.unwrap();
            assert_eq!(typed.as_deref(), Some(address));
        }
        // A hand that types "/" still finds the search.
        browser.run("document.activeElement.blur()").await;
        browser.keys("/").await;
        for _ in 0..40 {
            if browser.run("return document.activeElement.id").await == "find" {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the search is not found by its key");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_copies_are_received_in_a_row_without_a_mouse() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        house.enter(browser, "tiepnhan.kesach").await;
        browser.go(&house.at("/tiep-nhan/nhanh?procedure=2.000815&case=thong-thuong")).await;
        let (mut before, mut most) = (String::new(), 0);
        for place in 0..30_usize {
            browser.find("[name='applicant.name']").await;
            browser.keys(&format!("Trần Thị {}", ["Bé", "Hoa", "Lan"][place % 3])).await;
            let receives = format!("{}{}", char::from(Key::Control), char::from(Key::Enter));
            // The name is one typed field, as a scan is; what is counted is what the lane asks besides.
            most = most.max(1 + browser.keys(&receives).await);
            for _ in 0..100 {
                let now = browser.path().await;
                if now.contains("done=") && now != before {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            let after = browser.path().await;
            assert!(after.contains("done=") && after != before, "the {place}th was not received: {after}");
            before = after;
        }
        println!("{most} keys for each of thirty copies, the name counted as one");
        assert!(most <= MOST_KEYS_IN_LANE, "{most} keys");
        browser.go(&house.at("/tiep-nhan/hom-nay")).await;
        let today = browser.read("#sums").await;
        assert!(today.contains("30"), "{today}");
        look(browser, "the day of a counter that has received").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_receipt_follows_what_is_typed_and_nothing_is_lost() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        house.enter(browser, "tiepnhan.kesach").await;
        browser.go(&house.at("/tiep-nhan?procedure=2.000635")).await;
        browser.complaints().await;
        look(browser, "the form of the counter").await;
        let before = browser.read(".receipt .total").await;
        browser.write("[name^='quantities.']", "3").await;
        browser.write("[name='applicant.name']", "Trần Thị Bé").await;
        browser.find(".receipt .saved .icon").await;
        for _ in 0..50 {
            if browser.read(".receipt .total").await != before {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert_ne!(browser.read(".receipt .total").await, before);
        browser.client.delete_all_cookies().await.unwrap();
        house.enter(browser, "tiepnhan.kesach").await;
        browser.go(&house.at("/tiep-nhan")).await;
        look(browser, "the beginning of the counter").await;
        browser.press(".drafts a").await;
        let name = browser.find("[name='applicant.name']").await.prop("value").await.unwrap();
        assert_eq!(name.as_deref(), Some("Trần Thị Bé"));
        scan(browser, &CARD.replace("Nguyễn Thị Ngọc Ánh", "Nguye6n Thi5")).await;
        browser.find(".card-read.doubtful").await;
        look(browser, "the form with a card that was read badly").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_counter_works_without_scripts() {
    visit(Wanted { size: PHONE, scripts: false }, async |house, browser| {
        house.enter(browser, "tiepnhan.kesach").await;
        browser.go(&house.at("/tiep-nhan?procedure=2.000635")).await;
        browser.write("#scan", CARD).await;
        browser.keys(&char::from(Key::Enter).to_string()).await;
        browser.find(".card-read").await;
        browser.press("[formaction$='/xem-truoc']").await;
        browser.find(".receipt .saved .icon").await;
        browser.press("[data-main]").await;
        assert!(browser.read(".slip").await.contains("Nguyễn Thị Ngọc Ánh"));
    })
    .await;
}
