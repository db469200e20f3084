//! Where and when the samples play: one office for each set of forms.

use crate::Moment;
use motcua_kernel::{Date, Instant};
use time::macros::date;
use time::{Duration, Time};

/// An office, a dossier and the day it was received.
pub(crate) struct Scene {
    pub(crate) above: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) agency: &'static str,
    pub(crate) place: &'static str,
    pub(crate) site: &'static str,
    pub(crate) number: &'static str,
    pub(crate) dossier: &'static str,
    pub(crate) serial: &'static str,
    pub(crate) id_number: &'static str,
    pub(crate) address: &'static str,
    received: Date,
}

/// The scene of a set of forms; that of today for a set it does not know.
pub(crate) fn of(set: &str) -> Scene {
    match set {
        "2012" => SOC_TRANG_2012,
        "2018" => SOC_TRANG_2024,
        _ => CAN_THO_2026,
    }
}

const SOC_TRANG_2012: Scene = Scene {
    above: "Ủy ban nhân dân tỉnh Sóc Trăng",
    unit: "Sở Xây dựng\nBộ phận tiếp nhận và trả kết quả",
    agency: "Sở Xây dựng",
    place: "Sóc Trăng",
    site: "https://motcua.soctrang.example.vn",
    number: "217",
    dossier: "2012-SXD-0217",
    serial: "217",
    id_number: "365 000 001",
    address: "Số 12, đường Lê Lợi, phường 6, thành phố Sóc Trăng",
    received: date!(2012 - 09 - 05),
};

const SOC_TRANG_2024: Scene = Scene {
    above: "Ủy ban nhân dân tỉnh Sóc Trăng",
    unit: "Trung tâm Phục vụ hành chính công",
    agency: "Sở Xây dựng",
    place: "Sóc Trăng",
    site: "https://motcua.soctrang.example.vn",
    number: "1842",
    dossier: "000.00.09.H51-240305-0042",
    serial: "1842",
    id_number: "094 085 000 001",
    address: "Số 12, đường Lê Lợi, phường 6, thành phố Sóc Trăng",
    received: date!(2024 - 03 - 05),
};

const CAN_THO_2026: Scene = Scene {
    above: "Ủy ban nhân dân thành phố Cần Thơ",
    unit: "Trung tâm Phục vụ hành chính công",
    agency: "Sở Xây dựng",
    place: "Cần Thơ",
    site: "https://motcua.cantho.example.vn",
    number: "3157",
    dossier: "H13.14-261130-0042",
    serial: "3157",
    id_number: "094 085 000 001",
    address: "Số 12, đường Lê Lợi, phường Phú Lợi, thành phố Cần Thơ",
    received: date!(2026 - 11 - 30),
};

impl Scene {
    /// The day `days` after the receipt.
    pub(crate) fn day(&self, days: i64) -> Date {
        self.received.saturating_add(Duration::days(days))
    }

    /// The unit alone, without the agency it belongs to.
    pub(crate) fn counter(&self) -> &'static str {
        self.unit.rsplit('\n').next().unwrap_or(self.unit)
    }

    /// A moment of that day.
    pub(crate) fn at(&self, days: i64, hour: u8, minute: u8) -> Moment {
        let time = Time::from_hms(hour, minute, 0).unwrap_or(Time::MIDNIGHT);
        Instant::local(self.day(days), time).into()
    }
}
