//! Views for the tests of this folder.

use crate::pages::Page;
use motcua_catalogue::LegKind;
use motcua_dossier::{
    ClockHolder, Dates, Degree, PublicAgency, PublicProcedure, PublicStatus, PublicStep, StepState,
};
use motcua_i18n::Locale;
use motcua_kernel::{Instant, LegNo, parse_instant};

pub fn at(moment: &str) -> Instant {
    parse_instant(moment).unwrap()
}

pub fn page(locale: Locale) -> Page {
    Page {
        locale,
        title: "label.status-title",
        assets: crate::pages::assets::addresses(),
        province: String::new(),
        phone: None,
        sample: false,
        sample_day: None,
        person: None,
        post: None,
        proof: String::new(),
        searches: false,
        places: Vec::new(),
        live: None,
    }
}

/// Received on Monday 16/11/2026, due on Friday 27/11/2026.
pub fn received() -> PublicStatus {
    let ward = PublicAgency { code: "H13.163.01".to_owned(), name: "UBND phường Ninh Kiều".to_owned() };
    PublicStatus {
        number: "H13.163.01-261116-0001".parse().unwrap(),
        procedure: PublicProcedure {
            code: "1.013831".to_owned(), title: Some("Chuyển nhượng".to_owned())
        },
        case: None,
        status: "received".to_owned(),
        national_code: Some(2),
        received: at("2026-11-16T08:00"),
        dates: Dates::at_receipt(at("2026-11-27T17:00")),
        bundle: None,
        clock: ClockHolder::Office,
        paused_since: None,
        pauses: Vec::new(),
        receiving: ward.clone(),
        competent: ward,
        steps: Vec::new(),
        degree: Degree { done: 0, total: 3 },
        to_do: None,
        result: None,
        ended: None,
        incident: None,
        reopened: None,
        replaced: Vec::new(),
    }
}

pub fn step(no: u16, agency: &str, state: StepState) -> PublicStep {
    PublicStep {
        no: LegNo(no),
        name: format!("Công đoạn {no}"),
        agency: PublicAgency { code: String::new(), name: agency.to_owned() },
        kind: LegKind::Process,
        state,
        since: None,
        finished: None,
    }
}
