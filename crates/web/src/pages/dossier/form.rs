//! A form as the page of a dossier shows it, and one that came back.

use super::forms::form_id;
use crate::door::Filled;
use crate::failure::Failure;
use motcua_app::look::Deed;
use motcua_kernel::LegNo;

/// A form.
pub struct Form {
    /// Its place in the page.
    pub id: String,
    /// Where it is sent to.
    pub address: String,
    /// What its button says.
    pub title: &'static str,
    /// The leg it is about.
    pub about: Option<String>,
    /// What there is to know before.
    pub note: Option<String>,
    /// Fields nobody sees.
    pub hidden: Vec<(&'static str, String)>,
    /// Fields.
    pub fields: Vec<Field>,
    /// Whether it is shown open.
    pub open: bool,
    /// Whether it moves the dossier on.
    pub moves_on: bool,
    /// What was wrong with what was typed, and the article that says so.
    pub error: Option<(String, Option<Box<str>>)>,
}

/// A field.
pub enum Field {
    /// Words of some lines.
    Words {
        /// Name.
        name: &'static str,
        /// Label.
        label: &'static str,
        /// What was typed.
        value: String,
        /// Whether it may stay empty.
        optional: bool,
    },
    /// One line.
    Line {
        /// Name.
        name: &'static str,
        /// Kind of input.
        kind: &'static str,
        /// Label.
        label: &'static str,
        /// What was typed.
        value: String,
    },
    /// One line of text, with what there is to know before.
    Hinted {
        /// Name.
        name: &'static str,
        /// Label.
        label: &'static str,
        /// What there is to know.
        hint: String,
        /// What was typed.
        value: String,
    },
    /// The cash that is put down, and what goes back of it.
    Cash {
        /// What was typed.
        value: String,
    },
    /// One of a list.
    Pick {
        /// Name.
        name: &'static str,
        /// Label.
        label: &'static str,
        /// What can be picked.
        choices: Vec<Choice>,
    },
    /// Any number of a few.
    Ticks {
        /// Name.
        name: &'static str,
        /// Label.
        label: &'static str,
        /// What can be ticked.
        choices: Vec<Choice>,
    },
    /// One of a few.
    Radios {
        /// Name.
        name: &'static str,
        /// Label.
        label: &'static str,
        /// What can be picked.
        choices: Vec<Choice>,
    },
    /// Any number of papers and conditions, each with a reason.
    Items(Vec<Item>),
}

/// Something to pick.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub words: String,
    /// Whether it is picked.
    pub picked: bool,
}

/// A paper or condition to tick.
pub struct Item {
    /// `component` or `condition`.
    pub kind: &'static str,
    /// Its code or place.
    pub value: String,
    /// Its name.
    pub words: String,
    /// Whether it is ticked.
    pub picked: bool,
    /// Why it is asked for.
    pub reason: String,
}

/// A form that was sent and not done.
pub struct Tried {
    /// The verb.
    pub deed: Deed,
    /// What was typed.
    pub filled: Filled,
    /// Why not.
    pub failure: Failure,
}

impl Tried {
    /// The place of the form in the page.
    pub fn form_id(&self) -> String {
        form_id(self.deed, self.filled.text("leg").parse().ok().map(LegNo))
    }
}
