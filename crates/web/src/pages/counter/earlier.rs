//! Who comes again: earlier dossiers of whoever stands at the counter, by the number that was typed or scanned. Only at the
//! counters of this clerk, only dossiers whose people they may read, and that they read it is kept.

use super::asked::Asked;
use super::counter_ids;
use super::typed::Typed;
use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use crate::pages::{Page, names};
use motcua_app::intake::{Known, earlier_dossiers, still_open};
use motcua_app::look::{self, ReadingPlace};
use motcua_app::notices::{KnownEmail, known_email};
use motcua_dossier::{Dossier, Party};
use motcua_kernel::DossierId;

/// What is known of the person.
#[derive(Default)]
pub struct Earlier {
    /// Their dossiers, the newest first.
    pub lines: Vec<Line>,
    /// The one with which the same is asked for and that is still open.
    pub open: Option<Line>,
    /// Who they were then.
    pub person: Option<Party>,
    /// Whether the form has room for what is known.
    pub can_fill: bool,
    /// The address of mail they have verified, and what they chose there.
    pub email: Option<KnownEmail>,
}

/// An earlier dossier.
#[derive(Clone)]
pub struct Line {
    pub id: DossierId,
    pub number: String,
    pub procedure: String,
    pub at: String,
    pub status: String,
}

impl Earlier {
    /// By what is typed.
    pub async fn find(
        site: &Site,
        page: &Page,
        caller: &Caller,
        typed: &Typed,
        asked: Option<&Asked<'_>>,
    ) -> Result<Self, Failure> {
        let known = Known::by(typed.of("applicant", "national-id"), typed.of("applicant", "phone"));
        let context = &site.context;
        let found = earlier_dossiers(context, &known, &counter_ids(site, caller)).await?;
        let (mut seen, mut person) = (Vec::new(), None);
        for dossier in found {
            let Some(reader) = caller.reader_of_people(site, &dossier) else { continue };
            let people = look::people_of(context, reader, &dossier, ReadingPlace::Counter).await?;
            let applicant =
                dossier.filing.as_ref().and_then(|it| people.get(&it.applicant).cloned().flatten());
            person = person.or(applicant);
            seen.push(dossier);
        }
        let open = asked.and_then(|it| still_open(context, &seen, it.procedure.id, caller.now));
        let empty = ["name", "national-id", "phone", "address"];
        let can_fill = person.as_ref().is_some_and(|known| {
            let there = [true, known.national_id.is_some(), known.phone.is_some(), known.address.is_some()];
            empty.iter().zip(there).any(|(name, there)| there && typed.of("applicant", name).is_empty())
        });
        let line = |it: &Dossier| line(site, page, it);
        let known = person.as_ref().and_then(|it| it.national_id.as_ref());
        let email = match known {
            Some(id) => known_email(context, id).await?,
            None => None,
        };
        let can_fill = can_fill || (email.is_some() && typed.text("applicant.email").is_empty());
        Ok(Self { open: open.map(line), lines: seen.iter().map(line).collect(), person, can_fill, email })
    }
}

fn line(site: &Site, page: &Page, dossier: &Dossier) -> Line {
    Line {
        id: dossier.id,
        number: names::number(dossier),
        procedure: names::procedure(site, dossier),
        at: dossier.reception.as_ref().map(|it| page.moment(it.at)).unwrap_or_default(),
        status: page.word("status", dossier.status.code()),
    }
}
