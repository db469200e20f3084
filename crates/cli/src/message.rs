//! `motcua message try`: sends one sample over the way that is set, and says what the other side said.

use crate::settings::Settings;
use crate::{Answer, database};
use anyhow::ensure;
use clap::Subcommand;
use motcua_app::{Clock, IdSource};
use motcua_delivery::{Failure, Mail, Sent, Text};
use motcua_notifications::Letters;

const SUBJECT: &str = "Thư thử của hệ thống một cửa";
const WORDS: &str = "Đây là tin thử của hệ thống một cửa. Không cần trả lời.";

#[derive(Subcommand)]
pub enum Command {
    /// Send a sample to an address of mail or a telephone number, and say what the server answered; exit code 1 when it
    /// was not taken.
    Try {
        /// Where to.
        #[arg(value_name = "ADDRESS")]
        to: String,
        /// On which channel; by mail to an address with an @, else by SMS, if absent.
        #[arg(long)]
        channel: Option<Channel>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Channel {
    Email,
    Sms,
    Zalo,
}

pub async fn run(settings: &Settings, command: &Command) -> anyhow::Result<Answer> {
    let Command::Try { to, channel } = command;
    let usual = if to.contains('@') { Channel::Email } else { Channel::Sms };
    let delivery = database::delivery(settings)?;
    let at = Clock::System.now();
    let id = IdSource::System.next(at)?;
    let (name, sent) = match channel.unwrap_or(usual) {
        Channel::Email => {
            ensure!(delivery.mail.is_on(), "no mail leaves this house; set mail.host");
            let mail = Mail {
                id,
                to: to.clone(),
                to_name: None,
                subject: SUBJECT.to_owned(),
                text: WORDS.to_owned(),
                html: None,
                attachments: Vec::new(),
                unsubscribe: None,
                at,
            };
            ("mail", delivery.mail.send(&mail).await)
        }
        Channel::Sms => ("sms", text(&delivery, id, "sms", to, settings.sms.letters()).await?),
        Channel::Zalo => ("zalo", text(&delivery, id, "zalo", to, settings.zalo.letters()).await?),
    };
    Ok(match sent {
        Ok(Sent::Accepted { their_id }) => {
            let named = their_id.map(|it| format!(", as {it}")).unwrap_or_default();
            Answer::Good(format!("{name} {id}: taken{named}"))
        }
        Err(Failure::Later { error, after }) => {
            let wait = after.map(|it| format!("; it asks to wait {it} seconds")).unwrap_or_default();
            Answer::Bad(format!("{name} {id}: not now: {error}{wait}"))
        }
        Err(Failure::NoRoom { error, after }) => {
            Answer::Bad(format!("{name} {id}: not tried: {error}; there may be room in {after} seconds"))
        }
        Err(Failure::Never { error, address }) => {
            let whose = if address { " (the address)" } else { "" };
            Answer::Bad(format!("{name} {id}: refused{whose}: {error}"))
        }
    })
}

async fn text(
    delivery: &motcua_delivery::Delivery,
    id: uuid::Uuid,
    channel: &'static str,
    to: &str,
    letters: Letters,
) -> anyhow::Result<Result<Sent, Failure>> {
    ensure!(delivery.is_on(channel), "nothing leaves this house by {channel}; set {channel}.adapter");
    let text = Text { id, channel, to: to.to_owned(), text: letters.of(WORDS.to_owned()) };
    Ok(delivery.texts.send(&text).await)
}
