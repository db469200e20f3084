//! Sổ theo dõi hồ sơ: the days are chosen here and the book comes as PDF. Nobody is named on the page itself.

use super::{Page, choices};
use crate::Site;
use crate::api::office_sheets::{RegisterAsked, places, register_wanted};
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::html;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::AppError;
use motcua_app::office_sheets::register_span;
use motcua_i18n::spoken_date;
use motcua_identity::Action;

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    page: Page,
    agencies: Vec<(String, String, bool)>,
    code: String,
    name: String,
    first: String,
    last: String,
    days: String,
    count: usize,
    /// The numbers of the first and the last line.
    serials: Option<(usize, usize)>,
    problem: Option<String>,
}

/// `GET /so-theo-doi`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<RegisterAsked>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.register-book", Some(&caller), "/tiep-nhan");
    let (wanted, _) = register_wanted(&site, &caller, &asked)?;
    let places = places(&site, &caller, Action::Receive);
    let (found, problem) = match register_span(&site.context, wanted).await {
        Ok(found) => (found, None),
        Err(AppError::Refused(refusal)) => (Vec::new(), Some(page.say(&refusal.message))),
        Err(failure) => return Err(failure.into()),
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let agency = site.context.province.agencies.get(wanted.agency);
    let serial = |it: Option<&(usize, _)>| it.map(|(serial, _)| *serial);
    let built = RegisterPage {
        agencies: choices(&site, &places, Some(wanted.agency)),
        code: agency.map_or_else(String::new, |it| it.code.clone()),
        name: agency.map_or_else(String::new, |it| it.name.clone()),
        first: wanted.first.to_string(),
        last: wanted.last.to_string(),
        days: format!(
            "{} – {}",
            spoken_date(page.locale, wanted.first),
            spoken_date(page.locale, wanted.last)
        ),
        count: found.len(),
        serials: serial(found.first()).zip(serial(found.last())),
        problem,
        page,
    };
    Ok(html(status, &built))
}
