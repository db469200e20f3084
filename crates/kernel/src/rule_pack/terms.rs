//! Apologies, hand-overs and ends: what is owed when time runs out or work is broken off.

use super::{Parameter, TimeOfDay};
use serde::{Deserialize, Serialize};

/// How an agency that is late speaks to the applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApologyForm {
    /// A letter of apology with a new date.
    Letter,
    /// The letter is at the same time the request for an extension.
    LetterWithExtension,
}

/// Rules of apologising and setting a new date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApologyRules {
    /// The form; absent where no national text wants an apology.
    pub form: Parameter<Option<ApologyForm>>,
    /// How many working days before the due date the apology must have gone out; absent where a new date may be set at
    /// any time.
    pub working_days_before: Parameter<Option<u32>>,
    /// How often a return date may be set anew; absent where nothing limits it.
    pub max_reappointments: Parameter<Option<u32>>,
}

/// Rules of handing a dossier over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoverRules {
    /// After this time of day a paper goes to the solving unit at the start of the next working day; absent where every
    /// paper goes on the day of its receipt.
    pub cut_off: Parameter<Option<TimeOfDay>>,
    /// Working minutes in which a hand-over must be accepted; then it is the receiver's in any case.
    pub acceptance_minutes: Parameter<u32>,
}

/// Rules of ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndingRules {
    /// Whether stopping at the applicant's request needs a formal notice.
    pub stop_notice: Parameter<bool>,
    /// Hour limits: ended more than this many minutes before the limit counts as early.
    pub early_margin_minutes: Parameter<u32>,
}
