//! `motcua calendar`: when a limit ends and why, and how much working time lies between two moments.

use crate::settings::Settings;
use crate::{database, input, progress};
use anyhow::Context;
use clap::Args;
use motcua_app::upkeep::{self, Trial};
use motcua_calendar::{
    CutOff, CutOffEffect, DayCalendar, OpeningHours, Session, TimeLimit, WorkingCalendar, lunar_days, shipped,
};
use motcua_i18n::Locale;
use motcua_kernel::Instant;
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(clap::Subcommand)]
pub enum Command {
    /// When a limit ends, with every skipped day.
    Due(Due),
    /// Working minutes between two moments.
    Between(Between),
    /// When Tết and the Hùng Kings' day fall by the moon over Việt Nam: a suggestion for a year that is not decided yet.
    Tet(Tet),
    /// Work the lawful dates of open dossiers out anew after the calendar has changed, and list what moved. Running it
    /// again changes nothing.
    Recompute(Recompute),
}

#[derive(Args)]
pub struct Tet {
    /// The year that begins then.
    #[arg(long)]
    year: i32,
    /// For programs.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct Recompute {
    /// Say what would move, and move nothing.
    #[arg(long)]
    trial: bool,
    /// For programs.
    #[arg(long)]
    json: bool,
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

pub async fn run(settings: &Settings, command: &Command) -> anyhow::Result<String> {
    match command {
        Command::Due(asked) => due(asked),
        Command::Between(asked) => between(asked),
        Command::Tet(asked) => tet(asked),
        Command::Recompute(asked) => recompute(settings, asked).await,
    }
}

fn tet(asked: &Tet) -> anyhow::Result<String> {
    let days = lunar_days(asked.year).context("only years from 1900 to 2199 can be worked out")?;
    if asked.json {
        let answer = json!({
            "year": asked.year,
            "tet": days.tet.to_string(),
            "hung_kings": days.hung_kings.to_string(),
            "law": false,
        });
        return Ok(serde_json::to_string_pretty(&answer)?);
    }
    let spoken = |day| motcua_i18n::spoken_date(Locale::Vi, day);
    Ok(format!(
        "Theo âm lịch Việt Nam (UTC+7): mùng một Tết là {}, Giỗ Tổ Hùng Vương (10/3) là {}.\n\
         Đây là gợi ý, không phải quyết định: ngày nghỉ hằng năm do Thủ tướng Chính phủ quyết định.",
        spoken(days.tet),
        spoken(days.hung_kings)
    ))
}

async fn recompute(settings: &Settings, asked: &Recompute) -> anyhow::Result<String> {
    let context = database::open(settings).await?;
    let trial = if asked.trial { Trial::Only } else { Trial::Not };
    let bar = progress::counter();
    let outcome = upkeep::recompute(&context, trial, &|done| progress::show(&bar, done)).await;
    bar.finish_and_clear();
    let report = outcome?;
    if asked.json {
        let moved = report.moved.iter().map(|it| {
            let (before, after) = (it.before.to_string(), it.after.to_string());
            json!({ "dossier": it.dossier, "number": it.number, "before": before, "after": after })
        });
        let moved: Vec<_> = moved.collect();
        let answer = json!({ "dossiers": report.dossiers, "moved": moved, "trial": asked.trial });
        return Ok(serde_json::to_string_pretty(&answer)?);
    }
    let done = if asked.trial { "sẽ chuyển hạn" } else { "đã chuyển hạn" };
    let mut lines = vec![format!("đã xem {} hồ sơ, {done} {} hồ sơ", report.dossiers, report.moved.len())];
    lines.extend(report.moved.iter().map(|it| format!("  {}: {} → {}", it.number, it.before, it.after)));
    Ok(lines.join("\n"))
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

/// The days of the file at `path`; those that come with the program, if there is none.
pub fn days_of(path: Option<&Path>) -> anyhow::Result<DayCalendar> {
    let Some(path) = path else { return Ok(shipped()) };
    let text =
        std::fs::read_to_string(path).with_context(|| format!("{} can not be read", path.display()))?;
    DayCalendar::parse_csv(&text).with_context(|| path.display().to_string())
}

fn calendar(days: &Days) -> anyhow::Result<WorkingCalendar> {
    let country = days_of(days.calendar.as_deref())?;
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
