//! `motcua import open`: a file of dossiers that are open on paper. Shows what each row would become; with `--as` the file is
//! sent, and waits for a head to approve it in the browser. Nothing is taken over from here.

use crate::settings::Settings;
use crate::{Answer, database};
use anyhow::Context as _;
use clap::Args;
use motcua_app::accounts::by_login;
use motcua_app::paper::{self, COLUMNS, JudgedRow, Verdict, Verdicts};
use motcua_app::{AppError, Context};
use motcua_i18n::{Locale, say};
use motcua_identity::{Action, LoginName, Scope, permits};
use motcua_kernel::{AgencyId, Refusal};
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Import {
    /// The table: xlsx, or CSV in UTF-8. With `--template` the file to write.
    file: PathBuf,
    /// Code of the agency whose counter received them.
    #[arg(long, required_unless_present = "template")]
    agency: Option<String>,
    /// Send it as this account, to be approved by another.
    #[arg(long = "as", value_name = "LOGIN")]
    sender: Option<String>,
    /// Write an empty table to be filled in.
    #[arg(long)]
    template: bool,
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub async fn import(settings: &Settings, asked: &Import) -> anyhow::Result<Answer> {
    if asked.template {
        return template(&asked.file);
    }
    let bytes =
        std::fs::read(&asked.file).with_context(|| format!("{} can not be read", asked.file.display()))?;
    let context = database::open(settings).await?;
    let agency = agency(&context, asked.agency.as_deref().unwrap_or_default())?;
    let rows = paper::preview_file(&context, agency, &bytes).await.map_err(in_words)?;
    let sent = match &asked.sender {
        Some(login) => Some(send(&context, login, agency, &asked.file, &bytes).await?),
        None => None,
    };
    let counted = Verdicts::of(&rows);
    let text = if asked.json {
        serde_json::to_string_pretty(&for_programs(&rows, counted, sent.as_deref()))?
    } else {
        sentences(&rows, counted, sent.as_deref())
    };
    Ok(if counted.wrong == 0 { Answer::Good(text) } else { Answer::Bad(text) })
}

fn template(file: &Path) -> anyhow::Result<Answer> {
    let titles: Vec<&str> = COLUMNS.iter().map(|it| it.title).collect();
    std::fs::write(file, paper::template("Hồ sơ giấy", &titles)?)
        .with_context(|| format!("{} can not be written", file.display()))?;
    Ok(Answer::Good(format!("{} written", file.display())))
}

fn agency(context: &Context, code: &str) -> anyhow::Result<AgencyId> {
    let today = context.clock.now().date();
    let found = context.province.agencies.by_code(code, today);
    Ok(found.with_context(|| format!("there is no agency {code} today"))?.id)
}

async fn send(
    context: &Context,
    login: &str,
    agency: AgencyId,
    file: &Path,
    bytes: &[u8],
) -> anyhow::Result<String> {
    let login = LoginName::parse(login).map_err(|it| in_words(it.into()))?;
    let account = by_login(context, &login).await.map_err(in_words)?;
    let (tree, date) = (&context.province.agencies, context.clock.now().date());
    let actor = permits(tree, &account, Action::SendPaperBatch, &Scope::at(agency), date);
    let actor = actor.map_err(|it| in_words(it.into()))?;
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let sent = paper::send(context, actor, &name, bytes).await.map_err(in_words)?;
    Ok(sent.batch.to_string())
}

/// What the office would be told in the browser.
fn in_words(error: AppError) -> anyhow::Error {
    match error {
        AppError::Refused(refusal) => anyhow::anyhow!(told(&refusal)),
        AppError::Stale { .. }
        | AppError::NotFound
        | AppError::Busy
        | AppError::Store(_)
        | AppError::Randomness(_)
        | AppError::Unwritable(_)
        | AppError::Files(_)
        | AppError::Secret(_) => error.into(),
    }
}

fn told(refusal: &Refusal) -> String {
    say(Locale::Vi, &refusal.message)
}

fn wrong(rows: &[JudgedRow]) -> impl Iterator<Item = (u32, &Refusal)> {
    rows.iter()
        .filter_map(|row| match &row.verdict {
            Verdict::Wrong(faults) => Some(faults.iter().map(|fault| (row.line, fault))),
            Verdict::New(_) | Verdict::Already(_) => None,
        })
        .flatten()
}

fn for_programs(rows: &[JudgedRow], counted: Verdicts, sent: Option<&str>) -> serde_json::Value {
    let faults: Vec<_> = wrong(rows)
        .map(|(line, it)| json!({ "line": line, "column": it.field, "code": it.message.code, "detail": told(it) }))
        .collect();
    json!({
        "new": counted.new, "already": counted.already, "wrong": counted.wrong, "faults": faults, "batch": sent,
    })
}

fn sentences(rows: &[JudgedRow], counted: Verdicts, sent: Option<&str>) -> String {
    let mut lines = vec![format!(
        "{} dòng nhập được, {} dòng đã có trên hệ thống, {} dòng sai",
        counted.new, counted.already, counted.wrong
    )];
    for (line, fault) in wrong(rows) {
        let column = COLUMNS.iter().find(|it| Some(it.code) == fault.field.as_deref());
        let column = column.map_or(String::new(), |it| format!(", cột {}", it.title));
        lines.push(format!("  dòng {line}{column}: {}", told(fault)));
    }
    lines.push(match sent {
        Some(batch) => format!("đã gửi, chờ người phụ trách phê duyệt tại /ho-so-giay/{batch}"),
        None => "chưa gửi: thêm --as TÊN_ĐĂNG_NHẬP để gửi phê duyệt".to_owned(),
    });
    lines.join("\n")
}
