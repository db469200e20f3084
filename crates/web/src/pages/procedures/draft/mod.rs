//! Dự thảo: the next version of a procedure, written section by section, with what it lacks beside the input it concerns
//! and what it says otherwise than the version in force; then the steps to its publication.
//!
//! "Add a row" and "remove" are sendings of the form that keep nothing: what was typed comes back with the row.

mod choices;
mod rows;
mod shape;
mod sheet;
mod shown;
mod steps;
mod typed;

use self::rows::{add_row, drop_row};
use self::shape::Section;
use self::shown::{DraftPage, Shown, Told};
use self::typed::Typed;
use super::super::{html, person};
use crate::Site;
use crate::api::calendar::for_the_province;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::AppError;
use motcua_app::catalogue::{Draft, Wanted, change_draft, open_draft};
use motcua_catalogue::{content, draft_of};
use motcua_identity::Action;
use motcua_kernel::Refusal;
use serde::Deserialize;

const WRITES: Needs = Needs::Permission(Action::ManageCatalogue);
const DECIDES: Needs = Needs::Permission(Action::PublishCatalogue);

/// The pages, and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person(
        "draft_page",
        "GET",
        "/danh-muc/{code}/du-thao",
        &["part", "case"],
        Needs::Permission(Action::CheckCatalogue),
        || get(page),
    ),
    person("change_draft_form", "POST", "/danh-muc/{code}/du-thao", &[], WRITES, || post(change)),
    person("begin_draft_form", "POST", "/danh-muc/{code}/du-thao/bat-dau", &[], WRITES, || {
        post(steps::begin)
    }),
    person("submit_draft_form", "POST", "/danh-muc/{code}/du-thao/trinh", &[], WRITES, || {
        post(steps::submit)
    }),
    person("discard_draft_form", "POST", "/danh-muc/{code}/du-thao/huy", &[], WRITES, || {
        post(steps::discard)
    }),
    person("appraise_draft_form", "POST", "/danh-muc/{code}/du-thao/tham-dinh", &[], DECIDES, || {
        post(steps::appraise)
    }),
    person("send_draft_back_form", "POST", "/danh-muc/{code}/du-thao/tra-lai", &[], DECIDES, || {
        post(steps::send_back)
    }),
    person("publish_draft_form", "POST", "/danh-muc/{code}/du-thao/cong-bo", &[], DECIDES, || {
        post(steps::publish)
    }),
];

/// Which section.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    part: Option<String>,
    case: Option<String>,
}

/// `GET /danh-muc/{code}/du-thao`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (part, case) = (asked.part.unwrap_or_default(), asked.case.unwrap_or_default());
    let section = Section::of(&part, &case).ok_or_else(Failure::not_found)?;
    let draft = open_draft(&site.context, &code).await?;
    let shown = Shown { site: &site, reader, caller: &caller, code: &code, section };
    Ok(html(StatusCode::OK, &shown.page(draft.as_ref(), None).await?))
}

/// `POST /danh-muc/{code}/du-thao`
async fn change(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(code): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let seen = form.seen()?;
    let section = Section::of(form.text("part"), form.text("case")).ok_or_else(Failure::not_found)?;
    let draft = open_draft(&site.context, &code).await?.ok_or_else(Failure::not_found)?;
    let shown = Shown { site: &site, reader, caller: &caller, code: &code, section };
    if section == Section::Text {
        let text = form.exact("text").replace("\r\n", "\n");
        let done = change_draft(&site.context, actor, (&code, seen), Wanted::Text(&text)).await;
        return shown.kept(done, &draft, |it| it.text = text).await;
    }
    let mut typed = Typed::of(&form, section, &content(&draft.version));
    let deed = form.text("do");
    let changed = match deed.split_once(':') {
        Some(("add", list)) => add_row(&mut typed.content, list),
        Some(("drop", row)) => drop_row(&mut typed.content, row),
        Some(_) | None => None,
    };
    if let Some(place) = changed {
        typed.problems.clear();
        let told = Told::Unsaved { place };
        let said = shown.page(Some(&with_content(&draft, &typed)), Some((typed, told))).await?;
        return Ok(html(StatusCode::OK, &said));
    }
    let wanted = typed.plain();
    if typed.problems.is_empty()
        && let Err(refusal) = draft_of(&code, draft.version.validity.from, wanted.clone())
    {
        typed.problems.push((refusal.field.clone().unwrap_or_default(), refusal));
    }
    if !typed.problems.is_empty() {
        let mut said = shown.page(Some(&draft), Some((typed, Told::Nothing))).await?;
        said.blame();
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &said));
    }
    let done = change_draft(&site.context, actor, (&code, seen), Wanted::Content(wanted)).await;
    if let Err(AppError::Refused(refusal)) = &done {
        let draft = with_content(&draft, &typed);
        let mut said = shown.page(Some(&draft), Some((typed, Told::Nothing))).await?;
        said.refused(refusal);
        return Ok(html(status_of(refusal), &said));
    }
    shown.kept(done, &draft, |_| ()).await
}

/// The draft as it would say what was typed, as far as that can be read; for what it lacks and says otherwise.
fn with_content(draft: &Draft, typed: &Typed) -> Draft {
    let read = draft_of(&draft.kept.code, draft.version.validity.from, typed.plain());
    Draft { version: read.unwrap_or_else(|_| draft.version.clone()), ..draft.clone() }
}

/// A refusal is about what was sent, unless another was first.
fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal.message.code.0.as_ref() {
        "app.draft-changed-meanwhile" => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl Shown<'_> {
    /// The page once the text was kept, or again with what keeps it from that.
    async fn kept(
        &self,
        done: Result<Draft, AppError>,
        draft: &Draft,
        fill: impl FnOnce(&mut DraftPage),
    ) -> Result<Response, Failure> {
        match done {
            Ok(_) => Ok(Redirect::to(&self.address()).into_response()),
            Err(AppError::Refused(refusal)) => {
                let mut page = self.page(Some(draft), None).await?;
                fill(&mut page);
                page.refused(&refusal);
                Ok(html(status_of(&refusal), &page))
            }
            Err(error) => Err(error.into()),
        }
    }
}
