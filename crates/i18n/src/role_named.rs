//! The role a person means by a word: its key, or its name in any language, with or without accents.

use crate::{Locale, fold, texts};
use motcua_kernel::Role;

/// The role that `word` names, if one is meant.
///
/// ```
/// use motcua_kernel::Role;
/// assert_eq!(motcua_i18n::role_named("Lanh dao"), Some(Role::Leader));
/// assert_eq!(motcua_i18n::role_named("clerk"), Some(Role::Clerk));
/// assert_eq!(motcua_i18n::role_named("vua"), None);
/// ```
pub fn role_named(word: &str) -> Option<Role> {
    let asked = fold(word);
    Role::ALL.into_iter().find(|role| {
        let key = toml::Value::try_from(role).ok();
        let Some(key) = key.as_ref().and_then(toml::Value::as_str) else { return false };
        let named = |locale| texts(locale).get(&format!("role.{key}")).is_some_and(|it| fold(it) == asked);
        !asked.is_empty() && (key == asked || Locale::ALL.into_iter().any(named))
    })
}
