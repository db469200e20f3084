//! What the other side said.

/// It is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The next server has taken it over; that is no word from the person.
    Accepted {
        /// Its name there, by which a receipt of delivery may come back.
        their_id: Option<String>,
    },
}

/// It is not on its way. What is said names no person and no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It may go when it is tried again.
    #[error("{error}")]
    Later {
        /// Why, for the operator.
        error: String,
        /// Seconds the other side asked to wait.
        after: Option<u64>,
    },
    /// It was not tried: this house has no room for it at present, or may not send so much at once.
    #[error("{error}")]
    NoRoom {
        /// What is full, for the operator.
        error: String,
        /// In so many seconds there may be room.
        after: u64,
    },
    /// It will not go however often it is tried.
    #[error("{error}")]
    Never {
        /// Why, for the operator.
        error: String,
        /// Whether it is the address that is no good: others may still be reached.
        address: bool,
    },
}

impl Failure {
    /// To be tried again.
    pub fn later(error: impl Into<String>) -> Self {
        Self::Later { error: error.into(), after: None }
    }

    /// Not to be tried again, through no fault of the address.
    pub fn never(error: impl Into<String>) -> Self {
        Self::Never { error: error.into(), address: false }
    }

    /// Not to be tried again: nobody is there.
    pub fn bad_address(error: impl Into<String>) -> Self {
        Self::Never { error: error.into(), address: true }
    }
}
