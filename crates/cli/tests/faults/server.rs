//! The built binary as a process of its own, and clients that speak to it over plain sockets.

use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

const BINARY: &str = env!("CARGO_BIN_EXE_motcua");
/// Where it listens; on a free port where nothing says so.
pub const LISTEN: &str = "MOTCUA_SERVER__LISTEN";

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Starts it and waits until it answers.
    pub async fn start(database: &str) -> Self {
        Self::start_with(database, &[]).await
    }

    /// The same with these variables.
    pub async fn start_with(database: &str, variables: &[(&str, String)]) -> Self {
        Self::start_logging(database, variables, Stdio::inherit()).await
    }

    /// The same, and where its log goes.
    pub async fn start_logging(database: &str, variables: &[(&str, String)], log: Stdio) -> Self {
        let listen = variables.iter().find(|it| it.0 == LISTEN).map_or("127.0.0.1:0", |it| it.1.as_str());
        let mut child = Command::new(BINARY)
            .args(["--database", database, "serve", "--listen", listen])
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().expect("the server says where it answers");
        let (_, address) = line.rsplit_once("http://").unwrap_or_else(|| panic!("{line}"));
        Self { child, address: address.trim().to_owned() }
    }

    /// SIGKILL: nothing of it runs any further.
    pub fn kill(&mut self) {
        self.child.start_kill().unwrap();
    }

    /// Once it is killed: its port is free, and nothing that it held is held any more.
    pub async fn gone(&mut self) {
        self.child.wait().await.unwrap();
    }

    /// SIGTERM, and its end.
    pub async fn stop(&mut self) {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
        assert!(self.child.wait().await.unwrap().success());
    }
}

/// Status and body of one request over a connection of its own.
pub async fn exchange(address: &str, request: &str) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let cut_off = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(cut_off)?;
    let field = |name: &str| {
        head.lines().filter_map(|it| it.split_once(':')).find(|it| it.0.eq_ignore_ascii_case(name))
    };
    let length: usize =
        field("content-length").and_then(|it| it.1.trim().parse().ok()).ok_or_else(cut_off)?;
    if body.len() < length {
        return Err(cut_off());
    }
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).ok_or_else(cut_off)?;
    Ok((status, body.to_owned()))
}

/// Sends a request and goes away without waiting for the answer.
pub async fn send_and_leave(address: &str, request: &str) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    tokio::task::yield_now().await;
    Ok(())
}

/// `motcua verify` finds nothing wrong.
pub async fn verify(database: &str) {
    let verified = Command::new(BINARY).args(["--database", database, "verify"]).output().await.unwrap();
    assert!(verified.status.success(), "{verified:?}");
}
