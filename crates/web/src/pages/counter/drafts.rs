//! Drafts of the form: what is typed is kept for this clerk until it is received, and offered when they come back.

use super::HERE;
use super::typed::Typed;
use crate::Site;
use crate::door::{Caller, Filled};
use crate::failure::Failure;
use crate::pages::Page;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::AppError;
use motcua_app::intake::{self, Draft};
use motcua_kernel::Instant;
use uuid::Uuid;

/// Belongs to one sending and to none after it.
const NOT_KEPT: [&str; 3] = ["scan", "print", "again"];

/// A draft to go on with.
pub struct Offer {
    pub id: Uuid,
    /// Whose visit, as far as typed.
    pub about: String,
    pub procedure: String,
    pub saved: String,
}

/// An id for the draft of a form that is opened.
pub fn new_id(site: &Site, caller: &Caller) -> Result<String, Failure> {
    Ok(site.context.ids.next(caller.now).map_err(AppError::from)?.to_string())
}

/// Keeps what is typed; says when, unless it can not be kept.
pub async fn keep(site: &Site, caller: &Caller, typed: &Typed) -> Result<Option<Instant>, Failure> {
    let Ok(id) = typed.text("draft").parse() else { return Ok(None) };
    let kept = |(name, text): (&String, &String)| {
        (!NOT_KEPT.contains(&name.as_str())).then(|| (name.clone(), text.clone()))
    };
    let person = [typed.of("applicant", "name"), typed.of("applicant", "national-id")];
    let draft = Draft {
        id,
        saved_at: caller.now,
        procedure: typed.text("procedure").to_owned(),
        about: person.into_iter().find(|it| !it.is_empty()).unwrap_or_default().to_owned(),
        fields: typed.fields().iter().filter_map(kept).collect(),
    };
    let done = intake::keep_draft(&site.context, caller.account.id, &draft).await?;
    Ok(done.then_some(caller.now))
}

/// What was kept under this id, if it is this clerk's.
pub async fn find(site: &Site, caller: &Caller, id: &str) -> Result<Option<Draft>, Failure> {
    let Ok(id) = id.parse() else { return Ok(None) };
    Ok(intake::draft(&site.context, caller.account.id, id).await?)
}

/// It has become a dossier, or a visit.
pub async fn done(site: &Site, caller: &Caller, typed: &Typed) -> Result<(), Failure> {
    let Ok(id) = typed.text("draft").parse() else { return Ok(()) };
    Ok(intake::drop_draft(&site.context, caller.account.id, id).await?)
}

/// Those of this clerk, the newest first.
pub async fn offers(site: &Site, page: &Page, caller: &Caller) -> Result<Vec<Offer>, Failure> {
    let drafts = intake::drafts(&site.context, caller.account.id).await?;
    let catalogue = &site.context.province.catalogue;
    let offer = |it: Draft| Offer {
        procedure: catalogue
            .version_on(&it.procedure, caller.now.date())
            .map_or_else(|| page.t("label.no-procedure-yet"), |version| version.name.clone()),
        about: if it.about.is_empty() { page.t("label.nobody-yet") } else { it.about },
        saved: page.moment(it.saved_at),
        id: it.id,
    };
    Ok(drafts.into_iter().map(offer).collect())
}

/// `POST /tiep-nhan/bo-nhap`
pub async fn throw_away(State(site): State<Site>, caller: Caller, form: Filled) -> Result<Response, Failure> {
    if let Ok(id) = form.text("draft").parse() {
        intake::drop_draft(&site.context, caller.account.id, id).await?;
    }
    Ok(Redirect::to(HERE).into_response())
}
