//! Chance that is the same every time: the demo world of a day must be one world.

/// A small generator (`SplitMix64`); for variety, never for secrets.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn of(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `least` to `most`, both included.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        let choices = u64::from(most.saturating_sub(least)) + 1;
        least + u32::try_from(self.next() % choices).unwrap_or(0)
    }

    /// One of these.
    pub(super) fn of_these(&mut self, these: &[&'static str]) -> &'static str {
        let last = u32::try_from(these.len().saturating_sub(1)).unwrap_or(0);
        usize::try_from(self.between(0, last)).ok().and_then(|it| these.get(it)).copied().unwrap_or_default()
    }
}
