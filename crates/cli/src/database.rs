//! Opening a database: where the clock, the province and the store come together for the commands that need them.

use anyhow::{Context as _, bail};
use motcua_app::{Clock, Context, IdSource, Province};
use motcua_kernel::{AccountId, Actor, Role};
use motcua_storage::Store;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// `motcua migrate`: creates the database when it is missing and brings it up to date.
pub async fn migrate(url: &str) -> anyhow::Result<String> {
    let cannot = || format!("{} can not be migrated", shown(url));
    // The store makes a missing file and sets it up for its way of writing.
    Store::open(url).await.with_context(cannot)?;
    let applied = motcua_migrations::apply(url).await.with_context(cannot)?;
    Ok(match applied {
        0 => format!("{} was up to date", shown(url)),
        1 => format!("{}: 1 change applied", shown(url)),
        more => format!("{}: {more} changes applied", shown(url)),
    })
}

/// Opens a migrated database.
pub async fn open(url: &str) -> anyhow::Result<Context> {
    if let Some(file) = sqlite_file(url)
        && !Path::new(file).exists()
    {
        bail!("there is no database {file}; run `motcua migrate` to make it");
    }
    let cannot = || format!("{} can not be opened", shown(url));
    if motcua_migrations::pending(url).await.with_context(cannot)? > 0 {
        bail!("{} is not migrated; run `motcua migrate`", shown(url));
    }
    Ok(Context {
        clock: Arc::new(Clock::System),
        ids: Arc::new(IdSource::System),
        store: Store::open(url).await.with_context(cannot)?,
        province: Arc::new(Province::can_tho()?),
    })
}

/// Whoever may run this program on the machine of the database: no account of the system, so the nil one.
pub fn operator(context: &Context) -> anyhow::Result<Actor> {
    let today = context.clock.now().date();
    let root =
        context.province.agencies.by_code("H13", today).context("the agency tree has no root today")?;
    Ok(Actor { account: AccountId(Uuid::nil()), agency: root.id, role: Role::Administrator })
}

fn sqlite_file(url: &str) -> Option<&str> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    path.split('?').next().filter(|it| !it.is_empty() && *it != ":memory:")
}

/// A URL without the password it may carry.
fn shown(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    rest.rsplit_once('@').map_or_else(|| url.to_owned(), |(_, place)| format!("{scheme}://{place}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(shown("postgres://me:se@cret@host/motcua"), "postgres://host/motcua");
        assert_eq!(shown("sqlite:motcua.sqlite"), "sqlite:motcua.sqlite");
    }

    #[test]
    fn the_file_of_a_url_is_found() {
        assert_eq!(sqlite_file("sqlite:a/b.sqlite?mode=rwc"), Some("a/b.sqlite"));
        assert_eq!(sqlite_file("sqlite:///a/b.sqlite"), Some("/a/b.sqlite"));
        assert_eq!(sqlite_file("sqlite::memory:"), None);
        assert_eq!(sqlite_file("postgres://host/motcua"), None);
    }
}
