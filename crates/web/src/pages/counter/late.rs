//! Nhập bù at the counter: the leaves by which this person may enter paper slips now.

use super::counters;
use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use crate::pages::Page;
use motcua_app::intake::{self, PermitUsed};

/// The leaves that are open.
pub struct Late {
    pub permits: Vec<Choice>,
}

/// A leave to choose.
pub struct Choice {
    pub id: String,
    /// The hours it is about, in words.
    pub hours: String,
    pub left: u32,
}

impl Late {
    /// Those of the counters of `caller` that are neither used up nor over, nor their own.
    pub async fn open(site: &Site, page: &Page, caller: &Caller) -> Result<Self, Failure> {
        let mut permits = Vec::new();
        for (code, _) in counters(site, caller) {
            let tree = &site.context.province.agencies;
            let Some(agency) = tree.by_code(&code, caller.now.date()) else { continue };
            let used = intake::permits_of(&site.context, agency.id).await?;
            permits.extend(used.iter().filter_map(|it| choice(page, caller, it)));
        }
        Ok(Self { permits })
    }
}

fn choice(page: &Page, caller: &Caller, used: &PermitUsed) -> Option<Choice> {
    let PermitUsed { permit, entered } = used;
    let left = permit.slips.saturating_sub(*entered);
    let open = left > 0 && permit.enter_by >= caller.now && permit.granted_by != caller.account.id;
    let hours = || page.span(permit.from, permit.until);
    open.then(|| Choice { id: permit.id.to_string(), hours: hours(), left })
}
