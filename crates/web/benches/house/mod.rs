//! A house to measure in: an empty `SQLite` store in a folder, and land transfers received through the use case.

use motcua_app::intake::{Receipt, Submission, receive_at_counter};
use motcua_app::{Clock, Context, IdSource, Province};
use motcua_catalogue::Channel;
use motcua_dossier::{ComponentGiven, Filing, Party};
use motcua_kernel::{AccountId, Actor, Instant, PartyId, Role};
use motcua_web::SiteSettings;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::num::NonZeroU32;
use std::path::Path;
use uuid::Uuid;

pub type Failed = Box<dyn Error + Send + Sync>;

pub const LAND_OFFICE: &str = "H13.031";

/// An empty store, and a clock that stands at `now`.
pub async fn empty(folder: &Path, now: Instant) -> Result<Context, Failed> {
    let url = format!("sqlite:{}", folder.join("motcua.sqlite").display());
    // The store first: it makes the file.
    let store = motcua_storage::Store::open(&url).await?;
    motcua_migrations::apply(&url).await?;
    Ok(Context::new(Clock::fixed(now), IdSource::System, store, Province::can_tho()?))
}

/// A site that anybody may ask as often as they like.
pub fn settings() -> Result<SiteSettings, Failed> {
    let many = NonZeroU32::new(1_000_000).ok_or("zero")?;
    Ok(SiteSettings {
        public_url: "http://127.0.0.1".to_owned(),
        trusted_proxies: Vec::new(),
        request_bytes: 1 << 20,
        lookups_per_minute: many,
        lookup_burst: many,
        sample: None,
    })
}

/// The counter of a commune, where land transfers for the land office of the city are received.
pub struct Counter {
    pub clerk: Actor,
    filing: Filing,
}

impl Counter {
    /// The counter whose agency has this code.
    pub fn of(context: &Context, code: &str) -> Result<Self, Failed> {
        let date = context.clock.now().date();
        let agency =
            |code: &str| context.province.agencies.by_code(code, date).map(|it| it.id).ok_or("agency");
        let version = context.province.catalogue.version_on("1.013831", date).ok_or("procedure")?;
        let clerk =
            Actor { account: AccountId(Uuid::from_u128(1)), agency: agency(code)?, role: Role::Clerk };
        let paper = |code: &str, copies| ComponentGiven { code: code.to_owned(), originals: 1, copies };
        let filing = Filing {
            version: version.id,
            case: "toan-bo-thua".to_owned(),
            channel: Channel::Counter,
            receiving: clerk.agency,
            competent: agency(LAND_OFFICE)?,
            applicant: PartyId(Uuid::from_u128(100)),
            helper: None,
            answers: BTreeMap::from([("co-nghia-vu-tai-chinh".to_owned(), true)]),
            components: vec![paper("don-dang-ky", 0), paper("hop-dong", 1), paper("giay-chung-nhan", 0)],
            quantities: BTreeMap::new(),
            elsewhere: BTreeSet::new(),
            handed_in_at: None,
            priority: None,
            instead_of_signing: None,
        };
        Ok(Self { clerk, filing })
    }

    /// Receives one; with `applicant`, from this person.
    pub async fn receive(&self, context: &Context, applicant: Option<Party>) -> Result<Receipt, Failed> {
        let mut filing = self.filing.clone();
        if let Some(person) = &applicant {
            filing.applicant = person.id;
        }
        let parties = applicant.into_iter().collect();
        let submission = Submission { filing, parties, reach: Vec::new(), once: None, late: None };
        Ok(receive_at_counter(context, self.clerk, submission).await?)
    }
}
