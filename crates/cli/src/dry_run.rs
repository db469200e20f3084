//! `motcua check procedure`: what keeps a procedure from being announced, and the clock of each leg of a dossier of it.

use crate::settings::Settings;
use crate::{Answer, database, input};
use anyhow::anyhow;
use clap::Args;
use motcua_app::Clock;
use motcua_app::catalogue::{DryRun, Walk, Way, dry_run, unstaffed};
use motcua_i18n::{Locale, say, texts};
use motcua_kernel::{Instant, Refusal};
use serde_json::{Value, json};

#[derive(Args)]
pub struct Check {
    /// National code of the procedure.
    code: String,
    /// Code of the counter that would receive.
    #[arg(long)]
    counter: String,
    /// When it would be received; now, if absent.
    #[arg(long, value_parser = input::instant)]
    at: Option<Instant>,
    /// Also look in the database whether somebody is there for each step.
    #[arg(long)]
    people: bool,
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub async fn run(settings: &Settings, asked: &Check) -> anyhow::Result<Answer> {
    let province = database::province(&settings.province)?;
    let at = asked.at.unwrap_or_else(|| Clock::System.now());
    let mut found =
        dry_run(&province, &asked.code, &asked.counter, at).map_err(|it| anyhow!(in_words(&it)))?;
    if asked.people {
        let context = database::open(settings).await?;
        found.gaps.extend(unstaffed(&context, &asked.code, &asked.counter, at).await?);
    }
    let good = found.gaps.is_empty() && found.walks.iter().all(|it| it.way.is_ok());
    let text =
        if asked.json { serde_json::to_string_pretty(&for_programs(&found))? } else { sentences(&found) };
    Ok(if good { Answer::Good(text) } else { Answer::Bad(text) })
}

fn in_words(refusal: &Refusal) -> String {
    say(Locale::Vi, &refusal.message)
}

fn for_programs(found: &DryRun) -> Value {
    let way = |it: &Way| {
        let legs = it.legs.iter().map(|leg| {
            json!({
                "no": leg.plan.no,
                "name": leg.plan.name,
                "agency": leg.agency,
                "begins": leg.begins.to_string(),
                "ends": leg.plan.planned_end.to_string(),
                "working_minutes": leg.minutes,
            })
        });
        json!({
            "due": it.due.to_string(),
            "explanation": it.explanation.sentence(),
            "legs": legs.collect::<Vec<_>>(),
            "minutes_to_spare": it.to_spare,
        })
    };
    let walk = |it: &Walk| {
        let way = match &it.way {
            Ok(it) => way(it),
            Err(refusal) => json!({ "refused": refusal }),
        };
        json!({ "case": it.case, "channel": it.channel.code(), "way": way })
    };
    json!({
        "name": found.name,
        "gaps": found.gaps,
        "walks": found.walks.iter().map(walk).collect::<Vec<_>>(),
    })
}

fn sentences(found: &DryRun) -> String {
    let mut lines = vec![found.name.clone()];
    lines.extend(found.gaps.iter().map(|it| {
        let article = it.article.as_deref().map(|it| format!(" ({it})")).unwrap_or_default();
        format!("  ! {}{article}", in_words(it))
    }));
    for walk in &found.walks {
        let channel = texts(Locale::Vi).get(&format!("channel.{}", walk.channel.code())).unwrap_or_default();
        lines.push(format!("  {} · {channel}", walk.case));
        match &walk.way {
            Ok(way) => lines.extend(of_way(way)),
            Err(refusal) => lines.push(format!("    ! {}", in_words(refusal))),
        }
    }
    lines.join("\n")
}

fn of_way(way: &Way) -> Vec<String> {
    let mut lines: Vec<String> = way
        .legs
        .iter()
        .map(|leg| {
            format!(
                "    {}. {} — {}: {} → {} ({} phút làm việc)",
                leg.plan.no,
                leg.plan.name,
                leg.agency,
                moment(leg.begins),
                moment(leg.plan.planned_end),
                leg.minutes
            )
        })
        .collect();
    lines.push(format!("    hẹn trả {}, còn dư {} phút làm việc", moment(way.due), way.to_spare));
    lines.push(format!("    {}", way.explanation.sentence()));
    lines
}

/// As people write it.
fn moment(at: Instant) -> String {
    let (day, time) = (at.date(), at.time());
    format!(
        "{:02}:{:02} {:02}/{:02}/{}",
        time.hour(),
        time.minute(),
        day.day(),
        u8::from(day.month()),
        day.year()
    )
}
