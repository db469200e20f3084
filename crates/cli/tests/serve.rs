//! The built binary as a new user runs it: `serve --demo`, a browser's first steps, and the end.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const PASSWORD: &str = "dung-thu-motcua-2026";

/// A server that ends with the test, however that ends.
struct Server {
    process: Child,
    lines: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut process = motcua(folder)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap());
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        let address = first.trim().rsplit_once("http://").unwrap().1.to_owned();
        Self { process, lines, address }
    }

    fn get(&self, path: &str, cookie: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: motcua\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        ))
    }

    fn post(&self, path: &str, form: &str) -> String {
        let length = form.len();
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: motcua\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{form}"
        ))
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    }

    /// The cookie of a session.
    fn log_in(&self, login: &str) -> String {
        let answer = self.post("/dang-nhap", &format!("login={login}&password={PASSWORD}"));
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        let cookie = answer.lines().find_map(|it| it.strip_prefix("set-cookie: ")).unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Tells it to stop as an operating system does; what it still printed, and how it ended.
    fn stop(mut self) -> (String, Option<i32>) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).unwrap();
        (rest, self.process.wait().unwrap().code())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn motcua(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MOTCUA_") {
            command.env_remove(name);
        }
    }
    command.current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    motcua(folder).args(arguments).output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn the_demo_is_up_a_visitor_logs_in_and_it_stops_when_told() {
    let folder = folder();
    let server = Server::start(folder.path(), &["--demo"]);
    for path in ["/", "/dang-nhap"] {
        let page = server.get(path, "");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.contains("DỮ LIỆU MẪU"), "{page}");
    }
    assert!(server.get("/dang-nhap", "").contains("tiepnhan.kesach"));
    assert!(server.get("/viec-can-lam", "").starts_with("HTTP/1.1 303"));
    let mut busy = 0;
    for (login, agency) in [
        ("tiepnhan.kesach", "Trung tâm Phục vụ hành chính công xã Kế Sách"),
        ("chuyenvien.datdai", "Văn phòng Đăng ký đất đai"),
        ("tiepnhan.soctrang", "Trung tâm Phục vụ hành chính công phường Sóc Trăng"),
    ] {
        let cookie = server.log_in(login);
        let desk = server.get("/viec-can-lam", &cookie);
        assert!(desk.starts_with("HTTP/1.1 200"), "{desk}");
        for words in ["DỮ LIỆU MẪU", agency] {
            assert!(desk.contains(words), "{login} misses {words} in {desk}");
        }
        busy += usize::from(desk.contains("H13.16"));
    }
    // Some counter may have nothing to do on the day of the test.
    assert!(busy > 1, "{busy}");
    let (rest, code) = server.stop();
    assert!(rest.contains("motcua has stopped"), "{rest}");
    assert_eq!(code, Some(0));

    let verified = run(folder.path(), &["--database", "sqlite:motcua-demo.sqlite", "verify"]);
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified.stdout));
    assert!(said(&verified.stdout).contains("0 hồ sơ hỏng"), "{}", said(&verified.stdout));
}

#[test]
fn the_demo_of_soc_trang_is_in_its_own_time_and_says_so() {
    let folder = folder();
    let server = Server::start(folder.path(), &["--demo", "--province", "soc-trang"]);
    let page = server.get("/dang-nhap", "");
    for words in ["DỮ LIỆU MẪU", "đồng hồ của bản dùng thử đang ở ngày", "/201", "tiepnhan.huyen", "Kế Sách"]
    {
        assert!(page.contains(words), "{words} is missing in {page}");
    }
    let mut busy = 0;
    for login in ["chuyenvien.qsdd", "tuphap.xa", "lanhdao.so"] {
        let desk = server.get("/viec-can-lam", &server.log_in(login));
        assert!(desk.starts_with("HTTP/1.1 200"), "{login}: {desk}");
        busy += usize::from(desk.contains("H51."));
    }
    // Some desk may be empty at the hour of the test.
    assert!(busy > 0, "{busy}");
    let calendar = server.get("/lich?trial=1", &server.log_in("quantri.tinh"));
    assert!(calendar.contains("hồ sơ sẽ đổi ngày hẹn theo luật"), "{calendar}");
    assert_eq!(server.stop().1, Some(0));
    assert!(folder.path().join("motcua-demo-soc-trang.sqlite").exists());
    let server = Server::start(folder.path(), &["--demo", "--province", "soc-trang"]);
    server.log_in("tiepnhan.xa");
    assert_eq!(server.stop().1, Some(0));
    let kept = ["--database", "sqlite:motcua-demo-soc-trang.sqlite", "verify"];
    assert!(said(&run(folder.path(), &kept).stdout).contains("0 hồ sơ hỏng"));
}

#[test]
fn a_demo_is_taken_up_where_it_was_left() {
    let folder = folder();
    let seeded = run(folder.path(), &["--database", "sqlite:motcua-demo.sqlite", "seed"]);
    assert_eq!(seeded.status.code(), Some(0), "{}", said(&seeded.stderr));
    assert!(said(&seeded.stdout).contains("giamsat.cantho"));
    let server = Server::start(folder.path(), &["--demo"]);
    server.log_in("giamsat.cantho");
    assert_eq!(server.stop().1, Some(0));
}

#[test]
fn data_of_others_is_not_mixed_with_a_demo() {
    let folder = folder();
    let list = concat!(
        r#"<log><trace><string key="concept:name" value="hs-1"/><event><string key="concept:name" value="Nhận"/>"#,
        r#"<date key="time:timestamp" value="2026-08-03T08:00:00+07:00"/></event></trace></log>"#
    );
    std::fs::write(folder.path().join("log.xes"), list).unwrap();
    for arguments in [&["migrate"][..], &["import", "log", "log.xes"]] {
        let done = run(folder.path(), arguments);
        assert_eq!(done.status.code(), Some(0), "{}", said(&done.stderr));
    }
    let refused = run(
        folder.path(),
        &["--database", "sqlite:motcua.sqlite", "serve", "--demo", "--listen", "127.0.0.1:0"],
    );
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused.stderr).contains("is not put into it"), "{}", said(&refused.stderr));
}

#[test]
fn a_new_house_is_begun_with_the_code_on_the_terminal() {
    let folder = folder();
    let mut server = Server::start(folder.path(), &[]);
    assert!(folder.path().join("motcua.sqlite").exists());
    let mut told = String::new();
    server.lines.read_line(&mut told).unwrap();
    let code = told.trim().rsplit(' ').next().unwrap();
    assert!(server.get("/dang-nhap", "").starts_with("HTTP/1.1 303"));
    let page = server.get("/bat-dau", "");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(!page.contains("DỮ LIỆU MẪU") && !page.contains(code), "{page}");
    let form = |code: &str| {
        format!(
            "code={code}&province=can-tho&name=Quan+Tri&login=quan.tri&password={PASSWORD}&again={PASSWORD}"
        )
    };
    assert!(server.post("/bat-dau", &form("AAAAA-AAAAA")).starts_with("HTTP/1.1 422"));
    assert!(server.post("/bat-dau", &form(code)).starts_with("HTTP/1.1 200"));
    // It goes on by itself with the province that was chosen; whoever comes in between waits.
    let page = server.get("/dang-nhap", "");
    assert!(page.starts_with("HTTP/1.1 200") && !page.contains("tiepnhan.kesach"), "{page}");
    let cookie = server.log_in("quan.tri");
    assert!(server.get("/tai-khoan", &cookie).contains("Quan Tri"));
    assert!(server.get("/bat-dau", "").starts_with("HTTP/1.1 404"));
    assert_eq!(server.stop().1, Some(0));
}

#[test]
fn a_port_that_is_taken_is_said_clearly() {
    let folder = folder();
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let refused = run(folder.path(), &["serve", "--demo", "--listen", &address]);
    assert_eq!(refused.status.code(), Some(1));
    let error = said(&refused.stderr);
    assert!(error.contains("another program already answers") && error.contains(&address), "{error}");
    assert!(!folder.path().join("motcua-demo.sqlite").exists());
}

#[test]
fn what_is_wrong_with_a_setting_is_said_before_a_demo_is_filled() {
    let folder = tempfile::tempdir().unwrap();
    let gateway = [("ADDRESS", "https://pay.example.vn"), ("MERCHANT", "KS01"), ("SECRET", "short")];
    let output = motcua(folder.path())
        .args(["serve", "--demo", "--listen", "127.0.0.1:0"])
        .envs(gateway.map(|(name, value)| (format!("MOTCUA_GATEWAY__{name}"), value)))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("gateway.secret"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
