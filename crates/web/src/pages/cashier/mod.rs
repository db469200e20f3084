//! Thu ngân: the own drawer, its closing, the drawers of the agency, and the book of a day or month. A drawer is opened by
//! the first cash of a shift, so nobody has to come here before taking money.

mod book;
mod drawer;
mod shown;

use super::Page;
use crate::Site;
use crate::door::Caller;
use crate::methods::{get, post};
use crate::pages::person;
use crate::routes::{Needs, Route};
use motcua_fees::drawer::{Drawer, DrawerState};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyId, Vnd};

/// Columns of the book as a file.
pub const COLUMNS: [&str; 6] = ["moment-of", "book-kind", "book-means", "charge", "receipt", "amount"];

const HERE: &str = "/thu-ngan";
const KEEPS: Needs = Needs::Permission(Action::KeepDrawer);

/// The pages and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("cashier_page", "GET", HERE, &[], KEEPS, || get(drawer::own)),
    person("open_drawer_form", "POST", "/thu-ngan/mo", &[], KEEPS, || post(drawer::open)),
    person("move_cash_form", "POST", "/thu-ngan/quy", &[], KEEPS, || post(drawer::move_cash)),
    person("drawer_page", "GET", "/thu-ngan/{id}", &[], KEEPS, || get(drawer::one)),
    person("count_drawer_form", "POST", "/thu-ngan/{id}/kiem-dem", &[], KEEPS, || post(drawer::count)),
    person("explain_drawer_form", "POST", "/thu-ngan/{id}/giai-trinh", &[], KEEPS, || post(drawer::explain)),
    person("reopen_drawer_form", "POST", "/thu-ngan/{id}/mo-lai", &[], KEEPS, || post(drawer::reopen)),
    person("confirm_drawer_form", "POST", "/thu-ngan/{id}/xac-nhan", &[], KEEPS, || post(drawer::confirm)),
    person("money_book_page", "GET", "/so-thu", &["agency", "first", "last"], KEEPS, || get(book::page)),
    person("money_book_file", "GET", "/so-thu.csv", &["agency", "first", "last"], KEEPS, || get(book::file)),
];

/// The agencies where this person has a drawer.
pub fn tills(site: &Site, caller: &Caller) -> Vec<AgencyId> {
    let mut tills = Vec::new();
    for grant in caller.account.grants_on(caller.now.date()) {
        let keeps = caller.actor_for(site, Action::KeepDrawer, Scope::at(grant.agency)).is_ok();
        if keeps && !tills.contains(&grant.agency) {
            tills.push(grant.agency);
        }
    }
    tills
}

/// The word for how far a drawer is.
fn state_word(page: &Page, drawer: &Drawer) -> (&'static str, String) {
    let (kind, name) = match drawer.state() {
        DrawerState::Open => ("now", "open"),
        DrawerState::Counted { finding } if finding.difference == Vnd::ZERO => ("hold", "counted"),
        DrawerState::Counted { .. } => ("warn", "counted-other"),
        DrawerState::Confirmed { .. } | DrawerState::Locked { .. } => ("ok", "locked"),
    };
    (kind, page.word("drawer-state", name))
}
