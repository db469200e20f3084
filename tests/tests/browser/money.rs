//! Money at the counter: cash is taken and its receipt printed and printed again, a transfer is asked for by VietQR and found
//! in the statement of the bank, money goes back, and the drawer is closed with a difference.

use crate::audit::look;
use crate::chromium::{Browser, DESKTOP, Wanted};
use crate::house::{House, visit};
use fantoccini::key::Key;
use std::io::Write as _;
use std::time::Duration;

const CLERK: &str = "tiepnhan.kesach";
const HEAD: &str = "truongtt.kesach";
/// Keys and clicks that close a drawer of ten kinds of notes, a difference explained: at two seconds each, with the notes
/// counted beside it, less than three minutes.
const MOST_TO_CLOSE: usize = 60;
const NOTES: [i64; 10] = [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500];
const AT: Wanted = Wanted { size: DESKTOP, scripts: true };

/// Opens the first dossier of the desk whose page has what the selector names; gives its address.
async fn open_one_with(house: &House, browser: &Browser, selector: &str) -> String {
    browser.go(&house.at("/viec-can-lam")).await;
    let links = "return [...new Set([...document.querySelectorAll(\"main a[href^='/ho-so/']\")].map(it => it.getAttribute('href').slice(0, 43)))]";
    let links: Vec<String> = serde_json::from_value(browser.run(links).await).unwrap();
    for link in &links {
        browser.go(&house.at(link)).await;
        if has(browser, selector).await {
            return link.clone();
        }
    }
    panic!("no dossier of the desk has {selector}: {links:?}")
}

async fn has(browser: &Browser, selector: &str) -> bool {
    browser.run(&format!("return !!document.querySelector({})", serde_json::json!(selector))).await == true
}

/// Waits until the page no longer has it.
async fn gone(browser: &Browser, selector: &str) {
    for _ in 0..100 {
        if !has(browser, selector).await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{selector} is still there")
}

/// Opens a deed of the page and presses its button.
async fn send(browser: &Browser, deed: &str) {
    let open = format!(
        "document.getElementById('{deed}').open = true; document.querySelector('#{deed} form button:last-of-type').scrollIntoView({{ block: 'center' }})"
    );
    browser.run(&open).await;
    browser.press(&format!("#{deed} form button:last-of-type")).await;
}

async fn enter_as(house: &House, browser: &Browser, login: &str) {
    browser.client.delete_all_cookies().await.unwrap();
    house.enter(browser, login).await;
}

fn digits(text: &str) -> i64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cash_is_taken_its_receipt_printed_and_the_money_given_back() {
    visit(AT, async |house, browser| {
        house.enter(browser, CLERK).await;
        let address = open_one_with(house, browser, "#record-payment").await;
        let amount = browser.find("#record-payment-amount").await.prop("value").await.unwrap().unwrap();
        look(browser, "a dossier with money to take").await;
        send(browser, "record-payment").await;
        browser.find("#request-refund").await;
        look(browser, "a dossier whose money was taken").await;

        // The receipt, and its money in the drawer.
        browser.run("document.querySelectorAll('details').forEach(it => it.open = true)").await;
        let receipt = "main a[href*='/van-ban/money-receipt']";
        browser.run(&format!("document.querySelector(\"{receipt}\").scrollIntoView({{ block: 'center' }})")).await;
        let sheet = browser.find(receipt).await.attr("href").await.unwrap().unwrap();
        let kind = format!(
            "const done = arguments[arguments.length - 1]; fetch({}).then(it => done(it.status + ' ' + it.headers.get('content-type')))",
            serde_json::json!(sheet)
        );
        let printed = browser.client.execute_async(&kind, Vec::new()).await.unwrap();
        assert!(printed.as_str().unwrap().starts_with("200 application/pdf"), "{sheet}: {printed}");
        print_it_again(browser, &house.at(&address)).await;
        let expected = drawer_of_the_clerk(house, browser).await;
        let moved = browser.read("section:has(#moved)").await;
        assert!(moved.contains("PT26-"), "{moved}");

        // One asks, another allows, whoever has the drawer pays.
        browser.go(&house.at(&address)).await;
        browser.run("document.getElementById('request-refund').open = true").await;
        browser.write("#request-refund-amount", &amount).await;
        browser.write("#request-refund-reason", "Người nộp rút hồ sơ").await;
        send(browser, "request-refund").await;
        gone(browser, "#request-refund").await;
        assert!(!has(browser, "#approve-refund").await, "nobody allows what they asked for");
        enter_as(house, browser, HEAD).await;
        browser.go(&house.at(&address)).await;
        look(browser, "a refund to be allowed").await;
        send(browser, "approve-refund").await;
        gone(browser, "#approve-refund").await;
        assert!(!has(browser, "#pay-refund").await, "nobody pays what they allowed");
        enter_as(house, browser, CLERK).await;
        browser.go(&house.at(&address)).await;
        send(browser, "pay-refund").await;
        gone(browser, "#pay-refund").await;
        let after = drawer_of_the_clerk(house, browser).await;
        assert_eq!(after, expected - digits(&amount), "what went back left the drawer");
    })
    .await;
}

/// Issues the receipt of the dossier at `address`, and prints it again with the reason.
async fn print_it_again(browser: &Browser, address: &str) {
    browser.find("form[action$='/van-ban/money-receipt']").await;
    printed(browser, "form[action$='/van-ban/money-receipt']").await;
    let link = said(browser, address, "const it = [...document.querySelectorAll('ul.sheets li')].find(it => it.textContent.includes('Phiếu thu') && it.querySelector(\"a[href$='/in-lai']\")); \
        return it ? it.querySelector(\"a[href$='/in-lai']\").href : null").await;
    browser.go(&link).await;
    browser.find("#reason").await;
    look(browser, "why a receipt is printed again").await;
    browser.write("#reason", "Người nộp làm mất bản giao").await;
    printed(browser, "form[action$='/in-lai']").await;
    said(
        browser,
        address,
        "return document.querySelector('ul.sheets').textContent.match(/đã in lại 1 lần/)?.[0] ?? null",
    )
    .await;
}

/// Sends a form that answers with a PDF; it is read beside the page, so that no tab takes the focus.
async fn printed(browser: &Browser, form: &str) {
    let script = format!(
        "const done = arguments[arguments.length - 1]; const form = document.querySelector(\"{form}\"); \
         fetch(form.action, {{ method: 'POST', body: new URLSearchParams(new FormData(form)) }}) \
         .then(it => done(it.status + ' ' + it.headers.get('content-type')), it => done(String(it)))"
    );
    let answer = browser.client.execute_async(&script, Vec::new()).await.unwrap();
    assert!(answer.as_str().unwrap().starts_with("200 application/pdf"), "{form}: {answer}");
}

/// What the script finds on the page at `address`, once it is there.
async fn said(browser: &Browser, address: &str, script: &str) -> String {
    for _ in 0..50 {
        browser.go(address).await;
        if let Some(found) = browser.run(script).await.as_str() {
            return found.to_owned();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{address} does not say {script}")
}

/// What should lie in the drawer of whoever looks.
async fn drawer_of_the_clerk(house: &House, browser: &Browser) -> i64 {
    browser.go(&house.at("/thu-ngan")).await;
    let form = browser.find("form[data-counting]").await;
    form.attr("data-counting").await.unwrap().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transfer_asked_for_by_vietqr_is_found_in_the_statement() {
    visit(AT, async |house, browser| {
        house.enter(browser, CLERK).await;
        let address = open_one_with(house, browser, ".transfer .qr svg").await;
        let facts = browser
            .run("return [...document.querySelectorAll('.transfer dd')].map(it => it.textContent)")
            .await;
        let facts: Vec<String> = serde_json::from_value(facts).unwrap();
        let [_, _, _, amount, reference] = facts.as_slice() else { panic!("{facts:?}") };
        look(browser, "a dossier that asks for a transfer").await;

        // The bank says that it came, as people write it.
        let mut statement = tempfile::Builder::new().prefix("sao-ke").suffix(".csv").tempfile().unwrap();
        let row = format!(
            "25/11/2026;FT2611250001;;{};NGUYEN VAN A chuyen {}",
            digits(amount),
            reference.to_lowercase()
        );
        writeln!(statement, "Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Nội dung\n{row}").unwrap();
        for (time, waiting) in [("first", true), ("second", false)] {
            browser.go(&house.at("/sao-ke")).await;
            let field = browser.find("#file").await;
            field.send_keys(statement.path().to_str().unwrap()).await.unwrap();
            browser.press("form[enctype] button").await;
            browser.find(".notice.ok").await;
            look(browser, "a statement that was read").await;
            assert_eq!(has(browser, "form[action='/sao-ke/ghi-nhan']").await, waiting, "the {time} time");
            if waiting {
                browser.press("form[action='/sao-ke/ghi-nhan'] button").await;
                gone(browser, "form[action='/sao-ke/ghi-nhan']").await;
            }
        }
        browser.go(&house.at(&address)).await;
        assert!(!has(browser, ".transfer").await, "nothing is asked for what has come");
        assert!(has(browser, "#request-refund").await, "the payment stands");
    })
    .await;
}

/// Types the notes that make `total`, from the largest; says how many keys that took.
async fn count(browser: &Browser, mut total: i64) -> usize {
    browser.press("[id='notes.500000']").await;
    let mut pressed = 1;
    for note in NOTES {
        let many = total / note;
        total -= many * note;
        let typed = if many > 0 { many.to_string() } else { String::new() };
        pressed += browser.keys(&format!("{typed}{}", char::from(Key::Tab))).await;
    }
    assert_eq!(total, 0);
    pressed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cashier_closes_a_drawer_with_a_difference_in_three_minutes() {
    visit(AT, async |house, browser| {
        house.enter(browser, CLERK).await;
        let expected = drawer_of_the_clerk(house, browser).await;
        look(browser, "a drawer to be counted").await;
        // Somewhere 50 000 ₫ were entered where 5 000 ₫ were taken.
        let mut pressed = 1 + count(browser, expected - 45_000).await;
        browser.press("form[data-counting] button").await;
        let slips = browser.read("form[action$='/giai-trinh'] fieldset").await;
        assert!(slips.contains("50.000"), "{slips}");
        assert!(!has(browser, "form[action$='/xac-nhan']").await, "nobody confirms a difference of their own");
        look(browser, "a drawer with a difference").await;
        browser.press("form[action$='/giai-trinh'] button").await;
        pressed += 2;
        gone(browser, "form[data-counting]").await;
        let own = browser.path().await;
        println!("{pressed} keys and clicks for a cashier to count and explain a drawer of ten kinds of notes");
        assert!(pressed <= MOST_TO_CLOSE, "{pressed}");

        enter_as(house, browser, HEAD).await;
        browser.go(&house.at("/thu-ngan")).await;
        let open = "return [...document.querySelectorAll('section:has(#drawers) tbody tr')].find(it => it.textContent.includes('Nguyễn Thị Lan')).querySelector('a').getAttribute('href')";
        let drawer = browser.run(open).await.as_str().unwrap().to_owned();
        browser.go(&house.at(&drawer)).await;
        look(browser, "a difference to be confirmed").await;
        browser.press("form[action$='/xac-nhan'] button").await;
        gone(browser, "form[action$='/xac-nhan']").await;
        let closed = browser.read("section:has(#drawer)").await;
        assert!(closed.contains("Đã khóa") && closed.contains("45.000"), "{closed}");
        enter_as(house, browser, CLERK).await;
        browser.go(&house.at(&drawer)).await;
        assert!(!has(browser, "form[action$='/mo-lai']").await, "a locked drawer stays locked: {own}");
    })
    .await;
}
