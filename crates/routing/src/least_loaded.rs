//! Who gets the next leg: the person of an earlier step, or the least loaded of those present. Suggests, never assigns.

use motcua_kernel::AccountId;

/// A person who could get a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub account: AccountId,
    /// How many open legs the person has.
    pub load: u32,
    /// Whether at work today.
    pub present: bool,
}

/// `prefer`, who worked on an earlier step, when present; or the one present with the least load, the lower id of two
/// equal; nobody when nobody is present.
pub fn least_loaded(candidates: &[Candidate], prefer: Option<AccountId>) -> Option<AccountId> {
    let present = || candidates.iter().filter(|it| it.present);
    let same_person = present().find(|it| Some(it.account) == prefer);
    same_person.or_else(|| present().min_by_key(|it| (it.load, it.account))).map(|it| it.account)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_same_person_goes_on_and_otherwise_the_least_loaded_present() {
        let person = |id: u128| AccountId(Uuid::from_u128(id));
        let of = |id, load, present| Candidate { account: person(id), load, present };
        let office = [of(1, 9, true), of(2, 3, true), of(3, 0, false), of(4, 3, true)];
        let check = |prefer: Option<u128>, chosen: u128| {
            assert_eq!(least_loaded(&office, prefer.map(person)), Some(person(chosen)), "{prefer:?}");
        };
        check(None, 2);
        check(Some(1), 1);
        check(Some(3), 2);
        check(Some(8), 2);
        assert_eq!(least_loaded(&[of(3, 0, false)], Some(person(3))), None);
    }
}
