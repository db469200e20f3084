//! A new house: its first administrator is whoever has the code, once, and never again.

use crate::office::{Answer, Office, at};
use crate::support;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use motcua_app::accounts::{Origin, list, log_in};
use motcua_app::begin::{BeginCode, chosen_province, is_new};
use motcua_app::{Clock, Province};
use motcua_web::{FirstRun, Site, SiteSettings, answer, app};
use std::num::NonZeroU32;
use tokio::sync::watch;

const HERE: &str = "/bat-dau";
const PASSWORD: &str = "một cửa một lần thôi";

struct NewHouse {
    office: Office,
    router: Router,
    code: BeginCode,
    begun: watch::Receiver<bool>,
}

impl NewHouse {
    fn of(database: &support::TestDatabase) -> Self {
        let clock = Clock::fixed(at("2026-11-16T08:00"));
        let office = Office::empty(database, clock, Province::can_tho().unwrap(), 1_000_000);
        let code = BeginCode::new(&office.context).unwrap();
        let (done, begun) = watch::channel(false);
        let many = NonZeroU32::new(1_000_000).unwrap();
        let settings = SiteSettings {
            public_url: "http://motcua.test".to_owned(),
            trusted_proxies: Vec::new(),
            request_bytes: 1024 * 1024,
            lookups_per_minute: many,
            lookup_burst: many,
            sample: None,
        };
        let site = Site::new(office.context.clone(), settings);
        let router = app(site.to_begin(FirstRun { code: code.clone(), done }));
        Self { office, router, code, begun }
    }

    async fn ask(&self, method: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = serde_html_form::to_string(fields).unwrap();
        let request = Request::builder().method(method).uri(path);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let response = answer(&self.router, request.body(Body::from(form)).unwrap()).await;
        let (parts, body) = response.into_parts();
        let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        let bytes = text.clone().into_bytes();
        Answer { status: parts.status, headers: parts.headers, text, bytes }
    }

    async fn begin(&self, changed: &[(&'static str, &'static str)]) -> Answer {
        let code = self.code.told().to_lowercase();
        let mut fields = vec![
            ("code", code.as_str()),
            ("province", "can-tho"),
            ("name", "Nguyễn <Thị> Quản"),
            ("login", "quan.tri"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        for (name, value) in changed {
            fields.iter_mut().filter(|(field, _)| field == name).for_each(|it| it.1 = value);
        }
        self.ask("POST", HERE, &fields).await
    }
}

on_both_databases!(whoever_has_the_code_begins_once, async |database: &support::TestDatabase| {
    let house = NewHouse::of(database);
    assert_eq!(house.ask("GET", "/", &[]).await.expect(303).location(), HERE);
    let page = house.ask("GET", HERE, &[]).await.expect(200).text;
    assert!(
        page.contains("Mã bắt đầu") && page.contains("Cần Thơ") && !page.contains(&house.code.told()),
        "{page}"
    );
    for (changed, field) in [
        (("code", "AAAAA-AAAAA"), "code"),
        (("code", ""), "code"),
        (("province", "ha-noi"), "province"),
        (("name", " "), "name"),
        (("login", "ă"), "login"),
        (("password", "ngắn"), "again"),
        (("again", "khác hẳn mật khẩu trên"), "again"),
    ] {
        let refused = house.begin(&[changed]).await.expect(422).text;
        assert!(refused.contains(&format!("href=\"#{field}\"")), "{changed:?}: {refused}");
        assert!(!refused.contains(PASSWORD), "{changed:?}");
    }
    assert!(is_new(&house.office.context).await.unwrap() && !*house.begun.borrow());

    house.begin(&[]).await.expect(200);
    assert!(*house.begun.borrow());
    assert_eq!(chosen_province(&house.office.context).await.unwrap().as_deref(), Some("can-tho"));
    let origin = Origin { address: "127.0.0.1" };
    log_in(&house.office.context, origin, "quan.tri", PASSWORD).await.unwrap();
    assert_eq!(list(&house.office.context, None).await.unwrap().len(), 1);

    // Nobody begins a second time, with the code or without it.
    house.begin(&[("login", "ke.la")]).await.expect(404);
    house.ask("GET", HERE, &[]).await.expect(404);
    house.ask("GET", "/dang-nhap", &[]).await.expect(200);
});

on_both_databases!(a_house_with_people_has_no_first_page, async |database: &support::TestDatabase| {
    let house = NewHouse::of(database);
    house.ask("GET", HERE, &[]).await.expect(200);
    // Somebody was let in past the page, as from the command line.
    let office = Office::open(database).await;
    house.ask("GET", HERE, &[]).await.expect(404);
    house.begin(&[]).await.expect(404);
    office.visit(HERE).await.expect(404);
});
