//! Opening a database: where the clock, the province and the store come together for the commands that need them.

use crate::settings::{self, DatabaseUrl, ProvinceName, Settings};
use crate::{calendar, forms};
use anyhow::{Context as _, bail};
use clap::ValueEnum;
use motcua_app::admin::with_what_is_kept;
use motcua_app::begin;
use motcua_app::files::FileStore;
use motcua_app::sheets::Press;
use motcua_app::{Clock, Context, IdSource, Province};
use motcua_delivery::{Delivery, Texter};
use motcua_kernel::{AccountId, Actor, Role};
use motcua_storage::Store;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// `motcua migrate`: creates the database when it is missing and brings it up to date.
pub async fn migrate(url: &DatabaseUrl) -> anyhow::Result<String> {
    let cannot = || format!("{url} can not be migrated");
    // The store makes a missing file and sets it up for its way of writing.
    Store::open(url.as_str()).await.with_context(cannot)?;
    let applied = motcua_migrations::apply(url.as_str()).await.with_context(cannot)?;
    Ok(match applied {
        0 => format!("{url} was up to date"),
        1 => format!("{url}: 1 change applied"),
        more => format!("{url}: {more} changes applied"),
    })
}

/// Opens a migrated database.
pub async fn open(settings: &Settings) -> anyhow::Result<Context> {
    let url = &settings.database.url;
    let cannot = || format!("{url} can not be opened");
    if pending(url).await.with_context(cannot)? > 0 {
        bail!("{url} is not migrated; run `motcua migrate`");
    }
    let store = Store::open(url.as_str()).await.with_context(cannot)?;
    let mut context = Context::new(Clock::System, IdSource::System, store, province(&settings.province)?)
        .watching(settings.watched_by()?);
    if let Some(name) = chosen(&context).await.with_context(cannot)?
        && name != settings.province.name
    {
        let chosen = settings.province.named(name);
        context.province = Arc::new(province(&chosen)?);
        context = context.watching(settings.watched_by()?);
    }
    Ok(with_what_is_kept(&context).await.with_context(cannot)?.unwrap_or(context))
}

/// How many changes an existing database lacks. Makes no file.
pub async fn pending(url: &DatabaseUrl) -> anyhow::Result<usize> {
    if let Some(file) = sqlite_file(url.as_str())
        && !Path::new(file).exists()
    {
        bail!("there is no database {file}; run `motcua migrate` to make it");
    }
    Ok(motcua_migrations::pending(url.as_str()).await?)
}

/// The province that was chosen when the house was opened; it wins over the settings.
async fn chosen(context: &Context) -> anyhow::Result<Option<ProvinceName>> {
    let Some(name) = begin::chosen_province(context).await? else { return Ok(None) };
    let known = ProvinceName::value_variants()
        .iter()
        .find(|it| it.to_possible_value().is_some_and(|it| it.get_name() == name));
    Ok(Some(*known.with_context(|| format!("the province {name} that was chosen is not in this program"))?))
}

/// The same with the store of files.
pub fn with_files(context: Context, settings: &Settings) -> anyhow::Result<Context> {
    let most = settings.attachments.most_per_dossier();
    Ok(context.with_files(file_store(settings)?).holding(most))
}

/// The same with the seal of the organisation, where there is one, and the roots that are trusted.
pub fn with_seal(context: Context, settings: &Settings) -> anyhow::Result<Context> {
    let context = context.trusting(settings.seal.roots()?);
    Ok(match settings.seal.made()? {
        Some(seal) => context.with_seal(seal),
        None => context,
    })
}

/// The ways out of the house, as they are set.
pub fn delivery(settings: &Settings) -> anyhow::Result<Delivery> {
    Ok(Delivery {
        mail: settings.mail.mailer()?,
        texts: Texter { sms: settings.sms.way("sms")?, zalo: settings.zalo.way("zalo")? },
        posts: settings.webhooks.poster(false)?,
    })
}

/// The store of files; its folder is made when it is missing.
pub fn file_store(settings: &Settings) -> anyhow::Result<FileStore> {
    let attachments = &settings.attachments;
    let folder = &attachments.folder;
    let mut store = FileStore::open(folder, attachments.largest_bytes.get())
        .with_context(|| format!("{} can not be used for files", folder.display()))?
        .taking(&attachments.kinds);
    if let Some(address) = settings.bucket.address() {
        store = store.in_bucket(&address).with_context(|| format!("{address:?} is no bucket"))?;
    }
    if let Some(scanner) = settings.scanner.asked() {
        store = store.scanned_by(scanner);
    }
    Ok(store)
}

/// What prints official sheets: by the province's own forms where there is a folder of them.
pub fn press(settings: &settings::Province) -> anyhow::Result<Press> {
    settings.forms().map_or_else(|| Ok(Press::built_in()), forms::press_of)
}

/// The files of a province.
pub fn province(settings: &settings::Province) -> anyhow::Result<Province> {
    let mut province = match settings.name {
        ProvinceName::CanTho => Province::can_tho()?,
        ProvinceName::SocTrang => Province::soc_trang()?,
    };
    if let Some(file) = settings.calendar() {
        province.rests_on(calendar::days_of(Some(file))?);
    }
    if let Some(file) = settings.budget() {
        let text =
            std::fs::read_to_string(file).with_context(|| format!("{} can not be read", file.display()))?;
        province
            .remits_by(&text)
            .with_context(|| format!("{} is no file of budget codes", file.display()))?;
    }
    Ok(province)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_a_url_is_found() {
        assert_eq!(sqlite_file("sqlite:a/b.sqlite?mode=rwc"), Some("a/b.sqlite"));
        assert_eq!(sqlite_file("sqlite:///a/b.sqlite"), Some("/a/b.sqlite"));
        assert_eq!(sqlite_file("sqlite::memory:"), None);
        assert_eq!(sqlite_file("postgres://host/motcua"), None);
    }
}
