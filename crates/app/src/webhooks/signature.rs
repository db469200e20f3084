//! The signature of what is posted, in the manner of Standard Webhooks (<https://www.standardwebhooks.com>): HMAC-SHA256 over
//! `id.timestamp.body`, so that whoever listens can use a library that is there.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use motcua_kernel::Instant;
use motcua_storage::webhooks::{Webhook, WebhookSecret};
use sha2::Sha256;

const PREFIX: &str = "whsec_";

/// A secret as it is told, once.
pub(super) fn told(secret: &WebhookSecret) -> String {
    format!("{PREFIX}{}", STANDARD.encode(&secret.0))
}

/// The three headers that sign `body`. While a secret is replaced both sign.
pub(super) fn headers(webhook: &Webhook, id: &str, body: &[u8], now: Instant) -> Vec<(String, String)> {
    let timestamp = now.micros().div_euclid(1_000_000).to_string();
    let old = webhook.old_secret.as_ref().filter(|(_, until)| now < *until).map(|(secret, _)| secret);
    let signatures: Vec<String> = std::iter::once(&webhook.secret)
        .chain(old)
        .filter_map(|secret| sign(secret, id, &timestamp, body))
        .collect();
    let header = |name: &str, value: String| (name.to_owned(), value);
    vec![
        header("webhook-id", id.to_owned()),
        header("webhook-timestamp", timestamp),
        header("webhook-signature", signatures.join(" ")),
    ]
}

fn sign(secret: &WebhookSecret, id: &str, timestamp: &str, body: &[u8]) -> Option<String> {
    // A key of any length is one.
    let mac = Hmac::<Sha256>::new_from_slice(&secret.0).ok()?;
    let mac = mac.chain_update(id).chain_update(".").chain_update(timestamp).chain_update(".");
    let signature = mac.chain_update(body).finalize().into_bytes();
    Some(format!("v1,{}", STANDARD.encode(signature)))
}
