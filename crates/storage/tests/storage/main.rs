//! Every promise of the store, kept on `SQLite` and on `PostgreSQL` alike.

#[cfg(test)]
#[macro_use]
#[path = "../support/mod.rs"]
mod support;

/// The result is an error of this form.
#[cfg(test)]
macro_rules! refuses {
    ($result:expr, $error:pat) => {{
        let result = $result;
        assert!(matches!(result, Err($error)), "{result:?}");
    }};
}

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod alerts;
#[cfg(test)]
mod api_tokens;
mod asked_papers;
#[cfg(test)]
mod catalogue_versions;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod dossiers;
#[cfg(test)]
mod example;
#[cfg(test)]
mod files;
#[cfg(test)]
mod followers;
#[cfg(test)]
mod house_facts;
#[cfg(test)]
mod idempotency;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod login_failures;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod parties;
#[cfg(test)]
mod past_the_store;
#[cfg(test)]
mod people;
#[cfg(test)]
mod procedure_drafts;
#[cfg(test)]
mod readings;
#[cfg(test)]
mod search;
mod secrets;
#[cfg(test)]
mod serials;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod status_views;
#[cfg(test)]
mod tampering;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod writes;
