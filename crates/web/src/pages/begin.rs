//! Bắt đầu: the one page of a house in which nobody is yet. It makes the first administrator, for whoever has the code that
//! the server told on its terminal; once somebody is in the house it is not there.

use super::{Page, html, person};
use crate::Site;
use crate::door::{Filled, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::begin::{Beginning, begin, provinces};
use motcua_kernel::Refusal;

const HERE: &str = "/bat-dau";

/// The page, and what its form is sent to.
pub const ROUTES: &[Route] = &[
    person("begin_page", "GET", HERE, &[], Needs::Nothing, || get(page)),
    person("begin_form", "POST", HERE, &[], Needs::Nothing, || post(sent)),
];

#[derive(Template)]
#[template(path = "begin.html")]
struct BeginPage {
    page: Page,
    provinces: Vec<(String, String)>,
    province: String,
    login: String,
    name: String,
    problems: Vec<(String, String)>,
    done: bool,
}

impl BeginPage {
    fn wrong(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(it, _)| it == field).map(|(_, words)| words.as_str())
    }
}

/// Leads whoever wants in to the page, as long as nobody is in the house.
pub async fn lead_here(State(site): State<Site>, request: Request, next: Next) -> Response {
    let wants_in = matches!(request.uri().path(), "/" | "/dang-nhap");
    if wants_in && request.method().is_safe() && site.begins().await.is_some() {
        return Redirect::to(HERE).into_response();
    }
    next.run(request).await
}

/// `GET /bat-dau`
async fn page(State(site): State<Site>, Extension(reader): Extension<Reader>) -> Result<Response, Failure> {
    site.begins().await.ok_or_else(Failure::not_found)?;
    Ok(html(StatusCode::OK, &blank(&site, reader)))
}

fn blank(site: &Site, reader: Reader) -> BeginPage {
    let provinces: Vec<(String, String)> =
        provinces(&site.context).into_iter().map(|(code, name)| (code.to_owned(), name)).collect();
    BeginPage {
        page: Page::new(site, reader.locale, "label.begin", None, HERE),
        province: provinces.first().map(|(code, _)| code.clone()).unwrap_or_default(),
        provinces,
        login: String::new(),
        name: String::new(),
        problems: Vec::new(),
        done: false,
    }
}

/// `POST /bat-dau`
async fn sent(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    form: Filled,
) -> Result<Response, Failure> {
    let beginning = site.begins().await.ok_or_else(Failure::not_found)?;
    let wanted = Beginning {
        province: form.text("province").to_owned(),
        login: form.text("login").to_owned(),
        name: form.text("name").to_owned(),
        password: form.exact("password").to_owned(),
    };
    let done = async {
        beginning.code.check(form.text("code"))?;
        if form.exact("again") != wanted.password {
            return Err(Failure::from(Refusal::new("web.passwords-differ").at("again")));
        }
        Ok(begin(&site.context, &wanted).await?)
    };
    let done = done.await;
    let mut shown = blank(&site, reader);
    match done {
        Ok(_) => {
            beginning.done.send_replace(true);
            shown.done = true;
            Ok(html(StatusCode::OK, &shown))
        }
        Err(failure) if failure.is_about_what_was_sent() => {
            let field = failure.field.as_deref().unwrap_or_default().to_owned();
            shown.problems = vec![(field, shown.page.say(&failure.message))];
            (shown.login, shown.name, shown.province) = (wanted.login, wanted.name, wanted.province);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(failure) => Err(failure),
    }
}
