//! A memory in place of the world: what was sent lies in it, and it can be told how to answer. For tests and demos.

use crate::{Failure, Sent};
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How a tray answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// Takes what comes.
    #[default]
    Taking,
    /// Asks to come again, after so many seconds where it says so.
    Later(Option<u64>),
    /// Refuses for good.
    Never,
    /// Nobody is at that address.
    BadAddress,
    /// Says nothing for so long; then whoever sent gives up.
    Hanging(Duration),
    /// Takes it, and is gone before it says so: what makes a second one.
    Losing,
    /// Takes a post and answers with this status; mail and texts are taken.
    Answering(u16),
}

/// What was sent, oldest first. All clones are the same tray.
pub struct Tray<T>(Arc<Inside<T>>);

struct Inside<T> {
    most: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    mood: Mood,
    asked: usize,
    taken: VecDeque<T>,
}

impl<T> Clone for Tray<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Tray<T> {
    fn default() -> Self {
        Self::keeping(usize::MAX)
    }
}

impl<T> fmt::Debug for Tray<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a tray of {}", self.state().taken.len())
    }
}

impl<T> Tray<T> {
    /// One that forgets the oldest beyond `most`.
    pub fn keeping(most: usize) -> Self {
        let state = State { mood: Mood::default(), asked: 0, taken: VecDeque::new() };
        Self(Arc::new(Inside { most, state: Mutex::new(state) }))
    }

    /// Answers so from now on.
    pub fn answer(&self, mood: Mood) {
        self.state().mood = mood;
    }

    /// How often somebody tried, whatever came of it.
    pub fn asked(&self) -> usize {
        self.state().asked
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, it: T) {
        let mut state = self.state();
        state.taken.push_back(it);
        while state.taken.len() > self.0.most {
            state.taken.pop_front();
        }
    }

    /// Takes `it`, or not, as it was told; the status that a post is answered with.
    pub(crate) async fn offer(&self, it: T) -> Result<u16, Failure> {
        let mood = {
            let mut state = self.state();
            state.asked += 1;
            state.mood
        };
        match mood {
            Mood::Taking => self.put(it),
            Mood::Answering(status) => {
                self.put(it);
                return Ok(status);
            }
            Mood::Later(after) => return Err(Failure::Later { error: "the tray is busy".to_owned(), after }),
            Mood::Never => return Err(Failure::never("the tray refuses")),
            Mood::BadAddress => return Err(Failure::bad_address("nobody is there")),
            Mood::Hanging(long) => {
                tokio::time::sleep(long).await;
                return Err(Failure::later("no answer in time"));
            }
            Mood::Losing => {
                self.put(it);
                return Err(Failure::later("the connection was lost"));
            }
        }
        Ok(200)
    }

    pub(crate) async fn take(&self, it: T, their_id: Option<String>) -> Result<Sent, Failure> {
        self.offer(it).await.map(|_| Sent::Accepted { their_id })
    }
}

impl<T: Clone> Tray<T> {
    /// What lies in it, oldest first.
    pub fn taken(&self) -> Vec<T> {
        self.state().taken.iter().cloned().collect()
    }

    /// The same, and it is empty afterwards.
    pub fn emptied(&self) -> Vec<T> {
        self.state().taken.drain(..).collect()
    }
}
