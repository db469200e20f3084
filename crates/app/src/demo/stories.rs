//! The dossiers of the demo, by procedure. Between them they stand in every state there is.

use super::story::{Story, Twist};
use motcua_dossier::DeskTask::{
    Accept, AnswerQuestion, AwaitCitizen, ConfirmAnnulment, ConfirmCorrection, Decide, HandOver, Number,
    RecordAnswer, Resend, Resume, ReturnResult, SendLetter, Take, Work,
};

const OWES_TAX: &str = "co-nghia-vu-tai-chinh";

const fn land(days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.013831", "toan-bo-thua", days_ago, at).yes(OWES_TAX)
}

const fn household(days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.001612", "ca-nhan", days_ago, at)
}

const fn building(case: &'static str, days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.013225", case, days_ago, at)
}

const fn birth(days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.001193", "thong-thuong", days_ago, at)
}

const fn copies(days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("2.000815", "thong-thuong", days_ago, at)
}

const fn unmarried(days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.004873", "de-ket-hon", days_ago, at)
}

const fn stay(days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.004194", "ca-nhan-ho-gia-dinh", days_ago, at)
}

const fn residence(case: &'static str, days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.004222", case, days_ago, at)
}

const fn driver(case: &'static str, days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("3.000348", case, days_ago, at)
}

const fn company(days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("2.001583", "thanh-lap-moi", days_ago, at)
}

pub(super) const STORIES: [Story; 61] = [
    // Land transfers: land office and tax office side by side.
    land(15, (8, 12)),
    land(15, (9, 40)).late(2),
    land(14, (7, 35)).but(Twist::Supplement(1)),
    land(14, (14, 5)).late(3).but(Twist::Reappoint(3)),
    land(13, (8, 30)).rests(RecordAnswer, 2),
    land(11, (10, 20)).but(Twist::Refuse),
    land(10, (8, 45)).late(2).but(Twist::Reappoint(2)).rests(Decide, 3),
    land(12, (9, 25)).but(Twist::Payment(2)),
    land(8, (9, 15)).but(Twist::Suspend(1)).rests(Resume, 1),
    land(7, (13, 50)).rests(ReturnResult, 0),
    land(6, (8, 20)).rests(Number, 3),
    land(5, (10, 5)).but(Twist::Rework).rests(Work, 3),
    land(5, (14, 20)).but(Twist::Supplement(1)).rests(AwaitCitizen, 0),
    land(5, (15, 40)).but(Twist::Payment(2)).rests(AwaitCitizen, 0),
    land(4, (7, 45)).but(Twist::Opinion(1, "H13.007")).rests(Work, 5),
    land(4, (9, 0)).rests(SendLetter, 2),
    land(3, (8, 50)).but(Twist::Question(2)).rests(AnswerQuestion, 0),
    land(3, (15, 10)).but(Twist::SendBack(1)).rests(Resend, 0),
    land(2, (9, 25)).rests(Take, 1),
    land(1, (10, 45)).rests(Accept, 1),
    land(0, (8, 5)).rests(HandOver, 0),
    // Household businesses: commune, tax office, and the department where the trade has conditions.
    household(14, (8, 40)),
    household(12, (9, 10)).yes("nganh-nghe-co-dieu-kien"),
    household(9, (14, 30)).late(2),
    household(8, (7, 50)).but(Twist::Withdraw(1)),
    household(6, (10, 0)).but(Twist::Question(2)),
    household(2, (8, 15)).yes("nganh-nghe-co-dieu-kien").rests(Work, 3),
    household(1, (13, 40)).rests(SendLetter, 2),
    // Building permits.
    building("nha-o-rieng-le", 15, (10, 10)),
    building("nha-o-rieng-le", 11, (9, 35)).yes("can-lay-y-kien"),
    building("nha-o-rieng-le", 6, (14, 15)).yes("can-lay-y-kien").rests(Work, 2),
    building("cong-trinh", 10, (8, 25)).but(Twist::Stop(1)),
    building("nha-o-rieng-le", 3, (9, 50)).rests(Work, 1),
    // Civil status: done on the day.
    birth(9, (7, 40)),
    birth(5, (9, 5)),
    birth(1, (8, 10)).rests(Number, 1),
    birth(0, (7, 30)).rests(Decide, 1),
    Story::new("1.000656", "thong-thuong", 7, (10, 30)),
    Story::new("1.000656", "can-xac-minh", 3, (8, 0)).rests(Work, 1),
    unmarried(13, (14, 40)),
    unmarried(7, (9, 55)).yes("can-xac-minh").late(2),
    unmarried(2, (10, 25)).but(Twist::Correct).rests(ConfirmCorrection, 0),
    unmarried(1, (9, 20)).yes("can-xac-minh").rests(RecordAnswer, 2),
    copies(4, (8, 55)).but(Twist::Annul),
    copies(0, (7, 45)).but(Twist::Annul).rests(ConfirmAnnulment, 0),
    Story::new("2.000815", "so-luong-lon", 2, (14, 0)),
    // Residence, with the police of the commune.
    stay(10, (8, 35)),
    stay(6, (13, 45)).late(1),
    stay(1, (9, 45)).rests(SendLetter, 1),
    residence("nha-so-huu", 12, (9, 30)),
    residence("thue-muon-o-nho", 11, (10, 15)).but(Twist::Refuse).rests(ReturnResult, 0),
    residence("nha-so-huu", 4, (7, 55)).but(Twist::Supplement(1)),
    // Poverty, licences, companies.
    Story::new("1.011607", "de-nghi-cong-nhan", 14, (8, 50)),
    driver("mo-to", 9, (8, 5)),
    driver("mo-to", 4, (9, 15)).rests(RecordAnswer, 2),
    driver("o-to", 4, (14, 10)).rests(RecordAnswer, 2),
    company(7, (8, 30)),
    company(1, (10, 40)).rests(Work, 1),
    // At the counter only.
    land(6, (9, 10)).but(Twist::Guidance),
    residence("thue-muon-o-nho", 2, (8, 40)).but(Twist::Guidance),
    land(3, (10, 30)).but(Twist::NotReceived),
];

/// Another commune, whose people see their own only.
pub(super) const STORIES_OF_SOC_TRANG: [Story; 5] = [
    birth(6, (8, 20)).in_soc_trang(),
    copies(1, (9, 30)).in_soc_trang(),
    unmarried(8, (10, 0)).in_soc_trang(),
    land(9, (14, 25)).in_soc_trang().late(1),
    land(2, (8, 0)).in_soc_trang().rests(Work, 1),
];
