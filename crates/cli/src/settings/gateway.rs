//! The payment gateway: where it is, as whom the house is known there, and what both share.

use super::value::{self, Secret};
use anyhow::{anyhow, ensure};
use motcua_app::money::gateway::{self, RedirectGateway};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// Where citizens pay from home.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    #[serde(deserialize_with = "value::public_url")]
    address: String,
    merchant: String,
    secret: Secret,
    #[serde(deserialize_with = "value::whole")]
    minutes: NonZeroU32,
}

impl Gateway {
    /// The gateway; none where nobody pays from home.
    pub fn asked(&self) -> anyhow::Result<Option<gateway::Gateway>> {
        if self.address.is_empty() {
            return Ok(None);
        }
        ensure!(
            !self.merchant.trim().is_empty(),
            "`gateway.merchant` must be set where `gateway.address` is"
        );
        let secret =
            self.secret.told().parse().map_err(|wrong: String| anyhow!("`gateway.secret`: {wrong}"))?;
        Ok(Some(gateway::Gateway::Redirect(RedirectGateway {
            address: self.address.clone(),
            merchant: self.merchant.trim().to_owned(),
            secret,
            minutes: self.minutes.get(),
            trial: false,
        })))
    }
}
