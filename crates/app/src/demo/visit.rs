//! What comes over the counter in a story: the papers the list asks for, the person, and what the counter makes of it.

use super::money::taken;
use super::past::Past;
use super::story::{Story, Twist};
use crate::intake::{AskedItem, Submission, guide, not_receive, person, receive_at_counter, usual_competent};
use crate::{AppError, Context};
use motcua_catalogue::{Channel, ChannelRow, ComponentGroup, DueWhen, ProcedureCase, ProcedureVersion};
use motcua_dossier::{ComponentGiven, Dossier, Filing, PriorityGround, SupplementSubject};
use motcua_kernel::{Actor, AgencyId, Refusal, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody comes with the papers of `story`.
pub(super) async fn visit(past: &mut Past<'_>, story: &Story) -> Result<Dossier, AppError> {
    let context = past.context;
    let today = context.clock.now().date();
    let counter = context.province.agencies.by_code(story.counter, today);
    let counter = counter.ok_or_else(|| Refusal::new("app.agency-not-in-force"))?;
    let clerk = past.office.actor(counter.id, &[Role::Clerk], past.visits());
    let clerk = clerk.ok_or_else(|| Refusal::new("app.other-counter"))?;
    let submission = submission(past, story, counter.id)?;
    if story.twist == Some(Twist::Guidance) {
        return guided(context, clerk, submission).await;
    }
    if story.twist == Some(Twist::NotReceived) {
        let reason = "Thửa đất nằm ngoài địa bàn, không thuộc thẩm quyền giải quyết.";
        return not_receive(context, clerk, submission, reason.to_owned()).await;
    }
    let received = receive_at_counter(context, clerk, submission).await?.dossier;
    taken(context, clerk, received, DueWhen::AtReception).await
}

fn submission(past: &mut Past<'_>, story: &Story, counter: AgencyId) -> Result<Submission, AppError> {
    let context = past.context;
    let version = version(context, story)?;
    let case = version.case(story.case).ok_or_else(|| Refusal::new("intake.case-unknown"))?;
    let applicant = past.next_applicant(counter);
    let party = person(context, applicant.input())?;
    let mut filing = Filing {
        version: version.id,
        case: case.code.clone(),
        channel: Channel::Counter,
        receiving: counter,
        competent: counter,
        applicant: party.id,
        helper: None,
        answers: answers(case, story),
        components: case.components.iter().flat_map(given).collect(),
        quantities: quantities(past, case),
        elsewhere: BTreeSet::new(),
        handed_in_at: None,
        priority: (past.visits() % 17 == 3).then_some(PriorityGround::Elderly),
        instead_of_signing: None,
    };
    filing.competent = usual_competent(context, &filing, context.clock.now())?;
    Ok(Submission { filing, parties: vec![party], reach: Vec::new(), once: None, late: None })
}

fn version<'a>(context: &'a Context, story: &Story) -> Result<&'a ProcedureVersion, Refusal> {
    let today = context.clock.now().date();
    let version = context.province.catalogue.version_on(story.procedure, today);
    version.ok_or_else(|| Refusal::new("app.version-unknown"))
}

/// Everything that is required; of a choice the first.
pub(super) fn given(group: &ComponentGroup) -> Vec<ComponentGiven> {
    let most = if group.one_of { 1 } else { group.components.len() };
    let required = group.components.iter().filter(|it| it.required).take(most);
    required
        .map(|it| ComponentGiven { code: it.code.clone(), originals: it.originals, copies: it.copies })
        .collect()
}

fn answers(case: &ProcedureCase, story: &Story) -> BTreeMap<String, bool> {
    let questions = case.route.legs.iter().filter_map(|leg| leg.when.as_ref());
    questions.map(|it| (it.answer.clone(), story.yes == Some(it.answer.as_str()))).collect()
}

fn quantities(past: &mut Past<'_>, case: &ProcedureCase) -> BTreeMap<String, u32> {
    let counted = case.channel(Channel::Counter).into_iter().flat_map(ChannelRow::per_unit);
    counted.map(|it| (it.code.clone(), past.chance.between(1, 6))).collect()
}

/// The last paper was left at home.
async fn guided(context: &Context, clerk: Actor, mut submission: Submission) -> Result<Dossier, AppError> {
    let missing = submission.filing.components.pop();
    let code = missing.map(|it| it.code).unwrap_or_default();
    let item = AskedItem {
        subject: SupplementSubject::Component { code },
        reason: "Chưa có giấy tờ này, đề nghị mang theo khi nộp lại.".to_owned(),
    };
    guide(context, clerk, submission, vec![item]).await
}
