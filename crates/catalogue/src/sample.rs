//! Small versions and routes for the tests of this crate. Never part of the product.

use crate::{
    AgencySelector, Channel, ChannelRow, Component, ComponentGroup, LegCondition, LegKind, Life, Procedure,
    ProcedureCase, ProcedureVersion, ResultType, Route, RouteLeg, Step, procedure_id, version_id,
};
use motcua_kernel::{Date, LegNo, Role, RulePack, RulePacks, Validity};
use time::macros::date;

pub const CODE: &str = "1.000001";

pub fn leg(no: u16, after: &[u16], budget: &str) -> RouteLeg {
    RouteLeg {
        no: LegNo(no),
        name: format!("Công đoạn {no}"),
        agency: AgencySelector::Receiving,
        kind: LegKind::Process,
        budget: budget.parse().unwrap(),
        after: after.iter().copied().map(LegNo).collect(),
        when: None,
        steps: vec![Step { name: "Thẩm định".to_owned(), role: Role::Specialist }],
    }
}

pub fn when(leg: RouteLeg, answer: &str, is: bool) -> RouteLeg {
    RouteLeg { when: Some(LegCondition { answer: answer.to_owned(), is, question: None }), ..leg }
}

pub fn returned(leg: RouteLeg) -> RouteLeg {
    RouteLeg { kind: LegKind::Return, ..leg }
}

/// 1 → (2, 3 when "thue") → 4 → 5 hand out: 1 + 2 + 1 + 1 working days, with 3 taking one.
pub fn split_and_join() -> Route {
    Route {
        legs: vec![
            leg(1, &[], "1 working day"),
            leg(2, &[1], "1 working day"),
            when(leg(3, &[1], "2 working days"), "thue", true),
            leg(4, &[2, 3], "1 working day"),
            returned(leg(5, &[4], "1 working day")),
        ],
    }
}

pub fn case(route: Route, limit: &str) -> ProcedureCase {
    ProcedureCase {
        code: "thong-thuong".to_owned(),
        name: "Thông thường".to_owned(),
        components: vec![ComponentGroup {
            name: String::new(),
            one_of: false,
            components: vec![Component {
                code: "don".to_owned(),
                name: "Đơn".to_owned(),
                originals: 1,
                copies: 0,
                required: true,
                form: None,
            }],
        }],
        channels: vec![ChannelRow {
            channel: Channel::Counter,
            limit: limit.parse().unwrap(),
            cut_off: None,
            fees: Vec::new(),
        }],
        route,
    }
}

pub fn procedure() -> Procedure {
    Procedure {
        id: procedure_id(CODE), code: CODE.to_owned(), field: "Hộ tịch".to_owned(), sensitive: false
    }
}

pub fn version(from: Date, life: Life) -> ProcedureVersion {
    ProcedureVersion {
        id: version_id(CODE, from),
        procedure: procedure_id(CODE),
        name: "Đăng ký".to_owned(),
        validity: Validity::since(from),
        life,
        sequence: "Nộp hồ sơ, nhận kết quả".to_owned(),
        applicants: vec!["Công dân".to_owned()],
        legal_basis: vec!["60/2014/QH13".to_owned()],
        conditions: Vec::new(),
        publication: None,
        results: vec![ResultType { code: "giay".to_owned(), name: "Giấy".to_owned() }],
        cases: vec![case(split_and_join(), "5 working days")],
    }
}

pub fn pack() -> RulePack {
    pack_on(date!(2018 - 06 - 21))
}

pub fn pack_on(date: Date) -> RulePack {
    RulePacks::shipped().unwrap().on(date).unwrap().clone()
}
