//! Who comes to the counters of the demo: names put together by chance, with numbers that are nobody's.

use super::World;
use super::chance::Chance;
use motcua_dossier::PartyInput;

const FAMILY: [&str; 12] =
    ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Thạch", "Sơn", "Lâm", "Danh", "Kim", "Lý"];
const MIDDLE_OF_MEN: [&str; 6] = ["Văn", "Hữu", "Minh", "Quốc", "Thanh", "Hoàng"];
const MIDDLE_OF_WOMEN: [&str; 6] = ["Thị", "Ngọc", "Kim", "Thị Mỹ", "Thị Thu", "Bích"];
const GIVEN_OF_MEN: [&str; 10] = ["An", "Bình", "Đức", "Hiếu", "Khánh", "Lộc", "Phát", "Sang", "Tài", "Vũ"];
const GIVEN_OF_WOMEN: [&str; 10] =
    ["Ánh", "Cúc", "Diệu", "Hương", "Lành", "Nhung", "Phượng", "Thảo", "Tuyền", "Xuân"];
const HAMLETS: [&str; 6] = ["ấp An Khương", "ấp An Định", "ấp Kinh Giữa", "ấp Bồ Đề", "ấp Xây Đá", "ấp 5"];

/// An invented person.
pub(super) struct Applicant {
    name: String,
    national_id: Option<String>,
    phone: String,
    address: String,
}

impl Applicant {
    /// Number `count` to come, who lives in `commune`.
    ///
    /// The personal number has the form of the law (094 for Sóc Trăng, century and sex, year of birth) and a serial that
    /// begins with four zeros; the telephone number one of 0900 000.
    pub(super) fn invent(count: u32, commune: &str, world: World, chance: &mut Chance) -> Self {
        let is_woman = chance.between(0, 1) == 1;
        let (middle, given): (&[&str], &[&str]) =
            if is_woman { (&MIDDLE_OF_WOMEN, &GIVEN_OF_WOMEN) } else { (&MIDDLE_OF_MEN, &GIVEN_OF_MEN) };
        let name = [chance.of_these(&FAMILY), chance.of_these(middle), chance.of_these(given)].join(" ");
        let born = chance.between(55, 99);
        Self {
            name,
            national_id: world
                .has_personal_numbers()
                .then(|| format!("094{}{born}{count:06}", u8::from(is_woman))),
            phone: format!("0900000{count:03}"),
            address: format!(
                "Số {}, {}, {commune}, {}",
                chance.between(1, 300),
                chance.of_these(&HAMLETS),
                world.province()
            ),
        }
    }

    /// As the counter types it.
    pub(super) fn input(&self) -> PartyInput<'_> {
        PartyInput {
            name: &self.name,
            national_id: self.national_id.as_deref(),
            phone: Some(&self.phone),
            address: Some(&self.address),
        }
    }
}
