//! The binary `motcua`: reads arguments and files, calls rules and use cases, prints. No rule lives here.
//!
//! Exit codes: 0 done, 1 the work failed or found something wrong, 2 the arguments or the settings were wrong.
#![expect(clippy::print_stderr, reason = "a command line prints")]

mod account;
mod agencies;
mod calendar;
mod catalogue;
mod database;
mod doctor;
mod dry_run;
mod durations;
mod files;
mod forms;
mod import;
mod input;
mod log;
mod log_file;
mod logging;
mod message;
mod notices;
mod open_dossiers;
mod progress;
mod rebase;
mod rules;
mod seed;
mod serve;
mod settings;
mod typed_password;
mod verify;

use clap::{Parser, Subcommand};
use settings::{DatabaseUrl, Settings};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// One-stop public service: receives dossiers, moves them through agencies, measures time and fees.
#[derive(Parser)]
#[command(name = "motcua", version, arg_required_else_help = true)]
struct Arguments {
    /// A file of settings; what it does not name stays as in `config/default.toml`.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The database: `sqlite:FILE` or `postgres://USER@HOST/NAME`; the one of the settings, if absent.
    #[arg(long, global = true, value_name = "URL")]
    database: Option<DatabaseUrl>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer browsers and programs until told to stop.
    Serve(serve::Serve),
    /// Put a made-up province into an empty database.
    Seed,
    /// Make and keep the accounts of the people who work here.
    #[command(subcommand)]
    Account(account::Command),
    /// What follows when the tree of agencies has changed.
    #[command(subcommand)]
    Agencies(agencies::Command),
    /// Add and measure working time.
    #[command(subcommand)]
    Calendar(calendar::Command),
    /// Look at files and procedures and say what they hold, storing nothing.
    #[command(subcommand)]
    Check(Check),
    /// Procedures and the dossiers that are on their way under them.
    #[command(subcommand)]
    Procedure(Procedure),
    /// Create the database or bring it up to date.
    Migrate,
    /// Take over what other systems wrote.
    #[command(subcommand)]
    Import(Import),
    /// Write what other systems read.
    #[command(subcommand)]
    Export(Export),
    /// Figures.
    #[command(subcommand)]
    Report(Report),
    /// What the law says in each period, with article and confidence.
    #[command(subcommand)]
    Rules(rules::Command),
    /// The forms that official sheets are printed by.
    #[command(subcommand)]
    Forms(forms::Command),
    /// The words that people are told things in.
    #[command(subcommand)]
    Notices(notices::Command),
    /// Compare every stored dossier with its history; exit code 1 when one is broken.
    Verify(verify::Verify),
    /// Messages to citizens.
    #[command(subcommand)]
    Message(message::Command),
    /// What lies in the store of files.
    #[command(subcommand)]
    Files(files::Command),
    /// Say what is in use and whether it works; exit code 1 when something is wrong.
    Doctor(doctor::Doctor),
}

#[derive(Subcommand)]
enum Check {
    /// A list of procedures, one JSON object a line (.gz too): what is structured, what is kept verbatim and flagged.
    Catalogue(catalogue::Check),
    /// A procedure in force: what it lacks, and the clock of each leg a dossier of it would go through. Exit code 1 when
    /// something is lacking or a way can not be walked.
    Procedure(dry_run::Check),
}

#[derive(Subcommand)]
enum Procedure {
    /// Running dossiers that are under another version than the one in force, and what would change for each if they went
    /// over; nothing is changed unless a person proposes or approves it. Exit code 1 when one can not go over.
    Rebase(rebase::Rebase),
}

#[derive(Subcommand)]
enum Import {
    /// An event log: every case becomes a dossier. Cases that are here already are left alone.
    Log(log::Import),
    /// A list of procedures, one JSON object a line (.gz too): each becomes a draft an officer completes. Drafts of an
    /// earlier import are replaced. Exit code 1 when a line is no procedure.
    Catalogue(catalogue::Import),
    /// Dossiers that are open on paper: what each row of a table would become; sent to be approved with `--as`. Exit code 1
    /// when a row is wrong.
    Open(open_dossiers::Import),
    /// Accounts of a spreadsheet: says what is wrong or what would change, and does it when asked to. Twice changes nothing.
    /// Exit code 1 when a line is wrong.
    Accounts(import::Accounts),
    /// Agencies of a spreadsheet against the tree that is built in: what is new or different, as lines for the file of the
    /// province. Exit code 1 when a line is wrong.
    Agencies(import::Agencies),
    /// Days off and swapped days of a spreadsheet against the calendar in force, and the dates that would move. Exit code 1
    /// when a line is wrong.
    Calendar(import::Calendar),
}

#[derive(Subcommand)]
enum Export {
    /// Every imported case as one event log.
    Log(log::Export),
}

#[derive(Subcommand)]
enum Report {
    /// Durations, deadlines and variants of the imported cases, or of a log in a file.
    Durations(durations::Durations),
}

/// What is printed, and whether something is wrong.
pub enum Answer {
    /// Done.
    Good(String),
    /// Done, and what was looked at is not as it should be.
    Bad(String),
}

/// For wrong settings as for wrong arguments.
const WRONG_INPUT: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let settings = match settings(&arguments) {
        Ok(settings) => settings,
        Err(error) => {
            eprintln!("motcua: {error:#}");
            return ExitCode::from(WRONG_INPUT);
        }
    };
    logging::start(&settings.log);
    let (text, code) = match run(&arguments.command, &settings) {
        Ok(Answer::Good(text)) => (text, ExitCode::SUCCESS),
        Ok(Answer::Bad(text)) => (text, ExitCode::FAILURE),
        Err(error) => {
            eprintln!("motcua: {error:#}");
            return ExitCode::FAILURE;
        }
    };
    match writeln!(std::io::stdout(), "{text}") {
        // Whoever reads may have seen enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("motcua: the answer can not be printed: {error}");
            ExitCode::FAILURE
        }
        Ok(()) | Err(_) => code,
    }
}

fn settings(arguments: &Arguments) -> anyhow::Result<Settings> {
    let mut settings = Settings::read(arguments.config.as_deref(), std::env::vars_os())?;
    if let Command::Serve(serve::Serve { province: Some(name), .. }) = &arguments.command {
        settings.province.name = *name;
        settings.is_said_otherwise("province.name");
    }
    if matches!(&arguments.command, Command::Serve(asked) if asked.demo) {
        settings.attachments.folder = seed::files(settings.province.name).into();
        settings.is_said_otherwise("attachments.folder");
        // What is made up never lies beside what is real.
        settings.bucket.name.clear();
        settings.is_said_otherwise("bucket.name");
    }
    if let Some(url) = &arguments.database {
        settings.database.url = url.clone();
        settings.is_said_otherwise("database.url");
    } else if matches!(&arguments.command, Command::Serve(asked) if asked.demo) {
        let file = seed::file(settings.province.name);
        settings.database.url = file.parse().map_err(anyhow::Error::msg)?;
        settings.is_said_otherwise("database.url");
    }
    Ok(settings)
}

fn run(command: &Command, settings: &Settings) -> anyhow::Result<Answer> {
    let text = match command {
        Command::Serve(asked) => on_all_cores(serve::run(settings, asked))?,
        Command::Seed => wait_for(seed::run(settings))?,
        Command::Account(command) => wait_for(account::run(settings, command))?,
        Command::Calendar(command) => wait_for(calendar::run(settings, command))?,
        Command::Check(Check::Catalogue(check)) => catalogue::run(check)?,
        Command::Check(Check::Procedure(check)) => return wait_for(dry_run::run(settings, check)),
        Command::Procedure(Procedure::Rebase(asked)) => return wait_for(rebase::run(settings, asked)),
        Command::Migrate => wait_for(database::migrate(&settings.database.url))?,
        Command::Import(Import::Log(asked)) => wait_for(log::import(settings, asked))?,
        Command::Import(Import::Catalogue(asked)) => return wait_for(catalogue::import(settings, asked)),
        Command::Import(Import::Open(asked)) => return wait_for(open_dossiers::import(settings, asked)),
        Command::Import(Import::Accounts(asked)) => return wait_for(import::accounts(settings, asked)),
        Command::Import(Import::Agencies(asked)) => return import::agencies(settings, asked),
        Command::Import(Import::Calendar(asked)) => return wait_for(import::calendar(settings, asked)),
        Command::Export(Export::Log(asked)) => wait_for(log::export(settings, asked))?,
        Command::Report(Report::Durations(asked)) => {
            asked.answer(&asked.file().unwrap_or_else(|| wait_for(durations::stored(settings)))?)?
        }
        Command::Rules(command) => rules::run(command)?,
        Command::Forms(command) => return forms::run(command, settings.province.forms()),
        Command::Notices(command) => return notices::run(command, settings.province.notices()),
        Command::Agencies(command) => return wait_for(agencies::run(settings, command)),
        Command::Message(command) => return wait_for(message::run(settings, command)),
        Command::Files(command) => return wait_for(files::run(settings, command)),
        Command::Verify(asked) => return wait_for(verify::run(settings, asked)),
        Command::Doctor(asked) => return wait_for(doctor::run(settings, asked)),
    };
    Ok(Answer::Good(text))
}

/// Only what needs the database waits.
fn wait_for<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

/// The server answers many at once.
fn on_all_cores<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
