//! Adding and measuring over short and ten-year spans; shows that the length of the span does not matter.

use criterion::{Criterion, criterion_group, criterion_main};
use motcua_calendar::{TimeLimit, WorkingCalendar, shipped};
use motcua_kernel::Instant;
use std::hint::black_box;
use time::macros::{date, time};

fn spans(criterion: &mut Criterion) {
    let calendar = WorkingCalendar::new(shipped(), vec![], vec![]);
    let start = Instant::local(date!(2016 - 08 - 29), time!(10:00));
    for (name, minutes) in [("short", 5 * 480), ("ten_years", 2_500 * 480)] {
        let end = calendar.add_minutes(start, minutes);
        criterion.bench_function(&format!("add/{name}"), |bench| {
            bench.iter(|| calendar.add_minutes(black_box(start), black_box(minutes)));
        });
        criterion.bench_function(&format!("measure/{name}"), |bench| {
            bench.iter(|| calendar.measure(black_box(start), black_box(end)));
        });
    }
    let limit = TimeLimit::working_days(15);
    criterion.bench_function("due/15_working_days", |bench| {
        bench.iter(|| calendar.due(black_box(start), black_box(&limit), None));
    });
}

criterion_group!(benches, spans);
criterion_main!(benches);
