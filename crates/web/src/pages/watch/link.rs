//! The pages behind the links of a mail to somebody who works here. Looking changes nothing; one press does, also that of a
//! mail program (RFC 8058). Nobody need be logged in: the link says who it is.

use crate::Site;
use crate::door::{Filled, Reader};
use crate::failure::Failure;
use crate::pages::Page;
use crate::pages::told::{dead, pressed, shown};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::AppError;
use motcua_app::notices::{EmailAddress, LinkPurpose};
use motcua_app::staff_mail::{self, StaffMail};

/// `GET /bao-tin/can-bo/xac-nhan/{token}`
pub async fn verify_page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-verify", None, "/");
    let found = staff_mail::open_link(&site.context, &token, LinkPurpose::VerifyStaff).await;
    let buttons = vec![("", "label.told-verify-button")];
    let asked = ("web.staff-mail-verify-ask", format!("/bao-tin/can-bo/xac-nhan/{token}"), buttons);
    asking(page, found, asked)
}

/// `POST /bao-tin/can-bo/xac-nhan/{token}`
pub async fn verify(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-verify", None, "/");
    done(page, staff_mail::verify(&site.context, &token).await, "web.staff-mail-verified")
}

/// `GET /bao-tin/can-bo/thoi/{token}`
pub async fn leave_page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-leave", None, "/");
    let found = staff_mail::open_link(&site.context, &token, LinkPurpose::LeaveStaff).await;
    let buttons = vec![("", "label.staff-mail-leave")];
    let asked = ("web.staff-mail-leave-ask", format!("/bao-tin/can-bo/thoi/{token}"), buttons);
    asking(page, found, asked)
}

/// `POST /bao-tin/can-bo/thoi/{token}`
pub async fn leave(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-leave", None, "/");
    done(page, staff_mail::leave(&site.context, &token).await, "web.staff-mail-left")
}

fn asking(
    page: Page,
    found: Result<StaffMail, AppError>,
    (said, action, buttons): (&'static str, String, Vec<(&'static str, &'static str)>),
) -> Result<Response, Failure> {
    match found {
        Ok(it) => {
            let said = page.t1(said, "address", masked(&it));
            Ok(shown(StatusCode::OK, page, ("now", said), (action, buttons)))
        }
        Err(AppError::NotFound) => Ok(dead(page)),
        Err(error) => Err(error.into()),
    }
}

fn done(page: Page, came: Result<StaffMail, AppError>, said: &'static str) -> Result<Response, Failure> {
    match came {
        Ok(it) => {
            let said = page.t1(said, "address", masked(&it));
            Ok(pressed(page, said))
        }
        Err(AppError::NotFound) => Ok(dead(page)),
        Err(error) => Err(error.into()),
    }
}

fn masked(it: &StaffMail) -> String {
    EmailAddress::parse(&it.address).map_or_else(|_| String::new(), |it| it.masked())
}
