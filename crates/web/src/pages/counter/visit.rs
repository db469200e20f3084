//! One sending of the form of the counter: what is wrong with it, what is lacking, and what is recorded of it.

use super::asked::Asked;
use super::typed::Typed;
use super::{Problem, drafts, refused};
use crate::Site;
use crate::api::Filed;
use crate::door::{Caller, Filled};
use crate::failure::Failure;
use motcua_app::Once;
use motcua_app::intake::{self, AskedItem, Lacking, lacking};
use motcua_catalogue::ProcedureCase;
use motcua_dossier::{Dossier, Filing, SupplementSubject};
use motcua_i18n::{Locale, say};
use motcua_identity::Scope;
use motcua_kernel::{Actor, Message, PartyId, Refusal};
use std::pin::Pin;
use uuid::Uuid;

/// One sending of the form.
pub struct Visit<'a> {
    caller: &'a Caller,
    /// What for.
    pub asked: Asked<'a>,
    /// What was typed.
    pub typed: Typed,
}

impl<'a> Visit<'a> {
    /// As it was sent.
    pub fn read(site: &'a Site, caller: &'a Caller, form: &Filled) -> Result<Self, Failure> {
        let typed = Typed::sent(form);
        Ok(Self { caller, asked: Asked::find(site, &typed, caller.now)?, typed })
    }

    /// What was typed for one case.
    pub const fn of(caller: &'a Caller, asked: Asked<'a>, typed: Typed) -> Self {
        Self { caller, asked, typed }
    }

    fn filed(&self) -> Filed {
        self.typed.read(&self.asked).0
    }

    /// What is wrong whatever is to be done.
    pub fn wrong(&self) -> Vec<Problem> {
        let (_, mut wrong) = self.typed.read(&self.asked);
        wrong.extend(self.typed.people_wrong());
        wrong
    }

    /// The questions of the route that nobody answered.
    pub fn unanswered(&self) -> Vec<Problem> {
        let answers = self.filed().answers;
        let open = self.asked.case.route.questions().into_iter().filter(|code| !answers.contains_key(*code));
        let problem = |code| {
            let name = self.asked.question(code);
            Refusal::new("web.answer-missing").with("name", name).at(format!("answers.{code}")).into()
        };
        open.map(problem).collect()
    }

    /// The papers that are lacking, all of them at once; of a choice only that nothing of it is there.
    pub fn missing(&self, site: &Site) -> Vec<Problem> {
        let Ok(mut filing) = self.filed().filing(site, nobody(), None) else { return Vec::new() };
        filing.elsewhere.clone_from(&self.asked.elsewhere);
        let lacking = lacking(self.asked.case, &filing);
        each_choice_once(&lacking).into_iter().map(|it| lacks(self.asked.case, it)).collect()
    }

    /// Everything that stands against receiving it.
    pub fn against(&self, site: &Site) -> Vec<Problem> {
        let mut wrong = self.wrong();
        wrong.extend(self.unanswered());
        wrong.extend(self.missing(site));
        wrong
    }

    /// Receives it.
    pub async fn receive(&self, site: &Site, once: Option<Once>) -> Result<Dossier, Failure> {
        let (actor, submission) = self.submission(site, once)?;
        let dossier = intake::receive_at_counter(&site.context, actor, submission).await?.dossier;
        drafts::done(site, self.caller, &self.typed).await?;
        Ok(dossier)
    }

    /// The visit as the use cases take it, and as whom it is recorded.
    pub fn submission(
        &self,
        site: &Site,
        once: Option<Once>,
    ) -> Result<(Actor, intake::Submission), Failure> {
        let filed = self.filed();
        let actor = self.caller.actor(site, Scope::at(filed.receiving(site)?))?;
        Ok((actor, filed.submission(site, once)?))
    }

    /// Why it is not received: what is written as a whole, then what is written of each paper and condition.
    pub fn reason(&self) -> String {
        let papers = self.asked.papers().map(|it| (it.name.as_str(), self.typed.of("reasons", &it.code)));
        let conditions = self.asked.version.conditions.iter().enumerate();
        let conditions =
            conditions.map(|(index, it)| (it.as_str(), self.typed.of("conditions", &index.to_string())));
        let written = papers.chain(conditions).filter(|(_, words)| !words.is_empty());
        let whole = Some(self.typed.text("reason").to_owned()).filter(|it| !it.is_empty());
        let lines = whole.into_iter().chain(written.map(|(name, words)| format!("{name}: {words}")));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// What the slip of guidance says: each paper or condition with words of the clerk, and everything else that is
    /// lacking with the numbers that are.
    pub fn items(&self, filing: &Filing) -> Vec<AskedItem> {
        let lacking = lacking(self.asked.case, filing);
        let said = |code: &str| !self.typed.of("reasons", code).is_empty();
        let chosen =
            |it: &Lacking| lacking.iter().any(|other| other.choice == it.choice && said(&other.code));
        let mut items = Vec::new();
        for paper in self.asked.papers() {
            let words = self.typed.of("reasons", &paper.code);
            let reason = if words.is_empty() {
                let Some(it) = lacking.iter().find(|it| it.code == paper.code) else { continue };
                if it.choice.is_some() && chosen(it) {
                    continue;
                }
                in_numbers(it)
            } else {
                words.to_owned()
            };
            items.push(AskedItem {
                subject: SupplementSubject::Component { code: paper.code.clone() },
                reason,
            });
        }
        for (index, _) in (0_u16..).zip(&self.asked.version.conditions) {
            let words = self.typed.of("conditions", &index.to_string());
            if !words.is_empty() {
                items.push(AskedItem {
                    subject: SupplementSubject::Condition { index },
                    reason: words.to_owned(),
                });
            }
        }
        items
    }
}

/// What was done, or everything that stands against it.
type Done<T> = Result<Result<T, Vec<Problem>>, Failure>;

/// What every sending of the form comes to: the deed is done where nothing is `wrong`, and what refuses it is one problem
/// more; whoever sent it sees the form again with all of them.
pub fn done_unless<T>(
    wrong: Vec<Problem>,
    deed: impl Future<Output = Result<T, Failure>>,
) -> Pin<Box<impl Future<Output = Done<T>>>> {
    Box::pin(async move {
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        Ok(refused(deed.await)?.map_err(|problem| vec![problem]))
    })
}

/// Whoever is not written down yet.
pub const fn nobody() -> PartyId {
    PartyId(Uuid::nil())
}

/// What is lacking, a choice counted as one.
pub fn each_choice_once(lacking: &[Lacking]) -> Vec<&Lacking> {
    let mut seen = Vec::new();
    let first = |it: &&Lacking| {
        let again = it.choice.is_some() && seen.contains(&it.choice);
        seen.push(it.choice);
        !again
    };
    lacking.iter().filter(first).collect()
}

fn lacks(case: &ProcedureCase, it: &Lacking) -> Problem {
    let group = it.choice.and_then(|place| case.components.get(place));
    let refusal = match group {
        Some(group) => Refusal::new("web.choice-lacking").with("name", &group.name),
        None => Refusal::new("web.paper-lacking")
            .with("name", &it.name)
            .with("originals", it.originals)
            .with("copies", it.copies),
    };
    refusal.at(format!("components.{}", it.code)).into()
}

/// Why a paper is on the slip when the clerk adds nothing; on paper, so in Vietnamese.
fn in_numbers(it: &Lacking) -> String {
    let key = if it.choice.is_some() { "web.reason-choice" } else { "web.reason-lacking" };
    say(Locale::Vi, &Message::new(key).with("originals", it.originals).with("copies", it.copies))
}
