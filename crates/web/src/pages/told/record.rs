//! The record of what was told on the page of a dossier, for whoever may read of its people; addresses in part only.

use crate::Site;
use crate::api::find;
use crate::api::reach::{MendedAddress, at_the_counter, party_of, texts, who};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::Page;
use crate::pages::dossier::with_address;
use crate::words::key_of;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::notices::{
    self, NoticeState, ReachState, ShownChange, ShownNotice, ShownReach, Texts, Told, Way, WhyOff, code_of,
};
use motcua_dossier::Dossier;
use motcua_i18n::say;
use motcua_kernel::PartyId;

/// What the section shows.
pub struct Record {
    /// The dossier, for the forms.
    pub id: String,
    /// The ways.
    pub ways: Vec<WayLine>,
    /// The notices.
    pub lines: Vec<NoticeLine>,
    /// What the staff changed in the ways: when, by whom, what.
    pub changes: Vec<String>,
    /// Whether this person may mend and send again.
    pub mends: bool,
    /// Whose address may be mended: code and words.
    pub people: Vec<(&'static str, &'static str)>,
    /// By which other messages a telephone may be told.
    pub texts: Vec<TextsLine>,
    /// An address that could not be taken, and why.
    pub typed: String,
    pub error: Option<String>,
}

/// A way.
pub struct WayLine {
    /// Whose.
    pub who: &'static str,
    /// The way in words.
    pub way: String,
    /// Where, in part.
    pub masked: String,
    /// What is known of it, and what is told.
    pub about: String,
    /// Whether it is off.
    pub off: bool,
}

/// A telephone that may be told by other messages.
pub struct TextsLine {
    /// Whose: code.
    pub who: &'static str,
    /// The telephone, in part.
    pub masked: String,
    /// By which messages, and the words of the button.
    pub other: (&'static str, &'static str),
}

/// A notice.
pub struct NoticeLine {
    /// Its id.
    pub id: String,
    /// What is told.
    pub what: String,
    /// To whom.
    pub to: String,
    /// On which way.
    pub way: String,
    /// The class of its state, and its words.
    pub tag: &'static str,
    /// Its state in words.
    pub state: String,
    /// When it was written down, and when it went.
    pub when: String,
    /// What went wrong.
    pub error: Option<String>,
    /// Whether it went in the message of another.
    pub with_another: bool,
    /// Whether it may be sent again.
    pub again: bool,
}

impl Record {
    /// Of this dossier.
    pub async fn of(site: &Site, page: &Page, caller: &Caller, dossier: &Dossier) -> Result<Self, Failure> {
        let Told { ways, notices, changes } = notices::told_of(&site.context, dossier.id).await?;
        let mends = at_the_counter(site, caller, dossier).is_ok();
        let helper = dossier.filing.as_ref().is_some_and(|it| it.helper.is_some());
        let mut people = vec![("applicant", "label.applicant")];
        people.extend(helper.then_some(("helper", "label.helper")));
        Ok(Self {
            id: dossier.id.to_string(),
            ways: ways.iter().map(|it| way_line(page, it, dossier)).collect(),
            lines: notices.iter().map(|it| notice_line(page, it)).collect(),
            changes: changes.iter().map(|it| change_line(page, it, dossier)).collect(),
            texts: ways.iter().filter_map(|it| texts_line(site, it, dossier)).filter(|_| mends).collect(),
            mends,
            people,
            typed: String::new(),
            error: None,
        })
    }
}

fn change_line(page: &Page, it: &ShownChange, dossier: &Dossier) -> String {
    let act = page.word("reach-act", &key_of(&it.act, ""));
    let way = page.word("notice-way", code_of(it.way));
    format!("{} · {}: {act} · {way}, {}", page.moment(it.at), it.by, page.t(whose(it.party, dossier)))
}

fn whose(party: PartyId, dossier: &Dossier) -> &'static str {
    if who(party, dossier) == "helper" { "label.helper" } else { "label.applicant" }
}

/// Of a telephone that is told by one of both, the other where the house has it.
fn texts_line(site: &Site, it: &ShownReach, dossier: &Dossier) -> Option<TextsLine> {
    let is_used = it.state != ReachState::Off && !it.stands_by;
    let other = match it.way {
        Way::Sms if site.context.offers_zalo() => (Texts::Zalo.code(), "label.told-take-zalo"),
        Way::Zalo => (Texts::Sms.code(), "label.told-take-sms"),
        Way::Email | Way::Sms | Way::Call => return None,
    };
    let masked = it.masked.clone().filter(|_| is_used)?;
    Some(TextsLine { who: who(it.party, dossier), masked, other })
}

fn way_line(page: &Page, it: &ShownReach, dossier: &Dossier) -> WayLine {
    let state = page.word("reach-state", &key_of(&it.state, ""));
    let wants = if it.stands_by {
        page.t("label.told-stands-by")
    } else {
        page.word("notice-wants", &key_of(&it.wants, ""))
    };
    let state = if it.why_off == Some(WhyOff::Replaced) { page.t("label.told-replaced") } else { state };
    WayLine {
        who: whose(it.party, dossier),
        way: page.word("notice-way", code_of(it.way)),
        masked: it.masked.clone().unwrap_or_default(),
        about: format!("{state} · {wants}"),
        off: it.state == ReachState::Off,
    }
}

fn notice_line(page: &Page, it: &ShownNotice) -> NoticeLine {
    let tag = match it.state {
        NoticeState::Waiting if it.attempts > 0 => "warn",
        NoticeState::Waiting => "neutral",
        NoticeState::Sent => "now",
        NoticeState::Accepted => "ok",
        NoticeState::Failed => "late",
        NoticeState::Void => "hold",
    };
    let ended = it.ended.or(it.sent).map(|at| format!(" → {}", page.moment(at)));
    NoticeLine {
        id: it.id.to_string(),
        what: page.word("notice-kind", it.kind.code()),
        to: it.masked.clone().unwrap_or_default(),
        way: page.word("notice-way", code_of(it.way)),
        tag,
        state: match (it.way, it.state) {
            (Way::Call, NoticeState::Failed) => page.t("label.call-unreachable"),
            (_, state) => page.word("notice-state", &key_of(&state, "")),
        },
        when: format!("{}{}", page.moment(it.created), ended.unwrap_or_default()),
        error: it.error.clone(),
        with_another: it.went_with.is_some(),
        again: matches!(it.state, NoticeState::Failed | NoticeState::Void) && it.way != Way::Call,
    }
}

/// `POST /ho-so/{id}/bao-tin/{notice}/gui-lai`
pub async fn resend(
    State(site): State<Site>,
    caller: Caller,
    Path((id, notice)): Path<(String, String)>,
    _: Filled,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    at_the_counter(&site, &caller, &dossier)?;
    let notice = notice.parse().map_err(|_| Failure::not_found())?;
    notices::resend(&site.context, &dossier, notice).await?;
    Ok(back(&dossier))
}

/// `POST /ho-so/{id}/bao-tin/dia-chi`
pub async fn mend(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = at_the_counter(&site, &caller, &dossier)?;
    let typed = MendedAddress {
        who: form.text("who").to_owned(),
        email: Some(form.text("email").to_owned()),
        language: Some(form.text("language").to_owned()),
    };
    let new = match typed.read(&dossier) {
        Ok(new) => new,
        Err(failure) if failure.is_about_what_was_sent() => {
            let words = say(reader.locale, &failure.message);
            return with_address(&site, reader, &caller, &dossier, (form.exact("email"), words)).await;
        }
        Err(failure) => return Err(failure),
    };
    notices::mend(&site.context, actor, &dossier, &new).await?;
    Ok(back(&dossier))
}

/// `POST /ho-so/{id}/bao-tin/kenh`
pub async fn set_texts(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = at_the_counter(&site, &caller, &dossier)?;
    let wanted = (party_of(form.text("who"), &dossier)?, texts(form.text("texts"), "texts")?);
    notices::set_texts(&site.context, actor, &dossier, wanted).await?;
    Ok(back(&dossier))
}

fn back(dossier: &Dossier) -> Response {
    Redirect::to(&format!("/ho-so/{}#told", dossier.id)).into_response()
}
