//! What happened to a dossier, as a colleague reads it: who, when, what, and in which words.

use super::events::Teller;
use crate::Site;
use crate::pages::{Page, names};
use crate::words::key_of;
use motcua_app::look::Said;
use motcua_app::{AppError, accounts};
use motcua_dossier::{By, Dossier, Entry, Event};
use motcua_kernel::AccountId;

/// One line of the history.
pub struct Line {
    /// When.
    pub at: String,
    /// Who, with role and agency.
    pub who: String,
    /// What.
    pub what: String,
    /// Words that go with it, each under what it is about.
    pub words: Vec<Words>,
}

/// Words of a person.
pub struct Words {
    /// What they are about; empty when that is clear.
    pub about: String,
    /// The words; none when they were erased.
    pub text: Option<String>,
}

/// The history of `dossier`, the newest first, with the words that this reader may read of each entry in its place.
pub async fn lines(
    site: &Site,
    page: &Page,
    dossier: &Dossier,
    history: &[Entry],
    said: Vec<Vec<Said>>,
) -> Result<Vec<Line>, AppError> {
    let people = accounts::names(&site.context, &people(history)).await?;
    let covered = accounts::in_place_of(&site.context, history).await?;
    let teller = Teller { site, page, dossier, people: &people };
    let mut said = said.into_iter();
    let told = |entry: &Entry| {
        let mut line = line(&teller, entry, said.next().unwrap_or_default());
        if let Some(name) = covered.get(&entry.seq) {
            line.who = format!("{}, {}", line.who, page.t1("label.in-place-of", "name", name));
        }
        line
    };
    let mut lines: Vec<Line> = history.iter().map(told).collect();
    lines.reverse();
    Ok(lines)
}

/// Everybody a history names.
fn people(history: &[Entry]) -> Vec<AccountId> {
    let mut people = Vec::new();
    for entry in history {
        if let By::Officer(actor) = entry.by {
            people.push(actor.account);
        }
        if let Event::LegAssigned { assignee, .. } = entry.event {
            people.push(assignee);
        }
    }
    people.sort();
    people.dedup();
    people
}

fn line(teller: &Teller<'_>, entry: &Entry, said: Vec<Said>) -> Line {
    let words = said.into_iter().map(|it| Words {
        about: it.about.map(|it| names::subject(teller.site, teller.dossier, &it)).unwrap_or_default(),
        text: it.text,
    });
    Line {
        at: teller.page.moment(entry.recorded),
        who: who(teller, entry.by),
        what: what(teller, &entry.event),
        words: words.collect(),
    }
}

fn what(teller: &Teller<'_>, event: &Event) -> String {
    let told = std::iter::once(teller.what(event)).chain(teller.more(event));
    told.map(|it| teller.page.say(&it)).collect::<Vec<_>>().join(" ")
}

fn who(teller: &Teller<'_>, by: By) -> String {
    match by {
        By::Rule => teller.page.t("label.by-rule"),
        By::Party { .. } => teller.page.t("label.by-party"),
        By::Officer(actor) => {
            let role = teller.page.word("role", &key_of(&actor.role, ""));
            format!("{}, {role}, {}", teller.person(actor.account), names::agency(teller.site, actor.agency))
        }
    }
}
