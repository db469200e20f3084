//! What whoever hands a result out looks at first (NĐ 61/2018 Điều 20): who stands there, and that the originals that were
//! kept go back with it. Said by the person at the desk, and not recorded: the fact that is kept is the return itself.

use motcua_kernel::Refusal;

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box that is ticked or not")]
pub struct HandingOut {
    /// Whether it goes by post.
    pub by_post: bool,
    /// Whether the papers of whoever stands there were looked at.
    pub identity_checked: bool,
    /// Whether the house has originals of theirs.
    pub originals_kept: bool,
    /// Whether these go with it.
    pub originals_given_back: bool,
}

/// Everything that was not looked at, each at its box.
pub fn handing_out_checked(it: &HandingOut) -> Vec<Refusal> {
    let identity = !it.by_post && !it.identity_checked;
    let originals = it.originals_kept && !it.originals_given_back;
    let missing = [
        (identity, Refusal::new("routing.identity-unchecked").at("identity")),
        (originals, Refusal::new("routing.originals-not-given-back").at("originals")),
    ];
    missing.into_iter().filter(|(lacks, _)| *lacks).map(|(_, refusal)| refusal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_looks_at_the_person_and_at_the_originals() {
        let check = |it: HandingOut, expected: &[&str]| {
            let fields: Vec<_> = handing_out_checked(&it).into_iter().filter_map(|it| it.field).collect();
            assert_eq!(fields, expected, "{it:?}");
        };
        let nothing = HandingOut {
            by_post: false,
            identity_checked: false,
            originals_kept: true,
            originals_given_back: false,
        };
        check(nothing, &["identity", "originals"]);
        check(HandingOut { by_post: true, ..nothing }, &["originals"]);
        check(HandingOut { identity_checked: true, originals_kept: false, ..nothing }, &[]);
        check(HandingOut { identity_checked: true, originals_given_back: true, ..nothing }, &[]);
    }
}
