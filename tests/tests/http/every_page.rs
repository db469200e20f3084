//! Every page as every role and in every language, parsed as a browser would: what it answers, that it is well made, and
//! that nothing in it needs what the policy forbids. How it looks is for the tests in a browser.

use crate::office::{Answer, Office};
use crate::support::{TestDatabase, on_sqlite};
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE};
use motcua_kernel::Role;
use motcua_tests::addresses::Names;
use motcua_web::{Audience, Needs, Route, routes};
use scraper::{ElementRef, Html, Selector};
use serde_json::json;
use std::collections::BTreeSet;

/// Everybody there is: a name, the role, and where.
pub const EVERYBODY: [(&str, Role, &str); 13] = [
    ("all-clerk", Role::Clerk, "H13.163.01"),
    ("all-unit-head", Role::UnitHead, "H13.163.01"),
    ("all-specialist", Role::Specialist, "H13.031"),
    ("all-division-head", Role::DivisionHead, "H13.031"),
    ("all-leader", Role::Leader, "H13.031"),
    ("all-records-clerk", Role::RecordsClerk, "H13.031"),
    ("all-cashier", Role::Cashier, "H13.163.01"),
    ("all-supervisor", Role::Supervisor, "H13"),
    ("all-control", Role::ProcedureControlOfficer, "H13"),
    ("all-reform", Role::ReformOfficer, "H13"),
    ("all-petitions", Role::PetitionOfficer, "H13"),
    ("all-catalogue", Role::CatalogueOfficer, "H13"),
    ("all-administrator", Role::Administrator, "H13"),
];

const LANGUAGES: [&str; 3] = ["vi", "km", "en"];

/// The address of a route that people open.
pub fn page_address(names: &Names, route: &Route) -> Option<String> {
    let is_page = route.method == "GET" && route.audience == Audience::Person;
    names.address(route.path).filter(|_| is_page)
}

fn opens(route: &Route, role: Option<Role>) -> bool {
    match (route.needs, role) {
        (Needs::Nothing, _) | (Needs::Account, Some(_)) => true,
        (Needs::Permission(action), Some(role)) => action.rule().reach(role).is_some(),
        (Needs::Account | Needs::Permission(_), None) => false,
    }
}

pub fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

fn is_named(element: ElementRef<'_>) -> bool {
    ["aria-label", "aria-labelledby", "title"]
        .iter()
        .any(|it| element.attr(it).is_some_and(|it| !it.is_empty()))
}

/// What is wrong with a page.
fn faults(text: &str, person: bool) -> Vec<String> {
    let page = Html::parse_document(text);
    let mut faults = Vec::new();
    let mut one = |selector: &str| {
        let found = all(&page, selector);
        match found.as_slice() {
            [only] => Some(*only),
            several => {
                faults.push(format!("{} times {selector}", several.len()));
                None
            }
        }
    };
    let titles = [one("head > title"), one("h1")];
    one("main");
    one("html[lang]");
    let empty = titles.into_iter().flatten().filter(|it| words(*it).is_empty());
    faults.extend(empty.map(|it| format!("empty {}", it.value().name())));
    faults.extend(all(&page, "[style], style").iter().map(|it| format!("inline style: {}", it.html())));
    faults.extend(all(&page, "script:not([src])").iter().map(|it| format!("inline script: {}", it.html())));
    faults.extend(all(&page, "img:not([alt])").iter().map(|it| format!("no alt: {}", it.html())));
    for element in all(&page, "*") {
        let handler = element.value().attrs().find(|(name, _)| name.starts_with("on"));
        faults.extend(handler.map(|(name, _)| format!("handler {name}: {}", element.html())));
    }
    faults.extend(unlabelled(&page));
    faults.extend(headings(&page));
    let mut ids = BTreeSet::new();
    let repeated =
        all(&page, "[id]").into_iter().filter_map(|it| it.attr("id")).filter(|it| !ids.insert(*it));
    faults.extend(repeated.map(|it| format!("id {it} twice")));
    if person {
        let unproved = all(&page, "form[method=post]").into_iter().filter(|it| {
            it.select(&Selector::parse("input[name=proof]").unwrap()).all(|it| it.attr("value") == Some(""))
        });
        faults.extend(unproved.map(|it| format!("no proof: {:?}", it.attr("action"))));
    }
    let shown: String = all(&page, "body").into_iter().map(words).collect();
    let keys = ["label.", "web.", "intake.", "routing."];
    faults.extend(
        keys.iter().filter(|it| shown.contains(**it)).map(|it| format!("a text without words: {it}")),
    );
    faults
}

/// Fields and buttons that nobody can name.
fn unlabelled(page: &Html) -> Vec<String> {
    let fields = "input:not([type=hidden]):not([type=submit]), select, textarea";
    let labelled: BTreeSet<&str> =
        all(page, "label[for]").into_iter().filter_map(|it| it.attr("for")).collect();
    let in_a_label = |it: ElementRef<'_>| {
        it.ancestors().filter_map(ElementRef::wrap).any(|it| it.value().name() == "label")
    };
    let fields = all(page, fields).into_iter().filter(|it| {
        !is_named(*it) && !in_a_label(*it) && !it.attr("id").is_some_and(|id| labelled.contains(id))
    });
    let pressed =
        all(page, "button, a[href]").into_iter().filter(|it| !is_named(*it) && words(*it).is_empty());
    fields.chain(pressed).map(|it| format!("no name: {}", it.html())).collect()
}

/// Headings that leave a level out.
fn headings(page: &Html) -> Vec<String> {
    let mut above = 1;
    let mut faults = Vec::new();
    for heading in all(page, "main h1, main h2, main h3, main h4, main h5, main h6") {
        let level: u32 = heading.value().name()[1..].parse().unwrap();
        if level > above + 1 {
            faults.push(format!("h{level} under h{above}: {}", words(heading)));
        }
        above = level;
    }
    faults
}

async fn open(office: &Office, cookie: Option<&str>, language: &str, address: &str) -> Answer {
    let mut headers = vec![(ACCEPT_LANGUAGE.as_str(), language)];
    headers.extend(cookie.map(|it| (COOKIE.as_str(), it)));
    office.send("GET", address, &headers, Vec::new()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_well_made_for_every_role_in_every_language() {
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
        let mut readers = vec![(None, None)];
        for (name, role, _) in EVERYBODY {
            readers.push((Some(role), Some(office.cookie(name).await)));
        }
        let (mut seen, mut faulty) = (0_u32, BTreeSet::new());
        for (role, cookie) in &readers {
            for route in routes() {
                let Some(address) = page_address(&names, route) else { continue };
                for language in LANGUAGES {
                    let answer = open(&office, cookie.as_deref(), language, &address).await;
                    let refused = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::SEE_OTHER];
                    let expected = if opens(route, *role) {
                        answer.status.is_success() || refused[1..].contains(&answer.status)
                    } else {
                        refused.contains(&answer.status)
                    };
                    if !expected {
                        faulty.insert(format!("{address} as {role:?}: {}", answer.status));
                    }
                    let kind = answer.headers.get(CONTENT_TYPE).map(|it| it.as_bytes().to_vec());
                    let is_page = kind.is_some_and(|it| it.starts_with(b"text/html"))
                        && !["count_work", "peek_at_dossier"].contains(&route.name);
                    if is_page {
                        seen += 1;
                        // Who logs in has no proof yet.
                        let told = faults(&answer.text, role.is_some() && route.name != "log_in_page");
                        faulty.extend(told.into_iter().map(|it| format!("{address} in {language}: {it}")));
                    }
                }
            }
        }
        assert!(faulty.is_empty(), "{seen} pages; {faulty:#?}");
        assert!(seen > 500, "{seen}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_part_of_a_draft_is_well_made_for_who_writes_and_who_reads() {
    on_sqlite(async |database: &TestDatabase| {
        let mut office = Office::open(database).await;
        for (name, role, agency) in EVERYBODY {
            office.hire(name, role, agency).await;
        }
        // One with a price by unit, and one with several cases and a question.
        for code in ["2.000815", "1.013831"] {
            let draft = json!({ "procedure": code });
            office.post("all-control", "/api/v1/catalogue/drafts", &[], &draft).await.expect(201);
            for name in ["all-catalogue", "all-administrator"] {
                let cookie = office.cookie(name).await;
                for part in ["facts", "cases", "papers", "channels", "route", "text"] {
                    let address = format!("/danh-muc/{code}/du-thao?part={part}");
                    for language in LANGUAGES {
                        let answer = open(&office, Some(&cookie), language, &address).await.expect(200);
                        let writes = name == "all-catalogue";
                        assert_eq!(answer.text.contains("value=\"save\""), writes, "{address} as {name}");
                        assert_eq!(faults(&answer.text, true), [""; 0], "{address} in {language} as {name}");
                    }
                }
            }
        }
    })
    .await;
}
