//! Made-up notices of every kind: what previews show and what templates are tested with. Every name in them is invented.

use crate::{Awaited, Facts, Lacking, News, NoticeKind, Office, Owed, Processing, Receipt};
use motcua_dossier::{ReopenGround, SuspensionGround};
use motcua_kernel::{Instant, Vnd, parse_date};
use time::Time;

/// One notice of this kind with everything that can be known.
pub fn full(kind: NoticeKind) -> Facts {
    let visit = matches!(kind, NoticeKind::NotReceived | NoticeKind::GuidanceGiven);
    Facts {
        news: news(kind, true),
        at: at("2026-11-30", 9, 15),
        number: (!visit).then(|| "000.01.45.G09-261123-0007".to_owned()),
        title: Some("Đăng ký biến động quyền sử dụng đất".to_owned()),
        receiving: Office {
            name: "Trung tâm Phục vụ hành chính công xã Kế Sách".to_owned(),
            address: Some("Số 12 đường 3 Tháng 2, xã Kế Sách, thành phố Cần Thơ".to_owned()),
            phone: Some("0292 3876 000".to_owned()),
            hours: Some("07:00–11:30 và 13:30–17:00, thứ Hai đến thứ Sáu".to_owned()),
        },
        processing: (!visit).then(|| Processing {
            agency: "Chi nhánh Văn phòng Đăng ký đất đai khu vực Kế Sách".to_owned(),
            who: Some("Trần Minh Khôi, chuyên viên".to_owned()),
            since: at("2026-11-24", 8, 0),
        }),
        received: (!visit).then(|| Receipt {
            at: at("2026-11-23", 9, 5),
            by: Some("Lê Thị Thu, công chức tiếp nhận".to_owned()),
        }),
        due: (!visit).then(|| at("2026-12-14", 17, 0)),
        done: (!visit).then(|| at("2026-11-30", 9, 15)),
        addressee: Some("Nguyễn Văn Mẫu".to_owned()),
        status_link: (!visit).then(|| "https://motcua.example/tra-cuu/mau-thu".to_owned()),
        unsubscribe_link: Some("https://motcua.example/tin/mau-thu/thoi".to_owned()),
        sample: true,
    }
}

/// The same with only what is always known: no name, no reason, no sum, a procedure that is sensitive, an office without telephone.
pub fn bare(kind: NoticeKind) -> Facts {
    Facts {
        news: news(kind, false),
        title: None,
        receiving: Office {
            name: "Trung tâm Phục vụ hành chính công xã Kế Sách".to_owned(),
            ..Office::default()
        },
        processing: None,
        due: None,
        done: None,
        addressee: None,
        status_link: None,
        unsubscribe_link: None,
        sample: false,
        number: full(kind).number.filter(|_| kind != NoticeKind::VerifyAddress),
        received: full(kind)
            .received
            .map(|it| Receipt { by: None, ..it })
            .filter(|_| kind != NoticeKind::VerifyAddress),
        ..full(kind)
    }
}

/// Every shape of a notice of this kind: full, bare, and with each ground it may have.
pub fn all(kind: NoticeKind) -> Vec<Facts> {
    let mut all = vec![full(kind), bare(kind)];
    let mut with = |news: News| all.push(Facts { news, ..full(kind) });
    match kind {
        NoticeKind::Suspended => {
            with(News::Suspended { ground: Some(SuspensionGround::Court), reason: None });
            with(News::Suspended { ground: Some(SuspensionGround::Dispute), reason: None });
        }
        NoticeKind::ResultReady => with(News::ResultReady { unpaid: Some(Vnd::ZERO) }),
        NoticeKind::NotCollected => {
            with(News::NotCollected { since: at("2026-11-16", 9, 0), unpaid: Some(Vnd::ZERO) });
        }
        NoticeKind::Stopped => with(News::Stopped { at_request: false }),
        NoticeKind::Lapsed => with(News::Lapsed { awaited: Awaited::Payment }),
        NoticeKind::Reopened => with(News::Reopened { ground: ReopenGround::EndedByMistake }),
        NoticeKind::Received
        | NoticeKind::NotReceived
        | NoticeKind::GuidanceGiven
        | NoticeKind::BeingProcessed
        | NoticeKind::SupplementRequested
        | NoticeKind::SupplementCompleted
        | NoticeKind::PaymentAwaited
        | NoticeKind::PaymentConfirmed
        | NoticeKind::RefundApproved
        | NoticeKind::RefundPaid
        | NoticeKind::Resumed
        | NoticeKind::DateMoved
        | NoticeKind::Reappointed
        | NoticeKind::Apologised
        | NoticeKind::AgencySucceeded
        | NoticeKind::RefusalReady
        | NoticeKind::Returned
        | NoticeKind::ReturnedByPost
        | NoticeKind::ResultElectronic
        | NoticeKind::Withdrawn
        | NoticeKind::Annulled
        | NoticeKind::Corrected
        | NoticeKind::IncidentRecorded
        | NoticeKind::SupplementExpiring
        | NoticeKind::PaymentExpiring
        | NoticeKind::VerifyAddress => {}
    }
    all
}

fn news(kind: NoticeKind, is_full: bool) -> News {
    let text = |it: &str| is_full.then(|| it.to_owned());
    let sum = |it: i64| is_full.then_some(Vnd(it));
    let owed = || {
        vec![
            Owed { name: text("Lệ phí trước bạ"), amount: sum(1_250_000) },
            Owed { name: text("Phí thẩm định hồ sơ"), amount: sum(350_000) },
        ]
    };
    let land = || "Chi nhánh Văn phòng Đăng ký đất đai khu vực Kế Sách".to_owned();
    let reason = || text("Bản vẽ chưa có chữ ký của người sử dụng đất liền kề.");
    let apology = || text("Chúng tôi xin lỗi vì đo đạc tại thửa đất bị chậm do mưa lớn kéo dài.");
    let lacking = || {
        vec![
            Lacking { name: text("Bản vẽ tách thửa đất"), reason: reason() },
            Lacking { name: text("Giấy chứng nhận đã cấp (bản chính)"), reason: None },
        ]
    };
    let by = at("2026-12-21", 17, 0);
    match kind {
        NoticeKind::Received => News::Received { code: text("K7M2PX") },
        NoticeKind::NotReceived => News::NotReceived { reason: reason() },
        NoticeKind::GuidanceGiven => News::GuidanceGiven { lacking: lacking() },
        NoticeKind::BeingProcessed => News::BeingProcessed { agency: land() },
        NoticeKind::SupplementRequested => News::SupplementRequested { lacking: lacking(), by },
        NoticeKind::SupplementCompleted => News::SupplementCompleted,
        NoticeKind::PaymentAwaited => News::PaymentAwaited { charges: owed(), amount: sum(1_600_000), by },
        NoticeKind::PaymentConfirmed => News::PaymentConfirmed { amount: sum(1_600_000) },
        NoticeKind::RefundApproved => News::RefundApproved { amount: sum(350_000) },
        NoticeKind::RefundPaid => News::RefundPaid { amount: sum(350_000) },
        NoticeKind::Suspended => News::Suspended {
            ground: is_full.then_some(SuspensionGround::OutsideAuthority),
            reason: text("Chờ ý kiến của Sở Nông nghiệp và Môi trường."),
        },
        NoticeKind::Resumed => News::Resumed,
        NoticeKind::DateMoved => {
            News::DateMoved { from: at("2026-12-14", 17, 0), to: at("2026-12-16", 17, 0) }
        }
        NoticeKind::Reappointed => News::Reappointed {
            from: at("2026-12-14", 17, 0),
            to: at("2026-12-18", 17, 0),
            agency: land(),
            apology: apology(),
        },
        NoticeKind::Apologised => News::Apologised { agency: land(), apology: apology() },
        NoticeKind::AgencySucceeded => News::AgencySucceeded {
            from: "Ủy ban nhân dân huyện Kế Sách".to_owned(),
            to: "Ủy ban nhân dân xã Kế Sách".to_owned(),
        },
        NoticeKind::ResultReady => News::ResultReady { unpaid: sum(28_000) },
        NoticeKind::RefusalReady => News::RefusalReady { reason: reason() },
        NoticeKind::Returned => News::Returned,
        NoticeKind::ReturnedByPost => News::ReturnedByPost { tracking: text("CT123456789VN") },
        NoticeKind::ResultElectronic => News::ResultElectronic,
        NoticeKind::Withdrawn => News::Withdrawn,
        NoticeKind::Stopped => News::Stopped { at_request: true },
        NoticeKind::Lapsed => News::Lapsed { awaited: Awaited::Papers },
        NoticeKind::Annulled => News::Annulled,
        NoticeKind::Corrected => News::Corrected,
        NoticeKind::Reopened => News::Reopened { ground: ReopenGround::WrongResult },
        NoticeKind::IncidentRecorded => News::IncidentRecorded {
            agency: land(),
            account: text("Bản chính giấy chứng nhận bị ướt khi chuyển giữa hai cơ quan."),
            apology: text("Chúng tôi xin lỗi và sẽ cấp lại, ông/bà không phải trả chi phí nào."),
        },
        NoticeKind::SupplementExpiring => News::SupplementExpiring { lacking: lacking(), by },
        NoticeKind::PaymentExpiring => News::PaymentExpiring { charges: owed(), amount: sum(1_600_000), by },
        NoticeKind::NotCollected => News::NotCollected { since: at("2026-11-16", 9, 0), unpaid: sum(28_000) },
        NoticeKind::VerifyAddress => News::VerifyAddress {
            link: text("https://motcua.example/tin/mau-thu/xac-nhan"),
            code: Some("482913".to_owned()),
        },
    }
}

fn at(date: &str, hour: u8, minute: u8) -> Instant {
    let time = Time::from_hms(hour, minute, 0).unwrap_or(Time::MIDNIGHT);
    parse_date(date).map_or(Instant::MIN, |it| Instant::local(it, time))
}
