//! How far a procedure can be done over the network: the four levels of online public services.
//!
//! Read from what the version says, never stated beside it. Whether this site itself takes an application is not asked here.

use crate::{Channel, ProcedureVersion};

/// Mức độ dịch vụ công trực tuyến (NĐ 43/2011 Điều 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ServiceLevel {
    /// Mức 1: everything about the procedure can be read.
    Information,
    /// Mức 2: and its forms are known by their numbers.
    Forms,
    /// Mức 3: and it can be filed online, in one case at least.
    Filing,
    /// Mức 4: every case can be filed online, and nothing has to be paid elsewhere.
    Whole,
}

impl ServiceLevel {
    /// All of them, from the lowest.
    pub const ALL: [Self; 4] = [Self::Information, Self::Forms, Self::Filing, Self::Whole];

    /// Its number, 1 to 4.
    pub const fn number(self) -> u8 {
        match self {
            Self::Information => 1,
            Self::Forms => 2,
            Self::Filing => 3,
            Self::Whole => 4,
        }
    }
}

impl ProcedureVersion {
    /// The highest level that what it says reaches.
    pub fn service_level(&self) -> ServiceLevel {
        let online = || self.cases.iter().map(|it| it.channel(Channel::Online));
        if !self.cases.is_empty() && online().all(|it| it.is_some_and(|row| row.fees.is_empty())) {
            return ServiceLevel::Whole;
        }
        if online().any(|it| it.is_some()) {
            return ServiceLevel::Filing;
        }
        let mut groups = self.cases.iter().flat_map(|it| &it.components);
        let has_form = groups.any(|it| it.components.iter().any(|paper| paper.form.is_some()));
        if has_form { ServiceLevel::Forms } else { ServiceLevel::Information }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Life;
    use crate::sample::version;
    use time::macros::date;

    #[test]
    fn a_level_is_what_the_version_says() {
        let mut version = version(date!(2025 - 07 - 01), Life::Published);
        let template = version.cases[0].channels[0].clone();
        let counter = crate::ChannelRow { channel: Channel::Counter, ..template.clone() };
        version.cases[0].channels = vec![counter];
        for paper in
            version.cases.iter_mut().flat_map(|it| &mut it.components).flat_map(|it| &mut it.components)
        {
            paper.form = None;
        }
        assert_eq!(version.service_level(), ServiceLevel::Information);
        version.cases[0].components[0].components[0].form = Some("Mẫu số 01".to_owned());
        assert_eq!(version.service_level(), ServiceLevel::Forms);
        let online = crate::ChannelRow { channel: Channel::Online, fees: Vec::new(), ..template };
        version.cases[0].channels.push(online);
        assert_eq!(version.service_level(), ServiceLevel::Whole);
        version.cases.push(crate::ProcedureCase {
            code: "khac".to_owned(),
            channels: Vec::new(),
            ..version.cases[0].clone()
        });
        assert_eq!(version.service_level(), ServiceLevel::Filing);
        version.cases.clear();
        assert_eq!(version.service_level(), ServiceLevel::Information);
    }
}
