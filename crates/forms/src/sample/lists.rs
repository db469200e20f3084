//! The samples that are lists: the control slip, the register, the hand-over list.

use super::scene::Scene;
use super::sheets::{APPLICANT, OFFICER, PROCEDURE, some};
use crate::body::{ControlRow, ControlSlip, HandoverList, HandoverRow, Punctual, Register, RegisterRow};

pub(super) fn control(scene: &Scene) -> ControlSlip {
    let unit = scene.counter();
    let leg = |(from, to): (&str, &str), day, (by, to_by): (&str, &str), punctual| ControlRow {
        from: from.to_owned(),
        to: to.to_owned(),
        handed: Some(scene.at(day, 10, 15)),
        handed_by: some(by),
        accepted: Some(scene.at(day, 10, 40)),
        accepted_by: some(to_by),
        punctual,
        note: None,
    };
    ControlSlip {
        applicant: APPLICANT.to_owned(),
        procedure: PROCEDURE.to_owned(),
        received: scene.at(0, 8, 5),
        due: Some(scene.at(21, 17, 0)),
        agency: "Phòng Quản lý xây dựng – Sở Xây dựng".to_owned(),
        coordinating: vec!["Công an (phòng cháy, chữa cháy)".to_owned(), "Điện lực".to_owned()],
        rows: vec![
            leg((unit, "Phòng Quản lý xây dựng"), 0, (OFFICER, "Danh Thị Sa Mết"), None),
            leg(
                ("Phòng Quản lý xây dựng", "Công an (phòng cháy, chữa cháy)"),
                2,
                ("Danh Thị Sa Mết", "Lê Hữu Nghĩa"),
                Some(Punctual::Early),
            ),
            leg(
                ("Công an (phòng cháy, chữa cháy)", "Phòng Quản lý xây dựng"),
                11,
                ("Lê Hữu Nghĩa", "Danh Thị Sa Mết"),
                Some(Punctual::Late),
            ),
            ControlRow {
                from: "Phòng Quản lý xây dựng".to_owned(),
                to: unit.to_owned(),
                handed: None,
                handed_by: None,
                accepted: None,
                accepted_by: None,
                punctual: None,
                note: None,
            },
        ],
    }
}

pub(super) fn register(scene: &Scene) -> Register {
    Register {
        year: scene.day(0).year(),
        book: "02".to_owned(),
        from: scene.day(0).into(),
        until: scene.day(30).into(),
        rows: (0..24).map(|place| register_row(scene, place)).collect(),
        keeper: some(OFFICER),
        head: some("Phạm Thị Ngọc Ánh"),
    }
}

fn register_row(scene: &Scene, place: u16) -> RegisterRow {
    const NAMES: [&str; 4] =
        [APPLICANT, "Danh Hoàng Minh", "Công ty TNHH Thương mại Hưng Phú Thịnh", "Trần Thị Mỹ Duyên"];
    const WORK: [&str; 3] = [PROCEDURE, "Cấp lại giấy phép xây dựng", "Thẩm định báo cáo nghiên cứu khả thi"];
    let pick =
        |from: &[&str]| from.get(usize::from(place) % from.len()).copied().unwrap_or_default().to_owned();
    let returned = (place < 15).then(|| scene.at(i64::from(place) / 3 + 9, 9, 20));
    RegisterRow {
        serial: (100 + place).to_string(),
        dossier: format!(
            "{}{:04}",
            scene.dossier.trim_end_matches(|it: char| it.is_ascii_digit()),
            100 + place
        ),
        procedure: pick(&WORK),
        sets: 1 + u32::from(place % 2),
        applicant: pick(&NAMES),
        address: some(scene.address),
        phone: Some(format!("0900 000 {place:03}")),
        agency: some("Sở Xây dựng"),
        received: scene.at(i64::from(place) / 3, 8, 10),
        due: Some(scene.at(i64::from(place) / 3 + 21, 17, 0)),
        returned,
        return_way: some(if place.is_multiple_of(3) { "Bưu chính" } else { "Trực tiếp" }),
        handed_by: returned.and_then(|_| some(OFFICER)),
        taken_by: returned.map(|_| pick(&NAMES)),
        note: None,
    }
}

pub(super) fn handover(scene: &Scene) -> HandoverList {
    let row = |place: u16| HandoverRow {
        dossier: format!(
            "{}{:04}",
            scene.dossier.trim_end_matches(|it: char| it.is_ascii_digit()),
            42 + place
        ),
        procedure: PROCEDURE.to_owned(),
        applicant: APPLICANT.to_owned(),
        papers: 4 + u32::from(place),
        due: Some(scene.at(21, 17, 0)),
        note: (place == 2).then(|| "kèm 02 bộ bản vẽ".to_owned()),
    };
    HandoverList {
        from: scene.unit.replace('\n', " – "),
        to: "Phòng Quản lý xây dựng – Sở Xây dựng".to_owned(),
        at: scene.at(0, 15, 30),
        rows: (0..6).map(row).collect(),
        handed_by: some(OFFICER),
        accepted_by: some("Danh Thị Sa Mết"),
    }
}
