//! The deed, row by row, and what came of each: a row that another person was first at, or that the rule refuses, keeps no
//! other from being done. What was chosen and could not be part of it is said as well, so that nobody thinks it was done.

use super::BulkVerb;
use super::confirm::{back, wrong};
use super::plan::{Planned, in_words, plan, steps_done};
use super::row::{Agreed, Chosen, MOST_ROWS};
use crate::Site;
use crate::api::verbs::{Accept, Assign, Claim, FinishStep, HandOver, Resend, Verb};
use crate::api::{find, perform as done_by};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::desk::{HERE, tail};
use crate::pages::dossier::{Offer, action, address};
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::Once;
use motcua_app::accounts;
use motcua_app::look::Deed;
use motcua_dossier::{By, DeskRow, Dossier, desk_rows};
use motcua_kernel::{AccountId, Message};

#[derive(Template)]
#[template(path = "desk_done.html")]
struct Done {
    page: Page,
    title: String,
    rows: Vec<Outcome>,
    /// Rows that can be given back, as the form writes them.
    undo: Vec<String>,
    back: String,
    key: String,
    /// Whether anything went to another desk: both sides sign a list of it.
    handed_over: bool,
}

/// What came of a row.
struct Outcome {
    address: String,
    tail: String,
    procedure: String,
    /// `ok` when it was done, `late` when it was refused, `warn` when it was not part of it.
    kind: &'static str,
    /// What was done and where it lies now, or why nothing was.
    words: String,
}

/// `POST /viec-can-lam/nhieu-ho-so/lam`
pub async fn perform(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.bulk-done", Some(&caller), HERE);
    let (verb, is_undo) = match filled.text("verb") {
        "give-back" => (BulkVerb::Assign, true),
        key => (BulkVerb::parse(key).ok_or_else(wrong)?, false),
    };
    let to: Option<AccountId> = filled.text("assignee").parse().ok().map(AccountId);
    if verb == BulkVerb::Assign && !is_undo && to.is_none() {
        return Err(Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.desk-nobody-chosen")));
    }
    let texts: Vec<&str> = filled.all("row").collect();
    let left: Vec<Chosen> = filled.all("left").map(Chosen::parse).collect::<Option<_>>().ok_or_else(wrong)?;
    if texts.len() + left.len() > MOST_ROWS {
        return Err(wrong());
    }
    let (mut rows, mut undo) = (Vec::with_capacity(texts.len()), Vec::new());
    let mut handed_over = false;
    for text in texts {
        let (deed, row) = text.split_once('/').ok_or_else(wrong)?;
        let agreed = Agreed::parse(row).ok_or_else(wrong)?;
        let Ok(dossier) = find(&site, &caller, &agreed.dossier.to_string()).await else { continue };
        let given = if is_undo { agreed.to } else { to };
        let deed = Deed::ALL.into_iter().find(|it| address(*it) == deed).ok_or_else(wrong)?;
        let asked = Asked { deed, agreed, to: given, once: filled.once_for(text) };
        // Of a form that was sent before, the dossier tells no more what it was about.
        let leg = agreed.leg.filter(|_| dossier.seq == agreed.seen);
        let what = in_words(&site, &page, &dossier, Offer { deed, leg });
        let result = asked.done(&site, &caller, &dossier).await;
        handed_over |= matches!(deed, Deed::HandOver) && result.is_ok();
        if let Ok(after) = &result
            && !is_undo
            && verb == BulkVerb::Assign
            && agreed.to.is_some_and(|before| Some(before) != given)
        {
            undo.push(format!("{}/{}", address(deed), Agreed { seen: after.seq, ..agreed }.write()));
        }
        rows.push(outcome(&site, &page, &dossier, (what, result)).await?);
    }
    rows.extend(plan(&site, &page, &caller, verb, &left).await?.into_iter().map(|it| left_out(&page, it)));
    let done = rows.iter().filter(|it| it.kind == "ok").count();
    let title = page.say(&Message::new("label.bulk-result").with("done", done).with("of", rows.len()));
    let key = site.context.ids.next(caller.now).map_err(motcua_app::AppError::from)?.to_string();
    let back = back(filled.text("back"));
    Ok(html(StatusCode::OK, &Done { page, title, rows, undo, back, key, handed_over }))
}

/// One row to do.
struct Asked {
    deed: Deed,
    agreed: Agreed,
    to: Option<AccountId>,
    once: Option<Once>,
}

impl Asked {
    /// Only verbs that need no words are done in bulk.
    async fn done(&self, site: &Site, caller: &Caller, dossier: &Dossier) -> Result<Dossier, Failure> {
        let caller = Caller { action: action(self.deed), ..caller.clone() };
        let leg = self.agreed.leg.map_or(0, |it| it.0);
        let at = At { site, caller: &caller, dossier, seen: self.agreed.seen, once: self.once };
        match self.deed {
            Deed::Accept => at.perform(Accept { leg }).await,
            Deed::Claim => at.perform(Claim { leg }).await,
            Deed::Resend => at.perform(Resend { leg }).await,
            Deed::HandOver => at.perform(HandOver { leg: self.agreed.leg.map(|it| it.0) }).await,
            Deed::FinishStep => {
                let step = self.agreed.leg.and_then(|it| dossier.leg(it)).map_or(0, steps_done);
                at.perform(FinishStep { leg, step }).await
            }
            Deed::Assign => at.perform(Assign { leg, assignee: self.to.ok_or_else(wrong)?.0 }).await,
            Deed::Question
            | Deed::SendBack
            | Deed::RecordAnswer
            | Deed::SendLetter
            | Deed::AnswerOpinion
            | Deed::Propose
            | Deed::Approve
            | Deed::DemandRework
            | Deed::Number
            | Deed::ReturnResult
            | Deed::RecordPayment
            | Deed::AssessCharge
            | Deed::AwaitPayment
            | Deed::CompleteSupplement
            | Deed::ConfirmAnnulment
            | Deed::ConfirmCorrection
            | Deed::Resume
            | Deed::AskSupplement
            | Deed::AskOpinion
            | Deed::Reappoint
            | Deed::Apologise
            | Deed::DraftApology
            | Deed::Suspend
            | Deed::RequestCorrection
            | Deed::Withdraw
            | Deed::Stop
            | Deed::RequestAnnulment
            | Deed::RecordIncident
            | Deed::Reopen
            | Deed::ExemptCharge
            | Deed::RequestRefund
            | Deed::ApproveRefund
            | Deed::DeclineRefund
            | Deed::PayRefund
            | Deed::ReversePayment => Err(wrong()),
        }
    }
}

struct At<'a> {
    site: &'a Site,
    caller: &'a Caller,
    dossier: &'a Dossier,
    seen: u32,
    once: Option<Once>,
}

impl At<'_> {
    async fn perform<V: Verb>(self, verb: V) -> Result<Dossier, Failure> {
        done_by(self.site, self.caller, self.dossier, verb, self.seen, self.once).await
    }
}

async fn outcome(
    site: &Site,
    page: &Page,
    dossier: &Dossier,
    (what, result): (String, Result<Dossier, Failure>),
) -> Result<Outcome, Failure> {
    let (kind, words) = match result {
        Ok(after) => {
            let place = lies_now(site, page, &after);
            ("ok", page.say(&Message::new("label.bulk-row-done").with("what", what).with("where", place)))
        }
        Err(failure) if failure.status.is_server_error() => return Err(failure),
        Err(failure) => ("late", why_not(site, page, failure).await?),
    };
    Ok(Outcome {
        address: format!("/ho-so/{}", dossier.id),
        tail: tail(&names::number(dossier)).to_owned(),
        procedure: names::procedure(site, dossier),
        kind,
        words,
    })
}

/// On whose desks a dossier lies, and for what; how it stands where it lies on none.
fn lies_now(site: &Site, page: &Page, dossier: &Dossier) -> String {
    let rows = desk_rows(dossier);
    let place = |it: &DeskRow| {
        format!("{}: {}", names::agency(site, it.agency), page.word("desk-task", it.task.key()))
    };
    if rows.is_empty() {
        return page.word("status", dossier.status.code());
    }
    rows.iter().map(place).collect::<Vec<_>>().join("; ")
}

/// A row that was chosen and could not be part of it.
fn left_out(page: &Page, row: Planned) -> Outcome {
    Outcome {
        words: page.t1("label.bulk-row-left", "why", row.words),
        address: row.address,
        tail: row.tail,
        procedure: row.procedure,
        kind: "warn",
    }
}

/// What the rule says; of one that another person was first at, who and when.
pub async fn why_not(site: &Site, page: &Page, failure: Failure) -> Result<String, Failure> {
    let Some(first) = failure.winner else { return Ok(page.say(&failure.message)) };
    let by = match first.by {
        By::Officer(actor) => accounts::names(&site.context, &[actor.account]).await?.remove(&actor.account),
        By::Party { .. } => Some(page.t("label.by-party")),
        By::Rule => Some(page.t("label.by-rule")),
    };
    Ok(page.say(&failure.message.with("by", by.unwrap_or_default()).with("at", first.at)))
}
