//! The law and the agencies of one province, as read from its files. Immutable; a change is another value.

use motcua_calendar::{Explanation, WorkingCalendar, shipped};
use motcua_catalogue::{Catalogue, CatalogueFileError, ProcedureVersion, parse_catalogue};
use motcua_dossier::{Calendars, Dossier};
use motcua_identity::agency_file::{self, AgencyFileError};
use motcua_intake::Pinned;
use motcua_kernel::{AgencyTree, PackError, Refusal, RulePack, RulePacks};

/// Everything a decision looks up that is not the dossier itself.
pub struct Province {
    /// The rule packs of the law.
    pub packs: RulePacks,
    /// Procedures and their versions.
    pub catalogue: Catalogue,
    /// The dated agency tree.
    pub agencies: AgencyTree,
    /// Working time of the agencies.
    pub calendars: Calendars,
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
    /// The agency tree.
    #[error("the agency file can not be used")]
    Agencies(#[from] AgencyFileError),
}

/// Names and embeds files below `config`.
macro_rules! files {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../config/", $folder, "/", $name, ".toml")))),+]
    };
}

const CAN_THO_AGENCIES: &str = include_str!("../../../config/provinces/can-tho/agencies.toml");

const CAN_THO_CATALOGUE: [(&str, &str); 12] = files!("provinces/can-tho/catalogue":
    "1.000656-dang-ky-khai-tu",
    "1.001193-dang-ky-khai-sinh",
    "1.001612-dang-ky-ho-kinh-doanh",
    "1.004194-dang-ky-tam-tru",
    "1.004222-dang-ky-thuong-tru",
    "1.004873-xac-nhan-tinh-trang-hon-nhan",
    "1.011607-cong-nhan-ho-ngheo",
    "1.013225-giay-phep-xay-dung-nha-o",
    "1.013831-chuyen-nhuong-quyen-su-dung-dat",
    "2.000815-chung-thuc-ban-sao",
    "2.001583-thanh-lap-cong-ty-tnhh-mtv",
    "3.000348-cap-lai-giay-phep-lai-xe",
);

impl Province {
    /// Cần Thơ as it ships with the product.
    ///
    /// # Errors
    /// When a file is broken.
    pub fn can_tho() -> Result<Self, ProvinceError> {
        Ok(Self {
            packs: RulePacks::shipped()?,
            catalogue: parse_catalogue(CAN_THO_CATALOGUE)?,
            agencies: agency_file::parse(CAN_THO_AGENCIES)?,
            calendars: Calendars::new(WorkingCalendar::new(shipped(), Vec::new(), Vec::new())),
        })
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

    /// Why the first date of a received dossier is what it is; none when it has no date.
    pub fn explain_first_date(&self, dossier: &Dossier) -> Option<Explanation> {
        let reception = dossier.reception.as_ref()?;
        let calendar = self.calendars.of(dossier.receiving()?);
        Some(calendar.due(reception.at, &reception.limit, reception.cut_off).explanation)
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
