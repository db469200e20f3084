//! The demo province in a database: `motcua seed`, and what `serve --demo` does before it listens.

use crate::database;
use crate::settings::{DatabaseUrl, ProvinceName, Settings};
use anyhow::{Context as _, bail, ensure};
use motcua_app::Context;
use motcua_app::demo::{self, Held, World};
use motcua_storage::Store;
use motcua_web::{Sample, SampleAccount};
use std::sync::Arc;

/// Where the demo is kept when nobody says.
pub const fn file(province: ProvinceName) -> &'static str {
    match province {
        ProvinceName::CanTho => "sqlite:motcua-demo.sqlite",
        ProvinceName::SocTrang => "sqlite:motcua-demo-soc-trang.sqlite",
    }
}

/// Where the files of the demo are kept.
pub const fn files(province: ProvinceName) -> &'static str {
    match province {
        ProvinceName::CanTho => "motcua-demo-files",
        ProvinceName::SocTrang => "motcua-demo-files-soc-trang",
    }
}

const fn world(province: ProvinceName) -> World {
    match province {
        ProvinceName::CanTho => World::CanTho,
        ProvinceName::SocTrang => World::SocTrang,
    }
}

/// `motcua seed`: makes a database and fills it, unless it is filled.
pub async fn run(settings: &Settings) -> anyhow::Result<String> {
    let context = filled(settings).await?;
    let sample = sample(&context, settings);
    let mut lines = vec![format!("{}: password of everybody: {}", settings.database.url, sample.password)];
    lines.extend(sample.accounts.iter().map(|it| format!("  {}  {}", it.login, it.who)));
    Ok(lines.join("\n"))
}

/// A database with the demo in it.
pub async fn filled(settings: &Settings) -> anyhow::Result<Context> {
    let url = &settings.database.url;
    let cannot = || format!("the demo can not be put into {url}");
    let world = world(settings.province.name);
    database::migrate(url).await?;
    let mut context = database::open(settings).await?;
    context.clock = Arc::new(world.clock(context.clock.now()));
    match demo::held(&context, world).await.with_context(cannot)? {
        Held::Demo => {
            let ahead = demo::is_ahead(&context).await.with_context(cannot)?;
            ensure!(
                !ahead,
                "{url} holds a demo of a later time than its clock; remove it, and it is made anew"
            );
            return Ok(context);
        }
        Held::Other => bail!(other_data(url)),
        Held::Nothing => {}
    }
    let store = Store::open_for_filling(url.as_str()).await.with_context(cannot)?;
    for refusal in demo::fill(&context, store, world).await.with_context(cannot)? {
        tracing::warn!(code = %refusal.message.code, "a rule refused a part of the demo");
    }
    Ok(context)
}

/// What the login page tells of the demo.
pub fn sample(context: &Context, settings: &Settings) -> Sample {
    let world = world(settings.province.name);
    let today = context.clock.now().date();
    let account = |it: &demo::Person| {
        let agency = context.province.agencies.by_code(it.agency, today);
        let agency = agency.map_or(it.agency, |it| it.name.as_str());
        SampleAccount { login: it.login.to_owned(), who: format!("{}, {}, {agency}", it.name, it.title) }
    };
    Sample {
        accounts: world.people().iter().map(account).collect(),
        password: demo::PASSWORD.to_owned(),
        other_time: world == World::SocTrang,
    }
}

fn other_data(url: &DatabaseUrl) -> String {
    format!(
        "{url} holds data that is not the whole demo, so the demo is not put into it; name another database with \
         --database, or remove this one if it was left by a demo that was interrupted"
    )
}
