//! What of a desk is asked for: kept in the address, so that a view can be sent and comes back as it was.

use super::{HERE, query_wrong, reads_people};
use crate::door::Caller;
use crate::failure::Failure;
use crate::{Site, cursors};
use motcua_app::look::{self, DeskPlace, DeskQuery, Whose};
use motcua_dossier::{DeskGroup, DeskTask, Sought};
use motcua_kernel::{AccountId, AgencyId};
use serde::Deserialize;

/// The names it has in an address.
pub const NAMES: &[&str] = &["agency", "due", "who", "procedure", "task", "priority", "q", "after"];

/// The groups that have a tab; the others are seen among all.
pub const TABS: [DeskGroup; 4] = [DeskGroup::Late, DeskGroup::Today, DeskGroup::Soon, DeskGroup::Paused];

/// Under which word everybody's work is asked for.
pub const EVERYBODY: &str = "all";

/// How a box that is ticked is written.
const YES: &str = "yes";

/// Long enough for every name and number.
const LONGEST: usize = 200;

/// As it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// Code of the agency.
    pub agency: Option<String>,
    due: Option<String>,
    who: Option<String>,
    procedure: Option<String>,
    task: Option<String>,
    priority: Option<String>,
    q: Option<String>,
    after: Option<String>,
}

/// As it is meant.
#[derive(Clone)]
pub struct Wanted {
    /// Code of the agency, when one was asked for.
    pub agency: Option<String>,
    /// One group, or all.
    pub group: Option<DeskGroup>,
    /// Empty for one's own, `all`, or an account.
    pub who: String,
    /// Code of a procedure; empty for any.
    pub procedure: String,
    /// One kind of work.
    pub task: Option<DeskTask>,
    /// Only who comes first.
    pub priority: bool,
    /// Words to find by; empty for none.
    pub text: String,
    /// What they may mean.
    sought: Option<Sought>,
    /// Where the page begins.
    pub after: Option<DeskPlace>,
}

impl Wanted {
    /// What is meant by what stands in the address.
    ///
    /// # Errors
    /// 400 that names what can not be meant; 422 for words that are too few to find by.
    pub fn of(asked: Asked) -> Result<Self, Failure> {
        let given = |it: Option<String>| it.filter(|it| !it.trim().is_empty());
        let group =
            |key: String| TABS.into_iter().find(|it| it.key() == key).ok_or_else(|| query_wrong("due"));
        let task = |key: String| {
            DeskTask::ALL.into_iter().find(|it| it.key() == key).ok_or_else(|| query_wrong("task"))
        };
        let priority = |it: String| if it == YES { Ok(()) } else { Err(query_wrong("priority")) };
        let who = given(asked.who).unwrap_or_default();
        if !who.is_empty() && who != EVERYBODY && account(&who).is_none() {
            return Err(query_wrong("who"));
        }
        let text: String = asked.q.unwrap_or_default().trim().chars().take(LONGEST).collect();
        let sought = if text.is_empty() { None } else { Some(Sought::parse(&text)?) };
        let after = |text: String| cursors::desk(&text).ok_or_else(|| query_wrong("after"));
        Ok(Self {
            agency: given(asked.agency),
            group: given(asked.due).map(group).transpose()?,
            who,
            procedure: given(asked.procedure).unwrap_or_default(),
            task: given(asked.task).map(task).transpose()?,
            priority: given(asked.priority).map(priority).transpose()?.is_some(),
            text,
            sought,
            after: given(asked.after).map(after).transpose()?,
        })
    }

    /// What the store is asked for.
    ///
    /// # Errors
    /// When it asks for what says something of people that the caller may not read.
    pub fn query(&self, site: &Site, caller: &Caller, agency: AgencyId) -> Result<DeskQuery, Failure> {
        if self.priority {
            reads_people(site, caller, agency)?;
        }
        let whose = match account(&self.who) {
            Some(account) => Whose::Of(account),
            None if self.is_everybodys() => Whose::Everybody,
            None => look::own_work(&caller.account, agency, caller.now.date()),
        };
        let versions = || {
            let of = site.context.province.catalogue.versions_of(&self.procedure);
            of.map(|it| it.id).collect()
        };
        Ok(DeskQuery {
            agency,
            whose,
            versions: (!self.procedure.is_empty()).then(versions),
            task: self.task,
            priority: self.priority,
            text: self.sought.clone(),
        })
    }

    /// Whether everybody's work is meant.
    pub fn is_everybodys(&self) -> bool {
        self.who == EVERYBODY
    }

    /// Whether anything but agency and tab is asked for.
    pub fn is_filtered(&self) -> bool {
        !self.procedure.is_empty()
            || self.task.is_some()
            || self.priority
            || !self.text.is_empty()
            || account(&self.who).is_some()
    }

    /// The address of this group, or of all, from its beginning.
    pub fn address_of(&self, group: Option<DeskGroup>) -> String {
        Self { group, after: None, ..self.clone() }.address()
    }

    /// The address of this view of one's own work, or of everybody's.
    pub fn address_for(&self, who: &str) -> String {
        Self { who: who.to_owned(), after: None, ..self.clone() }.address()
    }

    /// The address of the page that begins behind a place.
    pub fn address_after(&self, after: &DeskPlace) -> String {
        Self { after: Some(*after), ..self.clone() }.address()
    }

    /// The address without filters.
    pub fn address_unfiltered(&self) -> String {
        let who = if self.is_everybodys() { self.who.clone() } else { String::new() };
        let plain = Self {
            who,
            procedure: String::new(),
            task: None,
            priority: false,
            text: String::new(),
            after: None,
            ..self.clone()
        };
        plain.address()
    }

    /// The address of this view.
    pub fn address(&self) -> String {
        let after = self.after.as_ref().map(cursors::of_desk).unwrap_or_default();
        let pairs = [
            ("agency", self.agency.as_deref().unwrap_or_default()),
            ("due", self.group.map_or("", DeskGroup::key)),
            ("who", &self.who),
            ("procedure", &self.procedure),
            ("task", self.task.map_or("", DeskTask::key)),
            ("priority", if self.priority { YES } else { "" }),
            ("q", &self.text),
            ("after", &after),
        ];
        let given: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        if given.is_empty() {
            return HERE.to_owned();
        }
        format!("{HERE}?{}", serde_html_form::to_string(given).unwrap_or_default())
    }
}

fn account(who: &str) -> Option<AccountId> {
    who.parse().ok().map(AccountId)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(query: &str) -> Result<Wanted, Failure> {
        Wanted::of(serde_html_form::from_str(query).unwrap())
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        for query in ["", "due=late", "agency=H13.31&who=all&task=take&priority=yes&q=Nguy%E1%BB%85n+An"] {
            let address = wanted(query).unwrap().address();
            assert_eq!(address, [HERE, query].join(if query.is_empty() { "" } else { "?" }));
        }
    }

    #[test]
    fn what_can_not_be_meant_is_named() {
        for (query, name) in [
            ("due=yesterday", "due"),
            ("task=sleep", "task"),
            ("who=me", "who"),
            ("priority=1", "priority"),
            ("after=1", "after"),
        ] {
            assert_eq!(wanted(query).err().unwrap().field.as_deref(), Some(name));
        }
    }

    #[test]
    fn an_empty_field_of_the_form_asks_for_nothing() {
        let wanted = wanted("q=&task=&procedure=&who=&due=").unwrap();
        assert_eq!((wanted.address(), wanted.is_filtered()), (HERE.to_owned(), false));
    }
}
