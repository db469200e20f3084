//! When whoever comes in by something hears that it ends.

use motcua_kernel::Date;

/// Of what ended earlier nobody is told.
const FORGOTTEN_AFTER_DAYS: i64 = 7;

/// How near its end something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NearEnd {
    /// Some days are left.
    Soon,
    /// This is its last day, or that was.
    Now,
}

/// How near its end on `today` something is that counts from `first` to `last`. Of what began no longer than `days` before
/// its last day everybody knows, and of what ended a week ago nobody asks any more.
pub(crate) fn near_end((first, last): (Date, Date), today: Date, days: u32) -> Option<NearEnd> {
    let left = (last - today).whole_days();
    if (-FORGOTTEN_AFTER_DAYS..=0).contains(&left) {
        return Some(NearEnd::Now);
    }
    let soon = (1..=i64::from(days)).contains(&left) && (last - first).whole_days() > i64::from(days);
    soon.then_some(NearEnd::Soon)
}
