//! What an operator may set: `config/default.toml`, then a file, then variables, then `--database`.
//!
//! Read once, in `main`. A setting that is unknown or wrong ends the program and is named together with the place it was
//! written in; nothing is corrected silently. The words about each setting stand in `config/default.toml`.

mod files;
mod gateway;
mod inquiries;
mod jobs;
mod messages;
mod seal;
mod value;
mod watch;

use anyhow::{Context, anyhow, ensure};
use config::{Config, ConfigError, Environment, File, FileFormat, Source, Value};
pub use files::{Attachments, Bucket, Scanner};
pub use gateway::Gateway;
pub use inquiries::Inquiries;
pub use jobs::Jobs;
pub use messages::{Mail, TextGateway, Webhooks};
use motcua_app::notices::QuietHours;
use motcua_i18n::{Locale, say};
use motcua_web::{SettingSource, ShownSetting};
pub use seal::Seal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};
pub use value::DatabaseUrl;
pub use watch::Watch;

/// Every setting.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub server: Server,
    pub database: Database,
    pub province: Province,
    pub attachments: Attachments,
    pub bucket: Bucket,
    pub scanner: Scanner,
    pub seal: Seal,
    pub gateway: Gateway,
    pub mail: Mail,
    pub sms: TextGateway,
    pub zalo: TextGateway,
    pub inquiries: Inquiries,
    pub webhooks: Webhooks,
    pub watch: Watch,
    pub jobs: Jobs,
    pub lookup: Lookup,
    pub log: Log,
    /// Where each setting was written; those that are not here come from the command line.
    #[serde(skip)]
    places: BTreeMap<String, String>,
}

/// Where the server answers and what it takes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    #[serde(deserialize_with = "value::parsed")]
    pub listen: SocketAddr,
    #[serde(deserialize_with = "value::public_url")]
    public_url: String,
    #[serde(deserialize_with = "value::addresses")]
    pub trusted_proxies: Vec<IpAddr>,
    #[serde(deserialize_with = "value::whole")]
    pub request_bytes: NonZeroUsize,
}

impl Server {
    /// What links begin with, when the server answers on `address`; no slash at the end.
    pub fn public_url(&self, address: SocketAddr) -> String {
        if !self.public_url.is_empty() {
            return self.public_url.clone();
        }
        if address.ip().is_unspecified() {
            return format!("http://localhost:{}", address.port());
        }
        format!("http://{address}")
    }

    /// Whether browsers are told to send cookies over TLS only.
    pub fn secure_cookies(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Where everything is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    #[serde(deserialize_with = "value::parsed")]
    pub url: DatabaseUrl,
}

/// Whose agencies and procedures.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Province {
    pub name: ProvinceName,
    calendar: PathBuf,
    forms: PathBuf,
    notices: PathBuf,
    quiet_hours: String,
    budget: PathBuf,
}

impl Province {
    /// The same for another province.
    pub fn named(&self, name: ProvinceName) -> Self {
        Self { name, ..self.clone() }
    }

    /// The file of days off and swapped days; none for those that come with the program.
    pub fn calendar(&self) -> Option<&Path> {
        Some(self.calendar.as_path()).filter(|it| !it.as_os_str().is_empty())
    }

    /// The folder of the province's own forms; none where those that come with the program do.
    pub fn forms(&self) -> Option<&Path> {
        Some(self.forms.as_path()).filter(|it| !it.as_os_str().is_empty())
    }

    /// The folder of the province's own words for messages; none where those that come with the program do.
    pub fn notices(&self) -> Option<&Path> {
        Some(self.notices.as_path()).filter(|it| !it.as_os_str().is_empty())
    }

    /// The hours in which no text message is sent.
    ///
    /// # Errors
    /// When they are no hours.
    pub fn quiet_hours(&self) -> anyhow::Result<QuietHours> {
        let hours = QuietHours::parse(&self.quiet_hours);
        hours.with_context(|| {
            format!("province.quiet_hours is `{}`: no hours such as 21:00-07:00", self.quiet_hours)
        })
    }

    /// The file of budget codes; none for the one that comes with the program.
    pub fn budget(&self) -> Option<&Path> {
        Some(self.budget.as_path()).filter(|it| !it.as_os_str().is_empty())
    }
}

/// A province whose files come with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[derive(clap::ValueEnum)]
pub enum ProvinceName {
    CanTho,
    SocTrang,
}

/// How often one address may look dossiers up by their number.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    #[serde(deserialize_with = "value::whole")]
    pub per_minute: NonZeroU32,
    #[serde(deserialize_with = "value::whole")]
    pub burst: NonZeroU32,
}

/// What is logged, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    #[serde(deserialize_with = "value::directives")]
    pub level: String,
    pub format: LogFormat,
}

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    Text,
    Json,
}

const DEFAULT: &str = include_str!("../../../config/default.toml");
const DEFAULT_PLACE: &str = "config/default.toml";
const ENVIRONMENT: &str = "the environment";
const PREFIX: &str = "MOTCUA_";
/// Variables that begin so belong to the tests of the house.
const TEST_PREFIX: &str = "MOTCUA_TEST_";

/// Every setting by its whole name, and what it must be.
const KEYS: [(&str, &str); 88] = [
    ("server.listen", "an address and a port, such as 127.0.0.1:8080"),
    ("server.public_url", "empty, or http:// or https:// and a name, such as https://motcua.example.vn"),
    ("server.trusted_proxies", "a list of IP addresses, such as 10.0.0.2"),
    ("server.request_bytes", "a whole number of bytes from 1"),
    ("database.url", value::DATABASE_FORM),
    ("province.name", "\"can-tho\" or \"soc-trang\""),
    ("province.calendar", "empty, or the path of a CSV file of days off and swapped days"),
    ("province.forms", "empty, or the path of a folder of forms"),
    ("province.notices", "empty, or the path of a folder of words for messages"),
    ("province.quiet_hours", "two times of day, such as 21:00-07:00"),
    ("province.budget", "empty, or the path of a TOML file of budget codes"),
    ("attachments.folder", "the path of a folder"),
    ("attachments.largest_bytes", "a whole number of bytes from 1"),
    ("attachments.kinds", "a list of one or more of pdf, jpeg, png, tiff, docx, xlsx"),
    ("attachments.files_per_dossier", "a whole number from 1"),
    ("attachments.bytes_per_dossier", "a whole number of bytes from 1"),
    ("bucket.name", "empty, or the name of a bucket"),
    ("bucket.endpoint", "empty, or http:// or https:// and a name, such as https://s3.example.vn"),
    ("bucket.region", "the name of a region, such as us-east-1"),
    ("bucket.access_key", "empty, or the key that the store of the bucket gave"),
    ("bucket.secret_key", "empty, or the secret that belongs to bucket.access_key"),
    ("scanner.address", "empty, or unix:PATH or tcp:HOST:PORT, such as unix:/run/clamav/clamd.ctl"),
    ("scanner.seconds", "a whole number of seconds from 1"),
    ("scanner.without", "\"refuse\" or \"let-through\""),
    ("seal.key_store", "empty, or the path of a PKCS#12 file"),
    ("seal.password", "empty, or the password of seal.key_store"),
    ("seal.password_file", "empty, or the path of a file that holds the password of seal.key_store"),
    ("seal.name", "empty, or the name of the organisation"),
    ("seal.place", "empty, or the name of a place"),
    ("seal.roots", "empty, or the path of a file of certificates in PEM"),
    ("gateway.address", "empty, or http:// or https:// and the page of the gateway"),
    ("gateway.merchant", "empty, or the name of this house at the gateway"),
    ("gateway.secret", "empty, or 32 to 64 printable characters without spaces"),
    ("gateway.minutes", "a whole number of minutes from 1"),
    ("mail.host", "empty, or the name of the mail server"),
    ("mail.port", "a port, such as 587"),
    ("mail.security", "\"starttls\", \"tls\" or \"none\""),
    ("mail.login", "empty, or the name of this house at the mail server"),
    ("mail.password", "empty, or the password that belongs to mail.login"),
    ("mail.roots", "empty, or the path of a file of certificates in PEM"),
    ("mail.from", "empty, or the address that mail comes from, such as motcua@cantho.gov.vn"),
    ("mail.from_name", "empty, or the name beside mail.from"),
    ("mail.reply_to", "empty, or the address that answers go to"),
    ("mail.domain", "empty, or the domain that names mails, such as cantho.gov.vn"),
    ("mail.dkim_key", "empty, or the path of an RSA key in PEM"),
    ("mail.dkim_selector", "empty, or the name of the key in the domain, such as mot2026"),
    ("mail.seconds", "a whole number of seconds from 1"),
    ("mail.connections", "a whole number from 1"),
    ("mail.folder", "empty, or the path of a folder"),
    ("sms.adapter", "empty, or the path of a TOML file that describes the gateway"),
    ("sms.login", "empty, or the name of this house at the gateway"),
    ("sms.secret", "empty, or what this house and the gateway share"),
    ("sms.sender", "empty, or the name that messages come from"),
    ("sms.per_minute", "a whole number from 1"),
    ("sms.seconds", "a whole number of seconds from 1"),
    ("sms.folder", "empty, or the path of a folder"),
    ("sms.write_to", "empty, or the number that people text"),
    ("sms.marks", "true or false"),
    ("zalo.adapter", "empty, or the path of a TOML file that describes the gateway"),
    ("zalo.login", "empty, or the name of this house at the gateway"),
    ("zalo.secret", "empty, or what this house and the gateway share"),
    ("zalo.sender", "empty, or the name that messages come from"),
    ("zalo.per_minute", "a whole number from 1"),
    ("zalo.seconds", "a whole number of seconds from 1"),
    ("zalo.folder", "empty, or the path of a folder"),
    ("zalo.write_to", "empty, or the name of the account that people write to"),
    ("zalo.marks", "true or false"),
    ("inquiries.in_ten_minutes", "a whole number from 1"),
    ("inquiries.in_a_day", "a whole number from 1"),
    ("inquiries.of_all_in_an_hour", "a whole number from 1"),
    ("webhooks.inside", "true or false"),
    ("webhooks.seconds", "a whole number of seconds from 1"),
    ("watch.leg_soon_days", "a whole number of working days from 1"),
    ("watch.lawful_soon_days", "a whole number of working days from 1"),
    ("watch.acceptance_minutes", "0, or a whole number of working minutes"),
    ("watch.approval_minutes", "a whole number of working minutes from 1"),
    ("watch.answer_soon_days", "a whole number of working days from 1"),
    ("watch.collect_days", "a list of working days, such as 5, 15, 30"),
    ("watch.escalation", "a list of steps such as head 240, leader 480"),
    ("watch.token_days", "a whole number of days from 1"),
    ("watch.password_days", "0, or a whole number of days"),
    ("jobs.at_once", "a whole number from 1"),
    ("jobs.lease_seconds", "a whole number of seconds from 1"),
    ("jobs.pause_seconds", "a whole number of seconds from 1"),
    ("lookup.per_minute", "a whole number from 1"),
    ("lookup.burst", "a whole number from 1"),
    ("log.level", "error, warn, info, debug or trace, also by part, such as info,sqlx=debug"),
    ("log.format", "\"text\" or \"json\""),
];

impl Settings {
    /// Reads the defaults, then `file`, then those `variables` whose names begin with `MOTCUA_`.
    pub fn read(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> anyhow::Result<Self> {
        let mut sources = Config::builder();
        let mut places = BTreeMap::new();
        for layer in layers(file, variables)? {
            for key in keys(layer.values.collect()?) {
                ensure!(is_known(&key), "`{key}` in {} is no setting; {}", layer.place, known());
                places.insert(key, layer.place.clone());
            }
            sources = sources.add_source(layer.values);
        }
        let read: anyhow::Result<Self> =
            sources.build()?.try_deserialize().map_err(|error| wrong(error, &places));
        let read = Self { places, ..read? };
        read.watched_by()?;
        Ok(read)
    }

    /// What dossiers are watched by.
    ///
    /// # Errors
    /// When it can not be watched by, with the setting, its place, and why in each language.
    pub fn watched_by(&self) -> anyhow::Result<motcua_app::watch::Watch> {
        self.watch.rules().map_err(|refusal| {
            let key = format!("watch.{}", refusal.field.as_deref().unwrap_or_default());
            let words = Locale::ALL.map(|locale| say(locale, &refusal.message)).join("\n");
            anyhow!("{}:\n{words}", place_of(&key, &self.places))
        })
    }

    /// Another value than the one that was written, because whoever started the program said so.
    pub fn is_said_otherwise(&mut self, key: &str) {
        self.places.remove(key);
    }

    /// Every setting as an administrator reads it: name, value without a password, and where it was written.
    pub fn shown(&self) -> Vec<ShownSetting> {
        let whole = serde_json::to_value(self).unwrap_or_default();
        let shown = |(key, _): &(&str, &str)| {
            let value = key.split('.').fold(&whole, |value, name| &value[name]);
            ShownSetting {
                key: (*key).to_owned(),
                value: said(value),
                source: match self.places.get(*key).map(String::as_str) {
                    Some(DEFAULT_PLACE) => SettingSource::Default,
                    Some(ENVIRONMENT) => SettingSource::Variable(variable(key)),
                    Some(file) => SettingSource::File(file.to_owned()),
                    None => SettingSource::CommandLine,
                },
            }
        };
        KEYS.iter().map(shown).collect()
    }
}

/// A value as it is read: a list without brackets, a text without quotation marks.
fn said(value: &serde_json::Value) -> String {
    let one = |it: &serde_json::Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    value.as_array().map_or_else(|| one(value), |it| it.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// Settings of one origin.
struct Layer {
    place: String,
    values: Config,
}

fn layers(
    file: Option<&Path>,
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> anyhow::Result<Vec<Layer>> {
    let mut layers = vec![toml_layer(DEFAULT_PLACE.to_owned(), DEFAULT)?];
    if let Some(path) = file {
        let place = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| format!("{place} can not be read"))?;
        layers.push(toml_layer(place, &text)?);
    }
    let environment = Environment::with_prefix("MOTCUA").prefix_separator("_").separator("__");
    let environment = environment.source(Some(ours(variables)?));
    let values = Config::builder().add_source(environment).build()?;
    layers.push(Layer { place: ENVIRONMENT.to_owned(), values });
    Ok(layers)
}

fn toml_layer(place: String, text: &str) -> anyhow::Result<Layer> {
    let values = Config::builder().add_source(File::from_str(text, FileFormat::Toml)).build();
    let values = values.with_context(|| format!("{place} can not be read as settings"))?;
    Ok(Layer { place, values })
}

/// The variables that are settings.
fn ours(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> anyhow::Result<HashMap<String, String>> {
    let mut ours = HashMap::new();
    for (name, value) in variables {
        let is_ours = |it: &&str| it.starts_with(PREFIX) && !it.starts_with(TEST_PREFIX);
        let Some(name) = name.to_str().filter(is_ours) else { continue };
        let names_one = KEYS.iter().any(|(key, _)| variable(key) == name);
        ensure!(names_one, "the variable {name} is no setting; {}", known());
        let value = value.into_string().map_err(|_| anyhow!("the variable {name} is not UTF-8"))?;
        ours.insert(name.to_owned(), value);
    }
    Ok(ours)
}

/// `MOTCUA_SERVER__LISTEN` for `server.listen`.
fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "__").to_uppercase())
}

/// The whole name of each value in `table`; of a table without any, its own.
fn keys(table: impl IntoIterator<Item = (String, Value)>) -> Vec<String> {
    let mut all = Vec::new();
    for (key, value) in table {
        match value.into_table() {
            Ok(inner) if !inner.is_empty() => {
                all.extend(keys(inner).into_iter().map(|it| format!("{key}.{it}")));
            }
            Ok(_) | Err(_) => all.push(key),
        }
    }
    all
}

fn is_known(key: &str) -> bool {
    KEYS.iter().any(|(known, _)| *known == key)
}

fn known() -> String {
    format!("the settings are {}", KEYS.map(|(key, _)| key).join(", "))
}

/// Names the setting and where it was written, and says what it must be.
fn wrong(error: ConfigError, places: &BTreeMap<String, String>) -> anyhow::Error {
    let (key, found) = if let ConfigError::Type { key: Some(key), unexpected, .. } = &error {
        (key, unexpected.to_string())
    } else if let ConfigError::At { key: Some(key), error, .. } = &error {
        (key, error.to_string())
    } else {
        return error.into();
    };
    let Some((key, must_be)) = KEYS.iter().find(|(known, _)| key.starts_with(known)) else {
        return anyhow!("`{key}`: {found}");
    };
    anyhow!("{} must be {must_be}: {found}", place_of(key, places))
}

/// A setting as messages name it, with where it was written.
fn place_of(key: &str, places: &BTreeMap<String, String>) -> String {
    match places.get(key).map(String::as_str) {
        Some(ENVIRONMENT) => format!("the variable {}", variable(key)),
        Some(file) => format!("`{key}` in {file}"),
        None => format!("`{key}`"),
    }
}

#[cfg(test)]
#[path = "settings/tests.rs"]
mod tests;
