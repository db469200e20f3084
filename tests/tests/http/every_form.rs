//! Every form of every page, filled with what people paste and hostile ones send: it is done or refused with a word. It is
//! never a failure of the server, never becomes part of a page, and what was refused stands in the form again.

use crate::every_page::{EVERYBODY, all, page_address};
use crate::office::{Answer, Office};
use crate::support::{TestDatabase, on_sqlite};
use axum::http::header::COOKIE;
use motcua_tests::addresses::Names;
use motcua_web::routes;
use scraper::{ElementRef, Html};
use serde_json::json;
use std::collections::BTreeSet;

/// A form as the page has it.
#[derive(Clone, Debug)]
struct Form {
    action: String,
    by_post: bool,
    /// What is sent as it stands.
    kept: Vec<(String, String)>,
    /// What a person types into.
    typed: Vec<String>,
}

impl Form {
    fn of(form: ElementRef<'_>, page: &str) -> Option<Self> {
        let attr = |it: ElementRef<'_>, name: &str| it.attr(name).unwrap_or_default().to_owned();
        let by_post = form.attr("method").is_some_and(|it| it.eq_ignore_ascii_case("post"));
        let action = form.attr("action").unwrap_or(page).to_owned();
        // Files are sent in another shape; who logs out sends nothing more.
        if form.attr("enctype").is_some() || action == "/dang-xuat" || action == "/dang-nhap" {
            return None;
        }
        let (mut kept, mut typed) = (Vec::new(), Vec::new());
        let inside = Html::parse_fragment(&form.html());
        for field in all(&inside, "input[name], textarea[name], select[name]") {
            let (name, kind) = (attr(field, "name"), attr(field, "type"));
            match (field.value().name(), kind.as_str()) {
                ("select", _) => {
                    let chosen = all(&Html::parse_fragment(&field.html()), "option")
                        .iter()
                        .map(|it| attr(*it, "value"))
                        .next_back();
                    kept.extend(chosen.map(|value| (name, value)));
                }
                // Dates and the like have a form of their own that browsers keep.
                (_, "hidden" | "checkbox" | "date" | "time" | "datetime-local") => {
                    kept.push((name, attr(field, "value")));
                }
                (_, "radio") if field.attr("checked").is_some() => kept.push((name, attr(field, "value"))),
                (_, "radio" | "password" | "file" | "submit") => {}
                _ => typed.push(name),
            }
        }
        (!typed.is_empty()).then_some(Self { action, by_post, kept, typed })
    }

    fn filled(&self, text: &str) -> Vec<(String, String)> {
        let typed = self.typed.iter().map(|name| (name.clone(), text.to_owned()));
        self.kept.iter().cloned().chain(typed).collect()
    }

    async fn send(&self, office: &Office, cookie: &str, text: &str) -> Answer {
        let fields = self.filled(text);
        if self.by_post {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, it)| (name.as_str(), it.as_str())).collect();
            return office.fill(cookie, &self.action, &fields).await;
        }
        let query = serde_html_form::to_string(fields).unwrap();
        let path = self.action.split('?').next().unwrap();
        office.send("GET", &format!("{path}?{query}"), &[(COOKIE.as_str(), cookie)], Vec::new()).await
    }

    /// What of `text` the page that answers has lost.
    fn lost(&self, answer: &Answer, text: &str) -> Vec<String> {
        let page = Html::parse_document(&answer.text);
        let same = |one: &str| plain(one) == plain(text);
        // Whoever was overtaken reads what was typed, in no form.
        let read: String = all(&page, "main").iter().flat_map(ElementRef::text).collect();
        let stands = |name: &String| {
            plain(&read).contains(&plain(text))
                || all(&page, "input[name], textarea[name]").iter().any(|it| {
                    it.attr("name") == Some(name)
                        && (it.attr("value").is_some_and(same) || same(&it.text().collect::<String>()))
                })
        };
        // A card is read again rather than mended: its field must be empty for the reader.
        self.typed.iter().filter(|it| *it != "scan" && !stands(it)).cloned().collect()
    }
}

/// Lines end as they may in a form.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

fn hostile() -> Vec<String> {
    let word = "“Hợp đồng” – số\u{a0}12\u{2003}…\r\n\u{b}tiếp\u{ad}theo\u{feff}";
    [
        "<script>alert(1)</script>\"><img src=x onerror=alert(1)>",
        "Trần 😀 Văn 👨‍👩‍👧 An\u{202e}hnaV nễyugN",
        word,
        "Nguyễn\0Văn",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain(["Nguyễn ".repeat(1_500)])
    .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_form_breaks_or_forgets_what_is_typed() {
    on_sqlite(async |database: &TestDatabase| {
        let mut office = Office::open(database).await;
        for (name, role, agency) in EVERYBODY {
            office.hire(name, role, agency).await;
        }
        let received = office.receive().await.json();
        let draft = json!({ "procedure": "1.013831" });
        office.post("all-catalogue", "/api/v1/catalogue/drafts", &[], &draft).await.expect(201);
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let names = Names { dossier: text(&received["dossier"]["id"]), token: text(&received["token"]) };
        let (mut sent, mut faulty, mut known) = (0_u32, BTreeSet::new(), BTreeSet::new());
        for (name, _, _) in EVERYBODY {
            let cookie = office.cookie(name).await;
            let parts = ["facts", "cases", "papers", "channels", "route", "text"];
            let parts = parts.map(|it| format!("/danh-muc/1.013831/du-thao?part={it}"));
            for address in routes().filter_map(|it| page_address(&names, it)).chain(parts) {
                let page = office.open_page(&cookie, &address).await;
                if !page.status.is_success() {
                    continue;
                }
                let forms: Vec<Form> = {
                    let page = Html::parse_document(&page.text);
                    all(&page, "form").into_iter().filter_map(|it| Form::of(it, &address)).collect()
                };
                for form in forms {
                    if !known.insert((form.action.clone(), form.typed.clone())) {
                        continue;
                    }
                    for text in hostile() {
                        sent += 1;
                        let answer = form.send(&office, &cookie, &text).await;
                        let called = format!("{} of {address} as {name}: {}", form.action, answer.status);
                        let status = answer.status.as_u16();
                        if answer.status.is_server_error() {
                            faulty
                                .insert(format!("{called} {:?}", text.chars().take(12).collect::<String>()));
                        }
                        if answer.text.contains("<script>alert") || answer.text.contains("<img src=x") {
                            faulty.insert(format!("{called} is part of the page"));
                        }
                        // A browser sends no sign that is nothing, and nobody wants ten thousand letters again.
                        if status == 422 && form.by_post && !text.contains('\0') && text.len() < 500 {
                            let lost = form.lost(&answer, &text);
                            if !lost.is_empty() {
                                faulty.insert(format!("{called} lost {lost:?}"));
                            }
                        }
                    }
                }
            }
        }
        assert!(faulty.is_empty(), "{sent} sent; {faulty:#?}");
        assert!(sent > 150, "{sent}");
    })
    .await;
}
