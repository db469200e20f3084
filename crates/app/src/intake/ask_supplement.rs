//! Yêu cầu bổ sung: everything that is lacking, at once, each with its reason.

use crate::act::{Words, act};
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, SupplementItem, SupplementSubject};
use motcua_intake::SupplementRequest;
use motcua_kernel::{Actor, LegNo, Refusal, TextId};

/// One thing asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedItem {
    /// What.
    pub subject: SupplementSubject,
    /// Why, in the officer's words.
    pub reason: String,
}

impl AskedItem {
    /// The items as events carry them, and their words under the same ids.
    pub(super) fn with_ids(
        items: Vec<Self>,
        context: &Context,
    ) -> Result<(Vec<SupplementItem>, Words), AppError> {
        let now = context.clock.now();
        let mut words = Vec::with_capacity(items.len());
        let mut asked = Vec::with_capacity(items.len());
        for item in items {
            let reason = TextId(context.ids.next(now)?);
            words.push((reason, item.reason));
            asked.push(SupplementItem { subject: item.subject, reason });
        }
        Ok((asked, words))
    }
}

/// Asks for `items`; on behalf of `leg`, or of the counter when there is none.
///
/// # Errors
/// Refused by the rules of the dossier's pack, and to the agency of another leg; `Stale` when another person was first.
pub async fn ask_supplement(
    context: &Context,
    command: Command,
    leg: Option<LegNo>,
    items: Vec<AskedItem>,
) -> Result<Dossier, AppError> {
    let (asked, words) = AskedItem::with_ids(items, context)?;
    act(context, command, words, |dossier, now| {
        must_be_the_actors(dossier, command.actor, leg)?;
        let pinned = context.province.pinned(dossier)?;
        let request = SupplementRequest { items: asked.clone(), leg, overridden: None };
        motcua_intake::ask_supplement(dossier, &pinned, request, now)
    })
    .await
}

fn must_be_the_actors(dossier: &Dossier, actor: Actor, leg: Option<LegNo>) -> Result<(), Refusal> {
    let asks = match leg {
        None => dossier.receiving(),
        Some(no) => dossier.leg(no).map(|it| it.plan.desk()),
    };
    match asks {
        Some(agency) if agency != actor.agency => {
            Err(Refusal::new("app.supplement-of-other-agency").at("leg"))
        }
        Some(_) | None => Ok(()),
    }
}
