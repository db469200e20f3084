//! What would come of a visit for a whole group: of each procedure its date, what is owed and what is lacking. Beside the
//! form, and alone as often as something is typed.

use crate::pages::Page;
use crate::pages::charges::{Owed, owed};
use crate::words::clock;
use askama::Template;
use motcua_app::intake::Preview;
use motcua_i18n::spoken_date;

/// The receipt as it would be.
#[derive(Template)]
#[template(path = "counter_bundle_panel.html")]
pub struct BundlePanel {
    pub page: Page,
    pub parts: Vec<PanelPart>,
    /// What the group as a whole is refused for, so that no date can be told.
    pub unforeseen: Option<String>,
}

/// One procedure of the group.
pub struct PanelPart {
    pub name: String,
    /// Whether it waits for the result of another.
    pub waits: bool,
    /// The papers that are lacking, as their fields are named.
    pub lacks: Vec<String>,
    pub foreseen: Option<Foreseen>,
}

/// What would come of it.
pub struct Foreseen {
    date: String,
    time: String,
    explanation: String,
    owed: Vec<Owed>,
}

impl Foreseen {
    /// In the words of `page`.
    pub fn of(page: &Page, preview: &Preview) -> Self {
        Self {
            date: spoken_date(page.locale, preview.due.date()),
            time: clock(preview.due),
            explanation: preview.explanation.sentence(),
            owed: owed(page, &preview.charges),
        }
    }
}

impl BundlePanel {
    fn lacking_fields(&self) -> String {
        self.parts.iter().flat_map(|it| &it.lacks).map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}
