//! `motcua procedure rebase`: which running dossiers could go over to the version in force, and their going over.
//!
//! A trial unless a person acts, with their own password and the permission of their role: whoever runs the program decides
//! nothing in another's name.

use crate::settings::Settings;
use crate::{Answer, database, typed_password};
use anyhow::anyhow;
use clap::Args;
use motcua_app::accounts::{Origin, log_in, log_out};
use motcua_app::catalogue::{
    LegChange, LegDifference, Provision, RebaseDifference, RebaseDone, RebaseLine, RebaseReport, Running,
    confirm_rebase_of, propose_rebase_of, rebase_trial,
};
use motcua_app::{AppError, Context};
use motcua_i18n::{Locale, say};
use motcua_identity::{Account, Action, Scope, permits};
use motcua_kernel::{Actor, Refusal};
use serde_json::{Value, json};

#[derive(Args)]
pub struct Rebase {
    /// National code of the procedure.
    code: String,
    /// Propose it, as the person with this login name; their password is asked for.
    #[arg(long, value_name = "LOGIN", requires_all = ["document", "provision"], conflicts_with = "approve_as")]
    propose_as: Option<String>,
    /// Code of the legal document with the transitional provision.
    #[arg(long, requires = "propose_as")]
    document: Option<String>,
    /// Its article and what it says.
    #[arg(long, requires = "propose_as")]
    provision: Option<String>,
    /// Approve what another person proposed, as the person with this login name; their password is asked for.
    #[arg(long, value_name = "LOGIN")]
    approve_as: Option<String>,
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub async fn run(settings: &Settings, asked: &Rebase) -> anyhow::Result<Answer> {
    let context = database::open(settings).await?;
    if let Some(login) = &asked.approve_as {
        let person = known(&context, login).await?;
        let done = confirm_rebase_of(&context, &asked.code, |it| {
            acting(&context, &person, Action::ConfirmRebase, it).map(Some)
        });
        return changed(&done.await.map_err(in_words)?, asked.json, "đã chuyển");
    }
    if let (Some(login), Some(document), Some(words)) = (&asked.propose_as, &asked.document, &asked.provision)
    {
        let person = known(&context, login).await?;
        let provision = Provision { document: document.clone(), words: words.clone() };
        let done = propose_rebase_of(&context, &asked.code, &provision, |it| {
            acting(&context, &person, Action::ProposeRebase, it).map(Some)
        });
        return changed(&done.await.map_err(in_words)?, asked.json, "đã đề nghị chuyển");
    }
    let report = rebase_trial(&context, &asked.code, |_| true).await.map_err(in_words)?;
    let text =
        if asked.json { serde_json::to_string_pretty(&for_programs(&report))? } else { sentences(&report) };
    Ok(if report.lines.iter().all(|it| it.outcome.is_ok()) { Answer::Good(text) } else { Answer::Bad(text) })
}

/// The person, who has just shown their password. Nobody stays logged in.
async fn known(context: &Context, login: &str) -> anyhow::Result<Account> {
    let password = typed_password::known(login)?;
    let origin = Origin { address: "the command line" };
    let person = log_in(context, origin, login, &password).await.map_err(in_words)?;
    log_out(context, &person.token).await.map_err(in_words)?;
    Ok(person.account)
}

/// As whom the person may do this to the dossier: at the counter that received it.
fn acting(context: &Context, person: &Account, action: Action, it: Running) -> Result<Actor, Refusal> {
    let scope = Scope { requested_by: it.proposed_by, ..Scope::at(it.receiving) };
    permits(&context.province.agencies, person, action, &scope, context.clock.now().date())
}

fn changed(done: &RebaseDone, json: bool, verb: &str) -> anyhow::Result<Answer> {
    let text = if json {
        let left = done.left.iter().map(|(number, why)| json!({ "number": number, "why": why }));
        let answer = json!({ "done": done.done, "left": left.collect::<Vec<_>>() });
        serde_json::to_string_pretty(&answer)?
    } else {
        let mut lines = vec![format!("{verb} {} hồ sơ, để lại {} hồ sơ", done.done.len(), done.left.len())];
        lines.extend(done.done.iter().map(|it| format!("  {it}")));
        lines.extend(done.left.iter().map(|(number, why)| format!("  ! {number}: {}", words(why))));
        lines.join("\n")
    };
    Ok(if done.left.is_empty() { Answer::Good(text) } else { Answer::Bad(text) })
}

fn for_programs(report: &RebaseReport) -> Value {
    let line = |it: &RebaseLine| {
        let outcome = match &it.outcome {
            Ok(difference) => json!({ "difference": difference }),
            Err(refusal) => json!({ "refused": refusal }),
        };
        json!({
            "dossier": it.dossier,
            "number": it.number,
            "from": it.from,
            "proposed": it.proposal.is_some(),
            "outcome": outcome,
        })
    };
    let lines: Vec<Value> = report.lines.iter().map(line).collect();
    json!({ "to": report.to.id, "since": report.to.validity.from.to_string(), "dossiers": lines })
}

fn sentences(report: &RebaseReport) -> String {
    let mut lines = vec![format!(
        "{} hồ sơ theo phiên bản khác với phiên bản áp dụng từ {}",
        report.lines.len(),
        motcua_i18n::spoken_date(Locale::Vi, report.to.validity.from)
    )];
    for line in &report.lines {
        let waits = if line.proposal.is_some() { " (chờ phê duyệt)" } else { "" };
        lines.push(format!("  {}{waits}", line.number));
        match &line.outcome {
            Ok(difference) => lines.extend(differences(difference)),
            Err(refusal) => lines.push(format!("    ! {}", words(refusal))),
        }
    }
    lines.join("\n")
}

fn differences(it: &RebaseDifference) -> Vec<String> {
    let mut lines = vec![format!("    hạn theo luật: {} → {}", it.lawful_before, it.lawful_after)];
    lines.extend(it.legs.iter().map(|LegDifference { no, name, change }| match change {
        LegChange::Added { budget } => format!("    + {no}. {name}: {}", budget.in_words()),
        LegChange::Removed => format!("    - {no}. {name}"),
        LegChange::Budget { before, after } => {
            format!("    ~ {no}. {name}: {} → {}", before.in_words(), after.in_words())
        }
    }));
    if !it.papers_not_asked.is_empty() {
        lines.push(format!(
            "    không yêu cầu thêm: {} (NĐ 63/2010 Điều 18(6))",
            it.papers_not_asked.join(", ")
        ));
    }
    lines
}

fn words(refusal: &Refusal) -> String {
    say(Locale::Vi, &refusal.message)
}

fn in_words(error: AppError) -> anyhow::Error {
    if let AppError::Refused(refusal) = error { anyhow!(words(&refusal)) } else { error.into() }
}
