//! `motcua doctor`: whether this machine can run the product, line by line, and what to do where it can not.
//!
//! It changes no data and makes no database. One thing that is wrong does not keep it from looking at the next.

mod messages;

use crate::calendar::days_of;
use crate::settings::Settings;
use crate::{Answer, database};
use clap::Args;
use motcua_app::seals::{Remaining, Trust};
use motcua_app::{Clock, Province};
use motcua_catalogue::LegalRegister;
use motcua_kernel::Date;
use motcua_storage::Store;
use serde::Serialize;
use std::time::Duration;
use tokio::time::timeout;

/// Most dossiers received today are due by then.
const LOOKING_AHEAD: time::Duration = time::Duration::days(60);

/// A database that takes longer is not there.
const PATIENCE: Duration = Duration::from_secs(5);

const LEGAL_REGISTER: &str = include_str!("../../../config/legal-basis.toml");

#[derive(Args)]
pub struct Doctor {
    /// For programs.
    #[arg(long)]
    json: bool,
}

/// What was found about one thing.
#[derive(Serialize)]
struct Finding {
    about: String,
    verdict: Verdict,
    found: String,
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    Good,
    /// Somebody should know it; the product runs.
    Note,
    /// Somebody must act; the text says how.
    Bad,
}

impl Finding {
    fn new(about: &str, verdict: Verdict, found: impl Into<String>) -> Self {
        Self { about: about.to_owned(), verdict, found: found.into() }
    }

    fn good(about: &str, found: impl Into<String>) -> Self {
        Self::new(about, Verdict::Good, found)
    }

    fn bad(about: &str, found: impl Into<String>) -> Self {
        Self::new(about, Verdict::Bad, found)
    }
}

#[derive(Serialize)]
struct Report {
    version: &'static str,
    verdict: Verdict,
    settings: Settings,
    findings: Vec<Finding>,
}

pub async fn run(settings: &Settings, asked: &Doctor) -> anyhow::Result<Answer> {
    let today = Clock::System.now().date();
    let mut findings = vec![links(settings)];
    findings.extend(stored(settings).await);
    findings.push(files(settings).await);
    findings.extend(scanner(settings).await);
    findings.push(seal(settings));
    findings.extend(messages::findings(settings).await);
    findings.extend(province(settings, today));
    findings.push(calendar(settings, today));
    let is_bad = findings.iter().any(|it| it.verdict == Verdict::Bad);
    let verdict = if is_bad { Verdict::Bad } else { Verdict::Good };
    let version = env!("CARGO_PKG_VERSION");
    let report = Report { version, verdict, settings: settings.clone(), findings };
    let text = if asked.json { serde_json::to_string_pretty(&report)? } else { lines(&report)? };
    Ok(if is_bad { Answer::Bad(text) } else { Answer::Good(text) })
}

fn lines(report: &Report) -> anyhow::Result<String> {
    let mut lines = vec![format!("motcua {}", report.version), "settings".to_owned()];
    let sections = serde_json::to_value(&report.settings)?;
    for (section, settings) in sections.as_object().into_iter().flatten() {
        for (name, value) in settings.as_object().into_iter().flatten() {
            lines.push(format!("  {section}.{name} = {value}"));
        }
    }
    lines.push("findings".to_owned());
    lines.extend(report.findings.iter().map(|it| {
        let verdict = match it.verdict {
            Verdict::Good => "good",
            Verdict::Note => "note",
            Verdict::Bad => "BAD ",
        };
        format!("  {verdict}  {}: {}", it.about, it.found)
    }));
    Ok(lines.join("\n"))
}

fn links(settings: &Settings) -> Finding {
    let server = &settings.server;
    let url = server.public_url(server.listen);
    if server.secure_cookies() {
        return Finding::good("links", format!("begin with {url}; cookies are Secure"));
    }
    if server.listen.ip().is_loopback() {
        return Finding::good("links", format!("begin with {url}, which leads nowhere from other machines"));
    }
    let found =
        format!("begin with {url}, without TLS: set server.public_url to the https:// name of the server");
    Finding::new("links", Verdict::Note, found)
}

async fn stored(settings: &Settings) -> Vec<Finding> {
    let url = &settings.database.url;
    let missing = match timeout(PATIENCE, database::pending(url)).await {
        Ok(Ok(missing)) => missing,
        Ok(Err(error)) => return vec![Finding::bad("database", format!("{url}: {error:#}"))],
        Err(_) => {
            let found = format!("{url} does not answer; check database.url and that the server runs");
            return vec![Finding::bad("database", found)];
        }
    };
    let schema = match missing {
        0 => Finding::good("schema", "up to date"),
        _ => Finding::bad("schema", format!("lacks {missing} changes; run `motcua migrate`")),
    };
    vec![opened(settings).await, schema]
}

async fn opened(settings: &Settings) -> Finding {
    let url = &settings.database.url;
    let checked = match Store::open(url.as_str()).await {
        Ok(store) => store.check().await,
        Err(error) => Err(error),
    };
    let it = match checked {
        Ok(checked) => checked,
        Err(error) => return Finding::bad("database", format!("{url}: {:#}", anyhow::Error::from(error))),
    };
    let journal = it.journal.unwrap_or_default();
    let found = format!("{url}: {} {}, {journal}", it.backend, it.version);
    if journal.contains("fsync off") {
        let found = format!("{found}: a power cut can lose what was acknowledged; set fsync = on");
        return Finding::new("database", Verdict::Note, found);
    }
    Finding::good("database", found)
}

async fn files(settings: &Settings) -> Finding {
    let folder = settings.attachments.folder.display();
    if !settings.attachments.folder.exists() {
        return Finding::new("files", Verdict::Note, format!("{folder} is not there; the server makes it"));
    }
    let store = match database::file_store(settings) {
        Ok(store) => store,
        Err(error) => return Finding::bad("files", format!("{error:#}")),
    };
    let place = settings.bucket.address().map_or_else(|| folder.to_string(), |it| format!("{it:?}"));
    match timeout(PATIENCE, store.shelf(0)).await {
        Ok(Ok(_)) => Finding::good("files", format!("lie in {place}")),
        Ok(Err(error)) => Finding::bad("files", format!("{place}: {:#}", anyhow::Error::from(error))),
        Err(_) => Finding::bad("files", format!("{place} does not answer; check the settings of [bucket]")),
    }
}

/// Nothing where nobody looks at files.
async fn scanner(settings: &Settings) -> Option<Finding> {
    let scanner = settings.scanner.asked()?;
    Some(match timeout(PATIENCE, scanner.ping()).await {
        Ok(Ok(())) => Finding::good("scanner", "answers"),
        Ok(Err(error)) => {
            Finding::bad("scanner", format!("{error}; check scanner.address and that clamd runs"))
        }
        Err(_) => Finding::bad("scanner", "does not answer; check scanner.address and that clamd runs"),
    })
}

/// Whether the seal works, whose it is and until when.
fn seal(settings: &Settings) -> Finding {
    let found = settings.seal.roots().and_then(|roots| Ok((settings.seal.made()?, roots)));
    let (seal, roots) = match found {
        Ok(found) => found,
        Err(error) => return Finding::bad("seal", format!("{error:#}")),
    };
    let roots_are = match roots.count() {
        0 => "no roots are set, so nobody's signature is trusted".to_owned(),
        count => format!("{count} roots are trusted"),
    };
    let Some(seal) = seal else { return Finding::new("seal", Verdict::Note, format!("none; {roots_are}")) };
    let report = seal.report(&roots, Clock::System.now());
    let signer = &report.signer;
    let who = [signer.name.as_deref(), signer.organisation.as_deref()];
    let who = who.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let until = signer.not_after.date();
    let of = format!("of {who}, until {until}; {roots_are}");
    match (report.remaining, &report.trust) {
        (Remaining::OutOfPeriod, _) => {
            Finding::bad("seal", format!("{of}: does not hold now; replace seal.key_store"))
        }
        (_, Err(fault)) => Finding::bad("seal", format!("{of}: {fault}")),
        (Remaining::Days(days), Ok(_)) => {
            Finding::new("seal", Verdict::Note, format!("{of}: ends in {days} days; order a new certificate"))
        }
        (Remaining::Long, Ok(Trust::Trusted)) => Finding::good("seal", of),
        (Remaining::Long, Ok(trust)) => {
            let why =
                format!("{of}: works, but is itself not trusted here ({}); see seal.roots", trust.code());
            Finding::new("seal", Verdict::Note, why)
        }
    }
}

fn province(settings: &Settings, today: Date) -> Vec<Finding> {
    let province = match database::province(&settings.province) {
        Ok(province) => province,
        Err(error) => {
            return vec![Finding::bad(
                "province",
                format!("{error:#}; this build is broken, install it anew"),
            )];
        }
    };
    let counts = format!(
        "{} rule packs, {} procedures, {} agencies",
        province.packs.iter().count(),
        province.catalogue.procedures().count(),
        province.agencies.iter().count()
    );
    vec![Finding::good("province", counts), rules(&province, today), legal_basis(&province, today)]
}

fn rules(province: &Province, today: Date) -> Finding {
    province.packs.on(today).map_or_else(
        || Finding::bad("rules", format!("no rule pack holds on {today}; nothing can be received")),
        |pack| Finding::good("rules", format!("{} holds on {today}", pack.code)),
    )
}

fn legal_basis(province: &Province, today: Date) -> Finding {
    let register = match LegalRegister::parse(LEGAL_REGISTER) {
        Ok(register) => register,
        Err(error) => return Finding::bad("legal basis", error.to_string()),
    };
    let procedures = province.catalogue.procedures();
    let versions = procedures.filter_map(|it| province.catalogue.version_on(&it.code, today));
    let flags: usize = versions.map(|it| register.flags(it, today).len()).sum();
    match flags {
        0 => Finding::good("legal basis", "every document cited holds"),
        _ => Finding::new(
            "legal basis",
            Verdict::Note,
            format!(
                "{flags} citations of documents that do not hold or are not registered; look at the catalogue"
            ),
        ),
    }
}

fn calendar(settings: &Settings, today: Date) -> Finding {
    let days = match days_of(settings.province.calendar()) {
        Ok(days) => days,
        Err(error) => return Finding::bad("calendar", format!("{error:#}")),
    };
    let year = today.saturating_add(LOOKING_AHEAD).year();
    if days.is_announced(year) {
        return Finding::good("calendar", format!("the days off of {year} are announced"));
    }
    let found = format!("the days off of {year} are not announced here: due dates in it are projections");
    Finding::new("calendar", Verdict::Note, found)
}
