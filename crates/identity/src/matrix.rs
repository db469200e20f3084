//! Which role holds which action, how far it reaches, and what else must be true: the whole table of "who may".
//!
//! No other file may ask for a role by name to decide a permission. The snapshot `permission_matrix` shows the table to people;
//! a change here is a change there.

use motcua_kernel::Role;
use motcua_kernel::Role::{
    Administrator, Cashier, CatalogueOfficer, Clerk, DivisionHead, Leader, PetitionOfficer,
    ProcedureControlOfficer, RecordsClerk, ReformOfficer, Specialist, Supervisor, UnitHead,
};

use crate::Action;

/// Where a role may do a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// At the agency of the grant only.
    Own,
    /// At the agency of the grant and everything below it.
    Subtree,
}

/// What must be true besides the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Demand {
    /// Nothing.
    Nothing,
    /// A leg of the dossier is the agency's, or is being handed to it.
    Leg,
    /// A leg, or a purpose stated and logged.
    LegOrPurpose,
    /// Another person asked for what is confirmed now.
    AnotherRequester,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What must be true besides the role.
    pub demand: Demand,
    /// Roles that hold the action at the agency of their grant.
    pub own: &'static [Role],
    /// Roles that hold it over the subtree of their grant.
    pub subtree: &'static [Role],
}

impl Rule {
    const fn at(own: &'static [Role]) -> Self {
        Self { demand: Demand::Nothing, own, subtree: &[] }
    }

    const fn below(mut self, subtree: &'static [Role]) -> Self {
        self.subtree = subtree;
        self
    }

    const fn with(mut self, demand: Demand) -> Self {
        self.demand = demand;
        self
    }

    /// How far `role` reaches, if it holds the action.
    pub fn reach(&self, role: Role) -> Option<Reach> {
        if self.subtree.contains(&role) {
            Some(Reach::Subtree)
        } else if self.own.contains(&role) {
            Some(Reach::Own)
        } else {
            None
        }
    }
}

const COUNTER: &[Role] = &[Clerk, UnitHead];
const HEADS: &[Role] = &[UnitHead, Leader];
const DESK: &[Role] = &[Specialist, DivisionHead];
const COUNTER_AND_DESK: &[Role] = &[Clerk, UnitHead, Specialist, DivisionHead];
const WHO_DECIDES: &[Role] = &[UnitHead, DivisionHead, Leader];
const ALL_HANDS: &[Role] = &[Clerk, UnitHead, Specialist, DivisionHead, Leader, RecordsClerk, Cashier];

impl Action {
    /// Who holds this action, and on what terms.
    #[expect(
        clippy::match_same_arms,
        reason = "the table reads in the order of the work; equal lines are separate decisions"
    )]
    pub const fn rule(self) -> Rule {
        match self {
            Self::Receive | Self::NotReceive | Self::Guide => Rule::at(COUNTER),
            Self::PermitLateEntry => Rule::at(HEADS),
            Self::SendPaperBatch => Rule::at(&[Clerk, UnitHead, Leader]),
            Self::ApprovePaperBatch => Rule::at(HEADS).with(Demand::AnotherRequester),
            Self::Withdraw | Self::ReturnResult | Self::CallTicket => Rule::at(COUNTER),
            Self::AskSupplement | Self::CompleteSupplement => Rule::at(COUNTER_AND_DESK),
            Self::OverrideSupplementLimit => Rule::at(&[Leader]),
            Self::AcceptLeg | Self::QuestionHandover | Self::SendBackHandover | Self::HandOver => {
                Rule::at(&[Clerk, UnitHead, Specialist, DivisionHead, RecordsClerk]).with(Demand::Leg)
            }
            Self::RecordOutsideLeg => Rule::at(&[Clerk, UnitHead, Specialist]),
            Self::Assign => Rule::at(WHO_DECIDES),
            Self::Consult => Rule::at(DESK).with(Demand::Leg),
            Self::AnswerConsultation => Rule::at(&[Specialist, DivisionHead, Leader]),
            Self::ProposeResult => Rule::at(DESK).with(Demand::Leg),
            // What an agency outside the system assesses is recorded by the liaison unit, mostly the counter.
            Self::AssessCharge => Rule::at(COUNTER_AND_DESK).with(Demand::Leg),
            // The agency that gave the notice, or the counter that handed it out.
            Self::AwaitPayment => Rule::at(COUNTER_AND_DESK),
            Self::SendBackForRework => Rule::at(&[DivisionHead, Leader]).with(Demand::Leg),
            Self::Approve => Rule::at(&[Leader]).with(Demand::Leg),
            Self::NumberAndStamp => Rule::at(&[RecordsClerk]).with(Demand::Leg),
            Self::DraftApology => Rule::at(COUNTER_AND_DESK),
            // The leader of the late agency; the head of a unit that stands for an agency outside. The rule says which leg.
            Self::Reappoint => Rule::at(HEADS),
            Self::Suspend | Self::Resume => Rule::at(&[Specialist, DivisionHead, Leader]),
            Self::Stop => Rule::at(WHO_DECIDES),
            Self::RequestAnnulment | Self::RequestCorrection => {
                Rule::at(&[Clerk, UnitHead, Specialist, DivisionHead, RecordsClerk])
            }
            Self::ConfirmAnnulment => Rule::at(HEADS).with(Demand::AnotherRequester),
            Self::ConfirmCorrection => Rule::at(WHO_DECIDES).with(Demand::AnotherRequester),
            Self::RecordIncident => Rule::at(&[Clerk, UnitHead, Specialist, DivisionHead, Leader]),
            Self::Reopen => Rule::at(HEADS).with(Demand::AnotherRequester),
            // At the counter of a commune whoever receives takes the money too: few have a cashier.
            Self::RecordPayment => Rule::at(&[Cashier, Clerk, UnitHead]),
            // Whoever takes money has a drawer. That another person recorded what is taken back is asked by the rule.
            Self::KeepDrawer => Rule::at(&[Cashier, Clerk, UnitHead]),
            Self::ReversePayment => Rule::at(HEADS),
            Self::RequestRefund => Rule::at(&[Cashier, Clerk, UnitHead]),
            Self::ConfirmRefund | Self::ConfirmDrawerDifference => {
                Rule::at(HEADS).with(Demand::AnotherRequester)
            }
            Self::UseReceipts => Rule::at(&[Cashier, Clerk, UnitHead]).below(&[Administrator]),
            Self::KeepReceipts => Rule::at(&[UnitHead]).below(&[Administrator]),
            Self::ConfirmBankAccount => {
                Rule::at(&[UnitHead]).below(&[Administrator]).with(Demand::AnotherRequester)
            }
            Self::ViewDossierList => Rule::at(ALL_HANDS).below(&[Supervisor, ProcedureControlOfficer]),
            Self::ViewPersonalData => Rule::at(ALL_HANDS).below(&[Supervisor]).with(Demand::LegOrPurpose),
            Self::AttachFile => {
                Rule::at(&[Clerk, UnitHead, Specialist, DivisionHead, RecordsClerk]).with(Demand::Leg)
            }
            Self::ViewFigures => {
                Rule::at(WHO_DECIDES).below(&[Supervisor, ProcedureControlOfficer, ReformOfficer])
            }
            Self::ClosePeriod => Rule::at(&[ProcedureControlOfficer, ReformOfficer]),
            Self::ViewAuditLog => Rule::at(&[]).below(&[Supervisor, Administrator]),
            Self::ManagePlan => Rule::at(&[ReformOfficer]),
            Self::HandlePetition => Rule::at(&[PetitionOfficer]),
            Self::ManageCatalogue => Rule::at(&[CatalogueOfficer, ProcedureControlOfficer]),
            Self::PublishCatalogue => Rule::at(&[ProcedureControlOfficer]),
            Self::CheckCatalogue => {
                Rule::at(&[]).below(&[CatalogueOfficer, ProcedureControlOfficer, Administrator, Leader])
            }
            Self::ProposeRebase => Rule::at(&[]).below(&[CatalogueOfficer, ProcedureControlOfficer]),
            // A leader answers for what was received at the counters below.
            Self::ConfirmRebase => Rule::at(&[]).below(&[Leader]).with(Demand::AnotherRequester),
            Self::ImportLog => Rule::at(&[ReformOfficer, Administrator]),
            Self::ManageAccounts | Self::ManageAgencies => Rule::at(&[]).below(&[Administrator]),
            Self::ManageCalendar | Self::ManageTemplates => Rule::at(&[]).below(&[Administrator]),
            Self::ManageSubscriptions => Rule::at(&[]).below(&[Administrator]),
            Self::OperateSystem => Rule::at(&[Administrator]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    fn table() -> String {
        let mut text = String::from("o = at its own agency, s = over its subtree\n\n");
        let heads: Vec<String> = Role::ALL.iter().map(|role| format!("{role:?}")).collect();
        writeln!(text, "{:<26} {} | besides", "", heads.join(" ")).unwrap();
        for action in Action::ALL {
            let rule = action.rule();
            write!(text, "{:<26}", action.key()).unwrap();
            for (role, head) in Role::ALL.iter().zip(&heads) {
                let mark = match rule.reach(*role) {
                    None => '.',
                    Some(Reach::Own) => 'o',
                    Some(Reach::Subtree) => 's',
                };
                write!(text, " {mark:<width$}", width = head.len()).unwrap();
            }
            writeln!(text, " | {:?}", rule.demand).unwrap();
        }
        text
    }

    #[test]
    fn the_table_is_the_one_people_agreed_to() {
        insta::assert_snapshot!("permission_matrix", table());
    }

    #[test]
    fn every_action_has_someone_and_every_role_has_something() {
        for action in Action::ALL {
            assert!(Role::ALL.iter().any(|role| action.rule().reach(*role).is_some()), "{action}");
        }
        for role in Role::ALL {
            assert!(Action::ALL.iter().any(|action| action.rule().reach(role).is_some()), "{role:?}");
        }
    }

    #[test]
    fn the_key_is_the_stored_name() {
        for action in Action::ALL {
            assert_eq!(serde_json::to_string(action).unwrap(), format!("\"{action}\""));
        }
    }
}
