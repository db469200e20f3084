//! What was written here for a procedure and came to an end: published or thrown away, by whom, and why.

use super::day;
use crate::Site;
use crate::failure::Failure;
use crate::pages::Page;
use motcua_app::accounts;
use motcua_app::catalogue::{Draft, written_here};
use motcua_catalogue::Stage;

/// A version that was written here.
pub struct Written {
    /// What became of it.
    pub stage: String,
    /// The decision it was announced with.
    pub decision: Option<String>,
    /// Its first day.
    pub from: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who did it.
    pub who: String,
    /// When.
    pub at: String,
}

/// All of it, the newest first.
pub async fn written(site: &Site, page: &Page, code: &str) -> Result<Vec<Written>, Failure> {
    let mut all = written_here(&site.context, code).await?;
    all.retain(|it| matches!(it.stage, Stage::Published | Stage::Discarded));
    let who: Vec<_> = all.iter().map(|it| it.kept.changed.by).collect();
    let names = accounts::names(&site.context, &who).await?;
    let one = |it: Draft| Written {
        stage: page.word("draft-stage", it.stage.code()),
        decision: it.version.publication.as_ref().map(|it| it.decision.clone()),
        from: it.kept.published.map(|_| day(it.version.validity.from)),
        reason: it.kept.words,
        who: names.get(&it.kept.changed.by).cloned().unwrap_or_default(),
        at: page.moment(it.kept.changed.at),
    };
    Ok(all.into_iter().map(one).collect())
}
