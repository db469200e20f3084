//! Whose work is whose: what a person has in hand, what it may take, and what it does for those it covers for.
//!
//! It shows, and permits nothing: whether a command is allowed is asked of `identity` and of the rule of the command.

use motcua_dossier::DeskTask;
use motcua_identity::{Account, Action, Reach};
use motcua_kernel::{AccountId, AgencyId, Date};
use motcua_storage::desk::Whose;

/// The agencies at which this person has a desk on `date`, in the order of its roles.
pub fn agencies_of(account: &Account, date: Date) -> Vec<AgencyId> {
    let rule = Action::ViewDossierList.rule();
    let mut agencies: Vec<AgencyId> = Vec::new();
    for grant in account.grants_on(date) {
        if rule.reach(grant.role) == Some(Reach::Own) && !agencies.contains(&grant.agency) {
            agencies.push(grant.agency);
        }
    }
    agencies
}

/// The person, and everybody it covers for on `date`.
pub fn covered_by(account: &Account, date: Date) -> Vec<AccountId> {
    let mut accounts = vec![account.id];
    for delegation in account.grants_on(date).filter_map(|it| it.delegation) {
        if !accounts.contains(&delegation.from) {
            accounts.push(delegation.from);
        }
    }
    accounts
}

/// What at `agency` is this person's to do: what it has in hand, what those have for whom it covers, and what nobody has
/// and its roles may take.
pub fn own_work(account: &Account, agency: AgencyId, date: Date) -> Whose {
    let may = |action: Action| {
        account.grants_on(date).any(|it| it.agency == agency && action.rule().reach(it.role).is_some())
    };
    let free = DeskTask::ALL.into_iter().filter(|it| may(done_by_who_may(*it))).collect();
    Whose::Own { accounts: covered_by(account, date), free }
}

/// Who does a task that is nobody's yet: whoever holds this permission. What the counter sends and gives out is for those
/// who receive; what an agency works on is for those who may ask for a supplement.
const fn done_by_who_may(task: DeskTask) -> Action {
    match task {
        DeskTask::HandOver | DeskTask::AwaitCitizen | DeskTask::ReturnResult => Action::Receive,
        DeskTask::Accept | DeskTask::AnswerQuestion | DeskTask::Resend | DeskTask::Take | DeskTask::Work => {
            Action::AskSupplement
        }
        DeskTask::SendLetter | DeskTask::RecordAnswer => Action::RecordOutsideLeg,
        DeskTask::Decide => Action::Approve,
        DeskTask::Number => Action::NumberAndStamp,
        DeskTask::HandOn => Action::HandOver,
        DeskTask::Resume => Action::Resume,
        DeskTask::ConfirmAnnulment => Action::ConfirmAnnulment,
        DeskTask::ConfirmCorrection => Action::ConfirmCorrection,
    }
}
