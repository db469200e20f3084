//! The decision: one card signed or returned, or all that are ticked signed; each by the rule and permission of its verb.

use super::{Came, Decided, shown};
use crate::Site;
use crate::api::verbs::{Approve, DemandRework, Verb};
use crate::api::{find, perform};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::desk::{Agreed, MOST_ROWS, tail, why_not, wrong};
use crate::pages::{Page, names};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use motcua_dossier::Dossier;

/// `POST /phe-duyet`
pub async fn decide(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.place-approvals", Some(&caller), super::HERE);
    let mut came = Came { reasons: reasons(&filled), ..Came::default() };
    let returned = filled.text("return");
    let one = filled.text("approve");
    let asked = Asked { site: &site, page: &page, caller: &caller, filled: &filled };
    if returned.is_empty() {
        let rows: Vec<&str> = if one.is_empty() { filled.all("row").collect() } else { vec![one] };
        if rows.len() > MOST_ROWS {
            return Err(wrong());
        }
        for row in rows {
            asked.sign(row, &mut came).await?;
        }
    } else {
        asked.give_back(returned, &mut came).await?;
    }
    shown(&site, reader, &caller, came).await
}

struct Asked<'a> {
    site: &'a Site,
    page: &'a Page,
    caller: &'a Caller,
    filled: &'a Filled,
}

impl Asked<'_> {
    async fn sign(&self, row: &str, came: &mut Came) -> Result<(), Failure> {
        let (agreed, dossier) = self.found(row).await?;
        let leg = agreed.leg.ok_or_else(wrong)?.0;
        let result = self.perform(row, agreed, &dossier, Approve { leg }).await;
        came.done.push(self.decided(&dossier, result, "label.approved").await?);
        Ok(())
    }

    /// A reason that is missing is asked for beside its field, and nothing has happened.
    async fn give_back(&self, row: &str, came: &mut Came) -> Result<(), Failure> {
        let (agreed, dossier) = self.found(row).await?;
        let leg = agreed.leg.ok_or_else(wrong)?;
        let reason = came.reasons.get(row).cloned().unwrap_or_default();
        if reason.is_empty() {
            let field = format!("reason-{}-{leg}", dossier.id);
            came.problems.push((field, self.page.t("web.reason-of-return-missing")));
            return Ok(());
        }
        let result = self.perform(row, agreed, &dossier, DemandRework { leg: leg.0, reason }).await;
        if result.is_ok() {
            came.reasons.remove(row);
        }
        came.done.push(self.decided(&dossier, result, "label.returned-for-rework").await?);
        Ok(())
    }

    async fn found(&self, row: &str) -> Result<(Agreed, Dossier), Failure> {
        let agreed = Agreed::parse(row).ok_or_else(wrong)?;
        Ok((agreed, find(self.site, self.caller, &agreed.dossier.to_string()).await?))
    }

    async fn perform<V: Verb>(
        &self,
        row: &str,
        agreed: Agreed,
        dossier: &Dossier,
        verb: V,
    ) -> Result<Dossier, Failure> {
        let caller = Caller { action: Some(V::ACTION), ..self.caller.clone() };
        let once = self.filled.once_for(row);
        perform(self.site, &caller, dossier, verb, agreed.seen, once).await
    }

    async fn decided(
        &self,
        dossier: &Dossier,
        result: Result<Dossier, Failure>,
        done: &'static str,
    ) -> Result<Decided, Failure> {
        let (done, words) = match result {
            Ok(_) => (true, self.page.t(done)),
            Err(failure) if failure.status.is_server_error() => return Err(failure),
            Err(failure) => (false, why_not(self.site, self.page, failure).await?),
        };
        Ok(Decided {
            address: format!("/ho-so/{}", dossier.id),
            tail: tail(&names::number(dossier)).to_owned(),
            done,
            words,
        })
    }
}

/// What was typed on the cards, by row.
fn reasons(filled: &Filled) -> std::collections::BTreeMap<String, String> {
    let typed = filled.below("reason:").filter(|(_, words)| !words.is_empty());
    typed.map(|(row, words)| (row.to_owned(), words.to_owned())).collect()
}
