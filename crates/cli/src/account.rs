//! `motcua account`: who works here, in which role at which agency. Whoever may run it on the machine of the database may
//! make the first administrator; passwords are read from the terminal or the standard input.

mod shown;

use crate::settings::Settings;
use crate::{database, input, typed_password};
use anyhow::{anyhow, bail};
use clap::{Args, Subcommand};
use motcua_app::accounts::{self, NewAccount};
use motcua_app::{AppError, Context};
use motcua_i18n::{Locale, say};
use motcua_identity::{Grant, KnownTo, LoginName};
use motcua_kernel::{Agency, Date, Role, Validity};

#[derive(Subcommand)]
pub enum Command {
    /// Make an account with its first role. Its password is asked for on a terminal, else it is the first line of the
    /// standard input.
    Add(Add),
    /// Give an account one more role.
    Grant(Given),
    /// Let nobody in with an account any more: its sessions end, its API tokens stop counting. What it did stays.
    Disable(Named),
    /// Let people in again with an account that was disabled, with the roles, password and API tokens it had.
    Enable(Named),
    /// Give an account another password, read as by `add`. Its sessions end; its API tokens still count.
    Password(Password),
    /// Show accounts with their roles.
    List(List),
}

#[derive(Args)]
pub struct Named {
    /// The login name.
    #[arg(long, value_parser = input::login)]
    login: LoginName,
}

#[derive(Args)]
pub struct Password {
    #[command(flatten)]
    named: Named,
    #[command(flatten)]
    typist: Typist,
}

/// Who types the password.
#[derive(Args)]
struct Typist {
    /// Somebody else than its owner typed it, who must choose another before anything else.
    #[arg(long)]
    given: bool,
}

impl Typist {
    const fn known_to(&self) -> KnownTo {
        if self.given { KnownTo::Giver } else { KnownTo::Owner }
    }
}

#[derive(Args)]
pub struct Add {
    #[command(flatten)]
    named: Named,
    /// The name colleagues and slips show.
    #[arg(long, value_name = "HỌ TÊN")]
    name: String,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    typist: Typist,
}

#[derive(Args)]
pub struct Given {
    #[command(flatten)]
    named: Named,
    #[command(flatten)]
    place: Place,
    /// The first day without the role (2026-12-01); none when absent.
    #[arg(long, value_name = "DATE", value_parser = input::date)]
    until: Option<Date>,
}

/// A role at an agency from a day on.
#[derive(Args)]
struct Place {
    /// The role by its word, such as `clerk` or `administrator`.
    #[arg(long, value_parser = input::role)]
    role: Role,
    /// The code of the agency, such as H13, as it is on the first day.
    #[arg(long, value_name = "CODE")]
    agency: String,
    /// The first day of the role (2026-11-01); today when absent.
    #[arg(long, value_name = "DATE", value_parser = input::date)]
    from: Option<Date>,
}

#[derive(Args)]
pub struct List {
    /// Only those who have, had or will have a role at the agency with this code today.
    #[arg(long, value_name = "CODE")]
    agency: Option<String>,
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub async fn run(settings: &Settings, command: &Command) -> anyhow::Result<String> {
    let context = database::open(settings).await?;
    match command {
        Command::Add(asked) => add(&context, asked).await,
        Command::Grant(asked) => grant(&context, asked).await,
        Command::Disable(Named { login }) => {
            let ended = accounts::disable(&context, login).await.map_err(told)?;
            Ok(format!("{login} is disabled; {ended} sessions ended, API tokens count no longer"))
        }
        Command::Enable(Named { login }) => {
            accounts::enable(&context, login).await.map_err(told)?;
            Ok(format!("{login} may come in again"))
        }
        Command::Password(asked) => password(&context, asked).await,
        Command::List(asked) => list(&context, asked).await,
    }
}

async fn add(context: &Context, asked: &Add) -> anyhow::Result<String> {
    let login = &asked.named.login;
    let grant = granted(context, &asked.place, None)?;
    let new = NewAccount {
        login: login.clone(),
        display_name: asked.name.clone(),
        password: typed_password::read(login.as_str())?,
        known_to: asked.typist.known_to(),
        grants: vec![grant],
        signing: Vec::new(),
    };
    accounts::create(context, vec![new]).await.map_err(told)?;
    Ok(format!("{login} is made: {}", shown::role(context, &grant)))
}

async fn grant(context: &Context, asked: &Given) -> anyhow::Result<String> {
    let grant = granted(context, &asked.place, asked.until)?;
    accounts::grant(context, &asked.named.login, grant).await.map_err(told)?;
    Ok(format!("{} is {}", asked.named.login, shown::role(context, &grant)))
}

async fn password(context: &Context, asked: &Password) -> anyhow::Result<String> {
    let login = &asked.named.login;
    // Nobody types a password for an account that is not there.
    accounts::by_login(context, login).await.map_err(told)?;
    let typed = typed_password::read(login.as_str())?;
    let set = accounts::set_password(context, login, &typed, asked.typist.known_to()).await.map_err(told)?;
    let (ended, left) = (set.sessions_ended, set.tokens_left);
    Ok(format!("{login} has another password; {ended} sessions ended, {left} API tokens still count"))
}

async fn list(context: &Context, asked: &List) -> anyhow::Result<String> {
    let today = context.clock.now().date();
    let agency = asked.agency.as_deref().map(|code| agency(context, code, today)).transpose()?;
    let found = accounts::list(context, agency.map(|it| it.id)).await.map_err(told)?;
    if asked.json {
        return Ok(serde_json::to_string_pretty(&shown::for_programs(context, &found))?);
    }
    Ok(shown::for_people(context, &found))
}

fn granted(context: &Context, place: &Place, until: Option<Date>) -> anyhow::Result<Grant> {
    let from = place.from.unwrap_or_else(|| context.clock.now().date());
    let agency = agency(context, &place.agency, from)?.id;
    Ok(Grant { role: place.role, agency, validity: Validity { from, until }, delegation: None })
}

/// The agency with this code on that day. Who errs is told the codes nearby.
fn agency<'a>(context: &'a Context, code: &str, date: Date) -> anyhow::Result<&'a Agency> {
    let tree = &context.province.agencies;
    if let Some(found) = tree.by_code(code, date) {
        return Ok(found);
    }
    let above = std::iter::successors(code.rsplit_once('.'), |(above, _)| above.rsplit_once('.'))
        .find_map(|(above, _)| tree.by_code(above, date));
    let nearby = tree.iter().filter(|it| it.validity.holds_on(date) && it.parent == above.map(|it| it.id));
    let mut nearby: Vec<&str> = above.into_iter().chain(nearby).map(|it| it.code.as_str()).collect();
    nearby.sort_unstable();
    bail!("no agency has the code `{code}` on {date}; there is {}", nearby.join(", "))
}

/// There is no page here that would show what a rule says.
fn told(error: AppError) -> anyhow::Error {
    let AppError::Refused(refusal) = &error else { return error.into() };
    let said = say(Locale::En, &refusal.message);
    if refusal.field.as_deref() == Some("login") {
        return anyhow!("{said} (`motcua account list`)");
    }
    anyhow!(said)
}
