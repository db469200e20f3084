//! `motcua calendar`: when a limit ends and why, and how much working time lies between two moments.

use crate::input;
use anyhow::Context;
use clap::Args;
use motcua_calendar::{
    CutOff, CutOffEffect, DayCalendar, OpeningHours, Session, TimeLimit, WorkingCalendar, shipped,
};
use motcua_kernel::Instant;
use serde::Serialize;
use std::path::PathBuf;

#[derive(clap::Subcommand)]
pub enum Command {
    /// When a limit ends, with every skipped day.
    Due(Due),
    /// Working minutes between two moments.
    Between(Between),
}

#[derive(Args)]
struct Days {
    /// Sessions of each day from Monday to Friday, such as 07:30-11:30,13:00-17:00.
    #[arg(long, value_delimiter = ',')]
    hours: Vec<Session>,
    /// A calendar file in the form of `config/calendars/vn_holidays_2007_2030.csv`; that one, if absent.
    #[arg(long)]
    calendar: Option<PathBuf>,
    /// For programs.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct Due {
    /// The moment of receipt.
    #[arg(long, value_parser = input::instant)]
    start: Instant,
    /// The limit: "5 working days", "4 working hours", "30 calendar days then 5 working days", "1 month".
    #[arg(long)]
    add: TimeLimit,
    /// An hour after which a receipt counts as of the next working day, such as 15:00.
    #[arg(long, value_parser = time_of_day)]
    cut_off: Option<time::Time>,
    #[command(flatten)]
    days: Days,
}

#[derive(Args)]
pub struct Between {
    /// The earlier moment.
    #[arg(long, value_parser = input::instant)]
    from: Instant,
    /// The later moment.
    #[arg(long, value_parser = input::instant)]
    to: Instant,
    #[command(flatten)]
    days: Days,
}

#[derive(Serialize)]
struct DueAnswer {
    due: String,
    sentence: String,
    explanation: motcua_calendar::Explanation,
}

#[derive(Serialize)]
struct BetweenAnswer {
    working_minutes: i64,
    elapsed_minutes: i64,
}

pub fn run(command: &Command) -> anyhow::Result<String> {
    match command {
        Command::Due(asked) => due(asked),
        Command::Between(asked) => between(asked),
    }
}

fn due(asked: &Due) -> anyhow::Result<String> {
    let calendar = calendar(&asked.days)?;
    let cut_off = asked.cut_off.map(|at| CutOff { at, effect: CutOffEffect::ClockNextDay });
    let due = calendar.due(asked.start, &asked.add, cut_off);
    let answer = DueAnswer {
        due: due.at.to_string(),
        sentence: due.explanation.sentence(),
        explanation: due.explanation,
    };
    if asked.days.json {
        return Ok(serde_json::to_string_pretty(&answer)?);
    }
    Ok(format!("{}\n{}", answer.due, answer.sentence))
}

fn between(asked: &Between) -> anyhow::Result<String> {
    anyhow::ensure!(asked.from <= asked.to, "--from must not be later than --to");
    let calendar = calendar(&asked.days)?;
    let answer = BetweenAnswer {
        working_minutes: calendar.measure(asked.from, asked.to),
        elapsed_minutes: asked.to.floor_minute().micros_since(asked.from.floor_minute()) / 60_000_000,
    };
    if asked.days.json {
        return Ok(serde_json::to_string_pretty(&answer)?);
    }
    Ok(format!("{} phút làm việc ({} phút theo lịch)", answer.working_minutes, answer.elapsed_minutes))
}

fn calendar(days: &Days) -> anyhow::Result<WorkingCalendar> {
    let country = match &days.calendar {
        None => shipped(),
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("{} can not be read", path.display()))?;
            DayCalendar::parse_csv(&text).with_context(|| path.display().to_string())?
        }
    };
    let hours = if days.hours.is_empty() {
        OpeningHours::DEFAULT
    } else {
        let day = || days.hours.clone();
        OpeningHours::new([day(), day(), day(), day(), day(), Vec::new(), Vec::new()])?
    };
    let always = motcua_kernel::Validity::since(time::Date::MIN);
    Ok(WorkingCalendar::new(country, vec![(always, hours)], Vec::new()))
}

fn time_of_day(text: &str) -> Result<time::Time, String> {
    time::Time::parse(text, time::macros::format_description!("[hour]:[minute]"))
        .map_err(|_| format!("`{text}` is no time of day like 15:00"))
}
