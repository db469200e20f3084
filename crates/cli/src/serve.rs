//! `motcua serve`: the composition root. Settings, store, province, clock and randomness become one running site.
//!
//! Nothing is decided here. It listens only when all of it is ready, says so in one line, and stops when it is told to,
//! after the answers it owes.

use crate::settings::{DatabaseUrl, ProvinceName, Settings};
use crate::{database, notices, seed};
use anyhow::{Context as _, bail};
use clap::Args;
use motcua_app::Context;
use motcua_app::begin::{self, BeginCode};
use motcua_app::inquiries::InquirySetting;
use motcua_app::money::gateway::Gateway;
use motcua_app::notices::{NoticeSetting, ShortLetters};
use motcua_app::seals::Remaining;
use motcua_delivery::{HttpTexter, Mailer, Phones, TextWay, Texter, Tray};
use motcua_web::{FirstRun, Sample, Site, SiteSettings};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::fd::AsFd;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Mails that the page of a demo shows.
const MAILS_OF_A_DEMO: usize = 300;
/// What people of a demo text; no telephone has it.
const NUMBER_OF_A_DEMO: &str = "0000";

#[derive(Args)]
pub struct Serve {
    /// Show a made-up province: kept in `motcua-demo.sqlite`, or `motcua-demo-soc-trang.sqlite`, unless --database names
    /// another; filled when empty.
    #[arg(long)]
    pub demo: bool,
    /// Whose agencies and procedures; those of the settings, if absent. The demo of soc-trang has a clock of its own, some
    /// years behind.
    #[arg(long, value_name = "NAME")]
    pub province: Option<ProvinceName>,
    /// Address and port to answer on; that of the settings, if absent. Port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
}

pub async fn run(settings: &Settings, asked: &Serve) -> anyhow::Result<String> {
    let stopped = stopped()?;
    // The port first: one that is taken is told at once, and nobody is answered before all is ready.
    let listener = bind(asked.listen.unwrap_or(settings.server.listen)).await?;
    let address = listener.local_addr()?;
    let settings = &listening(settings, asked, address);
    usable(settings)?;
    let context = furnished(settings, asked).await?;
    let begun = begun(settings, asked, (&listener, address), context, &stopped).await?;
    let Some(context) = begun else { return Ok("motcua has stopped".to_owned()) };
    let sample = asked.demo.then(|| seed::sample(&context, settings));
    let site = site(settings, context.clone(), address, sample.clone());
    say(&settings.server.public_url(address), sample.as_ref())?;
    let answering = motcua_web::serve(listener, site, told(stopped.clone()));
    let (answered, worked, ()) = tokio::join!(
        answering,
        motcua_app::duties::work(&context, settings.jobs.working(), stopped.clone()),
        motcua_app::live::follow(&context, stopped)
    );
    answered?;
    worked?;
    Ok("motcua has stopped".to_owned())
}

/// The settings as they are in use: where the command line says another address, that one.
fn listening(settings: &Settings, asked: &Serve, address: SocketAddr) -> Settings {
    let mut settings = settings.clone();
    if asked.listen.is_some() {
        settings.server.listen = address;
        settings.is_said_otherwise("server.listen");
    }
    settings
}

/// That all that is set can be used: what is wrong is said before half a minute goes into filling a demo.
fn usable(settings: &Settings) -> anyhow::Result<()> {
    settings.watched_by()?;
    settings.province.quiet_hours()?;
    settings.sms.write_to("sms")?;
    settings.zalo.write_to("zalo")?;
    settings.gateway.asked()?;
    settings.seal.roots()?;
    settings.seal.made()?;
    database::press(&settings.province)?;
    database::delivery(settings).map(drop)
}

/// The same once somebody is in the house; none when the server is to stop before. In a new one the site runs with the page
/// that makes its first administrator, who may choose another province than the settings do.
async fn begun(
    settings: &Settings,
    asked: &Serve,
    (listener, address): (&TcpListener, SocketAddr),
    context: Context,
    stopped: &watch::Receiver<bool>,
) -> anyhow::Result<Option<Context>> {
    if asked.demo || !begin::is_new(&context).await? {
        return Ok(Some(context));
    }
    let code = BeginCode::new(&context)?;
    let (done, mut begun) = watch::channel(false);
    say_code(&settings.server.public_url(address), &code)?;
    let site = site(settings, context, address, None).to_begin(FirstRun { code, done });
    let mut stop = stopped.clone();
    let until = async move {
        tokio::select! {
            _ = begun.wait_for(|it| *it) => {}
            _ = stop.wait_for(|it| *it) => {}
        }
    };
    motcua_web::serve(again(listener)?, site, until).await?;
    if *stopped.borrow() {
        return Ok(None);
    }
    Ok(Some(furnished(settings, asked).await?))
}

/// The same port once more: who comes between the two waits a moment and is not turned away.
fn again(listener: &TcpListener) -> anyhow::Result<TcpListener> {
    let descriptor = listener.as_fd().try_clone_to_owned()?;
    Ok(TcpListener::from_std(descriptor.into())?)
}

/// On the terminal and in the log: whoever reads either may begin.
fn say_code(url: &str, code: &BeginCode) -> anyhow::Result<()> {
    let code = code.told();
    tracing::warn!(code, "nobody is in this house yet; the code lets the first administrator in");
    let mut out = std::io::stdout().lock();
    writeln!(out, "motcua answers on {url}")?;
    writeln!(out, "nobody is in this house yet: open {url}/bat-dau and type the code {code}")?;
    Ok(out.flush()?)
}

/// The opened house, with where its files lie and what prints and seals its sheets.
async fn furnished(settings: &Settings, asked: &Serve) -> anyhow::Result<Context> {
    let context = open(settings, asked).await?.with_press(database::press(&settings.province)?);
    let context = database::with_seal(database::with_files(context, settings)?, settings)?;
    if let Some(report) = context.seal_report().filter(|it| it.remaining != Remaining::Long) {
        tracing::warn!(until = %report.signer.not_after.date(), "the certificate of the seal has to be replaced");
    }
    let context = context.with_public_url(&settings.server.public_url(settings.server.listen));
    let context = with_gateway(with_notices(context, settings, asked.demo)?, settings, asked.demo)?;
    with_inquiries(with_delivery(context, settings, asked.demo)?, settings)
}

/// With the words of the province for its messages; those of a demo say that everything in them is made up.
fn with_notices(context: Context, settings: &Settings, demo: bool) -> anyhow::Result<Context> {
    let templates = notices::templates_of(settings.province.notices())?;
    for fault in templates.faults() {
        tracing::error!(%fault, "the built-in words are used");
    }
    let (templates, quiet_hours) = (Arc::new(templates), settings.province.quiet_hours()?);
    let letters = ShortLetters { sms: settings.sms.letters(), zalo: settings.zalo.letters() };
    let usual = NoticeSetting::default();
    Ok(context.with_notices(NoticeSetting { templates, quiet_hours, letters, sample: demo, ..usual }))
}

/// With the gateway of the settings; a demo without one has a stand-in, where no money moves.
fn with_gateway(context: Context, settings: &Settings, demo: bool) -> anyhow::Result<Context> {
    Ok(match settings.gateway.asked()? {
        Some(gateway) => context.with_gateway(gateway),
        None if demo => {
            let secret = context.ids.secret()?;
            context.with_gateway(Gateway::trial(&secret))
        }
        None => context,
    })
}

/// With the ways out of the house that are set. In a demo what has none goes to the page of the stand-in, mail into a memory
/// and text messages over HTTP to telephones that are none.
fn with_delivery(context: Context, settings: &Settings, demo: bool) -> anyhow::Result<Context> {
    let mut delivery = database::delivery(settings)?;
    if demo {
        delivery.posts = settings.webhooks.poster(true)?;
        if !delivery.mail.is_on() {
            delivery.mail = Mailer::Memory(Tray::keeping(MAILS_OF_A_DEMO));
        }
        if !delivery.is_on("sms") && !delivery.is_on("zalo") {
            let secret = context.ids.secret()?;
            let secret = secret.first_chunk().map_or(0, |it| u128::from_be_bytes(*it));
            let phones = Phones::new(format!("{secret:032x}"));
            let way = TextWay::Http(Arc::new(HttpTexter::stand_in(stand_in(settings), phones)?));
            delivery.texts = Texter { sms: way.clone(), zalo: way };
        }
    }
    Ok(context.with_delivery(delivery))
}

/// With what is answered to people who send texts. Those of a demo write to a number that is nobody's.
fn with_inquiries(context: Context, settings: &Settings) -> anyhow::Result<Context> {
    let mut asked = InquirySetting {
        limits: settings.inquiries.limits(),
        sms: settings.sms.write_to("sms")?,
        zalo: settings.zalo.write_to("zalo")?,
    };
    if context.delivery().texts.phones().is_some() {
        asked.sms = Some(NUMBER_OF_A_DEMO.to_owned());
    }
    Ok(context.with_inquiries(asked))
}

/// Where the stand-in of the gateway answers: this server, from this machine.
fn stand_in(settings: &Settings) -> String {
    let mut address = settings.server.listen;
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    format!("http://{address}/api/v1/texts/trial")
}

async fn open(settings: &Settings, asked: &Serve) -> anyhow::Result<Context> {
    let url = &settings.database.url;
    if asked.demo {
        return seed::filled(settings).await;
    }
    if is_embedded(url) {
        database::migrate(url).await?;
    }
    database::open(settings).await
}

/// A server's database is migrated by whoever is responsible for it; the embedded one has nobody else.
fn is_embedded(url: &DatabaseUrl) -> bool {
    url.as_str().starts_with("sqlite:")
}

fn site(settings: &Settings, context: Context, address: SocketAddr, sample: Option<Sample>) -> Site {
    let server = &settings.server;
    let site = SiteSettings {
        public_url: server.public_url(address),
        trusted_proxies: server.trusted_proxies.clone(),
        request_bytes: server.request_bytes.get(),
        lookups_per_minute: settings.lookup.per_minute,
        lookup_burst: settings.lookup.burst,
        sample,
    };
    Site::new(context, site).with_settings(settings.shown())
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("another program already answers on {address}; stop it, or name another with --listen")
        }
        Err(error) => Err(error).with_context(|| format!("{address} can not be listened on")),
    }
}

fn say(url: &str, sample: Option<&Sample>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "motcua answers on {url}")?;
    if let Some((sample, first)) = sample.and_then(|it| Some((it, it.accounts.first()?))) {
        writeln!(out, "log in on {url}/dang-nhap as {} with {}", first.login, sample.password)?;
    }
    Ok(out.flush()?)
}

/// Becomes true when the server must end: by ctrl-c at a terminal, by SIGTERM from whatever runs it.
fn stopped() -> anyhow::Result<watch::Receiver<bool>> {
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    let (tell, stopped) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        tracing::info!("told to stop");
        tell.send_replace(true);
    });
    Ok(stopped)
}

async fn told(mut stopped: watch::Receiver<bool>) {
    // An error would mean that nobody can tell any more: then it is time to stop as well.
    drop(stopped.wait_for(|it| *it).await);
}
