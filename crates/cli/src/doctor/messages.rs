//! What leaves the house: whether mail and text messages go anywhere, as whom, and what the domain has to tell for it.

use super::{Finding, PATIENCE, Verdict};
use crate::settings::Settings;
use motcua_delivery::{Letterhead, Mailer, SmtpMailer, TextWay};
use motcua_notifications::Letters;
use tokio::time::timeout;

/// Mail, SMS and Zalo, a line each.
pub async fn findings(settings: &Settings) -> Vec<Finding> {
    vec![mail(settings).await, texts("sms", settings), texts("zalo", settings), webhooks(settings)]
}

async fn mail(settings: &Settings) -> Finding {
    match settings.mail.mailer() {
        Err(error) => Finding::bad("mail", format!("{error:#}")),
        Ok(Mailer::Off | Mailer::Memory(_)) => {
            let found = "none leaves the house: citizens are told by other ways alone; see mail.host";
            Finding::new("mail", Verdict::Note, found)
        }
        Ok(Mailer::Folder(it)) => {
            let found = format!("goes into {} and to nobody; see mail.host", it.folder().display());
            Finding::new("mail", Verdict::Note, found)
        }
        Ok(Mailer::Smtp(it)) => server(&it).await,
    }
}

/// Logs in as a mail would, and sends none.
async fn server(mailer: &SmtpMailer) -> Finding {
    let place = format!("{:?}", mailer.server());
    match timeout(PATIENCE, mailer.greet()).await {
        Ok(Ok(())) => Finding::good("mail", format!("{place} lets us in; {}", as_whom(mailer.letterhead()))),
        Ok(Err(failure)) => Finding::bad("mail", format!("{place}: {failure}; check the settings of [mail]")),
        Err(_) => Finding::bad("mail", format!("{place} does not answer; check the settings of [mail]")),
    }
}

fn as_whom(head: &Letterhead) -> String {
    let from = head.from();
    match head.key() {
        Some(key) => format!("from {from}, signed; {} must say: {}", key.key_at(), key.record()),
        None => format!("from {from}, not signed here; the mail server has to sign (DKIM)"),
    }
}

fn texts(channel: &str, settings: &Settings) -> Finding {
    let of = if channel == "sms" { &settings.sms } else { &settings.zalo };
    match of.way(channel) {
        Err(error) => Finding::bad(channel, format!("{error:#}")),
        Ok(TextWay::Off | TextWay::Memory(_)) => {
            Finding::new(channel, Verdict::Note, format!("none leaves the house; see {channel}.adapter"))
        }
        Ok(TextWay::Folder(folder)) => {
            let found = format!("goes into {} and to nobody; see {channel}.adapter", folder.display());
            Finding::new(channel, Verdict::Note, found)
        }
        Ok(TextWay::Http(it)) => {
            let receipts =
                if it.tells_receipts() { "tells what arrived" } else { "tells nothing afterwards" };
            let asked = match of.write_to(channel) {
                Err(error) => return Finding::bad(channel, format!("{error:#}")),
                Ok(Some(address)) => format!(", brings what people send to {address}"),
                Ok(None) if it.takes_texts() => {
                    format!(", brings what people send, and nobody is told where to; see {channel}.write_to")
                }
                Ok(None) => String::new(),
            };
            let marks = if of.letters() == Letters::Marked { "with marks" } else { "without marks" };
            let found = format!(
                "{} {marks}, {receipts}{asked}; try it: motcua message try NUMBER --channel {channel}",
                it.url()
            );
            Finding::good(channel, found)
        }
    }
}

fn webhooks(settings: &Settings) -> Finding {
    match settings.webhooks.poster(false) {
        Ok(_) => Finding::good("webhooks", "may be posted to whoever subscribes"),
        Err(error) => Finding::bad("webhooks", format!("{error:#}")),
    }
}
