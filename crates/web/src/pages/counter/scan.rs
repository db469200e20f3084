//! What a scanner typed: the QR of an ID card fills in who came, a slip of the house opens its dossier. Whatever else is
//! typed stays.

use super::asked::Asked;
use super::earlier::Earlier;
use super::sheet::Sheet;
use super::typed::Typed;
use super::{HERE, Problem, choose, drafts, express};
use crate::Site;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::Page;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::AppError;
use motcua_app::look;
use motcua_dossier::{Dossier, Scan};
use motcua_kernel::Refusal;

/// `POST /tiep-nhan/quet`
pub async fn scan(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let mut typed = Typed::sent(&form);
    let text = typed.take_scan();
    if text.is_empty() {
        return again(&site, reader, &caller, typed, None).await;
    }
    match Scan::read(&text) {
        Ok(Scan::Card(card)) => {
            typed.take_card(&card);
            let page = Page::new(&site, reader.locale, "label.counter-title", Some(&caller), HERE);
            let earlier = Earlier::find(&site, &page, &caller, &typed, None).await?;
            if let Some(person) = &earlier.person {
                typed.fill_in(person);
                typed.fill_in_email(earlier.email.as_ref());
            }
            again(&site, reader, &caller, typed, None).await
        }
        Ok(slip @ (Scan::Number(_) | Scan::Token(_))) => {
            drafts::keep(&site, &caller, &typed).await?;
            if let Some(dossier) = of_slip(&site, &caller, slip).await? {
                return Ok(Redirect::to(&format!("/ho-so/{}", dossier.id)).into_response());
            }
            let unknown = Refusal::new("web.scanned-slip-unknown").at("scan");
            again(&site, reader, &caller, typed, Some(unknown.into())).await
        }
        Err(refusal) => again(&site, reader, &caller, typed, Some(refusal.into())).await,
    }
}

/// The dossier of a slip, if this person may know of it.
pub async fn of_slip(site: &Site, caller: &Caller, slip: Scan) -> Result<Option<Dossier>, Failure> {
    let found = match slip {
        Scan::Number(number) => look::by_number(&site.context, &number).await,
        Scan::Token(token) => match look::status_by_token(&site.context, &token).await {
            Ok(views) => match views.first() {
                Some(view) => look::dossier(&site.context, view.dossier).await,
                None => return Ok(None),
            },
            Err(error) => Err(error),
        },
        Scan::Card(_) => return Ok(None),
    };
    match found {
        Ok(dossier) => Ok(Some(dossier).filter(|it| caller.knows(site, it))),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The page it came from, with what was read; before a procedure is chosen, the person goes along to its choice.
async fn again(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    mut typed: Typed,
    problem: Option<Problem>,
) -> Result<Response, Failure> {
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    if !typed.text("procedure").is_empty() {
        let asked = Asked::find(site, &typed, caller.now)?;
        if !typed.text("express").is_empty() {
            return express::show(site, reader, caller, asked, typed, None, problem.into_iter().collect())
                .await;
        }
        let saved = drafts::keep(site, caller, &typed).await?;
        let next = next_field(&typed);
        let sheet = Sheet::new(site, reader, caller, asked, typed).await?.saved(saved).next(next);
        return Ok(sheet.with(problem.into_iter().collect()).answer(status));
    }
    if problem.is_none() && !typed.of("applicant", "national-id").is_empty() {
        let id = drafts::new_id(site, caller)?;
        typed.set("draft", &id);
        drafts::keep(site, caller, &typed).await?;
        return Ok(Redirect::to(&format!("{HERE}?with={id}")).into_response());
    }
    choose::procedure(site, reader, caller, &choose::Wanted::default(), problem).await
}

/// Where the clerk goes on after a card: at what it does not say, or said badly.
fn next_field(typed: &Typed) -> Option<&'static str> {
    let bad = |it: &&str| typed.lists("doubts", it) || typed.of("applicant", it).is_empty();
    super::typed::PERSON_FIELDS.into_iter().find(bad)
}
