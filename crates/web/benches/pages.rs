//! How long the server works at a page when a province has many open dossiers.
//!
//!     cargo bench -p motcua-web --bench pages -- 100000
//!
//! So many land transfers (20,000 when nothing is said) are received through the use case over four weeks, one of five at
//! the counter of Kế Sách and the others at a hundred communes; one of three is handed over, so that the land office has
//! them on its desk too. Then the demo province happens on top. A folder named after the number is kept, and used again
//! when it holds a database. Each page is asked for fifty times through the whole router, without a socket; what is
//! printed is the median and the worst in milliseconds, and the size of the page. Limits: 15 ms, the dashboard 150 ms.
#![expect(clippy::print_stdout, reason = "a figure is what this program is for")]

mod house;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::header::COOKIE;
use futures_util::future::try_join_all;
use house::{Counter, Failed, LAND_OFFICE};
use motcua_app::accounts::{Origin, log_in};
use motcua_app::demo::{self, Held, World};
use motcua_app::intake::person;
use motcua_app::routing::hand_over_from_counter;
use motcua_app::{Command, Context};
use motcua_dossier::PartyInput;
use motcua_identity::LoginName;
use motcua_kernel::{AgencyKind, Date, DossierId, Instant, parse_instant};
use motcua_storage::accounts;
use motcua_web::Site;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use tokio::time::Instant as Stopwatch;

const NOW: &str = "2026-11-18T10:00";
const USUALLY: usize = 20_000;
const COMMUNES: usize = 100;
const WEEKS: i64 = 4;
const AT_ONCE: usize = 32;
const TIMES: usize = 50;
const FAMILIES: [&str; 5] = ["Nguyễn", "Trần", "Lê", "Đặng", "Thạch"];
const GIVEN: [&str; 7] = ["An", "Ánh", "Đức", "Hường", "Sơn", "Ưng", "Yến"];

#[tokio::main]
async fn main() -> Result<(), Failed> {
    // `cargo test --all-targets` runs benches too; that is no time to measure.
    let given: Vec<String> = std::env::args().skip(1).collect();
    if !given.iter().any(|it| it == "--bench") {
        return Ok(());
    }
    let count = given.iter().find_map(|it| it.parse().ok()).unwrap_or(USUALLY);
    let kept =
        given.iter().find(|it| !it.starts_with("--") && it.parse::<usize>().is_err()).map(PathBuf::from);
    let scratch = tempfile::tempdir()?;
    let folder = kept.unwrap_or_else(|| scratch.path().to_owned());
    let now = parse_instant(NOW).ok_or("moment")?;
    let context = house::empty(&folder, now).await?;
    if demo::held(&context, World::CanTho).await? == Held::Nothing {
        fill(&context, count, now).await?;
    }
    let somebody = person(&context, PartyInput { name: "Đặng Thị Ưng", ..PartyInput::default() })?;
    let mut counter = Counter::of(&context, KE_SACH)?;
    let clerk = accounts::by_login(&context.store.reader(), &LoginName::parse(CLERK)?).await?;
    counter.clerk.account = clerk.ok_or("clerk")?.0.id;
    let one = counter.receive(&context, Some(somebody)).await?;
    measure(&context, one.dossier.id, &one.look_up.token).await
}

const KE_SACH: &str = "H13.163.01";
const CLERK: &str = "tiepnhan.kesach";

async fn fill(context: &Context, count: usize, now: Instant) -> Result<(), Failed> {
    let began = Stopwatch::now();
    let days = working_days(context, now)?;
    let counters = counters(context, now.date())?;
    let at_once: Vec<usize> = (0..count).collect();
    for some in at_once.chunks(AT_ONCE) {
        let day = some.first().copied().unwrap_or_default() * days.len() / count;
        context.clock.set(days.get(day).copied().ok_or("day")?);
        try_join_all(some.iter().map(|no| one(context, &counters, *no))).await?;
    }
    context.clock.set(now);
    demo::fill(context, context.store.clone(), World::CanTho).await?;
    let seconds = began.elapsed().as_secs();
    println!("{count} dossiers in {seconds} s");
    Ok(())
}

/// Ten in the morning of each working day of the weeks before.
fn working_days(context: &Context, now: Instant) -> Result<Vec<Instant>, Failed> {
    let agency = context.province.agencies.by_code(LAND_OFFICE, now.date()).ok_or("agency")?;
    let calendar = context.province.calendars.of(agency.id);
    let days = (1..=WEEKS * 7).rev().map(|ago| now.date() - time::Duration::days(ago));
    let open = days.filter(|day| calendar.is_working_day(*day));
    let ten = |day: Date| parse_instant(&format!("{day}T10:00")).ok_or("moment");
    Ok(open.map(ten).collect::<Result<_, _>>()?)
}

/// Kế Sách first, then the counters of other communes.
fn counters(context: &Context, date: Date) -> Result<Vec<Counter>, Failed> {
    let units = context.province.agencies.iter().filter(|it| it.validity.holds_on(date));
    let communes = units.filter(|it| it.kind == AgencyKind::OneStopUnit && it.code.as_str() != KE_SACH);
    let codes = communes.map(|it| it.code.as_str()).take(COMMUNES);
    std::iter::once(KE_SACH).chain(codes).map(|code| Counter::of(context, code)).collect()
}

async fn one(context: &Context, counters: &[Counter], no: usize) -> Result<(), Failed> {
    let at = if no.is_multiple_of(5) { 0 } else { 1 + no % (counters.len() - 1) };
    let counter = counters.get(at).ok_or("counter")?;
    let name = |from: &[&'static str], by: usize| from.get(no / by % from.len()).copied().unwrap_or_default();
    let name = format!("{} Thị {}", name(&FAMILIES, 1), name(&GIVEN, 3));
    let (id, phone) = (format!("092{no:09}"), format!("09{no:08}"));
    let input =
        PartyInput {
            name: &name, national_id: Some(&id), phone: Some(&phone), address: Some("Ấp An Thành")
        };
    let id = counter.receive(context, Some(person(context, input)?)).await?.dossier.id;
    if no.is_multiple_of(3) {
        let seen = Command { actor: counter.clerk, dossier: id, seen: 1, once: None };
        hand_over_from_counter(context, seen).await?;
    }
    Ok(())
}

async fn measure(context: &Context, dossier: DossierId, token: &str) -> Result<(), Failed> {
    let router = motcua_web::app(Site::new(context.clone(), house::settings()?));
    let clerk = CLERK;
    let land = "chuyenvien.datdai";
    let leader = "lanhdao.datdai";
    let supervisor = "giamsat.cantho";
    let land_transfer = "procedure=1.013831&case=toan-bo-thua";
    let pages = [
        ("work list, counter", clerk, "/viec-can-lam".to_owned()),
        ("work list, land office", land, "/viec-can-lam".to_owned()),
        ("work list, late", land, "/viec-can-lam?due=late".to_owned()),
        ("work list, a name", land, "/viec-can-lam?q=dang+thi+ung".to_owned()),
        ("dossier", clerk, format!("/ho-so/{}", dossier.0)),
        ("intake", clerk, format!("/tiep-nhan?{land_transfer}")),
        ("express lane", clerk, "/tiep-nhan/nhanh".to_owned()),
        ("results to hand out", clerk, "/tra-ket-qua".to_owned()),
        ("approvals", leader, "/phe-duyet".to_owned()),
        ("search, a name", clerk, "/tim-kiem?q=nguyen+thi+anh".to_owned()),
        ("search, all agencies", supervisor, "/tim-kiem?q=nguyen".to_owned()),
        ("status", "", format!("/tra-cuu/{token}")),
        ("start", "", "/".to_owned()),
        ("procedure", "", "/thu-tuc/1.013831".to_owned()),
    ];
    for (name, login, path) in pages {
        let cookie = cookie(context, login).await?;
        ask(&router, &path, &cookie).await?;
        report(name, many(&router, &path, &cookie).await?);
    }
    let cookie = cookie(context, supervisor).await?;
    let first = ask(&router, "/dieu-hanh", &cookie).await?;
    report("dashboard, computed", vec![first]);
    report("dashboard, again", many(&router, "/dieu-hanh", &cookie).await?);
    Ok(())
}

type Answered = (Duration, usize);

async fn many(router: &Router, path: &str, cookie: &str) -> Result<Vec<Answered>, Failed> {
    let mut answers = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        answers.push(ask(router, path, cookie).await?);
    }
    Ok(answers)
}

fn report(name: &str, mut answers: Vec<Answered>) {
    answers.sort_unstable();
    let milliseconds = |at: usize| answers.get(at).map_or(0, |it| it.0.as_micros());
    let bytes = answers.first().map_or(0, |it| it.1);
    let (median, worst) = (milliseconds(answers.len() / 2), milliseconds(answers.len() - 1));
    let [median, worst] = [median, worst].map(|it| format!("{}.{}", it / 1_000, it / 100 % 10));
    println!("{name:<24} median {median:>7} ms, worst {worst:>7} ms, {bytes:>7} bytes");
}

async fn cookie(context: &Context, login: &str) -> Result<String, Failed> {
    if login.is_empty() {
        return Ok(String::new());
    }
    let origin = Origin { address: "127.0.0.1" };
    let token = log_in(context, origin, login, demo::PASSWORD).await?.token;
    Ok(format!("motcua_session={}", token.reveal()))
}

async fn ask(router: &Router, path: &str, cookie: &str) -> Result<Answered, Failed> {
    let mut request = Request::get(path).header(COOKIE, cookie).body(Body::empty())?;
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 9))));
    let began = Stopwatch::now();
    let response = motcua_web::answer(router, request).await;
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await?;
    let took = began.elapsed();
    if !status.is_success() {
        return Err(format!("{path}: {status}").into());
    }
    Ok((took, body.len()))
}
