//! What another does meanwhile is seen by whoever has a page open, without touching it.

use crate::chromium::{Browser, DESKTOP, Wanted};
use crate::house::{House, visit};
use motcua_app::accounts::{Origin, TokenWanted, issue_token};
use motcua_app::demo;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// The clerk's program, whose requests the open page sends for it.
struct Program<'a> {
    browser: &'a Browser,
    token: String,
}

impl<'a> Program<'a> {
    async fn of(house: &House, browser: &'a Browser) -> Self {
        let today = house.context.clock.now().date();
        let agency = house.context.province.agencies.by_code("H13.163.01", today).unwrap().id;
        let wanted = TokenWanted { name: "live".to_owned(), days: 1, agency, actions: BTreeSet::new() };
        let origin = Origin { address: "127.0.0.1" };
        let issued = issue_token(&house.context, origin, "tiepnhan.kesach", demo::PASSWORD, wanted).await;
        Self { browser, token: issued.unwrap().token }
    }

    /// Posts, and gives the answer with its `ETag`.
    async fn post(&self, path: &str, etag: &str, body: &Value) -> (Value, String) {
        let script = "const [path, token, etag, body, done] = arguments;
            const headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json' };
            if (etag) headers['if-match'] = etag;
            fetch(path, { method: 'POST', headers, body: JSON.stringify(body), credentials: 'omit' })
                .then(async it => done([it.status, it.headers.get('etag'), await it.json()]));";
        let arguments = vec![json!(path), json!(self.token), json!(etag), body.clone()];
        let answer = self.browser.client.execute_async(script, arguments).await.unwrap();
        assert!(answer[0].as_u64().unwrap() < 300, "{answer}");
        (answer[2].clone(), answer[1].as_str().unwrap_or_default().to_owned())
    }

    async fn receive(&self) -> (Value, String) {
        let filed = json!({
            "procedure": "1.013831", "case": "toan-bo-thua", "receiving": "H13.163.01",
            "applicant": { "name": "Lâm Thị Bé", "national_id": "092190000001", "phone": "0912345678",
                           "address": "Ấp An Thành, xã Kế Sách" },
            "answers": { "co-nghia-vu-tai-chinh": true },
            "components": [{ "code": "don-dang-ky", "originals": 1 },
                           { "code": "hop-dong", "originals": 1, "copies": 1 },
                           { "code": "giay-chung-nhan", "originals": 1 }]
        });
        self.post("/api/v1/dossiers", "", &filed).await
    }
}

/// Reads `selector` until it reads otherwise than `before`.
async fn otherwise(browser: &Browser, selector: &str, before: &str) -> String {
    for _ in 0..100 {
        // In one step: the element may be exchanged for another at any moment.
        let script = format!("return document.querySelector('{selector}')?.innerText?.trim()");
        let now = browser.run(&script).await;
        if let Some(now) = now.as_str().filter(|it| *it != before) {
            return now.to_owned();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{selector} still reads {before}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_status_page_and_the_count_of_the_desk_change_by_themselves() {
    visit(Wanted { size: DESKTOP, scripts: true }, async |house, browser| {
        let program = Program::of(house, browser).await;
        browser.go(&house.at("/dang-nhap")).await;
        let (received, etag) = program.receive().await;
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        browser.go(&house.at(&format!("/tra-cuu/{}", text(&received["token"])))).await;
        let before = browser.read("main .steps").await;
        let id = text(&received["dossier"]["id"]);
        program.post(&format!("/api/v1/dossiers/{id}/hand-over"), &etag, &json!({})).await;
        otherwise(browser, "main .steps", &before).await;

        house.enter(browser, "tiepnhan.kesach").await;
        let counted = otherwise(browser, "#count-desk", "").await;
        program.receive().await;
        let counted_now = otherwise(browser, "#count-desk", &counted).await;
        assert_eq!(counted_now.parse::<u32>().unwrap(), counted.parse::<u32>().unwrap() + 1);
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    })
    .await;
}
