//! What a counter has written before about a paper that was not right, so that nobody types it again. Only words that were
//! used more than once are offered: those are about papers, not about a person.

use crate::{AppError, Context};
use motcua_dossier::{Event, SupplementItem, SupplementSubject};
use motcua_kernel::{AgencyId, ProcedureId, TextId};
use motcua_storage::{dossiers, texts};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many of the newest visits are looked at.
const VISITS: u64 = 100;
const LEAST_USES: usize = 2;
const MOST_PHRASES: usize = 5;

/// For each component of `procedure` what was written of it at `receiving`, the most used first.
///
/// # Errors
/// When the store fails.
pub async fn phrases(
    context: &Context,
    procedure: ProcedureId,
    receiving: &[AgencyId],
) -> Result<BTreeMap<String, Vec<String>>, AppError> {
    let reader = context.store.reader();
    let same = |version| context.province.version(version).is_ok_and(|it| it.procedure == procedure);
    let visits = dossiers::guided(&reader, receiving, VISITS).await?;
    let visits = visits.iter().filter(|it| it.filing.as_ref().is_some_and(|filing| same(filing.version)));
    let ids: Vec<_> = visits.map(|it| it.id).collect();
    let histories = dossiers::histories(&reader, &ids).await?;
    let events = histories.values().flatten().map(|entry| &entry.event);
    let items: Vec<(&str, TextId)> = events.flat_map(guided_about).collect();
    let words = texts::bodies(&reader, &items.iter().map(|(_, text)| *text).collect::<Vec<_>>()).await?;
    let said = items.into_iter().filter_map(|(code, text)| Some((code, words.get(&text)?.as_deref()?)));
    Ok(most_used(said))
}

fn guided_about(event: &Event) -> Vec<(&str, TextId)> {
    let Event::GuidanceGiven { lacking, .. } = event else { return Vec::new() };
    lacking.iter().filter_map(component).collect()
}

fn component(item: &SupplementItem) -> Option<(&str, TextId)> {
    match &item.subject {
        SupplementSubject::Component { code } => Some((code, item.reason)),
        SupplementSubject::Condition { .. } => None,
    }
}

fn most_used<'a>(said: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, Vec<String>> {
    let mut uses: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for pair in said {
        *uses.entry(pair).or_default() += 1;
    }
    let mut often: Vec<_> = uses.into_iter().filter(|(_, count)| *count >= LEAST_USES).collect();
    often.sort_by_key(|(_, count)| Reverse(*count));
    let mut phrases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((code, words), _) in often {
        let of_paper = phrases.entry(code.to_owned()).or_default();
        if of_paper.len() < MOST_PHRASES {
            of_paper.push(words.to_owned());
        }
    }
    phrases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_more_than_once_is_offered_the_most_used_first() {
        let said = [
            ("a", "mờ"),
            ("a", "thiếu dấu"),
            ("a", "mờ"),
            ("a", "thiếu dấu"),
            ("a", "mờ"),
            ("b", "của ông An"),
        ];
        let offered = most_used(said.into_iter());
        assert_eq!(
            offered,
            BTreeMap::from([("a".to_owned(), vec!["mờ".to_owned(), "thiếu dấu".to_owned()])])
        );
    }
}
