//! What staff is told beside its work (`/tin-bao`) and by mail (`/tin-bao/thu`), and which dossiers are in danger
//! (`/canh-bao`).

mod alerts;
mod link;
mod mail;
mod radar;

use super::person;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
pub use alerts::sentence;
use motcua_identity::Action;

/// Where alerts are.
const ALERTS: &str = "/tin-bao";
/// Where the radar is.
const RADAR: &str = "/canh-bao";
/// Where an apology is signed.
const SIGN: &str = "/canh-bao/ky";
/// Where it is put before the leader.
const SUBMIT: &str = "/canh-bao/trinh";
/// Where one says what goes to one's own mail.
const MAIL: &str = "/tin-bao/thu";

/// The pages and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("alerts_page", "GET", ALERTS, &[], Needs::Account, || get(alerts::page)),
    person("see_alerts_form", "POST", ALERTS, &[], Needs::Account, || post(alerts::seen)),
    person("own_mail_page", "GET", MAIL, &[], Needs::Account, || get(mail::page)),
    person("own_mail_form", "POST", MAIL, &[], Needs::Account, || post(mail::give)),
    person("own_mail_wishes_form", "POST", "/tin-bao/thu/noi-dung", &[], Needs::Account, || {
        post(mail::choose)
    }),
    person("forget_own_mail_form", "POST", "/tin-bao/thu/bo", &[], Needs::Account, || post(mail::forget)),
    person("verify_staff_mail_page", "GET", "/bao-tin/can-bo/xac-nhan/{token}", &[], Needs::Nothing, || {
        get(link::verify_page)
    }),
    person("verify_staff_mail_form", "POST", "/bao-tin/can-bo/xac-nhan/{token}", &[], Needs::Nothing, || {
        post(link::verify)
    }),
    person("leave_staff_mail_page", "GET", "/bao-tin/can-bo/thoi/{token}", &[], Needs::Nothing, || {
        get(link::leave_page)
    }),
    person("leave_staff_mail_form", "POST", "/bao-tin/can-bo/thoi/{token}", &[], Needs::Nothing, || {
        post(link::leave)
    }),
    person("radar_page", "GET", RADAR, &[], Needs::Permission(Action::Assign), || get(radar::page)),
    person("remind_form", "POST", "/canh-bao/nhac", &[], Needs::Permission(Action::Assign), || {
        post(radar::remind)
    }),
    person(
        "assign_from_radar_form",
        "POST",
        "/canh-bao/giao",
        &[],
        Needs::Permission(Action::Assign),
        || post(radar::assign),
    ),
    person("sign_apology_form", "POST", SIGN, &[], Needs::Permission(Action::Reappoint), || {
        post(radar::sign)
    }),
    person("submit_apology_form", "POST", SUBMIT, &[], Needs::Permission(Action::DraftApology), || {
        post(radar::submit)
    }),
];
