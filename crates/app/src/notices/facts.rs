//! All that a message may say of one dossier to one reader, from the history as it was and people as they are kept.

use super::follow::broken;
use super::news::Step;
use crate::{AppError, Context, Province, look};
use motcua_dossier::{By, Dossier, Entry, Leg, LegStatus, Party, Status, SupplementSubject, replay};
use motcua_kernel::{AccountId, AgencyId, PartyId, TextId};
use motcua_notifications::{Facts, News, NoticeKind, Office, Processing, Receipt, date_in_force};
use motcua_storage::status_views::{self, StatusView};
use motcua_storage::{accounts, dossiers, parties};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One dossier and one of its people, loaded once for a message.
pub(super) struct Known {
    pub province: Arc<Province>,
    pub dossier: Dossier,
    pub history: Vec<Entry>,
    pub words: BTreeMap<TextId, Option<String>>,
    pub reader: Option<Party>,
    names: BTreeMap<AccountId, String>,
    view: Option<StatusView>,
    address: String,
    is_sample: bool,
}

/// What is known of whoever reads at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// Somebody wrote it down at the counter; it may be another's.
    Unknown,
    /// The telephone that the dossier has for them: it may be told of the dossier, not of the person.
    Telephone,
    /// Whoever reads there has said that they are it.
    Verified,
}

/// The links of one reader.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadersLinks {
    pub leave: Option<String>,
    pub verify: Option<String>,
}

impl Known {
    pub(super) async fn load(
        context: &Context,
        dossier: motcua_kernel::DossierId,
        party: PartyId,
    ) -> Result<Self, AppError> {
        let reader = context.store.reader();
        let loaded = dossiers::load(&reader, dossier).await?;
        let history = dossiers::history(&reader, dossier).await?;
        let said = look::said(context, &history).await?;
        let officers: Vec<AccountId> = history.iter().filter_map(officer).collect();
        let working = loaded.legs.iter().filter_map(assignee);
        let officers: Vec<AccountId> = officers.into_iter().chain(working).collect();
        Ok(Self {
            province: Arc::clone(&context.province),
            words: said.into_iter().flatten().map(|it| (it.id, it.text)).collect(),
            reader: parties::load(&reader, &[party]).await?.remove(&party).flatten(),
            names: accounts::names(&reader, &officers).await?,
            view: status_views::by_dossier(&reader, dossier).await?,
            address: context.public_url().to_owned(),
            is_sample: context.notices().sample,
            dossier: loaded,
            history,
        })
    }

    /// What one notice tells.
    ///
    /// # Errors
    /// When the history can not be read; nothing when its entry does not tell such a thing.
    pub(super) fn facts(
        &self,
        (kind, seq): (NoticeKind, u32),
        trust: Trust,
        links: &ReadersLinks,
    ) -> Result<Option<Facts>, AppError> {
        let id = self.dossier.id;
        let upto = |last: u32| self.history.iter().filter(move |it| it.seq <= last);
        let after = replay(id, upto(seq)).map_err(|error| broken(id, &error))?;
        let before =
            if seq > 1 { Some(replay(id, upto(seq - 1)).map_err(|error| broken(id, &error))?) } else { None };
        let Some(entry) = self.history.iter().find(|it| it.seq == seq) else { return Ok(None) };
        let is_theirs = trust == Trust::Verified;
        let step = Step { known: self, entry, before: before.as_ref(), after: &after, trust };
        let news = if kind == NoticeKind::VerifyAddress {
            Some(News::VerifyAddress { link: links.verify.clone(), code: None })
        } else {
            step.news(kind)
        };
        let Some(news) = news else { return Ok(None) };
        let may_be_named = trust != Trust::Unknown;
        Ok(Some(Facts {
            news,
            at: entry.occurred,
            // Alone it shows how far a dossier is, and nothing else.
            number: number_of(&after).filter(|_| may_be_named || kind != NoticeKind::VerifyAddress),
            title: self.title(&after).filter(|_| may_be_named),
            receiving: self.office(&after),
            processing: self.processing(&after).filter(|_| may_be_named),
            received: self.receipt(&after).map(|it| Receipt { by: it.by.filter(|_| may_be_named), ..it }),
            due: date_in_force(&after).filter(|_| runs(&after)),
            done: step.done(),
            addressee: self.reader.as_ref().map(|it| it.name.as_str().to_owned()).filter(|_| is_theirs),
            status_link: self.status_link().filter(|_| may_be_named),
            unsubscribe_link: links.leave.clone(),
            sample: self.is_sample,
        }))
    }

    /// The code of the slip.
    pub(super) fn code(&self) -> Option<String> {
        self.view.as_ref().map(|it| it.code.clone())
    }

    pub(super) fn agency(&self, id: AgencyId) -> String {
        self.province.agencies.get(id).map_or_else(String::new, |it| it.name.clone())
    }

    /// The paper or condition somebody asked for.
    pub(super) fn asked(&self, dossier: &Dossier, subject: &SupplementSubject) -> String {
        let filing = dossier.filing.as_ref();
        let version = filing
            .and_then(|it| self.province.version(dossier.received_version().unwrap_or(it.version)).ok());
        match subject {
            SupplementSubject::Component { code } => {
                let case = version.zip(filing).and_then(|(version, it)| version.case(&it.case));
                let paper = case.and_then(|it| it.component(code));
                paper.map_or_else(|| code.clone(), |it| it.name.clone())
            }
            SupplementSubject::Condition { index } => {
                let condition = version.and_then(|it| it.conditions.get(usize::from(*index)));
                condition.cloned().unwrap_or_default()
            }
        }
    }

    /// What was applied for is nobody's business where it is sensitive, not even on their own telephone.
    fn title(&self, dossier: &Dossier) -> Option<String> {
        let filing = dossier.filing.as_ref()?;
        let version = self.province.version(dossier.received_version().unwrap_or(filing.version)).ok()?;
        let procedure = self.province.catalogue.by_id(version.procedure)?;
        (!procedure.sensitive).then(|| version.name.clone())
    }

    fn office(&self, dossier: &Dossier) -> Office {
        let Some(agency) = dossier.filing.as_ref().map(|it| it.receiving) else { return Office::default() };
        let near = |wanted: fn(&motcua_identity::Contact) -> bool| self.province.contact_near(agency, wanted);
        Office {
            name: self.agency(agency),
            address: near(|it| it.address.is_some()).and_then(|(_, it)| it.address.clone()),
            phone: near(|it| it.phone.is_some()).and_then(|(_, it)| it.phone.clone()),
            hours: None,
        }
    }

    fn processing(&self, dossier: &Dossier) -> Option<Processing> {
        let working = dossier.legs.iter().find(|it| it.status.is_open() && it.since.is_some())?;
        Some(Processing {
            agency: self.agency(working.plan.agency),
            who: assignee(working).and_then(|it| self.names.get(&it).cloned()),
            since: working.since?,
        })
    }

    fn receipt(&self, dossier: &Dossier) -> Option<Receipt> {
        let at = dossier.reception.as_ref()?.at;
        let by = self.history.first().and_then(officer).and_then(|it| self.names.get(&it).cloned());
        Some(Receipt { at, by })
    }

    fn status_link(&self) -> Option<String> {
        let view = self.view.as_ref()?;
        (!self.address.is_empty()).then(|| format!("{}/tra-cuu/{}", self.address, view.token))
    }
}

/// Whether the citizen's date runs: not while it waits or stands still, nor once it has ended.
fn runs(dossier: &Dossier) -> bool {
    let stands =
        matches!(dossier.status, Status::Suspended { .. }) || dossier.status.awaited_until().is_some();
    dossier.status.is_open() && dossier.ended().is_none() && dossier.awaits().is_none() && !stands
}

/// Who works on a leg, where somebody took it.
const fn assignee(leg: &Leg) -> Option<AccountId> {
    if let LegStatus::Active { assignee, .. } = &leg.status { *assignee } else { None }
}

const fn officer(entry: &Entry) -> Option<AccountId> {
    match entry.by {
        By::Officer(actor) => Some(actor.account),
        By::Party { .. } | By::Rule => None,
    }
}

fn number_of(dossier: &Dossier) -> Option<String> {
    dossier.reception.as_ref().map(|it| it.number.to_string())
}
