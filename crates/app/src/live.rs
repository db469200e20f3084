//! What others change while one looks. Each instance follows the log of all events and keeps the latest changes at hand;
//! whoever watches asks what came after the place reached last.
//!
//! A change is a hint to look again and never the news itself: it may be told twice, and is never left out. Who asks from
//! a place that is no longer at hand is told to look at everything again. Who may know of a dossier is asked where it is
//! told, with the state of the dossier as of the change.

use crate::alert_marks::{AlertMarks, keep_reading};
use crate::{AppError, Context, webhooks};
use motcua_dossier::Dossier;
use motcua_storage::followers::{self, Cursor};
use motcua_storage::{StoreError, dossiers};
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch;

/// How long a change may be unseen.
const PAUSE: Duration = Duration::from_secs(1);
/// Events read at once.
const EVENTS: u32 = 500;
/// Changes kept at hand.
const AT_HAND: usize = 1_000;

/// A place in the log of all events, as a watcher keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub(crate) Cursor);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0.transaction, self.0.position)
    }
}

/// A text that is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPlace;

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (transaction, position) = text.split_once('.').ok_or(NoPlace)?;
        let number = |it: &str| it.parse().map_err(|_| NoPlace);
        Ok(Self(Cursor { transaction: number(transaction)?, position: number(position)? }))
    }
}

/// What came after a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// These dossiers changed, each as it is after its last change.
    Changed(Vec<Arc<Dossier>>),
    /// It is not known: everything must be looked at again.
    Unknown,
}

/// The latest changes.
#[derive(Debug)]
pub struct Live {
    /// Who was told something.
    pub alerts: AlertMarks,
    recent: RwLock<Recent>,
    reached: watch::Sender<Reached>,
}

/// How far the log is read, and whether it is still followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Reached {
    place: Place,
    ended: bool,
}

#[derive(Debug, Default)]
struct Recent {
    /// Each with the place behind it.
    changes: VecDeque<(Place, Arc<Dossier>)>,
    /// What is before this place is not at hand.
    begins: Place,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            alerts: AlertMarks::default(),
            recent: RwLock::default(),
            reached: watch::Sender::new(Reached::default()),
        }
    }
}

impl Live {
    /// How far the log is read. A page shows at least that.
    pub fn place(&self) -> Place {
        self.reached.borrow().place
    }

    /// What came after `place`.
    pub fn since(&self, place: Place) -> Since {
        let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
        if place < recent.begins || place > self.place() {
            return Since::Unknown;
        }
        let later = recent.changes.iter().filter(|(at, _)| *at > place);
        Since::Changed(later.map(|(_, dossier)| dossier.clone()).collect())
    }

    /// Waits until the log is read beyond `place`; false when nobody follows it any more.
    pub async fn moved_beyond(&self, place: Place) -> bool {
        let mut reached = self.reached.subscribe();
        let moved = reached.wait_for(|it| it.ended || it.place > place).await;
        moved.is_ok_and(|it| !it.ended)
    }

    fn begin(&self, place: Place) {
        self.recent.write().unwrap_or_else(PoisonError::into_inner).begins = place;
        self.reached.send_modify(|it| it.place = place);
    }

    fn add(&self, changes: Vec<(Place, Arc<Dossier>)>, place: Place) {
        let mut recent = self.recent.write().unwrap_or_else(PoisonError::into_inner);
        recent.changes.extend(changes);
        while recent.changes.len() > AT_HAND {
            if let Some((gone, _)) = recent.changes.pop_front() {
                recent.begins = gone;
            }
        }
        drop(recent);
        self.reached.send_modify(|it| it.place = place);
    }

    fn end(&self) {
        self.reached.send_modify(|it| it.ended = true);
    }
}

/// Follows the log until `stop` says so, and then tells whoever watches that it is over.
pub async fn follow(context: &Context, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        () = keep_following(context) => {}
        () = keep_reading(context) => {}
        _ = stop.wait_for(|it| *it) => {}
    }
    context.live.end();
}

async fn keep_following(context: &Context) {
    let mut begun = false;
    loop {
        let done = if begun { read_on(context).await } else { begin(context).await };
        let done = match done {
            Ok(()) => webhooks::wake(context).await,
            failed => failed,
        };
        match done {
            Ok(()) => begun = true,
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "the log could not be followed");
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn begin(context: &Context) -> Result<(), AppError> {
    context.live.begin(Place(followers::end(&context.store.reader()).await?));
    Ok(())
}

/// Reads what has become visible since, to its end.
///
/// # Errors
/// When the store fails; what was read so far is told.
async fn read_on(context: &Context) -> Result<(), AppError> {
    let reader = context.store.reader();
    loop {
        let Place(from) = context.live.place();
        let events = followers::read_after(&reader, from, EVENTS).await?;
        let Some(last) = events.last().map(|it| it.cursor) else { return Ok(()) };
        let mut latest = BTreeMap::new();
        for event in &events {
            latest.insert(event.dossier, event.cursor);
        }
        let mut changes = Vec::with_capacity(latest.len());
        for (dossier, cursor) in latest {
            match dossiers::load(&reader, dossier).await {
                Ok(dossier) => changes.push((Place(cursor), Arc::new(dossier))),
                // One broken row must not keep what comes after it from being told.
                Err(error @ StoreError::Corrupt { .. }) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "a change can not be told");
                }
                Err(error) => return Err(error.into()),
            }
        }
        changes.sort_by_key(|(place, _)| *place);
        context.live.add(changes, Place(last));
    }
}
