//! The steps with a draft: begin, submit, appraise, send back, publish, throw away. A refusal comes back on the page with
//! everything typed.

use super::shape::Section;
use super::shown::{DraftPage, Shown};
use super::status_of;
use crate::Site;
use crate::api::calendar::for_the_province;
use crate::api::drafts::announced;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::html;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::AppError;
use motcua_app::catalogue::{
    Draft, appraise_draft, begin_draft, discard_draft, open_draft, publish_draft, send_draft_back,
    submit_draft,
};

type Sent = (State<Site>, Extension<Reader>, Caller, Path<String>);

/// `POST /danh-muc/{code}/du-thao/bat-dau`
pub async fn begin(
    (State(site), Extension(reader), caller, Path(code)): Sent,
    _: Filled,
) -> Result<Response, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let done = begin_draft(&site.context, actor, &code).await;
    answer(&site, reader, &caller, &code, (done, Next::Draft), |_| ()).await
}

/// `POST /danh-muc/{code}/du-thao/trinh`
pub async fn submit(
    (State(site), Extension(reader), caller, Path(code)): Sent,
    form: Filled,
) -> Result<Response, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let done = submit_draft(&site.context, actor, (&code, form.seen()?)).await;
    answer(&site, reader, &caller, &code, (done, Next::Draft), |_| ()).await
}

/// `POST /danh-muc/{code}/du-thao/tham-dinh`
pub async fn appraise(
    (State(site), Extension(reader), caller, Path(code)): Sent,
    form: Filled,
) -> Result<Response, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let done = appraise_draft(&site.context, actor, (&code, form.seen()?)).await;
    answer(&site, reader, &caller, &code, (done, Next::Draft), |_| ()).await
}

/// `POST /danh-muc/{code}/du-thao/tra-lai`
pub async fn send_back(
    (State(site), Extension(reader), caller, Path(code)): Sent,
    form: Filled,
) -> Result<Response, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let reason = form.text("reason");
    let done = send_draft_back(&site.context, actor, (&code, form.seen()?), reason).await;
    let fill = |it: &mut DraftPage| {
        it.words_of = "send-back";
        reason.clone_into(&mut it.reason);
    };
    answer(&site, reader, &caller, &code, (done, Next::Draft), fill).await
}

/// `POST /danh-muc/{code}/du-thao/huy`
pub async fn discard(
    (State(site), Extension(reader), caller, Path(code)): Sent,
    form: Filled,
) -> Result<Response, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let reason = form.text("reason");
    let done = discard_draft(&site.context, actor, (&code, form.seen()?), reason).await;
    let fill = |it: &mut DraftPage| {
        it.words_of = "discard";
        reason.clone_into(&mut it.reason);
    };
    answer(&site, reader, &caller, &code, (done, Next::Procedure), fill).await
}

/// `POST /danh-muc/{code}/du-thao/cong-bo`
pub async fn publish(
    (State(site), Extension(reader), caller, Path(code)): Sent,
    form: Filled,
) -> Result<Response, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let (from, decided) = (form.text("from"), form.text("decided"));
    let (decision, reason) = (form.text("decision"), form.text("reason"));
    let done = match announced(from, Some(decided), decision.to_owned(), reason.to_owned()) {
        Ok(announcement) => publish_draft(&site.context, actor, (&code, form.seen()?), &announcement).await,
        Err(refusal) => Err(refusal.into()),
    };
    let fill = |it: &mut DraftPage| {
        it.words_of = "publish";
        reason.clone_into(&mut it.reason);
        from.clone_into(&mut it.from);
        decision.clone_into(&mut it.decision);
        decided.clone_into(&mut it.decided);
    };
    answer(&site, reader, &caller, &code, (done, Next::Procedure), fill).await
}

/// Where one is led when the step was taken.
#[derive(Clone, Copy)]
enum Next {
    Draft,
    Procedure,
}

async fn answer(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    code: &str,
    (done, next): (Result<Draft, AppError>, Next),
    fill: impl FnOnce(&mut DraftPage),
) -> Result<Response, Failure> {
    match (done, next) {
        (Ok(_), Next::Draft) => Ok(Redirect::to(&format!("/danh-muc/{code}/du-thao")).into_response()),
        (Ok(_), Next::Procedure) => Ok(Redirect::to(&format!("/danh-muc/{code}#written")).into_response()),
        (Err(AppError::Refused(refusal)), _) => {
            let draft = open_draft(&site.context, code).await?;
            let shown = Shown { site, reader, caller, code, section: Section::Facts };
            let mut page = shown.page(draft.as_ref(), None).await?;
            fill(&mut page);
            page.refused(&refusal);
            Ok(html(status_of(&refusal), &page))
        }
        (Err(error), _) => Err(error.into()),
    }
}
