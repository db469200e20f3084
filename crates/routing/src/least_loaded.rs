//! To whom a leg could be given: whoever works on such things, is here and has the least in hand. Suggests, never assigns.

use motcua_kernel::AccountId;

/// A person who could get a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub account: AccountId,
    /// How much of the desk the person has in hand.
    pub load: u64,
    /// Whether at work today.
    pub present: bool,
    /// Whether the person does this work, rather than giving it out.
    pub works: bool,
}

/// The best to ask first: of those present those who do the work, then those who give it out, each by load, the lower id of
/// two equal; those who are away last.
pub fn least_loaded_first(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by_key(|it| (!it.present, !it.works, it.load, it.account));
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn who_works_is_here_and_has_the_least_in_hand_comes_first() {
        let of = |id: u128, load, present, works| {
            let account = AccountId(Uuid::from_u128(id));
            Candidate { account, load, present, works }
        };
        let office = vec![
            of(1, 0, true, false),
            of(2, 9, true, true),
            of(3, 0, false, true),
            of(4, 2, true, true),
            of(5, 2, true, true),
        ];
        let ids: Vec<u128> = least_loaded_first(office).iter().map(|it| it.account.0.as_u128()).collect();
        assert_eq!(ids, [4, 5, 2, 1, 3]);
    }
}
