//! An office over HTTP: its people with their tokens and cookies, a clock that is set, requests through the whole router.

use crate::support::TestDatabase;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, ETAG, IF_MATCH, LOCATION};
use axum::http::{HeaderMap, Request, StatusCode};
use motcua_app::accounts::{NewAccount, Origin, TokenWanted, create, issue_token, log_in};
use motcua_app::files::{FileStore, MostPerDossier};
use motcua_app::money::gateway::Gateway;
use motcua_app::seals::{Roots, Seal};
use motcua_app::{Clock, Context, IdSource, Province};
use motcua_identity::{Account, Grant, KnownTo, LoginName, PasswordCost};
use motcua_kernel::{Agency, AgencyId, AgencyTree, Instant, Role, Validity, parse_instant};
use motcua_web::{Site, SiteSettings, answer, app};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;
use std::sync::atomic::AtomicU64;

pub const PASSWORD: &str = "một cửa một lần thôi";
const OPENED: &str = "2026-11-16T08:00";

/// Who can be asked for by name: login, role, agency.
const PEOPLE: [(&str, Role, &str); 12] = [
    ("clerk", Role::Clerk, "H13.163.01"),
    ("head", Role::UnitHead, "H13.163.01"),
    ("land", Role::Specialist, "H13.031"),
    ("land-head", Role::DivisionHead, "H13.031"),
    ("land-leader", Role::Leader, "H13.031"),
    ("land-records", Role::RecordsClerk, "H13.031"),
    ("tax", Role::Specialist, "H13.030"),
    ("tax-leader", Role::Leader, "H13.030"),
    ("stranger", Role::Clerk, STRANGE_COUNTER),
    ("supervisor", Role::Supervisor, "H13"),
    ("administrator", Role::Administrator, "H13"),
    ("nobody", Role::PetitionOfficer, "H13.163"),
];
/// The counter of another commune.
pub const STRANGE_COUNTER: &str = "H13.164.01";

pub struct Office {
    pub context: Context,
    pub router: Router,
    pub accounts: BTreeMap<&'static str, Account>,
    tokens: BTreeMap<&'static str, String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    /// The same as it came, for what is no text.
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The machine code of a problem.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub fn header(&self, name: impl axum::http::header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }

    pub fn etag(&self) -> &str {
        self.header(ETAG)
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION)
    }

    /// This answer, if it has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
}

impl Office {
    /// Open at 08:00 on 16/11/2026, with a token for everyone; every agency works in the system.
    pub async fn open(database: &TestDatabase) -> Self {
        Self::open_with(database, Clock::fixed(at(OPENED)), 1_000_000).await
    }

    /// The same in Cần Thơ as it ships: tax, police and social insurance do not work in the system.
    pub async fn open_as_shipped(database: &TestDatabase) -> Self {
        Self::staffed(database, Clock::fixed(at(OPENED)), 1_000_000, Province::can_tho().unwrap()).await
    }

    /// Tax, police and social insurance have joined.
    pub async fn open_with(database: &TestDatabase, clock: Clock, lookups_per_minute: u32) -> Self {
        Self::staffed(database, clock, lookups_per_minute, all_joined()).await
    }

    /// Another instance over the same database; nobody does anything at it, so that no id is given twice.
    pub fn beside(&self, database: &TestDatabase) -> Self {
        let clock = Clock::fixed(self.context.clock.now());
        let mut other = Self::empty(database, clock, all_joined(), 1_000_000);
        other.tokens = self.tokens.clone();
        other
    }

    async fn staffed(
        database: &TestDatabase,
        clock: Clock,
        lookups_per_minute: u32,
        province: Province,
    ) -> Self {
        let mut office = Self::empty(database, clock, province, lookups_per_minute);
        let accounts = create(&office.context, PEOPLE.iter().map(|it| office.new_account(*it)).collect());
        let accounts = accounts.await.unwrap();
        office.accounts = PEOPLE.iter().map(|it| it.0).zip(accounts).collect();
        for (name, _, agency) in PEOPLE {
            let token = office.issue(name, agency).await;
            office.tokens.insert(name, token);
        }
        office
    }

    /// Nobody works there yet; codes of agencies are those of the day of `clock`.
    pub fn empty(database: &TestDatabase, clock: Clock, province: Province, lookups_per_minute: u32) -> Self {
        // The demo counts from 0; a test may fill an office with it.
        let ids = IdSource::Counting(AtomicU64::new(1 << 32));
        let context = Context::new(clock, ids, database.store.clone(), province);
        Self::around(context.with_password_cost(PasswordCost::trial()), lookups_per_minute)
    }

    /// The same people, with a folder for files.
    pub fn with_files(self, files: FileStore) -> Self {
        let around = Self::around(self.context.with_files(files), 1_000_000);
        Self { accounts: self.accounts, tokens: self.tokens, ..around }
    }

    /// The same people, with a seal and roots that are trusted.
    pub fn with_seal(self, seal: Option<Seal>, roots: Roots) -> Self {
        let context = self.context.trusting(roots);
        let context = match seal {
            Some(seal) => context.with_seal(seal),
            None => context,
        };
        let around = Self::around(context, 1_000_000);
        Self { accounts: self.accounts, tokens: self.tokens, ..around }
    }

    /// The same people, with a payment gateway.
    pub fn with_gateway(self, gateway: Gateway) -> Self {
        let around = Self::around(self.context.with_gateway(gateway), 1_000_000);
        Self { accounts: self.accounts, tokens: self.tokens, ..around }
    }

    /// The same people, with another limit for what a dossier holds.
    pub fn holding(self, most: MostPerDossier) -> Self {
        let around = Self::around(self.context.holding(most), 1_000_000);
        Self { accounts: self.accounts, tokens: self.tokens, ..around }
    }

    /// The same people in an office that something is different at.
    pub fn over(self, change: impl FnOnce(Context) -> Context) -> Self {
        let around = Self::around(change(self.context), 1_000_000);
        Self { accounts: self.accounts, tokens: self.tokens, ..around }
    }

    fn around(context: Context, lookups_per_minute: u32) -> Self {
        let rate = NonZeroU32::new(lookups_per_minute).unwrap();
        let settings = SiteSettings {
            public_url: "http://motcua.test".to_owned(),
            trusted_proxies: Vec::new(),
            request_bytes: 1024 * 1024,
            lookups_per_minute: rate,
            lookup_burst: rate,
            sample: None,
        };
        let context = context.with_public_url(&settings.public_url);
        let router = app(Site::new(context.clone(), settings));
        Self { context, router, accounts: BTreeMap::new(), tokens: BTreeMap::new() }
    }

    /// One more person, with a token.
    pub async fn hire(&mut self, name: &'static str, role: Role, agency: &'static str) {
        let created = create(&self.context, vec![self.new_account((name, role, agency))]).await.unwrap();
        self.accounts.extend(created.into_iter().map(|it| (name, it)));
        let token = self.issue(name, agency).await;
        self.tokens.insert(name, token);
    }

    fn new_account(&self, (name, role, agency): (&str, Role, &str)) -> NewAccount {
        let validity = Validity::since(time::macros::date!(2025 - 01 - 01));
        NewAccount {
            login: LoginName::parse(name).unwrap(),
            display_name: format!("Cán bộ {name}"),
            password: PASSWORD.to_owned(),
            known_to: KnownTo::Owner,
            grants: vec![Grant { role, agency: self.agency(agency), validity, delegation: None }],
            signing: Vec::new(),
        }
    }

    async fn issue(&self, name: &str, agency: &str) -> String {
        let wanted = TokenWanted {
            name: "tests".to_owned(),
            days: 300,
            agency: self.agency(agency),
            actions: BTreeSet::new(),
        };
        let origin = Origin { address: "127.0.0.1" };
        issue_token(&self.context, origin, name, PASSWORD, wanted).await.unwrap().token
    }

    pub fn agency(&self, code: &str) -> AgencyId {
        let today = self.context.clock.now().date();
        self.context.province.agencies.by_code(code, today).unwrap().id
    }

    pub fn token(&self, name: &str) -> &str {
        &self.tokens[name]
    }

    pub fn it_is(&self, moment: &str) {
        self.context.clock.set(at(moment));
    }

    /// A request with these headers and this body.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = answer(&self.router, request.body(Body::from(body)).unwrap()).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text, bytes }
    }

    /// A program of `name` reads.
    pub async fn get(&self, name: &str, path: &str) -> Answer {
        let bearer = format!("Bearer {}", self.token(name));
        self.send("GET", path, &[("authorization", &bearer)], Vec::new()).await
    }

    /// Somebody without a token reads.
    pub async fn visit(&self, path: &str) -> Answer {
        self.send("GET", path, &[], Vec::new()).await
    }

    /// A program of `name` sends JSON.
    pub async fn post(&self, name: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let bearer = format!("Bearer {}", self.token(name));
        let mut all = vec![("authorization", bearer.as_str()), (CONTENT_TYPE.as_str(), "application/json")];
        all.extend(headers);
        self.send("POST", path, &all, body.to_string().into_bytes()).await
    }

    /// `name` does `verb` to a dossier of which it has seen `etag`.
    pub async fn act(&self, name: &str, id: &str, verb: &str, etag: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/dossiers/{id}/{verb}");
        self.post(name, &path, &[(IF_MATCH.as_str(), etag)], body).await
    }

    /// The cookie of a browser in which `name` is logged in, past the form.
    pub async fn cookie(&self, name: &str) -> String {
        self.cookie_and_proof(name).await.0
    }

    /// The same, with the proof that the forms of its pages carry.
    pub async fn cookie_and_proof(&self, name: &str) -> (String, String) {
        let origin = Origin { address: "127.0.0.1" };
        let token = log_in(&self.context, origin, name, PASSWORD).await.unwrap().token;
        (format!("motcua_session={}", token.reveal()), token.csrf().reveal())
    }

    /// A browser reads a page.
    pub async fn open_page(&self, cookie: &str, path: &str) -> Answer {
        self.send("GET", path, &[(COOKIE.as_str(), cookie)], Vec::new()).await
    }

    /// A browser sends a form.
    pub async fn fill(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(fields).unwrap();
        let form = "application/x-www-form-urlencoded";
        self.send(
            "POST",
            path,
            &[(COOKIE.as_str(), cookie), (CONTENT_TYPE.as_str(), form)],
            body.into_bytes(),
        )
        .await
    }

    /// What the clerk sends to receive a land transfer.
    pub fn land_transfer() -> Value {
        json!({
            "procedure": "1.013831",
            "case": "toan-bo-thua",
            "receiving": "H13.163.01",
            "applicant": { "name": "Nguyễn Thị Ngọc Ánh", "national_id": "092190000001", "phone": "0912345678",
                           "address": "Ấp An Thành, xã Kế Sách" },
            "answers": { "co-nghia-vu-tai-chinh": true },
            "components": [
                { "code": "don-dang-ky", "originals": 1 },
                { "code": "hop-dong", "originals": 1, "copies": 1 },
                { "code": "giay-chung-nhan", "originals": 1 }
            ]
        })
    }

    /// A received land transfer.
    pub async fn receive(&self) -> Answer {
        self.post("clerk", "/api/v1/dossiers", &[], &Self::land_transfer()).await.expect(201)
    }
}

/// Cần Thơ, every agency of which works in the system.
fn all_joined() -> Province {
    let mut province = Province::can_tho().unwrap();
    let agencies = province.agencies.iter().cloned().map(|it| Agency { inside: true, ..it });
    province.agencies = AgencyTree::new(agencies).unwrap();
    province
}

/// The proof, key and version in the first form of a page.
pub fn hidden(page: &str, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    let after = page.split_once(&marker).unwrap_or_else(|| panic!("no field {name}: {page}")).1;
    after.split('"').next().unwrap().to_owned()
}

pub fn at(moment: &str) -> Instant {
    parse_instant(moment).unwrap()
}
