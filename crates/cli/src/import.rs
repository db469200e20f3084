//! `motcua import accounts|agencies|calendar`: spreadsheets of an administrator. A preview is the default; what is wrong is
//! said by line and column.

use crate::input::role_word;
use crate::settings::Settings;
use crate::{Answer, database, progress};
use anyhow::Context as _;
use clap::Args;
use motcua_app::admin::{
    self, ACCOUNT_COLUMNS, AGENCY_COLUMNS, AccountVerdict, AccountsPreview, AgenciesPreview, AgencyVerdict,
    CALENDAR_COLUMNS, CalendarPreview, Fault, Importer,
};
use motcua_app::paper::Column;
use motcua_app::{AppError, Context};
use motcua_calendar::DayException;
use motcua_i18n::{Locale, role_named, say};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Accounts {
    /// CSV in UTF-8 or xlsx, with the columns Tên đăng nhập, Họ tên, Vai trò, Mã cơ quan, Từ ngày, Đến hết ngày: a line
    /// a role.
    file: PathBuf,
    /// Make the accounts and give the roles. First passwords are printed, and nowhere kept.
    #[arg(long)]
    apply: bool,
}

#[derive(Args)]
pub struct Agencies {
    /// CSV in UTF-8 or xlsx, with the columns Mã cơ quan, Tên cơ quan, Loại cơ quan, Cấp, Mã cơ quan cấp trên, Từ ngày,
    /// Đến hết ngày, Mã cơ quan kế thừa, Dùng hệ thống.
    file: PathBuf,
    /// Write the lines for `agencies.toml` of the province here. The tree of a program is built in: it takes a build.
    #[arg(long, value_name = "TOML")]
    apply: Option<PathBuf>,
}

#[derive(Args)]
pub struct Calendar {
    /// CSV in UTF-8 or xlsx, with the columns Ngày, Loại ngày, Tên ngày: every day off and swapped day of whole years.
    file: PathBuf,
    /// Write the whole calendar here, for the setting `province.calendar`.
    #[arg(long, value_name = "CSV")]
    apply: Option<PathBuf>,
}

pub async fn accounts(settings: &Settings, asked: &Accounts) -> anyhow::Result<Answer> {
    let bytes = read(&asked.file)?;
    let context = database::open(settings).await?;
    let importer = Importer { role_named: &role_named, looks_after: &|_| true };
    let preview = admin::preview_accounts(&context, importer, &bytes).await.map_err(told)?;
    if !preview.faults.is_empty() {
        return Ok(Answer::Bad(faults(&preview.faults, &ACCOUNT_COLUMNS)));
    }
    if !asked.apply {
        return Ok(Answer::Good(rows_of_accounts(&context, &preview, "would be")));
    }
    let done = admin::import_accounts(&context, importer, &bytes).await.map_err(told)?;
    let mut lines = vec![rows_of_accounts(&context, &done.preview, "are")];
    if !done.passwords.is_empty() {
        lines.push("first passwords, told this once:".to_owned());
        lines.extend(done.passwords.iter().map(|it| format!("  {}  {}  {}", it.login, it.password, it.name)));
    }
    Ok(Answer::Good(lines.join("\n")))
}

fn rows_of_accounts(context: &Context, preview: &AccountsPreview, are: &str) -> String {
    let mut lines = Vec::new();
    for row in preview.rows.iter().filter(|it| it.verdict != AccountVerdict::Unchanged) {
        let agency = context.province.agencies.get(row.grant.agency).map_or("", |it| it.code.as_str());
        let what = if row.verdict == AccountVerdict::Added { "new" } else { "one more role" };
        let (role, from) = (role_word(row.grant.role), row.grant.validity.from);
        lines.push(format!(
            "  line {}: {} {}, {role} at {agency} from {from} ({what})",
            row.line, row.login, row.name
        ));
    }
    let count = |verdict| preview.count(verdict);
    lines.push(format!(
        "{} roles of new accounts {are} added, {} roles {are} given to accounts that are there, {} are there already",
        count(AccountVerdict::Added),
        count(AccountVerdict::Changed),
        count(AccountVerdict::Unchanged)
    ));
    lines.join("\n")
}

pub fn agencies(settings: &Settings, asked: &Agencies) -> anyhow::Result<Answer> {
    let bytes = read(&asked.file)?;
    let tree = database::province(&settings.province)?.agencies;
    let preview = admin::preview_agencies(&tree, &bytes).map_err(|it| told(it.into()))?;
    if !preview.faults.is_empty() {
        return Ok(Answer::Bad(faults(&preview.faults, &AGENCY_COLUMNS)));
    }
    let mut lines = rows_of_agencies(&preview);
    if let Some(file) = &asked.apply {
        write(file, &preview.toml())?;
        lines.push(format!("{} holds the lines for agencies.toml of the province", file.display()));
    }
    Ok(Answer::Good(lines.join("\n")))
}

fn rows_of_agencies(preview: &AgenciesPreview) -> Vec<String> {
    let (mut lines, mut counts) = (Vec::new(), [0_usize; 3]);
    for row in &preview.rows {
        let (place, what) = match &row.verdict {
            AgencyVerdict::Added => (0, Some("new".to_owned())),
            AgencyVerdict::Changed(columns) => (1, Some(format!("another {}", columns.join(", ")))),
            AgencyVerdict::Unchanged => (2, None),
        };
        counts[place] += 1;
        lines.extend(
            what.map(|it| format!("  line {}: {} {} ({it})", row.line, row.agency.code, row.agency.name)),
        );
    }
    lines.push(format!("{} new, {} different, {} as in the files", counts[0], counts[1], counts[2]));
    lines
}

pub async fn calendar(settings: &Settings, asked: &Calendar) -> anyhow::Result<Answer> {
    let bytes = read(&asked.file)?;
    let context = database::open(settings).await?;
    let bar = progress::counter();
    let looked = admin::preview_calendar(&context, &bytes, &|done| progress::show(&bar, done)).await;
    bar.finish_and_clear();
    let preview = looked.map_err(told)?;
    if !preview.faults.is_empty() {
        return Ok(Answer::Bad(faults(&preview.faults, &CALENDAR_COLUMNS)));
    }
    let mut lines = days_of(&preview);
    if let Some(file) = &asked.apply {
        write(file, &preview.days.to_csv()?)?;
        let file = file.display();
        lines.push(format!(
            "{file} is the calendar; name it in `province.calendar`, then run `motcua calendar recompute`"
        ));
    }
    Ok(Answer::Good(lines.join("\n")))
}

fn days_of(preview: &CalendarPreview) -> Vec<String> {
    let day = |it: &Option<DayException>| {
        it.as_ref().map_or_else(|| "–".to_owned(), |it| format!("{} ({:?})", it.name, it.kind))
    };
    let mut lines: Vec<String> = preview
        .differences
        .iter()
        .map(|it| format!("  {}: {} → {}", it.date, day(&it.before), day(&it.after)))
        .collect();
    let years: Vec<String> = preview.years.iter().map(i32::to_string).collect();
    let (years, days) = (years.join(", "), preview.differences.len());
    let (looked, moved) = (preview.moved.dossiers, preview.moved.moved.len());
    lines.push(format!(
        "years {years}: {days} days differ; of {looked} dossiers {moved} would get another date"
    ));
    lines.extend(
        preview.moved.moved.iter().map(|it| format!("  {}: {} → {}", it.number, it.before, it.after)),
    );
    lines
}

fn faults(faults: &[Fault], columns: &[Column]) -> String {
    let mut lines = vec![format!("{} things are wrong, nothing was done:", faults.len())];
    for Fault { line, refusal } in faults {
        let title =
            columns.iter().find(|it| refusal.field.as_deref() == Some(it.code)).map_or("", |it| it.title);
        lines.push(format!("  line {line}, {title}: {}", say(Locale::En, &refusal.message)));
    }
    lines.join("\n")
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} can not be read", path.display()))
}

/// Never over a file that is there.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let cannot = || format!("{} can not be written", path.display());
    let mut file = fs::File::create_new(path).with_context(cannot)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).with_context(cannot)
}

fn told(error: AppError) -> anyhow::Error {
    match &error {
        AppError::Refused(refusal) => anyhow::anyhow!(say(Locale::En, &refusal.message)),
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
