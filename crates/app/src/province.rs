//! The law and the agencies of one province, as read from its files. Immutable; a change is another value.

use crate::bank_accounts::{self, AgencyAccount, BankAccountsError};
use motcua_calendar::{DayCalendar, Due, Explanation, WorkingCalendar, shipped};
use motcua_catalogue::{
    BookError, Catalogue, CatalogueFileError, GroupError, LegalRegister, LegalRegisterError, ProcedureGroup,
    ProcedureVersion, ResultBook, parse_catalogue,
};
use motcua_dossier::{Calendars, Dossier};
use motcua_fees::Banks;
use motcua_fees::drawer::Denominations;
use motcua_fees::remittance::{BudgetBook, BudgetFileError};
use motcua_identity::Contact;
use motcua_identity::agency_file::{self, AgencyFileError};
use motcua_intake::Pinned;
use motcua_kernel::{Agency, AgencyId, AgencyTree, PackError, Refusal, RulePack, RulePacks};
use motcua_routing::Watch;
use std::collections::BTreeMap;
use std::path::Path;

/// Everything a decision looks up that is not the dossier itself.
#[derive(Clone)]
pub struct Province {
    /// The code of the agency at its head.
    pub head: &'static str,
    /// Địa danh, as it stands before the date of an official sheet.
    pub place: &'static str,
    /// The rule packs of the law.
    pub packs: RulePacks,
    /// Procedures and their versions.
    pub catalogue: Catalogue,
    /// Groups of procedures that are received together.
    pub groups: Vec<ProcedureGroup>,
    /// The books in which the results of some procedures are numbered.
    pub books: Vec<ResultBook>,
    /// The dated agency tree.
    pub agencies: AgencyTree,
    /// How people reach agencies, where that is known.
    pub contacts: BTreeMap<AgencyId, Contact>,
    /// Of those that were kept here, the place; the last of them is how far it has come.
    pub contact_places: BTreeMap<AgencyId, i64>,
    /// The legal documents that procedures stand on.
    pub register: LegalRegister,
    /// The notes that cash is counted in.
    pub notes: Denominations,
    /// The banks that transfers go to.
    pub banks: Banks,
    /// The accounts that transfers go to.
    pub accounts: BTreeMap<AgencyId, AgencyAccount>,
    /// The place of the last account that was confirmed here; 0 while all come from the files.
    pub account_revision: i64,
    /// Chương, tiểu mục and shares of what is collected.
    pub budget: BudgetBook,
    /// Working time of the agencies.
    pub calendars: Calendars,
    /// The place of the calendar among those that were kept here; 0 for that of the files.
    pub calendar_revision: i64,
    /// The place of the last version that was published here; 0 while all come from the files.
    pub catalogue_revision: i64,
    /// How early and how late is worth saying.
    pub watch: Watch,
}

/// Why the files of a province can not be used.
#[derive(Debug, thiserror::Error)]
pub enum ProvinceError {
    /// A rule pack.
    #[error("a rule pack can not be used")]
    Packs(#[from] PackError),
    /// A procedure.
    #[error("the catalogue can not be used")]
    Catalogue(#[from] CatalogueFileError),
    /// A group of procedures.
    #[error("a group of procedures can not be used")]
    Groups(#[from] GroupError),
    /// A book of results.
    #[error("the books of results can not be used")]
    Books(#[from] BookError),
    /// The agency tree.
    #[error("the agency files can not be used")]
    Agencies(#[from] AgencyFileError),
    /// The register of legal documents.
    #[error("the register of legal documents can not be used")]
    Register(#[from] LegalRegisterError),
    /// Notes of cash, or banks.
    #[error("the lists of notes and banks can not be used")]
    Money(#[from] toml::de::Error),
    /// Accounts of agencies.
    #[error("the accounts of the agencies can not be used")]
    Accounts(#[from] BankAccountsError),
    /// Where money goes in the budget.
    #[error("the budget lines can not be used")]
    Budget(#[from] BudgetFileError),
}

/// What makes a province that comes with the program.
pub type Making = fn() -> Result<Province, ProvinceError>;
const LEGAL_REGISTER: &str = include_str!("../../../config/legal-basis.toml");
const NOTES: &str = include_str!("../../../config/denominations.toml");
const BANKS: &str = include_str!("../../../config/banks.toml");

/// Every file below `config/provinces` by its path there, as `build.rs` found them.
const PROVINCE_FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/province_files.rs"));

/// Sóc Trăng went into Cần Thơ on 2025-07-01 and its file names the heirs in the other: both stand in one tree.
const TREE: [&str; 2] = ["can-tho/agencies.toml", "soc-trang/agencies.toml"];

/// The files of `PROVINCE_FILES` that are `path` or below it.
fn below(path: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    PROVINCE_FILES.iter().copied().filter(move |(file, _)| Path::new(file).starts_with(path))
}

/// The budget lines of a province; none are known where it has no file.
fn budget(name: &str) -> Result<BudgetBook, BudgetFileError> {
    let file = below(&format!("{name}/budget.toml")).next();
    file.map_or_else(|| Ok(BudgetBook::default()), |(_, text)| BudgetBook::parse(text))
}

impl Province {
    /// Cần Thơ as it ships with the product.
    ///
    /// # Errors
    /// When a file is broken.
    pub fn can_tho() -> Result<Self, ProvinceError> {
        Self::shipped("can-tho", "H13", "Cần Thơ")
    }

    /// Sóc Trăng in 2012-2015, with three levels, as it ships with the product.
    ///
    /// # Errors
    /// When a file is broken.
    pub fn soc_trang() -> Result<Self, ProvinceError> {
        Self::shipped("soc-trang", "H51", "Sóc Trăng")
    }

    /// The provinces that come with the program, by the name of the setting, each with what makes it.
    pub const BUILT_IN: [(&str, Making); 2] = [("can-tho", Self::can_tho), ("soc-trang", Self::soc_trang)];

    fn shipped(name: &str, head: &'static str, place: &'static str) -> Result<Self, ProvinceError> {
        let catalogue = parse_catalogue(below(&format!("{name}/catalogue")))?;
        let agencies = agency_file::parse(TREE.into_iter().flat_map(below))?;
        Ok(Self {
            head,
            place,
            packs: RulePacks::shipped()?,
            groups: ProcedureGroup::parse_all(below(&format!("{name}/bundles")), &catalogue)?,
            books: ResultBook::parse_all(below(&format!("{name}/books")))?,
            catalogue,
            contacts: agency_file::contacts(TREE.into_iter().flat_map(below), &agencies)?,
            contact_places: BTreeMap::new(),
            register: LegalRegister::parse(LEGAL_REGISTER)?,
            notes: Denominations::parse(NOTES)?,
            banks: Banks::parse(BANKS)?,
            accounts: bank_accounts::read(below(&format!("{name}/bank-accounts.toml")), &agencies)?,
            account_revision: 0,
            budget: budget(name)?,
            agencies,
            calendars: Calendars::new(WorkingCalendar::new(shipped(), Vec::new(), Vec::new())),
            calendar_revision: 0,
            catalogue_revision: 0,
            watch: Watch::default(),
        })
    }

    /// The place of the last contact that was kept here; 0 while all come from the files.
    pub fn contacts_kept(&self) -> i64 {
        self.contact_places.values().copied().max().unwrap_or_default()
    }

    /// Lets the agencies rest on these days instead of those that come with the program.
    pub fn rests_on(&mut self, days: DayCalendar) {
        self.calendars = Calendars::new(WorkingCalendar::new(days, Vec::new(), Vec::new()));
    }

    /// Lets the agencies pay in by this file of budget codes instead of the one that comes with the program.
    ///
    /// # Errors
    /// When the file can not be used.
    pub fn remits_by(&mut self, text: &str) -> Result<(), BudgetFileError> {
        self.budget = BudgetBook::parse(text)?;
        Ok(())
    }

    /// The book in which the result of a dossier is numbered, where its procedure has one.
    pub fn result_book(&self, dossier: &Dossier) -> Option<&ResultBook> {
        let version = self.catalogue.version(dossier.filing.as_ref()?.version)?;
        ResultBook::of(&self.books, &self.catalogue.by_id(version.procedure)?.code)
    }

    /// What a received dossier was received under.
    ///
    /// # Errors
    /// Refused when it was never received, or when its version or pack is no longer known here.
    pub fn pinned(&self, dossier: &Dossier) -> Result<Pinned<'_>, Refusal> {
        let not_received = || Refusal::new("app.not-received");
        let filing = dossier.filing.as_ref().ok_or_else(not_received)?;
        let pack = self.pack_of(dossier)?;
        let version = self.version(filing.version)?;
        Ok(Pinned { version, pack, calendars: &self.calendars })
    }

    /// The first date of a received dossier as the rules give it, and why; none when it has no date.
    pub fn first_date(&self, dossier: &Dossier) -> Option<Due> {
        let reception = dossier.reception.as_ref()?;
        let calendar = self.calendars.of(dossier.receiving()?);
        let received = dossier.rebasing.received.as_ref();
        let (limit, cut_off) =
            received.map_or((&reception.limit, reception.cut_off), |it| (&it.limit, it.cut_off));
        Some(calendar.due(reception.begins(), limit, cut_off))
    }

    /// Why the first date of a received dossier is what it is; none when it has no date.
    pub fn explain_first_date(&self, dossier: &Dossier) -> Option<Explanation> {
        self.first_date(dossier).map(|it| it.explanation)
    }

    /// The contact of an agency that has what is wanted: its own, else that of the nearest agency above it.
    pub fn contact_near(
        &self,
        agency: AgencyId,
        wanted: impl Fn(&Contact) -> bool,
    ) -> Option<(&Agency, &Contact)> {
        let mut line = self.agencies.ancestors(agency);
        line.find_map(|it| Some((it, self.contacts.get(&it.id).filter(|contact| wanted(contact))?)))
    }

    /// The account that transfers for an agency go to: its own, else that of the nearest agency above it.
    pub fn account_near(&self, agency: AgencyId) -> Option<&AgencyAccount> {
        self.agencies.ancestors(agency).find_map(|it| self.accounts.get(&it.id))
    }

    /// The group of procedures with this code.
    pub fn group(&self, code: &str) -> Option<&ProcedureGroup> {
        self.groups.iter().find(|it| it.code == code)
    }

    /// The pack a dossier was received under.
    ///
    /// # Errors
    /// Refused when it was never received or the pack is not known here.
    pub fn pack_of(&self, dossier: &Dossier) -> Result<&RulePack, Refusal> {
        let reception = dossier.reception.as_ref().ok_or_else(|| Refusal::new("app.not-received"))?;
        self.packs
            .get(&reception.pack)
            .ok_or_else(|| Refusal::new("app.pack-unknown").with("pack", &reception.pack))
    }

    /// A version of the catalogue.
    ///
    /// # Errors
    /// Refused when it is not known here.
    pub fn version(&self, id: motcua_kernel::ProcedureVersionId) -> Result<&ProcedureVersion, Refusal> {
        self.catalogue.version(id).ok_or_else(|| Refusal::new("app.version-unknown").at("version"))
    }
}
