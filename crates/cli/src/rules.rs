//! `motcua rules`: what the packs of the law say, how one differs from another, and all of them as one table.
//!
//! Reads the packs of this build and no database; the rows and their words are those of the pages and the API.

use anyhow::Context;
use clap::{Args, Subcommand};
use motcua_i18n::{Locale, confidence_name, parameter_name, parameter_value, room_name};
use motcua_kernel::{
    Change, Confidence, Date, PackRow, RowValue, RulePack, RulePacks, pack_rows, parse_date,
};
use serde::Serialize;
use std::fmt::Write;

#[derive(Subcommand)]
pub enum Command {
    /// The packs, oldest first.
    List(List),
    /// What a pack says, with article and confidence.
    Show(Show),
    /// What a pack says otherwise than the one before it, or than another.
    Diff(Diff),
    /// Every parameter under every pack, as Markdown.
    Table,
}

#[derive(Args)]
pub struct List {
    /// For programs.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct Show {
    /// Which pack, such as 2018-06.
    #[arg(required_unless_present = "on", conflicts_with = "on")]
    code: Option<String>,
    /// The pack in force on a day, such as 2012-03-05.
    #[arg(long, value_parser = day)]
    on: Option<Date>,
    /// For programs.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct Diff {
    /// Which pack.
    code: String,
    /// The pack to compare it with; the one before it, if absent.
    other: Option<String>,
    /// For programs.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct ListedPack<'a> {
    code: &'a str,
    from: String,
    until: Option<String>,
    basis: &'a str,
    article: &'a str,
    confidence: &'static str,
}

#[derive(Serialize)]
struct ShownPack<'a> {
    #[serde(flatten)]
    pack: ListedPack<'a>,
    compared_with: Option<&'a str>,
    parameters: Vec<ShownParameter>,
}

#[derive(Serialize)]
struct ShownParameter {
    key: String,
    name: String,
    value: String,
    article: String,
    confidence: &'static str,
    changed: bool,
    before: Option<String>,
}

pub fn run(command: &Command) -> anyhow::Result<String> {
    let packs = RulePacks::shipped()?;
    match command {
        Command::List(asked) => list(&packs, asked.json),
        Command::Show(asked) => show(&packs, asked),
        Command::Diff(asked) => diff(&packs, asked),
        Command::Table => Ok(table(&packs)),
    }
}

fn list(packs: &RulePacks, json: bool) -> anyhow::Result<String> {
    if json {
        let listed: Vec<ListedPack<'_>> = packs.iter().map(|it| listed(packs, it)).collect();
        return Ok(serde_json::to_string_pretty(&listed)?);
    }
    Ok(packs.iter().map(heading).collect::<Vec<_>>().join("\n"))
}

fn show(packs: &RulePacks, asked: &Show) -> anyhow::Result<String> {
    let pack = match (&asked.code, asked.on) {
        (Some(code), _) => find(packs, code)?,
        (None, Some(date)) => packs.on(date).with_context(|| format!("no rule pack holds on {date}"))?,
        (None, None) => anyhow::bail!("name a pack or a day"),
    };
    let before = packs.before(pack);
    let rows = pack_rows(pack, before);
    if asked.json { for_programs(packs, pack, before, &rows) } else { Ok(lines(pack, &rows)) }
}

fn diff(packs: &RulePacks, asked: &Diff) -> anyhow::Result<String> {
    let pack = find(packs, &asked.code)?;
    let other = match &asked.other {
        Some(code) => find(packs, code)?,
        None => {
            packs.before(pack).with_context(|| format!("{} is the first pack; name another", pack.code))?
        }
    };
    let mut rows = pack_rows(pack, Some(other));
    rows.retain(PackRow::differs);
    if asked.json {
        return for_programs(packs, pack, Some(other), &rows);
    }
    Ok(format!("{}\n{}", heading(other), lines(pack, &rows)))
}

fn find<'a>(packs: &'a RulePacks, code: &str) -> anyhow::Result<&'a RulePack> {
    packs.get(code).with_context(|| {
        let known: Vec<&str> = packs.iter().map(|it| it.code.as_str()).collect();
        format!("there is no rule pack `{code}`; there are {}", known.join(", "))
    })
}

fn for_programs(
    packs: &RulePacks,
    pack: &RulePack,
    other: Option<&RulePack>,
    rows: &[PackRow],
) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(&ShownPack {
        pack: listed(packs, pack),
        compared_with: other.map(|it| it.code.as_str()),
        parameters: rows.iter().map(shown).collect(),
    })?)
}

fn listed<'a>(packs: &RulePacks, pack: &'a RulePack) -> ListedPack<'a> {
    ListedPack {
        code: &pack.code,
        from: pack.from.value.to_string(),
        until: packs.until(pack).map(|it| it.to_string()),
        basis: &pack.basis,
        article: &pack.from.article,
        confidence: pack.from.confidence.letter(),
    }
}

fn shown(row: &PackRow) -> ShownParameter {
    ShownParameter {
        key: row.key(),
        name: parameter_name(Locale::Vi, row),
        value: said(&row.value),
        article: row.article.clone(),
        confidence: row.confidence.letter(),
        changed: row.differs(),
        before: before(row),
    }
}

fn heading(pack: &RulePack) -> String {
    format!("{:<8} {} [{}] {}", pack.code, pack.from.value, pack.from.confidence.letter(), pack.basis)
}

/// A line each, `*` before what differs; the value it had behind an arrow.
fn lines(pack: &RulePack, rows: &[PackRow]) -> String {
    let mut lines = vec![heading(pack)];
    let mut room = "";
    for row in rows {
        if row.room != room {
            room = row.room;
            lines.push(format!("\n{}", room_name(Locale::Vi, room)));
        }
        let mark = if row.differs() { '*' } else { ' ' };
        let before = before(row).map_or_else(String::new, |it| format!("{it} → "));
        let name = parameter_name(Locale::Vi, row);
        let value = said(&row.value);
        lines.push(format!("{mark} {name}: {before}{value} [{}; {}]", row.article, row.confidence.letter()));
    }
    lines.join("\n")
}

fn before(row: &PackRow) -> Option<String> {
    match &row.change {
        Change::Value(before) => Some(said(before)),
        Change::First | Change::Same | Change::Ground => None,
    }
}

fn said(value: &RowValue) -> String {
    parameter_value(Locale::Vi, value)
}

/// The document `docs/rule-packs.md`.
fn table(packs: &RulePacks) -> String {
    let mut text = String::from(
        "# Rule packs\n\n\
         Made by `motcua rules table` from `config/rules`; a test holds it against them. Each pack states only what differs \
         from the one before: a line stands where its pack states something, and holds until the next line of the same \
         parameter. A changed value is bold; one in plain type stays, on another ground.\n\nConfidence:",
    );
    for confidence in [Confidence::T, Confidence::S, Confidence::I, Confidence::G] {
        let _ = write!(text, " {} {};", confidence.letter(), confidence_name(Locale::En, confidence));
    }
    text.truncate(text.len() - 1);
    text.push_str(".\n\n| pack | from | on | acts |\n|---|---|---|---|\n");
    for pack in packs.iter() {
        let RulePack { code, from, basis, .. } = pack;
        let (article, letter) = (&from.article, from.confidence.letter());
        let _ = writeln!(text, "| `{code}` | {} | {article} [{letter}] | {basis} |", from.value);
    }
    let stated: Vec<(&str, Vec<PackRow>)> =
        packs.iter().map(|it| (it.code.as_str(), pack_rows(it, packs.before(it)))).collect();
    let mut room = "";
    for row in stated.first().map_or(&[][..], |(_, rows)| rows) {
        if row.room != room {
            room = row.room;
            let _ = write!(text, "\n## {}\n\n", room_name(Locale::Vi, room));
            text.push_str("| parameter | pack | value | article | confidence |\n|---|---|---|---|---|\n");
        }
        let mut name = format!("{} (`{}`)", parameter_name(Locale::Vi, row), row.key());
        for (code, rows) in &stated {
            let Some(it) = rows.iter().find(|it| it.key() == row.key() && it.change != Change::Same) else {
                continue;
            };
            let value = said(&it.value);
            let value = if matches!(it.change, Change::Value(_)) { format!("**{value}**") } else { value };
            let (article, letter) = (&it.article, it.confidence.letter());
            let _ = writeln!(text, "| {name} | `{code}` | {value} | {article} | {letter} |");
            name.clear();
        }
    }
    text.trim_end().to_owned()
}

fn day(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| format!("`{text}` is no day like 2012-03-05"))
}
