//! Where time and randomness enter. Everything below is given `now` and ids; nothing else in the house asks for them.

use crate::Province;
use crate::catalogue::Offers;
use crate::figures::FactsCache;
use crate::files::MostPerDossier;
use crate::inquiries::InquirySetting;
use crate::live::Live;
use crate::money::gateway::Gateway;
use crate::notices::NoticeSetting;
use crate::printing::FormTroubles;
use crate::seals::{Roots, Seal};
use motcua_delivery::Delivery;
use motcua_files::FileStore;
use motcua_forms::{FormSets, Press};
use motcua_identity::PasswordCost;
use motcua_jobs::Measures;
use motcua_kernel::Instant;
use motcua_routing::Watch;
use motcua_storage::Store;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use tokio::sync::{Mutex, OnceCell, Semaphore};
use uuid::{Builder, Uuid};

/// Files whose signatures are looked at at once.
const FILES_LOOKED_AT: usize = 2;

/// What every use case is given.
#[derive(Clone)]
pub struct Context {
    /// What time it is.
    pub clock: Arc<Clock>,
    /// Where ids come from.
    pub ids: Arc<IdSource>,
    /// Where things are kept.
    pub store: Store,
    /// The law and the agencies.
    pub province: Arc<Province>,
    /// What has lately become visible, to whoever watches.
    pub live: Arc<Live>,
    /// Where files lie, where there is a folder for them.
    pub files: Option<FileStore>,
    /// The forms of the house, and what prints them.
    pub(crate) press: Arc<(Press, FormSets)>,
    /// What has failed among them.
    pub(crate) troubles: Arc<FormTroubles>,
    /// How much of them one dossier holds.
    pub most_per_dossier: MostPerDossier,
    /// What hashing a password costs.
    pub(crate) password_cost: PasswordCost,
    /// What seals the sheets of the house, where it has a seal.
    pub(crate) seal: Option<Arc<Seal>>,
    /// Whose signatures are trusted.
    pub(crate) roots: Arc<Roots>,
    /// Room for files whose signatures are looked at: each is in memory as a whole.
    pub(crate) looking: Arc<Semaphore>,
    /// Where citizens pay from home, where the house has a gateway.
    pub(crate) gateway: Option<Arc<Gateway>>,
    /// What leaves the house, and where to.
    pub(crate) delivery: Arc<Delivery>,
    /// In which words and at which hours people are told.
    pub(crate) notices: Arc<NoticeSetting>,
    /// How often texts that people send are answered.
    pub(crate) inquiries: Arc<InquirySetting>,
    /// The address of the house, as links and events name it.
    pub(crate) public_url: Arc<str>,
    /// What the workers of this instance did.
    pub(crate) measures: Arc<Measures>,
    /// The key that signs API tokens, once it is read from the store.
    pub(crate) token_key: Arc<OnceCell<[u8; 32]>>,
    /// What figures were made of in the last minute.
    pub(crate) facts: Arc<FactsCache>,
    /// What the public is offered, as it was worked out last.
    pub(crate) offers: Arc<Mutex<Option<Arc<Offers>>>>,
}

impl Context {
    /// Of these parts.
    pub fn new(clock: Clock, ids: IdSource, store: Store, province: Province) -> Self {
        Self {
            clock: Arc::new(clock),
            ids: Arc::new(ids),
            store,
            province: Arc::new(province),
            live: Arc::default(),
            files: None,
            press: built_in_press(),
            troubles: Arc::default(),
            most_per_dossier: MostPerDossier::default(),
            password_cost: PasswordCost::default(),
            seal: None,
            roots: Arc::default(),
            looking: Arc::new(Semaphore::new(FILES_LOOKED_AT)),
            gateway: None,
            delivery: Arc::default(),
            notices: Arc::default(),
            inquiries: Arc::default(),
            public_url: Arc::default(),
            measures: Arc::default(),
            token_key: Arc::new(OnceCell::new()),
            facts: Arc::new(FactsCache::default()),
            offers: Arc::new(Mutex::new(None)),
        }
    }

    /// The same, with a province's own forms before those of the house.
    #[must_use]
    pub fn with_press(self, press: Press) -> Self {
        let sets = press.sets();
        Self { press: Arc::new((press, sets)), troubles: Arc::default(), ..self }
    }

    /// The same, with a folder for files.
    #[must_use]
    pub fn with_files(self, files: FileStore) -> Self {
        Self { files: Some(files), ..self }
    }

    /// The same, where new passwords are hashed at this cost.
    #[must_use]
    pub fn with_password_cost(self, password_cost: PasswordCost) -> Self {
        Self { password_cost, ..self }
    }

    /// The same, with a payment gateway.
    #[must_use]
    pub fn with_gateway(self, gateway: Gateway) -> Self {
        Self { gateway: Some(Arc::new(gateway)), ..self }
    }

    /// The same, with other times at which something is said.
    #[must_use]
    pub fn watching(self, watch: Watch) -> Self {
        let province = Province { watch, ..(*self.province).clone() };
        Self { province: Arc::new(province), ..self }
    }

    /// The same, at this address, which has no slash at its end.
    #[must_use]
    pub fn with_public_url(self, address: &str) -> Self {
        Self { public_url: address.trim_end_matches('/').into(), ..self }
    }

    /// The address of the house, as links and events name it, without a slash at its end; empty unless it was said.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// The same, with ways out of the house.
    #[must_use]
    pub fn with_delivery(self, delivery: Delivery) -> Self {
        Self { delivery: Arc::new(delivery), ..self }
    }

    /// What leaves the house, and where to; nothing unless it was said.
    pub fn delivery(&self) -> &Delivery {
        &self.delivery
    }

    /// The same, with another limit for what one dossier holds.
    #[must_use]
    pub fn holding(self, most_per_dossier: MostPerDossier) -> Self {
        Self { most_per_dossier, ..self }
    }
}

/// That of the house, made once: its fonts are large.
fn built_in_press() -> Arc<(Press, FormSets)> {
    static BUILT_IN: LazyLock<Arc<(Press, FormSets)>> = LazyLock::new(|| {
        let press = Press::built_in();
        let sets = press.sets();
        Arc::new((press, sets))
    });
    Arc::clone(&BUILT_IN)
}

/// What time it is.
#[derive(Debug)]
pub enum Clock {
    /// The computer's.
    System,
    /// One that runs this many microseconds behind the computer's.
    Behind {
        /// How far.
        micros: i64,
    },
    /// One that stands still until it is set, in microseconds.
    Fixed(AtomicI64),
}

impl Clock {
    /// A clock that stands at `now`.
    pub const fn fixed(now: Instant) -> Self {
        Self::Fixed(AtomicI64::new(now.micros()))
    }

    /// Sets a fixed clock; one that runs is left alone.
    pub fn set(&self, now: Instant) {
        match self {
            Self::System | Self::Behind { .. } => {}
            Self::Fixed(micros) => micros.store(now.micros(), Ordering::Relaxed),
        }
    }

    /// Now, in whole microseconds.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => time::OffsetDateTime::now_utc().into(),
            Self::Behind { micros } => {
                let now: Instant = time::OffsetDateTime::now_utc().into();
                Instant::from_micros(now.micros().saturating_sub(*micros))
            }
            Self::Fixed(micros) => Instant::from_micros(micros.load(Ordering::Relaxed)),
        }
    }
}

/// Where ids come from.
#[derive(Debug)]
pub enum IdSource {
    /// The computer's randomness.
    System,
    /// 1, 2, 3 …
    Counting(AtomicU64),
}

impl IdSource {
    /// A time-ordered id (`UUIDv7`).
    ///
    /// # Errors
    /// When the computer has no randomness to give.
    pub fn next(&self, now: Instant) -> Result<Uuid, getrandom::Error> {
        let mut bytes = [0; 10];
        match self {
            Self::System => getrandom::fill(&mut bytes)?,
            Self::Counting(last) => {
                let count = last.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
                bytes[2..].copy_from_slice(&count.to_be_bytes());
            }
        }
        let millis = u64::try_from(now.micros() / 1_000).unwrap_or(0);
        Ok(Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
    }

    /// 32 bytes that nobody can guess.
    ///
    /// # Errors
    /// When the computer has no randomness to give.
    pub fn secret(&self) -> Result<[u8; 32], getrandom::Error> {
        match self {
            Self::System => {
                let mut bytes = [0; 32];
                getrandom::fill(&mut bytes)?;
                Ok(bytes)
            }
            Self::Counting(last) => {
                let count = last.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
                Ok(Sha256::digest(count.to_be_bytes()).into())
            }
        }
    }
}
