//! The files of `config/forms` as built into the binary. A province's file of the same name stands before them; these are
//! never changed by one.

/// Names and embeds files of `config/forms`.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../config/forms/", $name)))),+]
    };
}

/// Every file, by its name in the folder.
pub(crate) const FILES: [(&str, &[u8]); 25] = files!(
    "2012.toml",
    "2018.toml",
    "2025.toml",
    "words.toml",
    "lib.typ",
    "acceptance-slip.typ",
    "apology-letter.typ",
    "budget-remittance.typ",
    "control-slip.typ",
    "day-takings.typ",
    "guidance-slip.typ",
    "handover-list.typ",
    "money-receipt.typ",
    "month-takings.typ",
    "receipt-usage.typ",
    "refusal-slip.typ",
    "register.typ",
    "result-receipt.typ",
    "satisfaction-slip.typ",
    "stop-notice.typ",
    "supplement-request.typ",
    "fonts/LiberationSerif-Regular.ttf",
    "fonts/LiberationSerif-Bold.ttf",
    "fonts/LiberationSerif-Italic.ttf",
    "fonts/LiberationSerif-BoldItalic.ttf",
);

/// What brings sheets and templates together; no province changes it.
pub(crate) const MAIN: &str = include_str!("main.typ");
