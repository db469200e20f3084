//! One acceptance slip, and a batch of a hundred. Each round prints other data, so that no round is answered from a cache.
//! `cargo bench -p motcua-forms --bench slips`

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use motcua_forms::{Copies, Document, FormKind, Press, sample};
use std::cell::Cell;

fn slips(criterion: &mut Criterion) {
    let press = Press::built_in();
    let sets = press.sets();
    let Some(set) = sets.get("2025") else { return };
    let printed = Cell::new(0_u32);
    let next = || -> Document {
        let mut slip = sample::document("2025", FormKind::AcceptanceSlip);
        printed.set(printed.get() + 1);
        let number = format!("H13.14-261130-{:05}", printed.get());
        slip.letterhead.dossier = Some(number.clone());
        slip.marks.status_url = Some(format!("https://motcua.cantho.example.vn/ho-so/{number}"));
        slip.marks.barcode = Some(number);
        slip
    };
    criterion.bench_function("slip/one", |bench| {
        bench.iter_batched(&next, |it| press.render(set, &it, Copies::Only(0)), BatchSize::PerIteration);
    });
    let mut batches = criterion.benchmark_group("slip");
    batches.sample_size(10);
    batches.bench_function("hundred", |bench| {
        let hundred = || (0..100).map(|_| next()).collect::<Vec<_>>();
        bench.iter_batched(
            hundred,
            |it| press.render_batch(set, &it, Copies::Only(0)),
            BatchSize::PerIteration,
        );
    });
    batches.finish();
}

criterion_group!(benches, slips);
criterion_main!(benches);
