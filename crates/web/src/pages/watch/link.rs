//! The pages behind the links of a mail to somebody who works here. Looking changes nothing; one press does, also that of a
//! mail program (RFC 8058). Nobody need be logged in: the link says who it is.

use crate::Site;
use crate::door::{Filled, Reader};
use crate::failure::Failure;
use crate::pages::Page;
use crate::pages::told::{asking, if_alive, pressed};
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
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
    if_alive(page, found, |page, it| {
        let said = page.t1("web.staff-mail-verify-ask", "address", masked(&it));
        let buttons = vec![("", "label.told-verify-button")];
        asking(page, said, format!("/bao-tin/can-bo/xac-nhan/{token}"), buttons)
    })
}

/// `POST /bao-tin/can-bo/xac-nhan/{token}`
pub async fn verify(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-verify", None, "/");
    if_alive(page, staff_mail::verify(&site.context, &token).await, |page, it| {
        let said = page.t1("web.staff-mail-verified", "address", masked(&it));
        pressed(page, said)
    })
}

/// `GET /bao-tin/can-bo/thoi/{token}`
pub async fn leave_page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-leave", None, "/");
    let found = staff_mail::open_link(&site.context, &token, LinkPurpose::LeaveStaff).await;
    if_alive(page, found, |page, it| {
        let said = page.t1("web.staff-mail-leave-ask", "address", masked(&it));
        asking(page, said, format!("/bao-tin/can-bo/thoi/{token}"), vec![("", "label.staff-mail-leave")])
    })
}

/// `POST /bao-tin/can-bo/thoi/{token}`
pub async fn leave(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-leave", None, "/");
    if_alive(page, staff_mail::leave(&site.context, &token).await, |page, it| {
        let said = page.t1("web.staff-mail-left", "address", masked(&it));
        pressed(page, said)
    })
}

fn masked(it: &StaffMail) -> String {
    EmailAddress::parse(&it.address).map_or_else(|_| String::new(), |it| it.masked())
}
