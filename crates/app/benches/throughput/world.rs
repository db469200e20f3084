//! A province with one procedure of 5 components, 3 legs and 2 charges, and the rows one reception leaves behind.

use motcua_app::intake::{Submission, person, receive_at_counter};
use motcua_app::routing::hand_over_from_counter;
use motcua_app::{Clock, Command, Context, IdSource, Once, Province};
use motcua_catalogue::{Channel, parse_catalogue};
use motcua_dossier::{ComponentGiven, Filing, PartyInput, desk_rows};
use motcua_kernel::{AccountId, Actor, AgencyId, PartyId, Role};
use motcua_storage::{Store, dossiers, status_views};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use uuid::Uuid;

const CATALOGUE: &str = r#"
code = "9.999999"
field = "Bench"

[[version]]
name = "Đăng ký biến động quyền sử dụng đất"
validity = { from = "2025-07-01" }
life = "published"
sequence = "Nộp, xử lý, trả."
applicants = ["Công dân Việt Nam"]
legal_basis = ["31/2024/QH15"]
results = [{ code = "giay", name = "Giấy chứng nhận" }]

[[version.cases]]
code = "mot"
name = "Trường hợp chung"
components = [{ components = [
    { code = "don", name = "Đơn đăng ký", originals = 1, copies = 0 },
    { code = "hop-dong", name = "Hợp đồng", originals = 1, copies = 1 },
    { code = "giay", name = "Giấy chứng nhận", originals = 1, copies = 0 },
    { code = "ban-ve", name = "Bản vẽ", originals = 1, copies = 0 },
    { code = "uy-quyen", name = "Văn bản uỷ quyền", originals = 1, copies = 0 },
] }]

[[version.cases.channels]]
channel = "counter"
limit = "8 working days"

[[version.cases.channels.fees]]
code = "phi"
name = "Phí thẩm định"
kind = "fee"
by = "fixed"
amount = 100000
collector = "counter"
due = "at-reception"
basis = "85/2019/TT-BTC"

[[version.cases.channels.fees]]
code = "le-phi"
name = "Lệ phí cấp giấy"
kind = "state-fee"
by = "fixed"
amount = 50000
collector = "counter"
due = "at-return"
basis = "85/2019/TT-BTC"

[[version.cases.route]]
no = 1
name = "Kiểm tra hồ sơ"
agency = { by = "fixed", code = "H13.031" }
kind = "process"
budget = "3 working days"
steps = [{ name = "Kiểm tra", role = "specialist" }]

[[version.cases.route]]
no = 2
name = "Ký"
agency = { by = "fixed", code = "H13.031" }
kind = "process"
budget = "3 working days"
after = [1]
steps = [{ name = "Ký", role = "leader" }]

[[version.cases.route]]
no = 3
name = "Trả kết quả"
agency = { by = "receiving" }
kind = "return"
budget = "1 working day"
after = [2]
steps = [{ name = "Trả", role = "clerk" }]
"#;

/// A province and its counters.
pub struct World {
    pub context: Context,
    counters: Vec<AgencyId>,
    filing: Filing,
    received: Mutex<Vec<Command>>,
}

impl World {
    pub fn new(store: Store) -> Self {
        let mut province = Province::can_tho().unwrap();
        province.catalogue = parse_catalogue([("bench", CATALOGUE)]).unwrap();
        let clock = Clock::System;
        let today = clock.now().date();
        let counters: Vec<AgencyId> = (130..146)
            .map(|it| province.agencies.by_code(&format!("H13.{it}.01"), today).unwrap().id)
            .collect();
        let version = province.catalogue.version_on("9.999999", today).unwrap().id;
        let paper = |code: &str| ComponentGiven { code: code.to_owned(), originals: 1, copies: 1 };
        let filing = Filing {
            version,
            case: "mot".to_owned(),
            channel: Channel::Counter,
            receiving: counters[0],
            competent: province.agencies.by_code("H13.031", today).unwrap().id,
            applicant: PartyId(Uuid::nil()),
            helper: None,
            answers: BTreeMap::new(),
            components: ["don", "hop-dong", "giay", "ban-ve", "uy-quyen"].map(paper).to_vec(),
            quantities: BTreeMap::new(),
            elsewhere: BTreeSet::new(),
            handed_in_at: None,
            priority: None,
            instead_of_signing: None,
        };
        let context = Context::new(clock, IdSource::System, store, province);
        Self { context, counters, filing, received: Mutex::new(Vec::new()) }
    }

    /// One reception at one of the counters.
    pub async fn receive(&self, counter: usize) -> bool {
        let receiving = self.counters[counter];
        let input = PartyInput {
            name: "Nguyễn Thị Ngọc Ánh",
            national_id: Some("092190000001"),
            phone: Some("0912345678"),
            address: Some("Ấp An Thành, xã Kế Sách"),
        };
        let party = person(&self.context, input).unwrap();
        let key = self.context.ids.secret().unwrap();
        let filing = Filing { receiving, applicant: party.id, ..self.filing.clone() };
        let once = Some(Once { key, request: key });
        let actor = Actor { account: AccountId(Uuid::from_u128(1)), agency: receiving, role: Role::Clerk };
        let submission = Submission { filing, parties: vec![party], reach: Vec::new(), once, late: None };
        let receipt = receive_at_counter(&self.context, actor, submission).await.unwrap();
        let seen = receipt.dossier.seq;
        let next = Command { actor, dossier: receipt.dossier.id, seen, once: None };
        self.received.lock().unwrap().push(next);
        true
    }

    /// One step of one of the dossiers received before; `false` when none is left.
    pub async fn send_one_off(&self) -> bool {
        let Some(command) = self.received.lock().unwrap().pop() else { return false };
        hand_over_from_counter(&self.context, command).await.unwrap();
        true
    }
}

/// What one reception wrote, to be written again under other ids and numbers.
#[derive(Clone)]
pub struct Template {
    pub state: String,
    pub payload: String,
    pub view: String,
    pub desk_rows: usize,
    pub agencies: Vec<Uuid>,
    pub day: String,
    pub at: i64,
}

impl Template {
    /// The rows of a new reception.
    pub async fn of(world: &World) -> Self {
        world.receive(0).await;
        let command = *world.received.lock().unwrap().last().unwrap();
        let reader = world.context.store.reader();
        let dossier = dossiers::load(&reader, command.dossier).await.unwrap();
        let history = dossiers::history(&reader, command.dossier).await.unwrap();
        let view = status_views::by_dossier(&reader, command.dossier).await.unwrap().unwrap();
        Self {
            state: serde_json::to_string(&dossier).unwrap(),
            payload: serde_json::to_string(&history[0]).unwrap(),
            view: view.view,
            desk_rows: desk_rows(&dossier).len(),
            agencies: world.counters.iter().map(|it| it.0).collect(),
            day: history[0].recorded.date().to_string(),
            at: history[0].recorded.micros(),
        }
    }

    /// The number of the `serial`th dossier of an agency.
    pub fn number(&self, agency: Uuid, serial: i64) -> String {
        format!("{agency}-{}-{serial:04}", self.day)
    }
}
