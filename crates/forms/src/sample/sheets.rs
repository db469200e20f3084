//! What the samples say.

use super::scene::Scene;
use super::{lists, money};
use crate::body::{
    AcceptanceSlip, ApologyLetter, BookPlace, Cash, GuidanceSlip, MoneyReceipt, PaymentCode, RefusalSlip,
    ResultReceipt, ResultRow, SatisfactionSlip, SlipFees, StopNotice, SupplementRequest,
};
use crate::{Addressee, AskedPaper, Body, FormKind, MoneyLine, OfficerContact, PaperRow, Person, Signatory};
use motcua_kernel::Vnd;

pub(super) const PROCEDURE: &str = "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ";
pub(super) const APPLICANT: &str = "Nguyễn Thị Thúy Hằng";
pub(super) const OFFICER: &str = "Trần Quốc Bảo";

/// The letters after the number of a sheet, as an office might write them.
pub(super) const fn suffix(kind: FormKind) -> Option<&'static str> {
    match kind {
        FormKind::AcceptanceSlip => Some("TNHS"),
        FormKind::GuidanceSlip | FormKind::SupplementRequest => Some("HDHS"),
        FormKind::RefusalSlip => Some("TCHS"),
        FormKind::ApologyLetter => Some("PXL"),
        FormKind::StopNotice => Some("TB-SXD"),
        FormKind::HandoverList => Some("PBG"),
        FormKind::ResultReceipt => Some("BNKQ"),
        FormKind::MoneyReceipt => Some("PT"),
        FormKind::DayTakings | FormKind::MonthTakings => Some("BKT"),
        FormKind::BudgetRemittance => Some("BKN"),
        FormKind::ReceiptUsage => Some("BC"),
        FormKind::ControlSlip | FormKind::Register | FormKind::SatisfactionSlip => None,
    }
}

pub(super) fn body(scene: &Scene, kind: FormKind) -> Body {
    match kind {
        FormKind::AcceptanceSlip => acceptance(scene).into(),
        FormKind::GuidanceSlip => guidance(scene).into(),
        FormKind::SupplementRequest => supplement(scene).into(),
        FormKind::RefusalSlip => refusal(scene).into(),
        FormKind::ApologyLetter => apology(scene).into(),
        FormKind::StopNotice => stop(scene).into(),
        FormKind::ControlSlip => lists::control(scene).into(),
        FormKind::Register => lists::register(scene).into(),
        FormKind::HandoverList => lists::handover(scene).into(),
        FormKind::ResultReceipt => result(scene).into(),
        FormKind::MoneyReceipt => receipt(scene).into(),
        FormKind::SatisfactionSlip => satisfaction(scene).into(),
        FormKind::DayTakings => money::day(scene).into(),
        FormKind::MonthTakings => money::month(scene).into(),
        FormKind::BudgetRemittance => money::remittance(scene).into(),
        FormKind::ReceiptUsage => money::usage(scene).into(),
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "most fields of a sheet may be unknown; those of a sample are not"
)]
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn person(scene: &Scene) -> Person {
    Person {
        name: APPLICANT.to_owned(),
        address: some(scene.address),
        phone: some("0900 000 001"),
        email: some("thuyhang@example.vn"),
        id_number: some(scene.id_number),
    }
}

fn addressee(scene: &Scene) -> Addressee {
    let Person { name, address, phone, .. } = person(scene);
    Addressee { name, address, phone }
}

fn contact() -> OfficerContact {
    OfficerContact { name: some(OFFICER), phone: some("0292 000 0001") }
}

fn signatory() -> Signatory {
    Signatory {
        capacity: some("KT. Giám đốc"), title: some("Phó Giám đốc"), name: some("Lý Sà Rươl")
    }
}

fn paper(name: &str, originals: u32, copies: u32, note: Option<&str>) -> PaperRow {
    PaperRow { name: name.to_owned(), originals, copies, note: note.map(str::to_owned) }
}

fn asked(name: &str, originals: u32, certified: u32, note: &str) -> AskedPaper {
    AskedPaper { name: name.to_owned(), originals, certified, photocopies: 0, note: some(note) }
}

fn line(name: &str, amount: i64) -> MoneyLine {
    MoneyLine { name: name.to_owned(), amount: Vnd(amount) }
}

pub(super) fn acceptance(scene: &Scene) -> AcceptanceSlip {
    AcceptanceSlip {
        applicant: person(scene),
        submitter: some("Nguyễn Văn Đức (người được ủy quyền)"),
        procedure: PROCEDURE.to_owned(),
        papers: vec![
            paper("Đơn đề nghị cấp giấy phép xây dựng theo mẫu", 1, 0, None),
            paper("Giấy tờ chứng minh quyền sử dụng đất", 0, 1, Some("đã đối chiếu")),
            paper("Bản vẽ thiết kế xây dựng (mặt bằng, mặt đứng, mặt cắt, móng)", 2, 0, None),
            paper("Bản cam kết bảo đảm an toàn đối với công trình liền kề", 1, 0, None),
        ],
        sets: Some(2),
        time_limit: some("15 ngày làm việc"),
        received: scene.at(0, 8, 5),
        due: Some(scene.at(21, 17, 0)),
        due_explained: some(
            "15 ngày làm việc kể từ ngày tiếp theo ngày nhận đủ hồ sơ, không tính ngày nghỉ hằng tuần.",
        ),
        second_stage: None,
        return_at: some("Quầy số 3, nơi tiếp nhận hồ sơ"),
        fees: SlipFees {
            lines: vec![line("Lệ phí cấp giấy phép xây dựng", 75_000)],
            paid: Vnd::ZERO,
            note: None,
        },
        payment: is_recent(scene).then(payment),
        bundle: vec![],
        book: Some(BookPlace { book: "02".to_owned(), serial: scene.serial.to_owned() }),
        told: some(
            "chủ hồ sơ – thư n***@example.vn (mọi thay đổi), Zalo 0912***678 (việc quan trọng); người nộp – \
             SMS 0987***321 (việc quan trọng)",
        ),
        ask_by_text: some("soạn HS K7M2QX gửi 0000").filter(|_| !is_recent(scene)),
        officer: some(OFFICER),
    }
}

fn is_recent(scene: &Scene) -> bool {
    scene.day(0).year() > 2020
}

fn payment() -> PaymentCode {
    PaymentCode {
        payload: "00020101021238540010A00000072701240006970000011000000000010208QRIBFTTA530370454057500058\
                  02VN62140810HS26113042630400A1"
            .to_owned(),
        amount: Vnd(75_000),
        reference: "HS261130000042".to_owned(),
        account: "0000000001, ngân hàng mẫu".to_owned(),
    }
}

fn guidance(scene: &Scene) -> GuidanceSlip {
    GuidanceSlip {
        person: person(scene),
        procedure: PROCEDURE.to_owned(),
        papers: vec![
            asked(
                "Giấy tờ chứng minh quyền sử dụng đất",
                0,
                1,
                "Bản mang đến không có công chứng, chứng thực",
            ),
            asked("Bản vẽ thiết kế xây dựng", 2, 0, "Thiếu bản vẽ mặt bằng móng và sơ đồ đấu nối hạ tầng"),
        ],
        reason: "Hồ sơ chưa đủ thành phần theo quy định của thủ tục.".to_owned(),
        contact: contact(),
        officer: some(OFFICER),
    }
}

fn supplement(scene: &Scene) -> SupplementRequest {
    let GuidanceSlip { person, procedure, papers, contact, officer, .. } = guidance(scene);
    SupplementRequest {
        person,
        procedure,
        papers,
        reason:
            "Qua thẩm định, bản vẽ chưa thể hiện móng và sơ đồ đấu nối; giấy tờ về đất chưa được chứng thực."
                .to_owned(),
        until: Some(scene.day(23).into()),
        contact,
        officer,
    }
}

fn refusal(scene: &Scene) -> RefusalSlip {
    RefusalSlip {
        person: person(scene),
        procedure: PROCEDURE.to_owned(),
        reason: "Thửa đất nằm trong hành lang bảo vệ công trình thủy lợi theo quy hoạch đã được phê duyệt."
            .to_owned(),
        ground: some("Điều kiện cấp giấy phép xây dựng theo quy định của Luật Xây dựng"),
        competent: None,
        contact: contact(),
        officer: some(OFFICER),
    }
}

fn apology(scene: &Scene) -> ApologyLetter {
    ApologyLetter {
        person: addressee(scene),
        one_stop_unit: some(scene.counter()),
        field: some("Hoạt động xây dựng"),
        procedure: PROCEDURE.to_owned(),
        received: scene.at(-21, 8, 5),
        due: scene.at(1, 17, 0),
        late_agency: "Sở Xây dựng".to_owned(),
        reason: "Chưa nhận được ý kiến thỏa thuận về phòng cháy, chữa cháy của cơ quan được lấy ý kiến."
            .to_owned(),
        extension: some("03 ngày làm việc"),
        new_due: Some(scene.at(4, 17, 0)),
        recipients: vec![scene.counter().to_owned()],
        signatory: signatory(),
    }
}

fn stop(scene: &Scene) -> StopNotice {
    StopNotice {
        person: addressee(scene),
        procedure: PROCEDURE.to_owned(),
        received: scene.at(-6, 8, 5),
        asked: Some(scene.day(-1).into()),
        stopped: scene.at(0, 9, 30),
        reason: "Người nộp hồ sơ đề nghị dừng để điều chỉnh thiết kế; hồ sơ chưa có kết quả giải quyết."
            .to_owned(),
        returned_papers: vec!["Bản vẽ thiết kế xây dựng: 02 bộ".to_owned(), "Đơn đề nghị: 01 bản".to_owned()],
        money: some("hoàn trả lệ phí chưa phát sinh theo đề nghị của người nộp."),
        contact: contact(),
        recipients: vec![scene.counter().to_owned()],
        signatory: signatory(),
    }
}

fn result(scene: &Scene) -> ResultReceipt {
    ResultReceipt {
        applicant: APPLICANT.to_owned(),
        procedure: PROCEDURE.to_owned(),
        receiver: Person {
            name: "Nguyễn Văn Đức".to_owned(),
            phone: some("0900 000 002"),
            ..Person::default()
        },
        authority: some("Giấy ủy quyền ngày 01 tháng 12, chứng thực số 88"),
        results: vec![ResultRow {
            name: "Giấy phép xây dựng".to_owned(),
            number: some("115/GPXD"),
            signed: Some(scene.day(18).into()),
            copies: 1,
        }],
        returned: vec![paper("Giấy chứng nhận quyền sử dụng đất", 1, 0, Some("đã đối chiếu"))],
        at: Some(scene.at(21, 9, 20)),
        way: some("Trực tiếp tại nơi tiếp nhận hồ sơ"),
        officer: some(OFFICER),
    }
}

fn receipt(scene: &Scene) -> MoneyReceipt {
    MoneyReceipt {
        payer: person(scene),
        reason: format!("Nộp phí, lệ phí hồ sơ {}", scene.dossier),
        lines: vec![
            line("Lệ phí cấp giấy phép xây dựng", 75_000),
            line("Cước trả kết quả qua bưu chính", 30_000),
        ],
        method: "Tiền mặt".to_owned(),
        reference: None,
        cash: Some(Cash { given: Vnd(200_000), change: Vnd(95_000) }),
        at: scene.at(0, 8, 20),
        series: None,
        cashier: some("Quách Thị Bích Trâm"),
    }
}

fn satisfaction(scene: &Scene) -> SatisfactionSlip {
    SatisfactionSlip {
        procedure: some(PROCEDURE),
        unit: scene.unit.replace('\n', " – "),
        online_url: is_recent(scene).then(|| format!("{}/danh-gia/5N3R7Q2K9XMT", scene.site)),
    }
}
