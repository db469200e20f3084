//! What holds for every calendar, start and amount.
#![expect(
    clippy::unwrap_used,
    reason = "helpers outside of test functions; what they cannot read is a broken test"
)]

use motcua_calendar::{
    CutOff, CutOffEffect, DayCalendar, DayKind, OpeningHours, Phase, Session, TimeLimit, Unit,
    WorkingCalendar, shipped,
};
use motcua_kernel::{Date, Instant, Validity};
use proptest::prelude::*;
use time::{Duration, Time, macros::date};

fn any_date() -> impl Strategy<Value = Date> {
    // across the start (2005) and the end (2041) of the precomputed window
    (0..14_600i64).prop_map(|days| date!(2003 - 01 - 01) + Duration::days(days))
}

fn any_instant() -> impl Strategy<Value = Instant> {
    (any_date(), 0..86_400i64).prop_map(|(date, second)| {
        Instant::from_micros(Instant::local(date, Time::MIDNIGHT).micros() + second * 1_000_000)
    })
}

fn any_sessions() -> impl Strategy<Value = Vec<Session>> {
    prop::collection::btree_set(0..1_440u32, 0..7).prop_map(|minutes| {
        let clock = |minute: u32| {
            Time::from_hms(u8::try_from(minute / 60).unwrap(), u8::try_from(minute % 60).unwrap(), 0).unwrap()
        };
        let bounds: Vec<u32> = minutes.into_iter().collect();
        bounds.chunks_exact(2).map(|pair| Session::new(clock(pair[0]), clock(pair[1])).unwrap()).collect()
    })
}

fn any_hours() -> impl Strategy<Value = OpeningHours> {
    prop::array::uniform7(any_sessions()).prop_filter_map("never open", |week| OpeningHours::new(week).ok())
}

fn any_kind() -> impl Strategy<Value = DayKind> {
    prop_oneof![
        Just(DayKind::Holiday),
        Just(DayKind::Observed),
        Just(DayKind::SubstitutedOff),
        Just(DayKind::MakeupWorkday)
    ]
}

fn any_days() -> impl Strategy<Value = DayCalendar> {
    let exceptions = prop::collection::vec((any_date(), any_kind()), 0..60);
    (prop_oneof![Just(shipped()), Just(DayCalendar::default())], exceptions).prop_map(|(days, exceptions)| {
        exceptions.into_iter().fold(days, |days, (date, kind)| days.with_exception(date, kind, "x"))
    })
}

prop_compose! {
    fn any_calendar()(
        days in any_days(),
        before in any_hours(),
        after in any_hours(),
        change in any_date(),
        reception in any_hours(),
        usual in any::<bool>(),
    ) -> WorkingCalendar {
        if usual {
            return WorkingCalendar::new(days, vec![], vec![]);
        }
        let always = Validity::since(date!(2000 - 01 - 01));
        let hours = vec![(always, before), (Validity::since(change), after)];
        WorkingCalendar::new(days, hours, vec![(always, reception)])
    }
}

fn any_phase() -> impl Strategy<Value = Phase> {
    prop_oneof![
        (0..200u32).prop_map(|amount| Phase { amount, unit: Unit::WorkingHour }),
        (0..90u32).prop_map(|amount| Phase { amount, unit: Unit::WorkingDay }),
        (0..200u32).prop_map(|amount| Phase { amount, unit: Unit::CalendarDay }),
        (0..15u32).prop_map(|amount| Phase { amount, unit: Unit::Month }),
    ]
}

fn any_phases() -> impl Strategy<Value = Vec<Phase>> {
    prop::collection::vec(any_phase(), 1..4)
}

fn any_cut_off() -> impl Strategy<Value = Option<CutOff>> {
    let effect = prop_oneof![
        Just(CutOffEffect::HandoverOnly),
        Just(CutOffEffect::ClockNextDay),
        Just(CutOffEffect::SameDayElseNextDay)
    ];
    prop::option::of(
        (0..24u8, effect)
            .prop_map(|(hour, effect)| CutOff { at: Time::from_hms(hour, 0, 0).unwrap(), effect }),
    )
}

fn limit(phases: Vec<Phase>) -> TimeLimit {
    TimeLimit::new(phases).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_was_added_is_measured(calendar in any_calendar(), start in any_instant(), minutes in 0..200_000u64) {
        let end = calendar.add_minutes(start, minutes);
        prop_assert_eq!(calendar.measure(start, end), i64::try_from(minutes).unwrap());
    }

    #[test]
    fn adding_twice_is_adding_the_sum(
        calendar in any_calendar(), start in any_instant(), first in 0..50_000u64, second in 0..50_000u64,
    ) {
        let twice = calendar.add_minutes(calendar.add_minutes(start, first), second);
        prop_assert_eq!(twice, calendar.add_minutes(start, first + second));
    }

    #[test]
    fn adding_minutes_grows_with_start_and_amount(
        calendar in any_calendar(), one in any_instant(), other in any_instant(),
        minutes in 0..50_000u64, more in 0..1_000u64,
    ) {
        let (early, late) = (one.min(other), one.max(other));
        prop_assert!(calendar.add_minutes(early, minutes) <= calendar.add_minutes(late, minutes));
        prop_assert!(calendar.add_minutes(early, minutes) <= calendar.add_minutes(early, minutes + more));
    }

    #[test]
    fn measuring_is_additive(calendar in any_calendar(), mut moments in prop::array::uniform3(any_instant())) {
        moments.sort_unstable();
        let [first, middle, last] = moments;
        prop_assert_eq!(
            calendar.measure(first, middle) + calendar.measure(middle, last),
            calendar.measure(first, last)
        );
    }

    #[test]
    fn measuring_agrees_with_going_minute_by_minute(
        calendar in any_calendar(), start in any_instant(), length in 0..3_000i64,
    ) {
        let start = start.floor_minute();
        let open = (0..length)
            .map(|minute| start.plus_minutes(minute))
            .filter(|at| calendar.sessions(at.date()).iter().any(|session| session.is_open(at.time())))
            .count();
        let measured = calendar.measure(start, start.plus_minutes(length));
        prop_assert_eq!(measured, i64::try_from(open).unwrap());
    }

    #[test]
    fn working_days_agree_with_going_day_by_day(
        calendar in any_calendar(), start in any_date(), amount in 0..120u32,
    ) {
        let (mut date, mut left) = (start, amount);
        while left > 0 {
            date = date.next_day().unwrap();
            left -= u32::from(calendar.is_working_day(date));
        }
        prop_assert_eq!(calendar.add_working_days(start, amount), date);
        prop_assert_eq!(calendar.working_days_between(start, date), u64::from(amount));
    }

    #[test]
    fn working_days_are_additive(
        calendar in any_calendar(), date in any_date(), first in 0..300u32, second in 0..300u32,
    ) {
        let start = calendar.next_working_day_on_or_after(date);
        let twice = calendar.add_working_days(calendar.add_working_days(start, first), second);
        prop_assert_eq!(twice, calendar.add_working_days(start, first + second));
    }

    #[test]
    fn a_due_moment_is_within_opening_hours_and_not_before_the_receipt(
        calendar in any_calendar(), start in any_instant(), phases in any_phases(), cut_off in any_cut_off(),
    ) {
        let due = calendar.due(start, &limit(phases), cut_off);
        prop_assert!(calendar.is_working_day(due.at.date()));
        prop_assert!(due.at >= start.floor_minute());
        let (date, time) = (due.at.date(), due.at.time());
        prop_assert!(calendar.sessions(date).iter().any(|open| open.from() <= time && time <= open.to()));
        prop_assert!(due.explanation.sentence().contains("hẹn "));
    }

    #[test]
    fn a_later_receipt_is_never_due_earlier(
        calendar in any_calendar(), one in any_instant(), hours_later in 0..200i64,
        phases in any_phases(), cut_off in any_cut_off(),
    ) {
        let limit = limit(phases);
        let later = one.plus_minutes(hours_later * 60);
        prop_assert!(calendar.due(one, &limit, cut_off).at <= calendar.due(later, &limit, cut_off).at);
    }

    #[test]
    fn a_longer_limit_is_never_due_earlier(
        calendar in any_calendar(), start in any_instant(), phases in any_phases(), place in 0..3usize,
        more in 1..20u32, next in any_phase(), cut_off in any_cut_off(),
    ) {
        let place = place % phases.len();
        // a limit of 0 days may fall under the cut-off rule of same-day procedures, which a longer one does not
        prop_assume!(!matches!(cut_off, Some(CutOff { effect: CutOffEffect::SameDayElseNextDay, .. })));
        let short = calendar.due(start, &limit(phases.clone()), cut_off).at;
        let mut longer = phases.clone();
        longer[place].amount += more;
        prop_assert!(short <= calendar.due(start, &limit(longer), cut_off).at);
        let mut continued = phases;
        continued.push(next);
        prop_assert!(short <= calendar.due(start, &limit(continued), cut_off).at);
    }

    #[test]
    fn the_hours_of_another_agency_change_nothing(
        days in any_days(), own in any_hours(), foreign in any_hours(), start in any_instant(),
        phases in any_phases(),
    ) {
        let days = std::sync::Arc::new(days);
        let always = Validity::since(date!(2000 - 01 - 01));
        let limit = limit(phases);
        let alone = WorkingCalendar::new(days.clone(), vec![(always, own.clone())], vec![]).due(start, &limit, None);
        let neighbour = WorkingCalendar::new(days.clone(), vec![(always, foreign)], vec![]);
        neighbour.due(start, &limit, None);
        let beside = WorkingCalendar::new(days, vec![(always, own)], vec![]).due(start, &limit, None);
        prop_assert_eq!(alone, beside);
    }

    #[test]
    fn reception_hours_never_move_a_deadline(
        days in any_days(), reception in any_hours(), start in any_instant(), phases in any_phases(),
    ) {
        let always = Validity::since(date!(2000 - 01 - 01));
        let limit = limit(phases);
        let with = WorkingCalendar::new(days.clone(), vec![], vec![(always, reception)]).due(start, &limit, None);
        prop_assert_eq!(with, WorkingCalendar::new(days, vec![], vec![]).due(start, &limit, None));
    }

    #[test]
    fn opening_is_open_and_not_before(calendar in any_calendar(), at in any_instant()) {
        let opening = calendar.next_opening(at);
        prop_assert!(opening >= at);
        prop_assert!(calendar.sessions(opening.date()).iter().any(|session| session.is_open(opening.time())));
        prop_assert_eq!(calendar.measure(at, opening), 0);
    }

    #[test]
    fn limits_are_read_as_written(phases in any_phases()) {
        let limit = limit(phases);
        prop_assert_eq!(limit.to_string().parse::<TimeLimit>(), Ok(limit));
    }
}
