//! SMTP: a mail is handed to the server of the house step by step, so that what it says is known to be about the server,
//! the address or the mail.
//!
//! Connections are kept for the next mail only after a mail that went through to its end; a connection in any other state
//! is shut. The words of a server are not repeated, they like to name the address: its numbers are.

use crate::letter::{Letter, Letterhead};
use crate::{Failure, Mail, Sent};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use std::error::Error as _;
use std::fmt;
use std::future::Future;
use std::time::Duration;
use tokio::sync::{Mutex, Semaphore};
use tokio::time::{Instant, timeout};

/// A connection that nobody used for so long is shut: servers do not wait much longer.
const IDLE: Duration = Duration::from_mins(1);
/// So many mails go over one connection.
const MAILS: u32 = 100;
/// How long it takes to find out that a kept connection is there still, and to say good-bye.
const MOMENT: Duration = Duration::from_secs(1);

/// How a connection is kept from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a server on this machine.
    None,
    /// Begun in the open and made secure before anything is said; without it nothing is said.
    StartTls,
    /// From its first byte.
    Tls,
}

/// A server of mail, and who we are to it.
#[derive(Clone)]
pub struct SmtpServer {
    /// Its name, as its certificate says it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How a connection is kept from being read.
    pub security: Security,
    /// Name and password, where it wants them.
    pub login: Option<(String, String)>,
    /// Certificates in PEM that are trusted beside the usual ones.
    pub roots: Vec<u8>,
    /// How long each step may take.
    pub patience: Duration,
    /// So many mails on their way at once.
    pub connections: usize,
}

impl fmt::Debug for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} by {:?}", self.host, self.port, self.security)
    }
}

/// Hands mail to a server.
#[derive(Debug)]
pub struct SmtpMailer {
    server: SmtpServer,
    tls: Option<TlsOf>,
    head: Letterhead,
    idle: Mutex<Vec<Kept>>,
    room: Semaphore,
}

struct TlsOf(TlsParameters);

impl fmt::Debug for TlsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.domain())
    }
}

struct Kept {
    line: AsyncSmtpConnection,
    since: Instant,
    mails: u32,
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a connection after {} mails", self.mails)
    }
}

/// What is being said; decides what a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Connect,
    From,
    To,
    Data,
    Mail,
}

impl Step {
    const fn words(self) -> &'static str {
        match self {
            Self::Connect => "while connecting",
            Self::From => "at MAIL FROM",
            Self::To => "at RCPT TO",
            Self::Data => "at DATA",
            Self::Mail => "after the mail",
        }
    }
}

impl SmtpMailer {
    /// To this server, with this letterhead.
    ///
    /// # Errors
    /// When the certificates can not be read.
    pub fn new(server: SmtpServer, head: Letterhead) -> Result<Self, Error> {
        // The only provider of the house; where it is set already it is the same.
        drop(rustls::crypto::ring::default_provider().install_default());
        let tls = match server.security {
            Security::None => None,
            Security::StartTls | Security::Tls => {
                let mut tls = TlsParameters::builder(server.host.clone());
                if !server.roots.is_empty() {
                    tls = tls.add_root_certificate(Certificate::from_pem(&server.roots)?);
                }
                Some(TlsOf(tls.build()?))
            }
        };
        let room = Semaphore::new(server.connections.clamp(1, Semaphore::MAX_PERMITS));
        Ok(Self { server, tls, head, idle: Mutex::default(), room })
    }

    /// Who writes.
    pub const fn letterhead(&self) -> &Letterhead {
        &self.head
    }

    /// To whom it is handed.
    pub const fn server(&self) -> &SmtpServer {
        &self.server
    }

    /// Connects, secures and logs in; for whoever wants to know whether that works.
    ///
    /// # Errors
    /// When it does not.
    pub async fn greet(&self) -> Result<(), Failure> {
        let line = self.connect().await?;
        leave(line).await;
        Ok(())
    }

    pub(crate) async fn send(&self, mail: &Mail) -> Result<Sent, Failure> {
        let letter = self.head.letter(mail)?;
        let whole = self.server.patience.saturating_mul(4);
        let Ok(Ok(_room)) = timeout(whole, self.room.acquire()).await else {
            let error = "all connections to the mail server are busy".to_owned();
            return Err(Failure::NoRoom { error, after: self.server.patience.as_secs().max(1) });
        };
        let (mut line, mails) = self.line().await?;
        match self.hand_over(&mut line, &letter).await {
            Ok(their_id) => {
                self.keep(line, mails + 1).await;
                Ok(Sent::Accepted { their_id })
            }
            Err(failure) => {
                leave(line).await;
                Err(failure)
            }
        }
    }

    async fn hand_over(
        &self,
        line: &mut AsyncSmtpConnection,
        letter: &Letter,
    ) -> Result<Option<String>, Failure> {
        self.step(Step::From, line.command(MailFrom::new(Some(letter.from.clone()), Vec::new()))).await?;
        self.step(Step::To, line.command(Rcpt::new(letter.to.clone(), Vec::new()))).await?;
        self.step(Step::Data, line.command(Data)).await?;
        let taken = self.step(Step::Mail, line.message(&letter.bytes)).await?;
        Ok(queued_as(&taken))
    }

    /// One that is there, or a new one.
    async fn line(&self) -> Result<(AsyncSmtpConnection, u32), Failure> {
        loop {
            let Some(mut kept) = self.idle.lock().await.pop() else { break };
            let fresh = kept.since.elapsed() < IDLE && kept.mails < MAILS;
            if fresh && matches!(timeout(MOMENT, kept.line.test_connected()).await, Ok(true)) {
                return Ok((kept.line, kept.mails));
            }
            leave(kept.line).await;
        }
        Ok((self.connect().await?, 0))
    }

    async fn keep(&self, line: AsyncSmtpConnection, mails: u32) {
        self.idle.lock().await.push(Kept { line, since: Instant::now(), mails });
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        self.step(Step::Connect, async {
            let at = (self.server.host.as_str(), self.server.port);
            let us = ClientId::Domain(self.head.domain().to_owned());
            let tls = self.tls.as_ref().map(|it| it.0.clone());
            let (first, later) = match self.server.security {
                Security::None => (None, None),
                Security::StartTls => (None, tls),
                Security::Tls => (tls, None),
            };
            let patience = Some(self.server.patience);
            let mut line = AsyncSmtpConnection::connect_tokio1(at, patience, &us, first, None).await?;
            if let Some(tls) = later {
                line.starttls(tls, &us).await?;
            }
            if let Some((name, password)) = &self.server.login {
                let login = Credentials::new(name.clone(), password.clone());
                line.auth(DEFAULT_MECHANISMS, &login).await?;
            }
            Ok(line)
        })
        .await
    }

    async fn step<T>(&self, step: Step, doing: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
        match timeout(self.server.patience, doing).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => Err(failure(step, &error)),
            Err(_) => Err(Failure::later(format!("the mail server said nothing in time {}", step.words()))),
        }
    }
}

/// Says good-bye where that is quick.
async fn leave(mut line: AsyncSmtpConnection) {
    drop(timeout(MOMENT, line.abort()).await);
}

/// What a refusal means. What is said while connecting or about the sender is about the house and not about this mail: it
/// waits until somebody has mended it.
fn failure(step: Step, error: &Error) -> Failure {
    let words = step.words();
    let Some(status) = error.status() else {
        return Failure::later(format!("the mail server could not be reached {words}: {}", reason(error)));
    };
    let status = u16::from(status);
    let enhanced = error.source().map(ToString::to_string).and_then(|it| enhanced(&it));
    let numbers = enhanced.as_deref().map_or_else(|| status.to_string(), |it| format!("{status} {it}"));
    let error = format!("the mail server said {numbers} {words}");
    if status < 500 {
        return Failure::later(error);
    }
    match step {
        Step::Connect | Step::From => Failure::later(error),
        Step::To if is_about_address(status, enhanced.as_deref()) => Failure::bad_address(error),
        Step::To | Step::Data | Step::Mail => Failure::never(error),
    }
}

/// Nobody there, or nobody any more; not a full box, and not what the server thinks of us.
fn is_about_address(status: u16, enhanced: Option<&str>) -> bool {
    match enhanced {
        Some(it) => it.starts_with("5.1.") || it == "5.2.1",
        None => matches!(status, 550 | 551 | 553),
    }
}

/// The numbers of RFC 3463 among the words of a server.
fn enhanced(words: &str) -> Option<String> {
    let is_one = |it: &&str| {
        let parts: Vec<&str> = it.split('.').collect();
        let is_number = |it: &&str| (1..=3).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
        parts.len() == 3 && parts.iter().all(is_number)
    };
    words.split_whitespace().take(2).find(is_one).map(str::to_owned)
}

/// What went wrong without a word of the server.
fn reason(error: &Error) -> String {
    let mut inner = error.source();
    while let Some(it) = inner {
        if let Some(io) = it.downcast_ref::<std::io::Error>() {
            return io.kind().to_string();
        }
        inner = it.source();
    }
    let kind = if error.is_tls() {
        "no secure connection"
    } else if error.is_response() {
        "an answer that is none"
    } else if error.is_client() {
        "it lacks what we ask for"
    } else {
        "no connection"
    };
    kind.to_owned()
}

/// Its name in the queue of the server, where it says one: `queued as 4Xk2fs`.
fn queued_as(taken: &Response) -> Option<String> {
    let words: Vec<&str> = taken.message().flat_map(str::split_whitespace).collect();
    let name = words.windows(3).find_map(|it| match it {
        [queued, r#as, name] if queued.eq_ignore_ascii_case("queued") && r#as.eq_ignore_ascii_case("as") => {
            Some(name)
        }
        _ => None,
    })?;
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    (!name.is_empty()).then_some(name)
}
