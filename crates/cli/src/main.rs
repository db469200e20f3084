//! The binary `motcua`: reads arguments and files, calls the rules, prints. No rule lives here.
//!
//! Exit codes: 0 done, 1 the work failed or found something wrong, 2 the arguments were wrong.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line prints")]

mod calendar;
mod catalogue;
mod durations;
mod input;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// One-stop public service: receives dossiers, moves them through agencies, measures time and fees.
#[derive(Parser)]
#[command(name = "motcua", version, arg_required_else_help = true)]
struct Arguments {
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
    /// Figures.
    #[command(subcommand)]
    Report(Report),
}

#[derive(Subcommand)]
enum Check {
    /// A list of procedures, one JSON object a line (.gz too): what is structured, what is kept verbatim and flagged.
    Catalogue(catalogue::Check),
}

#[derive(Subcommand)]
enum Report {
    /// Durations of the cases of an event log.
    Durations(durations::Durations),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Command::Calendar(command) => calendar::run(command),
        Command::Check(Check::Catalogue(check)) => catalogue::run(check),
        Command::Report(Report::Durations(durations)) => durations::run(durations),
    };
    match outcome {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("motcua: {error:#}");
            ExitCode::FAILURE
        }
    }
}
