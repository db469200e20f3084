//! Lives of dossiers by chance, lived through the use cases: sooner or later somebody does what lies on a desk, or something
//! else than that.

use super::{Histories, STILL, histories_of};
use crate::office::Office;
use motcua_app::intake::{
    AskedItem, Submission, ask_supplement, complete_supplement, person, receive_at_counter,
};
use motcua_app::money::{PaymentWait, Told, assess_charge, await_payment, record_payment};
use motcua_app::routing::{
    HandOut, accept, approve, claim, demand_rework, finish_step, hand_over_from_counter, hand_over_leg,
    number_and_stamp, originals_kept, propose, question, reappoint, resend, resume, return_result, send_back,
    suspend,
};
use motcua_app::{AppError, Command, Context};
use motcua_catalogue::{Channel, Collector, DueWhen};
use motcua_dossier::{
    ComponentGiven, DeskRow, DeskTask, Dossier, Event, Filing, Leg, LegStatus, Outcome, PaidCharge,
    PartyInput, PaymentMeans, ProofOfReturn, ReturnMethod, Status, SupplementSubject, SuspensionGround,
    desk_rows,
};
use motcua_kernel::{Actor, AgencyId, DossierId, Instant, LegNo, PartyId, Role, Vnd};
use motcua_routing::NumberedResult;
use motcua_storage::dossiers;
use std::collections::{BTreeMap, BTreeSet};
use time::Weekday;
use time::macros::time;
use uuid::Uuid;

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60;
const WORDS: &str = "Đề nghị kiểm tra lại.";
/// Who acts for whom: role and agency.
const PEOPLE: [&str; 7] = ["clerk", "land", "land-head", "land-leader", "land-records", "tax", "tax-leader"];

/// Chance that comes out the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 1).unwrap() % end
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below(most - least)
    }

    fn is(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }
}

pub struct Lives {
    chance: Chance,
    actors: Vec<Actor>,
    filing: Filing,
    arrival: Instant,
    open: BTreeMap<DossierId, Instant>,
    all: Vec<DossierId>,
}

impl Lives {
    pub fn new(office: &Office, seed: u64) -> Self {
        let actor = |name: &&str| {
            let account = &office.accounts[*name];
            let grant = &account.grants[0];
            Actor { account: account.id, agency: grant.agency, role: grant.role }
        };
        let paper = |code: &str, copies| ComponentGiven { code: code.to_owned(), originals: 1, copies };
        let today = office.context.clock.now();
        let version = office.context.province.catalogue.version_on("1.013831", today.date()).unwrap();
        Self {
            chance: Chance(seed),
            actors: PEOPLE.iter().map(actor).collect(),
            filing: Filing {
                version: version.id,
                case: "toan-bo-thua".to_owned(),
                channel: Channel::Counter,
                receiving: office.agency("H13.163.01"),
                competent: office.agency("H13.163"),
                applicant: PartyId(Uuid::from_u128(100)),
                helper: None,
                answers: BTreeMap::new(),
                components: vec![paper("don-dang-ky", 0), paper("hop-dong", 1), paper("giay-chung-nhan", 0)],
                quantities: BTreeMap::new(),
                elsewhere: BTreeSet::new(),
                handed_in_at: None,
                priority: None,
                instead_of_signing: None,
            },
            arrival: today,
            open: BTreeMap::new(),
            all: Vec::new(),
        }
    }

    /// Everything that anybody does before `end`.
    pub async fn live_until(&mut self, context: &Context, end: Instant) {
        loop {
            let next = self.open.iter().map(|(id, at)| (*at, Some(*id))).min();
            let (at, id) = next.into_iter().chain([(self.arrival, None)]).min().unwrap();
            if at >= end {
                return;
            }
            context.clock.set(at);
            match id {
                Some(id) => self.go_on(context, id, at).await,
                None => self.come(context, at).await,
            }
        }
    }

    async fn come(&mut self, context: &Context, at: Instant) {
        let taxed = self.chance.is(60);
        let answers = BTreeMap::from([("co-nghia-vu-tai-chinh".to_owned(), taxed)]);
        let input = PartyInput { name: "Nguyễn Văn An", ..PartyInput::default() };
        let applicant = person(context, input).unwrap();
        let filing = Filing { answers, applicant: applicant.id, ..self.filing.clone() };
        let submission = Submission { parties: vec![applicant], ..Submission::from(filing) };
        let received = receive_at_counter(context, self.actors[0], submission).await.unwrap();
        self.all.push(received.dossier.id);
        let wait = self.wait();
        let next = self.later(at, wait);
        self.open.insert(received.dossier.id, next);
        let gap = self.chance.between(10 * 60, 52 * 60);
        self.arrival = self.later(at, gap);
    }

    async fn go_on(&mut self, context: &Context, id: DossierId, at: Instant) {
        let dossier = dossiers::load(&context.store.reader(), id).await.unwrap();
        let rows = desk_rows(&dossier);
        if rows.is_empty() {
            self.open.remove(&id);
            return;
        }
        let row = &rows[usize::try_from(self.chance.below(i64::try_from(rows.len()).unwrap())).unwrap()];
        let after = self.act(context, &dossier, row).await.unwrap_or(dossier);
        let wait = self.wait_of(&after);
        let next = self.later(at, wait);
        self.open.insert(id, next);
    }

    /// Mostly soon, sometimes late, now and then much too late; in minutes.
    fn wait(&mut self) -> i64 {
        match self.chance.below(100) {
            0..50 => self.chance.between(5, 5 * 60),
            50..85 => self.chance.between(5 * 60, 2 * DAY),
            85..96 => self.chance.between(2 * DAY, 8 * DAY),
            _ => self.chance.between(8 * DAY, 25 * DAY),
        }
    }

    /// Citizens take longer, and some never come.
    fn wait_of(&mut self, dossier: &Dossier) -> i64 {
        let asked =
            matches!(dossier.status, Status::SupplementRequested { .. } | Status::AwaitingPayment { .. });
        let ready = matches!(dossier.status, Status::ResultReady { .. });
        if asked && self.chance.is(45) {
            90 * DAY
        } else if asked {
            self.chance.between(DAY, 40 * DAY)
        } else if ready && self.chance.is(50) {
            self.chance.between(4 * DAY, 80 * DAY)
        } else {
            self.wait()
        }
    }

    /// So many minutes later, in the daytime, seldom at a weekend, and not while the servers stand still.
    fn later(&mut self, at: Instant, minutes: i64) -> Instant {
        let mut moment = Instant::from_micros(at.micros() + minutes * MINUTE).floor_minute();
        let (morning, evening) = (time!(7:00), time!(17:00));
        let weekend = |it: Instant| matches!(it.date().weekday(), Weekday::Saturday | Weekday::Sunday);
        while (STILL[0]..=STILL[1]).contains(&moment.date())
            || moment.time() < morning
            || moment.time() > evening
            || weekend(moment) && !self.chance.is(5)
        {
            let day = moment.date().next_day().unwrap();
            moment =
                Instant::from_micros(Instant::local(day, morning).micros() + self.chance.below(600) * MINUTE);
        }
        moment
    }

    fn somebody(&self, agency: AgencyId, roles: &[Role]) -> Option<Actor> {
        let one = |role: &Role| self.actors.iter().find(|it| it.agency == agency && it.role == *role);
        roles.iter().find_map(one).copied()
    }

    /// What is to be done on a desk, or something beside it; none where nobody may.
    async fn act(&mut self, context: &Context, dossier: &Dossier, row: &DeskRow) -> Option<Dossier> {
        const TAKERS: &[Role] = &[Role::Clerk, Role::Specialist];
        let role: &[Role] = if row.task == DeskTask::Decide {
            &[Role::Leader]
        } else if row.task == DeskTask::Number {
            &[Role::RecordsClerk]
        } else {
            TAKERS
        };
        let actor = self.somebody(row.agency, role)?;
        let by = by(actor, dossier);
        let no = LegNo(row.slot);
        done(match row.task {
            DeskTask::HandOver => hand_over_from_counter(context, by).await,
            DeskTask::AwaitCitizen if matches!(dossier.status, Status::AwaitingPayment { .. }) => {
                let part = |it: &motcua_dossier::Charge| PaidCharge {
                    code: it.code.clone(),
                    amount: dossier.unpaid(it),
                };
                let paid = dossier.awaited().map(part).collect();
                let how = PaymentMeans::Notice { number: format!("TB{}", dossier.id.0.simple()) };
                record_payment(context, by, Told { paid, how, receipt: None, given: None }).await
            }
            DeskTask::AwaitCitizen => complete_supplement(context, by).await,
            DeskTask::Accept if self.chance.is(8) => question(context, by, no, WORDS.to_owned()).await,
            DeskTask::Accept if self.chance.is(5) => send_back(context, by, no, WORDS.to_owned()).await,
            DeskTask::Accept => accept(context, by, no).await,
            DeskTask::AnswerQuestion | DeskTask::Resend => {
                let back = |it: &&Leg| {
                    matches!(it.status, LegStatus::Questioned { .. } | LegStatus::SentBack { .. })
                };
                let no = dossier.legs.iter().find(back)?.plan.no;
                resend(context, by, no).await
            }
            DeskTask::Take => claim(context, by, no).await,
            DeskTask::Work => return self.work(context, dossier, actor, dossier.leg(no)?).await,
            DeskTask::Decide if self.chance.is(10) => demand_rework(context, by, no, WORDS.to_owned()).await,
            DeskTask::Decide => approve(context, by, no).await,
            DeskTask::Number => {
                let number = format!("{}/QĐ", dossier.id.0.simple());
                number_and_stamp(context, by, no, NumberedResult { number, file: None }).await
            }
            DeskTask::HandOn => hand_over_leg(context, by, no).await,
            DeskTask::Resume => resume(context, by).await,
            DeskTask::ReturnResult => return hand_out(context, dossier, actor).await,
            DeskTask::SendLetter
            | DeskTask::RecordAnswer
            | DeskTask::ConfirmAnnulment
            | DeskTask::ConfirmCorrection => return None,
        })
    }

    async fn work(
        &mut self,
        context: &Context,
        dossier: &Dossier,
        actor: Actor,
        leg: &Leg,
    ) -> Option<Dossier> {
        let (by, no) = (by(actor, dossier), leg.plan.no);
        match self.chance.below(100) {
            0..14 => {
                let subject = SupplementSubject::Component { code: "hop-dong".to_owned() };
                let item = AskedItem { subject, reason: WORDS.to_owned() };
                if let Some(after) = done(ask_supplement(context, by, Some(no), vec![item]).await) {
                    return Some(after);
                }
            }
            14..24 => return give_notice(context, dossier, actor, no).await,
            24..28 => return done(suspend(context, by, SuspensionGround::Dispute, WORDS.to_owned()).await),
            28..38 => {
                let leader = self.somebody(actor.agency, &[Role::Leader])?;
                let lawful = dossier.reception.as_ref()?.dates.lawful;
                let calendar = context.province.calendars.of(dossier.receiving()?);
                let to = calendar.end_of_promise(calendar.add_working_days(lawful.date(), 5));
                let by = Command { actor: leader, ..by };
                if let Some(after) = done(reappoint(context, by, no, to, WORDS.to_owned()).await) {
                    return Some(after);
                }
            }
            _ => {}
        }
        let LegStatus::Active { steps_done, .. } = leg.status else { return None };
        if !leg.plan.decides {
            let stepped = done(finish_step(context, by, no, steps_done).await);
            return match stepped {
                Some(after) => Some(after),
                None => done(hand_over_leg(context, by, no).await),
            };
        }
        let open = |it: &&motcua_dossier::Charge| it.due == DueWhen::AtReturn && it.amount.is_none();
        if let Some(charge) = dossier.charges.iter().find(open) {
            return done(assess_charge(context, by, no, &charge.code, Vnd(100_000)).await);
        }
        let version = context.province.catalogue.version(dossier.filing.as_ref()?.version)?;
        let outcome = Outcome::Granted { result: version.results.first()?.code.clone(), file: None };
        match done(propose(context, by, no, outcome).await) {
            Some(after) => Some(after),
            None => done(finish_step(context, by, no, steps_done).await),
        }
    }

    pub async fn histories(&self, context: &Context) -> Histories {
        histories_of(context, &self.all).await
    }

    /// What the lives came to.
    pub fn census(&self, histories: &Histories) -> String {
        let ended = |is: fn(&Event) -> bool| {
            histories.values().filter(|all| all.iter().any(|it| is(&it.event))).count()
        };
        let entries: usize = histories.values().map(Vec::len).sum();
        format!(
            "{} dossiers, {entries} entries; returned {}, ended by rule {}, supplemented {}, reappointed {}, suspended {}",
            self.all.len(),
            ended(|it| matches!(it, Event::ResultReturned { .. })),
            ended(|it| matches!(it, Event::Stopped { .. })),
            ended(|it| matches!(it, Event::SupplementCompleted { .. })),
            ended(|it| matches!(it, Event::Reappointed { .. })),
            ended(|it| matches!(it, Event::Suspended { .. })),
        )
    }
}

const fn by(actor: Actor, dossier: &Dossier) -> Command {
    Command { actor, dossier: dossier.id, seen: dossier.seq, once: None }
}

/// What a rule refuses does not happen.
fn done(result: Result<Dossier, AppError>) -> Option<Dossier> {
    match result {
        Ok(dossier) => Some(dossier),
        Err(AppError::Refused(_)) => None,
        Err(error) => panic!("{error:?}"),
    }
}

/// What goes to the Treasury is assessed, and the limit stands until it is paid.
async fn give_notice(context: &Context, dossier: &Dossier, actor: Actor, no: LegNo) -> Option<Dossier> {
    let treasury = |it: &&motcua_dossier::Charge| it.collector == Collector::Treasury;
    let codes: Vec<String> = dossier.charges.iter().filter(treasury).map(|it| it.code.clone()).collect();
    let mut after = dossier.clone();
    for code in &codes {
        after =
            done(assess_charge(context, by(actor, &after), no, code, Vnd(2_500_000)).await).unwrap_or(after);
    }
    let pay_by = context.clock.now().plus_minutes(30 * DAY).date();
    let wait = PaymentWait { leg: Some(no), charges: codes, pay_by };
    let waiting = done(await_payment(context, by(actor, &after), wait).await);
    Some(waiting.unwrap_or(after))
}

/// Whoever collects pays first.
async fn hand_out(context: &Context, dossier: &Dossier, actor: Actor) -> Option<Dossier> {
    let part = |it: &motcua_dossier::Charge| PaidCharge { code: it.code.clone(), amount: dossier.unpaid(it) };
    let due = dossier.charges.iter().filter(|it| it.collector != Collector::Treasury);
    let paid: Vec<PaidCharge> = due.map(part).filter(|it| it.amount > Vnd::ZERO).collect();
    let mut after = dossier.clone();
    if !paid.is_empty() {
        let how = PaymentMeans::Transfer { reference: format!("CK{}", dossier.id.0.simple()) };
        let told = Told { paid, how, receipt: None, given: None };
        after = done(record_payment(context, by(actor, &after), told).await).unwrap_or(after);
    }
    let method = ReturnMethod::Counter { to: dossier.filing.as_ref()?.applicant };
    let originals = originals_kept(dossier).map(|it| it.code.clone()).collect();
    let hand_out = HandOut { proof: Some(ProofOfReturn::Signature), originals, ..HandOut::of(method) };
    let returned = done(return_result(context, by(actor, &after), hand_out).await);
    Some(returned.unwrap_or(after))
}
