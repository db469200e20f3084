//! The demo of Sóc Trăng with its three levels in 2013 and 2014: a commune, a district with its divisions, a department of
//! the province. Everybody is invented; the procedures are the six of that time.

use super::people::{Person, person};
use super::story::{Story, Twist};
use motcua_dossier::DeskTask::{
    Accept, AnswerQuestion, AwaitCitizen, ConfirmAnnulment, ConfirmCorrection, Decide, HandOn, HandOver,
    Number, Resend, Resume, ReturnResult, Take, Work,
};
use motcua_kernel::Role::{
    Administrator, CatalogueOfficer, Clerk, DivisionHead, Leader, ProcedureControlOfficer, RecordsClerk,
    Specialist, Supervisor, UnitHead,
};

/// The district's counter, the commune's, and that of the department of planning and investment.
const DISTRICT: &str = "H51.943.01";
const COMMUNE: &str = "H51.31528.01";
const DEPARTMENT: &str = "H51.004.01";

const OWES_TAX: &str = "co-nghia-vu-tai-chinh";

/// Everybody, those a visitor should try first.
pub(super) const PEOPLE: [Person; 32] = [
    person("tiepnhan.huyen", "Lâm Thị Mỹ Duyên", "Công chức tiếp nhận", DISTRICT, &[Clerk]),
    person("truongbp.huyen", "Trần Văn Khải", "Trưởng bộ phận", DISTRICT, &[UnitHead]),
    person("chuyenvien.qsdd", "Sơn Minh Hoàng", "Chuyên viên", "H51.943.31", &[Specialist]),
    person("truongphong.qsdd", "Nguyễn Thị Thu", "Trưởng bộ phận đăng ký", "H51.943.31", &[DivisionHead]),
    person("giamdoc.qsdd", "Lê Quang Phúc", "Giám đốc", "H51.943.31", &[Leader]),
    person("vanthu.qsdd", "Kim Thị Sa Vane", "Văn thư", "H51.943.31", &[RecordsClerk]),
    person("tiepnhan.xa", "Thạch Thị Hường", "Công chức tiếp nhận", COMMUNE, &[Clerk]),
    person("tuphap.xa", "Phạm Văn Tới", "Công chức tư pháp - hộ tịch", "H51.31528", &[Specialist]),
    person("chutich.xa", "Huỳnh Văn Bé", "Chủ tịch UBND thị trấn", "H51.31528", &[Leader]),
    person("vanthu.xa", "Võ Thị Nhã", "Văn thư", "H51.31528", &[RecordsClerk]),
    person("truongbp.xa", "Đặng Thị Lệ", "Trưởng bộ phận", COMMUNE, &[UnitHead]),
    person("tiepnhan.so", "Bùi Thị Thanh", "Công chức tiếp nhận", DEPARTMENT, &[Clerk]),
    person("truongbp.so", "Ngô Minh Luân", "Trưởng bộ phận", DEPARTMENT, &[UnitHead]),
    person("chuyenvien.dkkd", "Châu Ngọc Hân", "Chuyên viên", "H51.004", &[Specialist]),
    person(
        "truongphong.dkkd",
        "Dương Quốc Việt",
        "Trưởng phòng Đăng ký kinh doanh",
        "H51.004",
        &[DivisionHead],
    ),
    person("lanhdao.so", "Hà Văn Nghiêm", "Phó Giám đốc Sở", "H51.004", &[Leader]),
    person("vanthu.so", "Mai Thị Yến", "Văn thư", "H51.004", &[RecordsClerk]),
    person("chuyenvien.tckh", "Liêu Văn Hùng", "Chuyên viên", "H51.943.03", &[Specialist]),
    person("truongphong.tckh", "Quách Thị Phụng", "Trưởng phòng", "H51.943.03", &[DivisionHead, Leader]),
    person("vanthu.tckh", "Ông Thị Lài", "Văn thư", "H51.943.03", &[RecordsClerk]),
    person("chuyenvien.hatang", "La Chí Tâm", "Chuyên viên", "H51.943.05", &[Specialist]),
    person("truongphong.hatang", "Đỗ Văn Phát", "Trưởng phòng", "H51.943.05", &[DivisionHead]),
    person("chuyenvien.tnmt", "Viên Thị Tuyết", "Chuyên viên", "H51.943.04", &[Specialist]),
    person("truongphong.tnmt", "Hồ Thanh Liêm", "Trưởng phòng", "H51.943.04", &[DivisionHead]),
    person("chuyenvien.tuphap", "Danh Thị Rô", "Chuyên viên", "H51.943.02", &[Specialist]),
    person("truongphong.tuphap", "Phan Văn Út", "Trưởng phòng", "H51.943.02", &[DivisionHead, Leader]),
    person("vanthu.tuphap", "Tăng Thị Hoa", "Văn thư", "H51.943.02", &[RecordsClerk]),
    person("chuyenvien.vphuyen", "Khưu Thị Nga", "Chuyên viên Văn phòng", "H51.943", &[Specialist]),
    person("lanhdao.huyen", "Triệu Văn Lực", "Phó Chủ tịch UBND huyện", "H51.943", &[Leader]),
    person("vanthu.huyen", "Hứa Thị Mai", "Văn thư", "H51.943", &[RecordsClerk]),
    person(
        "giamsat.tinh",
        "Vương Thị Hạnh",
        "Người giám sát toàn tỉnh",
        "H51",
        &[Supervisor, ProcedureControlOfficer],
    ),
    person("quantri.tinh", "Lưu Hoàng Anh", "Quản trị hệ thống", "H51", &[Administrator, CatalogueOfficer]),
];

const fn land(days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.013831", "chinh-ly", days_ago, at).received_at(DISTRICT).yes(OWES_TAX)
}

const fn household(days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.001612", "thanh-lap", days_ago, at).received_at(DISTRICT)
}

const fn building(case: &'static str, counter: &'static str, days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.013225", case, days_ago, at).received_at(counter)
}

const fn birth(case: &'static str, days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("1.001193", case, days_ago, at).received_at(COMMUNE)
}

const fn copies(case: &'static str, counter: &'static str, days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("2.000815", case, days_ago, at).received_at(counter)
}

const fn company(days_ago: u32, at: (u8, u8)) -> Story {
    Story::new("2.001583", "thanh-lap-moi", days_ago, at).received_at(DEPARTMENT)
}

/// Between them they stand in every state but that of waiting for another: nothing was received in bundles then.
pub(super) const STORIES: [Story; 48] = [
    // Land transfers at the district: land registration, tax branch, land registration again.
    land(15, (8, 12)),
    land(15, (9, 40)).late(1),
    land(14, (7, 35)).but(Twist::Supplement(1)),
    land(14, (14, 5)).late(3).but(Twist::Reappoint(3)),
    land(13, (8, 30)).rests(Work, 3),
    land(13, (10, 20)).but(Twist::Refuse),
    land(13, (9, 25)).but(Twist::Payment(2)),
    land(13, (8, 45)).rests(HandOn, 3),
    land(11, (13, 50)).rests(ReturnResult, 0),
    land(10, (8, 20)).rests(Number, 3),
    land(9, (9, 15)).but(Twist::Suspend(1)).rests(Resume, 1),
    land(9, (10, 5)).but(Twist::Rework).rests(Work, 3),
    land(6, (15, 40)).but(Twist::Payment(2)).rests(AwaitCitizen, 0),
    land(5, (14, 20)).but(Twist::Supplement(1)).rests(AwaitCitizen, 0),
    land(5, (9, 0)).rests(HandOn, 1),
    land(4, (7, 45)).but(Twist::Opinion(1, "H51.943.04")).rests(Work, 5),
    land(3, (8, 50)).but(Twist::Question(1)).rests(AnswerQuestion, 0),
    land(3, (15, 10)).but(Twist::SendBack(1)).rests(Resend, 0),
    land(2, (9, 25)).rests(Take, 1),
    land(1, (10, 45)).rests(Accept, 1),
    land(0, (8, 5)).rests(HandOver, 0),
    // Household businesses: the division of finance and planning.
    household(14, (8, 40)),
    household(11, (9, 10)).late(1),
    household(8, (7, 50)).but(Twist::Withdraw(1)),
    household(6, (10, 0)).but(Twist::Question(1)),
    household(2, (10, 25)).but(Twist::Correct).rests(ConfirmCorrection, 0),
    household(2, (8, 15)).rests(Work, 1),
    // Building permits: the district in towns, the commune elsewhere.
    building("do-thi", DISTRICT, 15, (10, 10)),
    building("do-thi", DISTRICT, 8, (9, 35)).yes("can-lay-y-kien").rests(Work, 2),
    building("do-thi", DISTRICT, 10, (8, 25)).but(Twist::Stop(1)),
    building("nong-thon", COMMUNE, 12, (9, 50)),
    building("nong-thon", COMMUNE, 3, (14, 15)).rests(Work, 1),
    // Civil status and copies.
    birth("dung-han", 9, (7, 40)),
    birth("dung-han", 4, (9, 5)),
    birth("dung-han", 1, (8, 10)).rests(Number, 1),
    birth("dung-han", 0, (7, 30)).rests(Decide, 1),
    birth("qua-han", 8, (10, 30)).late(1),
    birth("qua-han", 2, (8, 0)).rests(Work, 1),
    copies("tai-xa", COMMUNE, 5, (8, 55)),
    copies("tai-xa", COMMUNE, 4, (9, 30)).but(Twist::Annul),
    copies("tai-xa", COMMUNE, 0, (7, 45)).but(Twist::Annul).rests(ConfirmAnnulment, 0),
    copies("so-luong-lon", COMMUNE, 2, (14, 0)),
    copies("tai-phong-tu-phap", DISTRICT, 6, (8, 35)),
    // Companies at the department.
    company(7, (8, 30)),
    company(3, (10, 40)).rests(Work, 2),
    company(1, (9, 20)).rests(Work, 1),
    // At the counter only.
    land(6, (9, 10)).but(Twist::Guidance),
    land(3, (10, 30)).but(Twist::NotReceived),
];
