//! Who works in the demo province: for every agency in the system that a dossier can reach, the people its work needs.

use motcua_kernel::Role;
use motcua_kernel::Role::{
    Administrator, CatalogueOfficer, Clerk, DivisionHead, Leader, ProcedureControlOfficer, RecordsClerk,
    Specialist, Supervisor, UnitHead,
};

/// A person as the demo tells of them.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// What is typed to log in.
    pub login: &'static str,
    /// An invented name.
    pub name: &'static str,
    /// What they are, in Vietnamese.
    pub title: &'static str,
    /// Code of their agency.
    pub agency: &'static str,
    /// As what.
    pub roles: &'static [Role],
}

pub(super) const fn person(
    login: &'static str,
    name: &'static str,
    title: &'static str,
    agency: &'static str,
    roles: &'static [Role],
) -> Person {
    Person { login, name, title, agency, roles }
}

/// Everybody, those a visitor should try first.
pub(super) const PEOPLE: [Person; 35] = [
    person("tiepnhan.kesach", "Nguyễn Thị Lan", "Công chức tiếp nhận", "H13.163.01", &[Clerk]),
    person("truongtt.kesach", "Lê Thị Hoa", "Trưởng bộ phận Một cửa", "H13.163.01", &[UnitHead]),
    person("chuyenvien.datdai", "Phạm Quốc Bảo", "Chuyên viên", "H13.031", &[Specialist]),
    person("truongphong.datdai", "Võ Thị Thu Hà", "Trưởng phòng", "H13.031", &[DivisionHead]),
    person("lanhdao.datdai", "Huỳnh Văn Tâm", "Giám đốc", "H13.031", &[Leader]),
    person("vanthu.datdai", "Trương Thị Ngọc", "Văn thư", "H13.031", &[RecordsClerk]),
    person(
        "giamsat.cantho",
        "Trần Quang Vinh",
        "Người giám sát toàn thành phố",
        "H13",
        &[Supervisor, ProcedureControlOfficer],
    ),
    person(
        "quantri.cantho",
        "Lý Hoàng Nam",
        "Quản trị hệ thống, danh mục thủ tục",
        "H13",
        &[Administrator, CatalogueOfficer],
    ),
    person(
        "chuyenvien.ubnd.kesach",
        "Thạch Thị Sô Phi",
        "Công chức tư pháp - hộ tịch",
        "H13.163",
        &[Specialist],
    ),
    person("lanhdao.ubnd.kesach", "Dương Văn Hậu", "Chủ tịch UBND xã", "H13.163", &[Leader]),
    person("vanthu.ubnd.kesach", "Ngô Thị Kim Chi", "Văn thư", "H13.163", &[RecordsClerk]),
    person("tiepnhan2.kesach", "Trần Văn Minh", "Công chức tiếp nhận", "H13.163.01", &[Clerk]),
    person("chuyenvien2.datdai", "Lâm Thị Diễm", "Chuyên viên", "H13.031", &[Specialist]),
    person("chuyenvien.vp.kesach", "Cao Thị Bích", "Chuyên viên", "H13.163.02", &[Specialist]),
    person("lanhdao.vp.kesach", "Đỗ Hữu Phước", "Chánh Văn phòng", "H13.163.02", &[DivisionHead, Leader]),
    person("chuyenvien.kinhte.kesach", "Hồ Nhật Trường", "Chuyên viên", "H13.163.03", &[Specialist]),
    person(
        "lanhdao.kinhte.kesach",
        "Mai Xuân Lộc",
        "Trưởng phòng Kinh tế",
        "H13.163.03",
        &[DivisionHead, Leader],
    ),
    person("vanthu.kinhte.kesach", "Phan Thị Út", "Văn thư", "H13.163.03", &[RecordsClerk]),
    person("chuyenvien.vhxh.kesach", "Sơn Thị Hồng", "Chuyên viên", "H13.163.04", &[Specialist]),
    person(
        "lanhdao.vhxh.kesach",
        "Triệu Văn Nghĩa",
        "Trưởng phòng Văn hóa - Xã hội",
        "H13.163.04",
        &[DivisionHead, Leader],
    ),
    person("chuyenvien.taichinh", "Hà Thị Quyên", "Chuyên viên", "H13.004", &[Specialist]),
    person("truongphong.taichinh", "Vương Đình Khải", "Trưởng phòng", "H13.004", &[DivisionHead]),
    person("lanhdao.taichinh", "Kim Văn Thái", "Phó Giám đốc Sở", "H13.004", &[Leader]),
    person("vanthu.taichinh", "Châu Thị Nhàn", "Văn thư", "H13.004", &[RecordsClerk]),
    person("chuyenvien.congthuong", "Tô Minh Triết", "Chuyên viên", "H13.005", &[Specialist]),
    person("lanhdao.congthuong", "Quách Thị Liên", "Phó Giám đốc Sở", "H13.005", &[DivisionHead, Leader]),
    person("chuyenvien.xaydung", "La Văn Đạt", "Chuyên viên", "H13.007", &[Specialist]),
    person("lanhdao.xaydung", "Đinh Công Thành", "Phó Giám đốc Sở", "H13.007", &[DivisionHead, Leader]),
    person("tiepnhan.soctrang", "Danh Thị Sà Rây", "Công chức tiếp nhận", "H13.161.01", &[Clerk]),
    person("truongtt.soctrang", "Nguyễn Phú Quý", "Trưởng bộ phận Một cửa", "H13.161.01", &[UnitHead]),
    person(
        "chuyenvien.ubnd.soctrang",
        "Liêu Thị Thanh",
        "Công chức tư pháp - hộ tịch",
        "H13.161",
        &[Specialist],
    ),
    person("lanhdao.ubnd.soctrang", "Tăng Văn Lợi", "Chủ tịch UBND phường", "H13.161", &[Leader]),
    person("vanthu.ubnd.soctrang", "Ông Thị Cẩm", "Văn thư", "H13.161", &[RecordsClerk]),
    person("chuyenvien.vp.soctrang", "Khưu Anh Tú", "Chuyên viên", "H13.161.02", &[Specialist]),
    person("lanhdao.vp.soctrang", "Hứa Thị Loan", "Chánh Văn phòng", "H13.161.02", &[DivisionHead, Leader]),
];
