//! Asking `ClamAV`'s daemon whether a file carries malicious code, over the socket it listens on (`INSTREAM`, clamd(8)).
//!
//! The file goes to it piece by piece and before it lies anywhere. What it does not answer for in time is not clean.

use crate::FileError;
use crate::disk::DiskFile;
use motcua_kernel::Refusal;
use std::io;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

const PIECE: usize = 64 * 1024;
/// An answer is one line; nobody says more.
const LONGEST_ANSWER: u64 = 1024;

/// The scanner that files are shown to before they are kept.
#[derive(Clone, Debug)]
pub struct Scanner {
    /// Where it listens.
    pub at: ScannerAddress,
    /// It has this long for one file.
    pub patience: Duration,
    /// What becomes of a file while it can not be asked.
    pub without: WithoutScanner,
}

/// Where `clamd` listens: `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScannerAddress {
    /// A socket on this machine.
    Unix(PathBuf),
    /// A host and a port.
    Tcp(String),
}

/// What becomes of a file while the scanner can not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithoutScanner {
    /// It is refused; whoever sent it tries again later.
    Refuse,
    /// It comes in unseen; the log says so.
    LetThrough,
}

/// What the scanner said of a file.
#[derive(Debug)]
enum Verdict {
    /// Nothing was found.
    Clean,
    /// It carries this.
    Infected {
        /// The name of it.
        what: String,
    },
    /// Nobody knows.
    Unavailable {
        /// Why.
        why: io::Error,
    },
}

impl FromStr for ScannerAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is neither unix:PATH nor tcp:HOST:PORT");
        match text.split_once(':') {
            Some(("unix", path)) if path.starts_with('/') => Ok(Self::Unix(path.into())),
            Some(("tcp", at)) if at.rsplit_once(':').is_some_and(|(host, port)| is_host(host, port)) => {
                Ok(Self::Tcp(at.to_owned()))
            }
            Some(_) | None => Err(wrong()),
        }
    }
}

fn is_host(host: &str, port: &str) -> bool {
    !host.is_empty() && port.parse::<u16>().is_ok_and(|it| it > 0)
}

impl Scanner {
    /// Lets a file pass, or not.
    ///
    /// # Errors
    /// `files.infected`, `files.scan-unavailable`; when the disk fails.
    pub(crate) async fn judge(&self, file: &mut DiskFile) -> Result<(), FileError> {
        match self.scan(file).await? {
            Verdict::Clean => Ok(()),
            Verdict::Infected { what } => {
                tracing::warn!(what, "a file with malicious code was refused");
                Err(Refusal::new("files.infected").with("what", what).at("file").into())
            }
            Verdict::Unavailable { why } => {
                tracing::error!(error = &why as &dyn std::error::Error, "the virus scanner can not be asked");
                match self.without {
                    WithoutScanner::LetThrough => Ok(()),
                    WithoutScanner::Refuse => Err(Refusal::new("files.scan-unavailable").at("file").into()),
                }
            }
        }
    }

    async fn scan(&self, file: &mut DiskFile) -> Result<Verdict, FileError> {
        let verdict = timeout(self.patience, self.ask(file)).await;
        verdict.unwrap_or_else(|_| Ok(unavailable(io::ErrorKind::TimedOut.into())))
    }

    async fn ask(&self, file: &mut DiskFile) -> Result<Verdict, FileError> {
        match self.connect().await {
            Ok(line) => converse(line, file).await,
            Err(error) => Ok(unavailable(error)),
        }
    }

    /// Whether it is there, without a file.
    ///
    /// # Errors
    /// When it is not, or says something else than it should.
    pub async fn ping(&self) -> io::Result<()> {
        let asked = async {
            let mut line = self.connect().await?;
            line.write_all(b"zPING\0").await?;
            let answer = heard(line).await?;
            if answer == "PONG" { Ok(()) } else { Err(io::Error::other(format!("it answered {answer:?}"))) }
        };
        timeout(self.patience, asked).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    async fn connect(&self) -> io::Result<Box<dyn Line>> {
        Ok(match &self.at {
            ScannerAddress::Unix(path) => Box::new(UnixStream::connect(path).await?),
            ScannerAddress::Tcp(at) => Box::new(TcpStream::connect(at).await?),
        })
    }
}

/// Either of the two sockets.
trait Line: AsyncRead + AsyncWrite + Send + Unpin {}

impl Line for UnixStream {}
impl Line for TcpStream {}

async fn converse(mut line: Box<dyn Line>, file: &mut DiskFile) -> Result<Verdict, FileError> {
    // A scanner that has seen enough answers and hangs up; what it said is read all the same.
    let sent = send(&mut line, file).await?;
    let (answer, sent) = match heard(line).await {
        Ok(answer) => (answer, sent),
        Err(error) => (String::new(), sent.and(Err(error))),
    };
    let said = answer.strip_prefix("stream: ").unwrap_or_default();
    Ok(match (said, said.strip_suffix(" FOUND"), sent) {
        (_, Some(what), _) => Verdict::Infected { what: what.to_owned() },
        ("OK", None, Ok(())) => Verdict::Clean,
        (_, None, Err(why)) => unavailable(why),
        (_, None, Ok(())) => unavailable(io::Error::other(format!("it answered {answer:?}"))),
    })
}

async fn heard(line: Box<dyn Line>) -> io::Result<String> {
    let mut answer = Vec::new();
    line.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).trim_matches(['\0', ' ', '\n']).to_owned())
}

/// What the disk does wrong is an error, what the line does wrong is an answer.
async fn send(line: &mut Box<dyn Line>, file: &mut DiskFile) -> Result<io::Result<()>, FileError> {
    if let Err(cut) = line.write_all(b"zINSTREAM\0").await {
        return Ok(Err(cut));
    }
    loop {
        let piece = file.next(PIECE).await?;
        let length = u32::try_from(piece.len()).unwrap_or(u32::MAX).to_be_bytes();
        let said = async {
            line.write_all(&length).await?;
            line.write_all(&piece).await
        };
        if let Err(cut) = said.await {
            return Ok(Err(cut));
        }
        if piece.is_empty() {
            return Ok(line.flush().await);
        }
    }
}

const fn unavailable(why: io::Error) -> Verdict {
    Verdict::Unavailable { why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_scanner_listens_is_a_path_or_a_host_with_a_port() {
        let check = |text: &str, expected: Option<ScannerAddress>| {
            assert_eq!(text.parse::<ScannerAddress>().ok(), expected, "{text}");
        };
        let tcp = |at: &str| Some(ScannerAddress::Tcp(at.to_owned()));
        check("unix:/run/clamav/clamd.ctl", Some(ScannerAddress::Unix("/run/clamav/clamd.ctl".into())));
        check("tcp:127.0.0.1:3310", tcp("127.0.0.1:3310"));
        check("tcp:clamav:3310", tcp("clamav:3310"));
        for wrong in
            ["", "clamav", "unix:", "unix:clamd.ctl", "tcp:clamav", "tcp::3310", "tcp:clamav:0", "udp:a:1"]
        {
            check(wrong, None);
        }
    }
}
