//! In which book a number counts: of the year before 2018, of the day since.

use crate::office::{CLERK, CODE, at, filing, province};
use crate::support;
use motcua_app::intake::{BundleSubmission, receive_at_counter, receive_bundle_at_counter};
use motcua_app::{Clock, Context, IdSource, Province};
use motcua_catalogue::{GroupChild, ProcedureGroup};
use motcua_kernel::Validity;
use std::sync::atomic::AtomicU64;

on_both_databases!(
    a_number_counts_in_the_book_of_the_pack_of_its_day,
    async |database: &support::TestDatabase| {
        let clock = Clock::fixed(at("2012-03-05T08:00"));
        let ids = IdSource::Counting(AtomicU64::new(0));
        let context = Context::new(clock, ids, database.store.clone(), province());
        for (day, number) in [
            ("2012-03-05", "H51.12.01-2012-0001"),
            ("2012-03-05", "H51.12.01-2012-0002"),
            ("2012-12-31", "H51.12.01-2012-0003"),
            ("2013-01-02", "H51.12.01-2013-0001"),
            ("2013-07-01", "H51.12.01-2013-0002"),
            ("2018-06-20", "H51.12.01-2018-0001"),
            ("2018-06-21", "000.01.12.H51-180621-0001"),
            ("2018-06-21", "000.01.12.H51-180621-0002"),
            ("2018-06-22", "000.01.12.H51-180622-0001"),
            ("2020-09-14", "000.01.12.H51-200914-0001"),
            ("2020-09-15", "H51.12.01-200915-0001"),
            ("2026-01-26", "H51.12.01-260126-0001"),
            ("2026-07-01", "H51.12.01-260701-0001"),
            ("2026-07-01", "H51.12.01-260701-0002"),
        ] {
            context.clock.set(at(&format!("{day}T08:00")));
            let received = receive_at_counter(&context, CLERK, filing()).await.unwrap();
            let reception = received.dossier.reception.unwrap();
            assert_eq!(reception.number.as_str(), number, "{day}");
        }
    }
);

on_both_databases!(
    a_bundle_counts_in_the_same_book_as_a_dossier_alone,
    async |database: &support::TestDatabase| {
        let child = |code: &str| GroupChild {
            code: code.to_owned(),
            procedure: CODE.to_owned(),
            case: filing().case,
            after: None,
            from_result: Vec::new(),
        };
        let group = ProcedureGroup {
            code: "lt".to_owned(),
            name: "Liên thông".to_owned(),
            field: "Đất đai".to_owned(),
            validity: Validity::since(at("2012-01-01T00:00").date()),
            legal_basis: Vec::new(),
            children: vec![child("mot"), child("hai")],
            shared: Vec::new(),
        };
        let clock = Clock::fixed(at("2012-03-05T08:00"));
        let ids = IdSource::Counting(AtomicU64::new(0));
        let province = Province { groups: vec![group], ..province() };
        let context = Context::new(clock, ids, database.store.clone(), province);
        let mut numbers = Vec::new();
        for day in ["2012-03-05", "2012-03-06"] {
            context.clock.set(at(&format!("{day}T08:00")));
            let alone = receive_at_counter(&context, CLERK, filing()).await.unwrap().dossier;
            let children = vec![filing(), filing()];
            let submission = BundleSubmission {
                group: "lt".to_owned(),
                children,
                parties: Vec::new(),
                reach: Vec::new(),
                once: None,
                late: None,
            };
            let bundle = receive_bundle_at_counter(&context, CLERK, submission).await.unwrap();
            let received = std::iter::once(alone).chain(bundle.children.into_iter().map(|(it, _)| it));
            numbers.extend(received.map(|it| it.reception.unwrap().number.to_string()));
        }
        let expected: Vec<String> = (1..=6).map(|it| format!("H51.12.01-2012-{it:04}")).collect();
        assert_eq!(numbers, expected);
    }
);
