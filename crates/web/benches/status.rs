//! How many citizens can look at once: requests a second for what the QR of a slip opens, and what they cost in memory.
//!
//!     cargo bench -p motcua-web --bench status
//!
//! An `SQLite` store with 2,000 dossiers received through the use case is served on a loopback port; 32 kept-alive
//! connections of the same process ask for one token after the other. Server and clients share the machine's cores, so a
//! figure is a lower bound of what the server alone would do. `hello` is a bare route of the same axum without our doors
//! and without a database: the ratio to it is what does not depend on the machine. Each figure is the median of three
//! runs of three seconds.
#![expect(clippy::print_stdout, reason = "a figure is what this program is for")]

mod house;

use axum::Router;
use axum::routing::get;
use house::Failed;
use motcua_app::Context;
use motcua_kernel::parse_instant;
use motcua_web::Site;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::time::Instant;

const DOSSIERS: usize = 2_000;
const CONNECTIONS: usize = 32;
const RUNS: usize = 3;
const RUN: Duration = Duration::from_secs(3);

fn main() -> Result<(), Failed> {
    // `cargo test --all-targets` runs benches too; that is no time to measure.
    if !std::env::args().any(|it| it == "--bench") {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let server = Builder::new_multi_thread().enable_all().build()?;
    let clients = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;

    let began = Instant::now();
    let now = parse_instant("2026-11-16T08:00").ok_or("moment")?;
    let context = server.block_on(house::empty(folder.path(), now))?;
    let tokens = server.block_on(receive(&context))?;
    let seconds = began.elapsed().as_secs();
    println!("{DOSSIERS} dossiers received in {seconds} s; resident {}", resident()?);

    let site = serve(&server, motcua_web::app(Site::new(context, house::settings()?)))?;
    let plain = serve(&server, Router::new().route("/hello", get(async || axum::Json(HELLO))))?;
    let base = measure(&clients, "hello", plain, vec!["/hello".to_owned()])?;
    for (name, before) in [("json", "/api/v1/status/"), ("page", "/tra-cuu/")] {
        let paths = tokens.iter().map(|token| format!("{before}{token}")).collect();
        let median = measure(&clients, name, site, paths)?;
        println!("{name} to hello: {} %", median * 100 / base.max(1));
    }
    println!("resident {}", resident()?);
    Ok(())
}

const HELLO: &[&str] = &["hello"];

/// The tokens of land transfers received at one counter.
async fn receive(context: &Context) -> Result<Vec<String>, Failed> {
    let counter = house::Counter::of(context, "H13.163.01")?;
    let mut tokens = Vec::with_capacity(DOSSIERS);
    for _ in 0..DOSSIERS {
        tokens.push(counter.receive(context, None).await?.look_up.token);
    }
    Ok(tokens)
}

fn serve(runtime: &Runtime, router: Router) -> Result<SocketAddr, Failed> {
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    let address = listener.local_addr()?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    runtime.spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

/// The median of the runs, in requests a second.
fn measure(clients: &Runtime, name: &str, at: SocketAddr, paths: Vec<String>) -> Result<u128, Failed> {
    let paths = Arc::new(paths);
    let mut runs = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        runs.push(clients.block_on(run(at, Arc::clone(&paths)))?);
    }
    runs.sort_unstable();
    let median = runs.get(RUNS / 2).copied().unwrap_or_default();
    println!("{name}: {median} requests/s, runs {runs:?}, {CONNECTIONS} connections");
    Ok(median)
}

async fn run(at: SocketAddr, paths: Arc<Vec<String>>) -> Result<u128, Failed> {
    let began = Instant::now();
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|number| tokio::spawn(ask(at, Arc::clone(&paths), number, began + RUN)))
        .collect();
    let mut answered = 0;
    for client in clients {
        answered += client.await??;
    }
    Ok(answered * 1_000 / began.elapsed().as_millis().max(1))
}

/// Asks for every `CONNECTIONS`th path from `number` on until `end`; how many answers came.
async fn ask(at: SocketAddr, paths: Arc<Vec<String>>, number: usize, end: Instant) -> Result<u128, Failed> {
    let mut stream = TcpStream::connect(at).await?;
    stream.set_nodelay(true)?;
    let mut answer = Vec::with_capacity(1 << 14);
    let mut answered = 0;
    for path in paths.iter().cycle().skip(number).step_by(CONNECTIONS) {
        if Instant::now() >= end {
            break;
        }
        let request = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: */*\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        answer.clear();
        whole_answer(&mut stream, &mut answer).await?;
        answered += 1;
    }
    Ok(answered)
}

/// Reads one answer of a known length.
async fn whole_answer(stream: &mut TcpStream, answer: &mut Vec<u8>) -> Result<(), Failed> {
    loop {
        if stream.read_buf(answer).await? == 0 {
            return Err("the server hung up".into());
        }
        let Some(head) = answer.windows(4).position(|it| it == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(answer.get(..head).unwrap_or_default())?;
        if !text.starts_with("HTTP/1.1 200") {
            return Err(text.to_owned().into());
        }
        let length = text
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .ok_or("no length")?;
        let whole = head + 4 + length.1.trim().parse::<usize>()?;
        while answer.len() < whole {
            if stream.read_buf(answer).await? == 0 {
                return Err("an answer was cut off".into());
            }
        }
        return Ok(());
    }
}

fn resident() -> Result<String, Failed> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("VmRSS")?;
    Ok(line.trim().to_owned())
}
