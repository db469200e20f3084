//! Which working calendar an agency has. A lookup given by the caller, never a source of hours of its own.

use motcua_calendar::WorkingCalendar;
use motcua_kernel::AgencyId;
use std::collections::BTreeMap;

/// The working calendars of the agencies, and the one of those that have none of their own.
#[derive(Clone, Debug)]
pub struct Calendars {
    by_agency: BTreeMap<AgencyId, WorkingCalendar>,
    default: WorkingCalendar,
}

impl Calendars {
    /// Every agency works by `default`.
    pub const fn new(default: WorkingCalendar) -> Self {
        Self { by_agency: BTreeMap::new(), default }
    }

    /// The same, `agency` working by `calendar`.
    #[must_use]
    pub fn with(mut self, agency: AgencyId, calendar: WorkingCalendar) -> Self {
        self.by_agency.insert(agency, calendar);
        self
    }

    /// The calendar of `agency`.
    pub fn of(&self, agency: AgencyId) -> &WorkingCalendar {
        self.by_agency.get(&agency).unwrap_or(&self.default)
    }
}
