//! Sổ theo dõi and danh sách bàn giao: which days, how much that is, and the PDF of it.

mod hand_over;
mod register;

use super::Page;
use super::person;
use crate::Site;
use crate::api::office_sheets::{hand_overs_pdf, register_pdf};
use crate::methods::get;
use crate::routes::{Needs, Route};
use motcua_identity::Action;
use motcua_kernel::{Actor, AgencyId};

const RECEIVES: Needs = Needs::Permission(Action::Receive);
const HANDS_OVER: Needs = Needs::Permission(Action::HandOver);

/// The pages and their files.
pub const ROUTES: &[Route] = &[
    person("register_page", "GET", "/so-theo-doi", &["agency", "first", "last"], RECEIVES, || {
        get(register::page)
    }),
    person("register_file", "GET", "/so-theo-doi.pdf", &["agency", "first", "last"], RECEIVES, || {
        get(register_pdf)
    }),
    person("hand_over_page", "GET", "/ban-giao", &["agency", "day", "what"], HANDS_OVER, || {
        get(hand_over::page)
    }),
    person("hand_over_file", "GET", "/ban-giao.pdf", &["agency", "day", "what", "to"], HANDS_OVER, || {
        get(hand_overs_pdf)
    }),
];

/// Code and name of the agencies one may choose from, and which is chosen.
pub fn choices(
    site: &Site,
    places: &[(AgencyId, Actor)],
    chosen: Option<AgencyId>,
) -> Vec<(String, String, bool)> {
    let tree = &site.context.province.agencies;
    let of = |(id, _): &(AgencyId, Actor)| {
        tree.get(*id).map(|it| (it.code.clone(), it.name.clone(), Some(*id) == chosen))
    };
    places.iter().filter_map(of).collect()
}
