//! What leaves the house: the mail server and who writes, the gateways of text messages, and where webhooks may go.

use super::value::{self, Secret};
use anyhow::{Context as _, anyhow, ensure};
use motcua_delivery::{
    Adapter, Dkim, GatewayAccount, HttpPoster, HttpTexter, Letterhead, Mailer, Poster, SmtpServer, TextWay,
};
use motcua_notifications::Letters;
use serde::{Deserialize, Serialize};
use std::num::{NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// A secret that signs and is shorter can be guessed.
const SHORTEST_SECRET: usize = 16;

/// The mail server, and what stands at the head of each mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    host: String,
    #[serde(deserialize_with = "value::whole")]
    port: NonZeroU16,
    security: Security,
    login: String,
    password: Secret,
    roots: PathBuf,
    from: String,
    from_name: String,
    reply_to: String,
    domain: String,
    dkim_key: PathBuf,
    dkim_selector: String,
    #[serde(deserialize_with = "value::whole")]
    seconds: NonZeroU64,
    #[serde(deserialize_with = "value::whole")]
    connections: NonZeroUsize,
    folder: PathBuf,
}

/// How a connection is kept from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Security {
    None,
    Starttls,
    Tls,
}

impl Mail {
    /// Where mail goes. The files are read now, and not again.
    pub fn mailer(&self) -> anyhow::Result<Mailer> {
        let folder = set(&self.folder);
        if self.host.is_empty() && folder.is_none() {
            return Ok(Mailer::Off);
        }
        let head = self.letterhead()?;
        let Some(folder) = folder else {
            return Mailer::smtp(self.server()?, head).context("mail.roots");
        };
        ensure!(self.host.is_empty(), "mail.host and mail.folder are both set");
        Ok(Mailer::folder(folder.to_owned(), head))
    }

    fn server(&self) -> anyhow::Result<SmtpServer> {
        let security = match self.security {
            Security::None => motcua_delivery::Security::None,
            Security::Starttls => motcua_delivery::Security::StartTls,
            Security::Tls => motcua_delivery::Security::Tls,
        };
        let is_open = self.security == Security::None && !is_here(&self.host);
        ensure!(
            !is_open || self.login.is_empty(),
            "mail.login would go to {} in the open; set mail.security to \"starttls\" or \"tls\"",
            self.host
        );
        let login = (!self.login.is_empty()).then(|| (self.login.clone(), self.password.told().to_owned()));
        Ok(SmtpServer {
            host: self.host.clone(),
            port: self.port.get(),
            security,
            login,
            roots: set(&self.roots).map_or_else(|| Ok(Vec::new()), |it| read("mail.roots", it))?,
            patience: Duration::from_secs(self.seconds.get()),
            connections: self.connections.get(),
        })
    }

    fn letterhead(&self) -> anyhow::Result<Letterhead> {
        ensure!(!self.from.trim().is_empty(), "`mail.from` must be set where mail leaves the house");
        let head = Letterhead::new(&self.from, &self.from_name, &self.reply_to, &self.domain)
            .map_err(|error| anyhow!("`mail.from` and `mail.reply_to` must be addresses: {error}"))?;
        let Some(path) = set(&self.dkim_key) else { return Ok(head) };
        let domain = self.from.rsplit_once('@').map_or("", |it| it.1);
        let dkim = Dkim::from_pem(&read("mail.dkim_key", path)?, &self.dkim_selector, domain);
        Ok(head.signing(dkim.context("mail.dkim_key and mail.dkim_selector")?))
    }
}

/// A gateway of text messages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextGateway {
    adapter: PathBuf,
    login: String,
    secret: Secret,
    sender: String,
    #[serde(deserialize_with = "value::whole")]
    per_minute: NonZeroU32,
    #[serde(deserialize_with = "value::whole")]
    seconds: NonZeroU64,
    folder: PathBuf,
    write_to: String,
    marks: bool,
}

impl TextGateway {
    /// In which letters messages go.
    pub const fn letters(&self) -> Letters {
        if self.marks { Letters::Marked } else { Letters::Plain }
    }

    /// Where people send texts of this channel; none where nobody can.
    ///
    /// # Errors
    /// When nobody would read them.
    pub fn write_to(&self, channel: &str) -> anyhow::Result<Option<String>> {
        let address = self.write_to.trim();
        if address.is_empty() {
            return Ok(None);
        }
        let is_read = matches!(self.way(channel)?, TextWay::Http(gateway) if gateway.takes_texts());
        ensure!(
            is_read,
            "{channel}.write_to is set, and nothing brings what people write there: [inbound] in the file of {channel}.adapter \
             is missing"
        );
        Ok(Some(address.to_owned()))
    }

    /// Where messages of this channel, `sms` or `zalo`, go.
    pub fn way(&self, channel: &str) -> anyhow::Result<TextWay> {
        let Some(path) = set(&self.adapter) else {
            return Ok(set(&self.folder).map_or(TextWay::Off, |it| TextWay::Folder(it.to_owned())));
        };
        ensure!(set(&self.folder).is_none(), "{channel}.adapter and {channel}.folder are both set");
        let name = format!("{channel}.adapter");
        let text = String::from_utf8(read(&name, path)?).with_context(|| format!("{name} is not UTF-8"))?;
        let adapter = Adapter::read(&text).with_context(|| format!("{name}: {}", path.display()))?;
        let secret = self.secret.told().to_owned();
        ensure!(
            !adapter.signs() || secret.len() >= SHORTEST_SECRET,
            "`{channel}.secret` must have {SHORTEST_SECRET} characters at least where messages or receipts are signed"
        );
        let account = GatewayAccount { login: self.login.clone(), secret, sender: self.sender.clone() };
        let patience = Duration::from_secs(self.seconds.get());
        Ok(TextWay::Http(Arc::new(HttpTexter::new(adapter, account, self.per_minute, patience)?)))
    }
}

/// Where webhooks may go.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    inside: bool,
    #[serde(deserialize_with = "value::whole")]
    seconds: NonZeroU64,
}

impl Webhooks {
    /// What posts them; in a demo also to this machine.
    pub fn poster(&self, demo: bool) -> anyhow::Result<Poster> {
        let patience = Duration::from_secs(self.seconds.get());
        Ok(Poster::Http(HttpPoster::new(patience, self.inside || demo)?))
    }
}

fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|it| it.is_loopback())
}

fn read(setting: &str, path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{setting}: {} can not be read", path.display()))
}

fn set(path: &Path) -> Option<&Path> {
    Some(path).filter(|it| !it.as_os_str().is_empty())
}
