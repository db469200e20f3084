//! A mail server on loopback that speaks ESMTP for real, with STARTTLS where it has a certificate, and that can be told to
//! refuse, to hang and to die at any step. What it has taken is kept as it came over the wire.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Where in a conversation something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Greeting,
    Login,
    From,
    To,
    Data,
    /// In the middle of the mail.
    Middle,
    /// The mail is there, its answer not yet.
    End,
}

/// How the server behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Takes all.
    Takes,
    /// Says this at this step: `450 4.2.1 later`.
    Says(At, &'static str),
    /// Says nothing any more from this step on; what comes is read.
    Hangs(At),
    /// Shuts the connection at this step. At the end the mail counts as taken, and nobody hears of it.
    Dies(At),
    /// Takes a mail and says nothing of it.
    Withholds,
}

/// A mail as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Got {
    pub from: String,
    pub to: String,
    /// Without the dots of the wire.
    pub bytes: Vec<u8>,
    pub secure: bool,
    /// What the client logged in with, as `AUTH PLAIN` has it in base64.
    pub login: Option<String>,
    /// Whether the client was told.
    pub answered: bool,
    /// When all of it was there, right before the answer.
    pub at: Instant,
}

impl Got {
    /// The value of a field of the head, unfolded and as it is encoded.
    pub fn field(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.bytes);
        let head = text.split("\r\n\r\n").next()?.replace("\r\n ", " ");
        let wanted = format!("{name}: ");
        head.lines().find_map(|it| it.strip_prefix(&wanted).map(str::to_owned))
    }
}

#[derive(Debug)]
struct State {
    way: Way,
    got: Vec<Got>,
    greeted: usize,
    silent: usize,
}

/// The server; it ends with this value.
pub struct MailServer {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    answering: JoinHandle<()>,
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.answering.abort();
    }
}

#[derive(Clone)]
struct Tls(Option<TlsAcceptor>);

impl MailServer {
    /// On a free port, without a certificate.
    pub async fn start() -> Self {
        Self::listening("127.0.0.1:0", Tls(None)).await
    }

    /// On this address, as one that has come back.
    pub async fn start_at(address: SocketAddr) -> Self {
        Self::listening(&address.to_string(), Tls(None)).await
    }

    /// With a certificate and its key in PEM; it then takes no mail in the open.
    pub async fn secure(certificate: &[u8], key: &[u8]) -> Self {
        let chain = CertificateDer::pem_slice_iter(certificate).collect::<Result<Vec<_>, _>>().unwrap();
        let key = PrivateKeyDer::from_pem_slice(key).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        Self::listening("127.0.0.1:0", Tls(Some(TlsAcceptor::from(Arc::new(config))))).await
    }

    async fn listening(address: &str, tls: Tls) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State { way: Way::Takes, got: Vec::new(), greeted: 0, silent: 0 }));
        let told = Arc::clone(&state);
        let answering = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (state, tls) = (Arc::clone(&told), tls.clone());
                // A client that goes away ends its conversation and nothing else.
                tokio::spawn(async move { drop(converse(stream, &state, &tls).await) });
            }
        });
        Self { address, state, answering }
    }

    /// Behaves so from now on, in conversations that have begun too.
    pub fn goes(&self, way: Way) {
        self.state().way = way;
    }

    /// What came, oldest first.
    pub fn got(&self) -> Vec<Got> {
        self.state().got.clone()
    }

    /// How many connections were greeted.
    pub fn greeted(&self) -> usize {
        self.state().greeted
    }

    /// How many conversations it has let hang.
    pub fn silent(&self) -> usize {
        self.state().silent
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

async fn converse(stream: TcpStream, state: &Mutex<State>, tls: &Tls) -> std::io::Result<()> {
    let mut client = Client { stream: BufReader::new(stream), secure: false, login: None };
    state.lock().unwrap().greeted += 1;
    if !client.says(state, At::Greeting, "220 mail.test ESMTP").await? {
        return Ok(());
    }
    if !client.commands(state, tls).await? {
        return Ok(());
    }
    // It asked for TLS, and was told to begin.
    let Some(acceptor) = &tls.0 else { return Ok(()) };
    let stream = acceptor.accept(client.stream.into_inner()).await?;
    let mut client = Client { stream: BufReader::new(stream), secure: true, login: None };
    client.commands(state, tls).await?;
    Ok(())
}

struct Client<S> {
    stream: BufReader<S>,
    secure: bool,
    login: Option<String>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    /// Until the client leaves; true when it wants TLS.
    async fn commands(&mut self, state: &Mutex<State>, tls: &Tls) -> std::io::Result<bool> {
        let mut from = String::new();
        let mut to = String::new();
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).await? == 0 {
                return Ok(false);
            }
            let line = line.trim_end();
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let on = match verb.as_str() {
                "EHLO" => {
                    let starttls = if tls.0.is_some() && !self.secure { "250-STARTTLS\r\n" } else { "" };
                    let words = format!(
                        "250-mail.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n{starttls}250-AUTH PLAIN\r\n250 SIZE 50000000"
                    );
                    self.tell(&words).await?;
                    true
                }
                "STARTTLS" if tls.0.is_some() => {
                    self.tell("220 begin").await?;
                    return Ok(true);
                }
                "AUTH" => {
                    self.login = line.split(' ').nth(2).map(str::to_owned);
                    self.says(state, At::Login, "235 2.7.0 welcome").await?
                }
                "MAIL" if tls.0.is_some() && !self.secure => {
                    self.tell("530 5.7.0 STARTTLS first").await?;
                    true
                }
                "MAIL" => {
                    from = between(line);
                    self.says(state, At::From, "250 2.1.0 ok").await?
                }
                "RCPT" => {
                    to = between(line);
                    self.says(state, At::To, "250 2.1.5 ok").await?
                }
                "DATA" => {
                    self.says(state, At::Data, "354 go on").await? && self.mail(state, (&from, &to)).await?
                }
                "NOOP" | "RSET" => {
                    self.tell("250 2.0.0 ok").await?;
                    true
                }
                "QUIT" => {
                    self.tell("221 2.0.0 bye").await?;
                    false
                }
                _ => {
                    self.tell("502 5.5.2 what").await?;
                    true
                }
            };
            if !on {
                return Ok(false);
            }
        }
    }

    async fn mail(&mut self, state: &Mutex<State>, (from, to): (&str, &str)) -> std::io::Result<bool> {
        if matches!(state.lock().unwrap().way, Way::Says(At::Data, _)) {
            return Ok(true);
        }
        let mut bytes = Vec::new();
        loop {
            let mut line = Vec::new();
            if self.stream.read_until(b'\n', &mut line).await? == 0 {
                return Ok(false);
            }
            let way = state.lock().unwrap().way;
            if way == Way::Dies(At::Middle) {
                return Ok(false);
            }
            if way == Way::Hangs(At::Middle) {
                return self.silent(state).await;
            }
            if line == b".\r\n" {
                break;
            }
            bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        let way = state.lock().unwrap().way;
        if !matches!(way, Way::Says(At::End, _) | Way::Hangs(At::End)) {
            let got = Got {
                from: from.to_owned(),
                to: to.to_owned(),
                bytes,
                secure: self.secure,
                login: self.login.clone(),
                answered: !matches!(way, Way::Dies(At::End) | Way::Withholds),
                at: Instant::now(),
            };
            state.lock().unwrap().got.push(got);
        }
        if way == Way::Withholds {
            return self.silent(state).await;
        }
        self.says(state, At::End, "250 2.0.0 Ok: queued as 4Xk2fs").await
    }

    /// What it says at this step, or what it was told to do; false when the conversation is over.
    async fn says(&mut self, state: &Mutex<State>, at: At, usual: &str) -> std::io::Result<bool> {
        let way = state.lock().unwrap().way;
        match way {
            Way::Says(step, words) if step == at => self.tell(words).await?,
            Way::Hangs(step) if step == at => return self.silent(state).await,
            Way::Dies(step) if step == at => return Ok(false),
            Way::Takes | Way::Says(..) | Way::Hangs(_) | Way::Dies(_) | Way::Withholds => {
                self.tell(usual).await?;
            }
        }
        Ok(true)
    }

    /// Reads and says nothing until the client is gone.
    async fn silent(&mut self, state: &Mutex<State>) -> std::io::Result<bool> {
        state.lock().unwrap().silent += 1;
        let mut line = Vec::new();
        while self.stream.read_until(b'\n', &mut line).await? > 0 {
            line.clear();
        }
        Ok(false)
    }

    async fn tell(&mut self, words: &str) -> std::io::Result<()> {
        self.stream.get_mut().write_all(format!("{words}\r\n").as_bytes()).await?;
        self.stream.get_mut().flush().await
    }
}

/// What stands between the angles.
fn between(line: &str) -> String {
    let after = line.split_once('<').map_or("", |it| it.1);
    after.split_once('>').map_or("", |it| it.0).to_owned()
}
