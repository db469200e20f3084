//! Báo tin: what whoever reads at an address, has the slip, or works at the counter sees and says of how people are told.

mod calls;
mod choose;
mod link;
pub mod record;

pub use link::{asking, if_alive, pressed};

use super::person;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use motcua_identity::Action;

const RECEIVES: Needs = Needs::Permission(Action::Receive);

/// The pages, and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("verify_address_page", "GET", "/bao-tin/xac-nhan/{token}", &[], Needs::Nothing, || {
        get(link::verify_page)
    }),
    person("verify_address_form", "POST", "/bao-tin/xac-nhan/{token}", &[], Needs::Nothing, || {
        post(link::verify)
    }),
    person("leave_notices_page", "GET", "/bao-tin/thoi/{token}", &[], Needs::Nothing, || {
        get(link::leave_page)
    }),
    person("leave_notices_form", "POST", "/bao-tin/thoi/{token}", &[], Needs::Nothing, || post(link::leave)),
    person("ways_of_slip_page", "GET", "/tra-cuu/{token}/bao-tin", &[], Needs::Nothing, || get(choose::page)),
    person("choose_what_is_told_form", "POST", "/tra-cuu/{token}/bao-tin", &[], Needs::Nothing, || {
        post(choose::choose)
    }),
    person("choose_texts_form", "POST", "/tra-cuu/{token}/bao-tin/kenh", &[], Needs::Nothing, || {
        post(choose::choose_texts)
    }),
    person("call_list_page", "GET", calls::HERE, &["after"], RECEIVES, || get(calls::page)),
    person("end_call_form", "POST", "/tiep-nhan/goi-dien/{id}", &[], RECEIVES, || post(calls::end)),
    person("resend_notice_form", "POST", "/ho-so/{id}/bao-tin/{notice}/gui-lai", &[], RECEIVES, || {
        post(record::resend)
    }),
    person("set_texts_form", "POST", "/ho-so/{id}/bao-tin/kenh", &[], RECEIVES, || post(record::set_texts)),
    person("mend_address_form", "POST", "/ho-so/{id}/bao-tin/dia-chi", &[], RECEIVES, || post(record::mend)),
];
