//! A procedure, its dated versions, and what a version says for each case and channel.

use crate::{FeeAmount, FeeRule, Route};
use motcua_calendar::{CutOff, TimeLimit};
use motcua_kernel::{Date, ProcedureId, ProcedureVersionId, Validity};
use serde::{Deserialize, Serialize};

/// How an application arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Trực tiếp.
    Counter,
    /// Trực tuyến.
    Online,
    /// Bưu chính công ích.
    Postal,
}

impl Channel {
    /// As files, stored rows and message values write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Online => "online",
            Self::Postal => "postal",
        }
    }
}

/// Where a version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Life {
    /// Being written.
    Draft,
    /// Checked by the procedure-control unit (đã thẩm định).
    Appraised,
    /// Announced and in force for new dossiers.
    Published,
    /// A later version took its place.
    Replaced,
    /// Bãi bỏ: no new dossiers.
    Repealed,
}

/// A procedure across its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Never reused.
    pub id: ProcedureId,
    /// National code (`1.004199`).
    pub code: String,
    /// Lĩnh vực.
    pub field: String,
    /// Whether its title is kept out of messages, previews and the hall.
    #[serde(default)]
    pub sensitive: bool,
}

/// The announcing decision (quyết định công bố) and the posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Its number (`1234/QĐ-UBND`).
    pub decision: String,
    /// Its date.
    pub decided: Option<Date>,
    /// When it was posted for the public.
    pub posted: Option<Date>,
}

/// One dated version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureVersion {
    /// Never reused.
    pub id: ProcedureVersionId,
    /// Of which procedure.
    pub procedure: ProcedureId,
    /// Name (NĐ 63/2010 Điều 8(2)a).
    pub name: String,
    /// When it is in force.
    pub validity: Validity,
    /// Where it stands.
    pub life: Life,
    /// Trình tự thực hiện.
    pub sequence: String,
    /// Đối tượng thực hiện.
    pub applicants: Vec<String>,
    /// Codes of the legal documents it stands on.
    pub legal_basis: Vec<String>,
    /// Yêu cầu, điều kiện.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Announcement and posting.
    #[serde(default)]
    pub publication: Option<Publication>,
    /// What can come out.
    pub results: Vec<ResultType>,
    /// Its variants; at least one.
    pub cases: Vec<ProcedureCase>,
}

impl ProcedureVersion {
    /// The variant with this code.
    pub fn case(&self, code: &str) -> Option<&ProcedureCase> {
        self.cases.iter().find(|it| it.code == code)
    }
}

/// A kind of result (kết quả thực hiện).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultType {
    /// Its code inside the version.
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
}

/// A variant with its own limit, papers and fees (trường hợp giải quyết).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureCase {
    /// Its code inside the version.
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
    /// What is asked for, in groups of which each is a list or a choice.
    pub components: Vec<ComponentGroup>,
    /// Limit and fees for each channel that is open.
    pub channels: Vec<ChannelRow>,
    /// The internal workflow.
    pub route: Route,
}

impl ProcedureCase {
    /// What this channel promises; `None` when it is closed.
    pub fn channel(&self, channel: Channel) -> Option<&ChannelRow> {
        self.channels.iter().find(|it| it.channel == channel)
    }

    /// The component with this code.
    pub fn component(&self, code: &str) -> Option<&Component> {
        self.components.iter().flat_map(|group| &group.components).find(|it| it.code == code)
    }
}

/// Limit and fees of one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelRow {
    /// Which channel.
    pub channel: Channel,
    /// Thời hạn giải quyết, written `8 working days` or `same day`.
    #[serde(with = "crate::limit_text")]
    pub limit: TimeLimit,
    /// What a late hour of receipt does to the clock.
    #[serde(default)]
    pub cut_off: Option<CutOff>,
    /// Phí, lệ phí.
    #[serde(default)]
    pub fees: Vec<FeeRule>,
}

impl ChannelRow {
    /// The prices for which units are counted.
    pub fn per_unit(&self) -> impl Iterator<Item = &FeeRule> {
        let counts = |it: &&FeeRule| match it.amount {
            FeeAmount::PerUnit { .. } | FeeAmount::ByBracket { .. } => true,
            FeeAmount::Fixed { .. } | FeeAmount::Assessed => false,
        };
        self.fees.iter().filter(counts)
    }
}

/// Components that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComponentGroup {
    /// Heading; empty when the case has only one group.
    #[serde(default)]
    pub name: String,
    /// Whether one of them is enough.
    #[serde(default)]
    pub one_of: bool,
    /// The papers.
    pub components: Vec<Component>,
}

/// A required paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Its code inside the case.
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Bản chính.
    pub originals: u16,
    /// Bản sao.
    pub copies: u16,
    /// Whether a dossier without it is incomplete.
    #[serde(default = "required")]
    pub required: bool,
    /// Number of the form to fill, where there is one.
    #[serde(default)]
    pub form: Option<String>,
}

const fn required() -> bool {
    true
}
