//! The binary `motcua`: reads arguments and files, calls rules and use cases, prints. No rule lives here.
//!
//! Exit codes: 0 done, 1 the work failed or found something wrong, 2 the arguments were wrong.
#![expect(clippy::print_stderr, reason = "a command line prints")]

mod calendar;
mod catalogue;
mod database;
mod durations;
mod input;
mod log;
mod log_file;
mod progress;
mod verify;

use clap::{Parser, Subcommand};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// One-stop public service: receives dossiers, moves them through agencies, measures time and fees.
#[derive(Parser)]
#[command(name = "motcua", version, arg_required_else_help = true)]
struct Arguments {
    /// The database: `sqlite:FILE` or `postgres://USER@HOST/NAME`.
    #[arg(long, global = true, value_name = "URL", default_value = "sqlite:motcua.sqlite", value_parser = database_url)]
    database: String,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Add and measure working time.
    #[command(subcommand)]
    Calendar(calendar::Command),
    /// Read files and say what they hold, storing nothing.
    #[command(subcommand)]
    Check(Check),
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
    /// Compare every stored dossier with its history; exit code 1 when one is broken.
    Verify(verify::Verify),
}

#[derive(Subcommand)]
enum Check {
    /// A list of procedures, one JSON object a line (.gz too): what is structured, what is kept verbatim and flagged.
    Catalogue(catalogue::Check),
}

#[derive(Subcommand)]
enum Import {
    /// An event log: every case becomes a dossier. Cases that are here already are left alone.
    Log(log::Import),
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

fn main() -> ExitCode {
    let (text, code) = match run(&Arguments::parse()) {
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

fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let url = arguments.database.as_str();
    let text = match &arguments.command {
        Command::Calendar(command) => calendar::run(command)?,
        Command::Check(Check::Catalogue(check)) => catalogue::run(check)?,
        Command::Migrate => wait_for(database::migrate(url))?,
        Command::Import(Import::Log(asked)) => wait_for(log::import(url, asked))?,
        Command::Export(Export::Log(asked)) => wait_for(log::export(url, asked))?,
        Command::Report(Report::Durations(asked)) => {
            asked.answer(&asked.file().unwrap_or_else(|| wait_for(durations::stored(url)))?)?
        }
        Command::Verify(asked) => return wait_for(verify::run(url, asked)),
    };
    Ok(Answer::Good(text))
}

/// Only what needs the database waits.
fn wait_for<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

fn database_url(text: &str) -> Result<String, String> {
    if ["sqlite:", "postgres:", "postgresql:"].iter().any(|it| text.starts_with(it)) {
        return Ok(text.to_owned());
    }
    Err("a database is sqlite:FILE or postgres://USER@HOST/NAME".to_owned())
}
