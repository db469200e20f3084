//! What can happen to a dossier. Past tense, ids and codes only: no name, no free text.

use crate::{
    Charge, Filing, HandedOut, IncidentKind, IssuedSheet, LegPlan, Letter, MoneyReceipt, Outcome,
    OutsideAnswer, PaidCharge, PaymentMeans, Rebased, Reception, ReopenGround, StopGround, SuspensionGround,
    TransitionalGround,
};
use motcua_kernel::{AccountId, AgencyId, FileId, Instant, LegNo, PartyId, ProcedureVersionId, TextId, Vnd};
use serde::{Deserialize, Serialize};

/// What a supplement item is about; never a paper the version does not ask for (NĐ 63/2010 Điều 18(6)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "kebab-case")]
pub enum SupplementSubject {
    /// A component of the pinned case.
    Component {
        /// Its code.
        code: String,
    },
    /// A condition of the pinned version.
    Condition {
        /// Its place in the list, from 0.
        index: u16,
    },
}

/// One thing asked for, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementItem {
    /// What.
    pub subject: SupplementSubject,
    /// Why, in writing (NĐ 63/2010 Điều 18(5)).
    pub reason: TextId,
}

/// How a result left the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum ReturnMethod {
    /// At the counter, to this person.
    Counter {
        /// Who took it.
        to: PartyId,
    },
    /// By post.
    Post {
        /// Number of the item.
        tracking: String,
    },
    /// Electronically.
    Online,
}

/// What a correction replaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Correction {
    /// Chủ hồ sơ.
    Applicant {
        /// The right one.
        party: PartyId,
    },
    /// How many originals and copies of a paper were handed in.
    Component {
        /// Code of the component.
        code: String,
        /// The right number of originals.
        originals: u16,
        /// The right number of copies.
        copies: u16,
    },
}

/// Case attributes of an imported event log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedCase {
    /// Its id in the log.
    pub case: String,
    /// Start.
    pub start: Option<Instant>,
    /// End.
    pub end: Option<Instant>,
    /// Planned end.
    pub planned_end: Option<Instant>,
    /// Deadline.
    pub deadline: Option<Instant>,
    /// Channel.
    pub channel: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Group.
    pub group: Option<String>,
    /// Responsible.
    pub responsible: Option<String>,
}

/// One event of an imported log; when it happened stands in the entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Activity.
    pub activity: String,
    /// Resource.
    pub resource: Option<String>,
    /// Group.
    pub group: Option<String>,
    /// Instance.
    pub instance: Option<String>,
    /// Lifecycle transition.
    pub lifecycle: Option<String>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// Tiếp nhận.
    Received {
        /// What was filed.
        filing: Filing,
        /// Number, pack, limit, dates.
        reception: Reception,
        /// The legs that are needed, by rising number.
        legs: Vec<LegPlan>,
        /// What is owed.
        charges: Vec<Charge>,
    },
    /// Hồ sơ tồn was taken over: what the offices did on paper until now is known only by where it has come to.
    CarriedOver {
        /// Legs that were done on paper.
        done: Vec<LegNo>,
        /// Legs whose agencies have it in hand.
        open: Vec<LegNo>,
    },
    /// The result it waited for is there: the limit begins.
    Begun {
        /// The lawful date.
        lawful: Instant,
        /// When each leg should be finished now.
        planned: Vec<(LegNo, Instant)>,
    },
    /// Hướng dẫn: papers went home.
    GuidanceGiven {
        /// What was brought.
        filing: Filing,
        /// What was lacking.
        lacking: Vec<SupplementItem>,
    },
    /// Không tiếp nhận.
    NotReceived {
        /// What was brought.
        filing: Filing,
        /// The written reason.
        reason: TextId,
    },
    /// Yêu cầu bổ sung.
    SupplementRequested {
        /// What is asked for, all at once.
        items: Vec<SupplementItem>,
        /// The leg that asks; the counter, if absent.
        leg: Option<LegNo>,
        /// When it lapses.
        answer_by: Instant,
        /// The supervisor's reason where a limit of the pack was overridden.
        overridden: Option<TextId>,
    },
    /// Bổ sung đủ.
    SupplementCompleted {
        /// The lawful date after the pack's policy.
        lawful: Instant,
    },
    /// Chờ nghĩa vụ tài chính. One agency's notice; the clock stands for all.
    PaymentAwaited {
        /// Codes of the charges.
        charges: Vec<String>,
        /// When it lapses.
        pay_by: Instant,
    },
    /// All that was awaited is paid or proven paid.
    PaymentConfirmed {
        /// The lawful date after the pause.
        lawful: Instant,
    },
    /// An agency assessed a charge that had no amount.
    ChargeAssessed {
        /// Code of the charge.
        code: String,
        /// What is owed.
        amount: Vnd,
    },
    /// Ghi nhận nộp tiền. Ends no wait by itself: `PaymentConfirmed` follows the last of what is awaited.
    ChargesPaid {
        /// What for.
        paid: Vec<PaidCharge>,
        /// How.
        how: PaymentMeans,
        /// The paper that was given for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<MoneyReceipt>,
        /// Tiền khách đưa: the cash that was put down, where the counter noted it; change is what is above the payment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given: Option<Vnd>,
    },
    /// Miễn, giảm: part or all of a charge need not be paid.
    ChargeExempted {
        /// Code of the charge.
        code: String,
        /// Code of the ground in the fee rule.
        ground: String,
        /// How much, in whole đồng.
        amount: Vnd,
        /// What shows it, in words.
        evidence: TextId,
    },
    /// A payment was entered by mistake; another person takes it back, and the charge is owed again.
    PaymentReversed {
        /// The entry that recorded the payment.
        payment: u32,
        /// Why.
        reason: TextId,
    },
    /// Đề nghị hoàn trả.
    RefundRequested {
        /// The entry that recorded the payment.
        payment: u32,
        /// How much of which charge.
        parts: Vec<PaidCharge>,
        /// Why.
        reason: TextId,
    },
    /// Another person approved a refund.
    RefundApproved {
        /// The entry that asked for it.
        request: u32,
    },
    /// Another person declined it.
    RefundDeclined {
        /// The entry that asked for it.
        request: u32,
        /// Why.
        reason: TextId,
    },
    /// Hoàn trả: the money went back.
    RefundPaid {
        /// The entry that asked for it.
        request: u32,
        /// How.
        how: PaymentMeans,
    },
    /// Phát hành văn bản: an official sheet of this dossier left the house. Changes nothing else.
    SheetIssued {
        /// Which.
        sheet: IssuedSheet,
    },
    /// In lại: an official sheet that was issued went on paper once more. Changes nothing else.
    SheetReprinted {
        /// Which, by its file.
        file: FileId,
        /// Why.
        reason: TextId,
        /// What says on itself that it is a copy, where the form must: a receipt of money counts once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        copy: Option<IssuedSheet>,
    },
    /// Bàn giao, from the counter (no `from`) or a finished leg.
    HandedOver {
        /// The leg that gives it away.
        from: Option<LegNo>,
        /// The leg it goes to.
        to: LegNo,
    },
    /// The receiver accepted it.
    LegAccepted {
        /// Which leg.
        leg: LegNo,
    },
    /// A letter went to the agency of a leg outside the system: with the first one it has the dossier in hand.
    LetterSent {
        /// Which leg.
        leg: LegNo,
        /// The letter.
        letter: Letter,
        /// Why there is a further one.
        reason: Option<TextId>,
    },
    /// Its answer came in.
    AnswerRecorded {
        /// Which leg.
        leg: LegNo,
        /// The paper.
        letter: Letter,
        /// What it says.
        answer: OutsideAnswer,
    },
    /// The receiver asks before accepting.
    HandoverQuestioned {
        /// Which leg.
        leg: LegNo,
        /// The question.
        question: TextId,
    },
    /// The receiver sent it back.
    HandoverSentBack {
        /// Which leg.
        leg: LegNo,
        /// Why.
        reason: TextId,
    },
    /// Given to or taken by a person.
    LegAssigned {
        /// Which leg.
        leg: LegNo,
        /// To whom.
        assignee: AccountId,
    },
    /// A step inside a leg is done.
    StepFinished {
        /// Which leg.
        leg: LegNo,
        /// Which step, from 0.
        step: u16,
    },
    /// Lấy ý kiến: a leg with its own clock beside the one that asks.
    ConsultationAsked {
        /// The leg that asks.
        asking: LegNo,
        /// The new leg.
        plan: LegPlan,
        /// What is asked.
        question: TextId,
    },
    /// The opinion came.
    ConsultationAnswered {
        /// The consultation's leg.
        leg: LegNo,
        /// The answer.
        answer: TextId,
    },
    /// Trình kết quả.
    ResultProposed {
        /// The deciding leg.
        leg: LegNo,
        /// What.
        outcome: Outcome,
    },
    /// The signer returned it.
    ReworkDemanded {
        /// The deciding leg.
        leg: LegNo,
        /// Why.
        reason: TextId,
    },
    /// Tính lại ngày trả: the working calendar has changed.
    DatesRecomputed {
        /// The lawful date under the new one.
        lawful: Instant,
        /// When each leg whose plan has moved should be finished.
        planned: Vec<(LegNo, Instant)>,
    },
    /// Somebody proposes that it go on under another version, by a transitional provision.
    RebaseProposed {
        /// The version.
        to: ProcedureVersionId,
        /// The provision.
        ground: TransitionalGround,
    },
    /// Chuyển phiên bản: another person approved it.
    Rebased(Box<Rebased>),
    /// Kế thừa: an agency has ended; its successor has what is open there, and gives back what was received there.
    AgencySucceeded {
        /// Which ended.
        from: AgencyId,
        /// Who goes on.
        to: AgencyId,
        /// The liaison unit for what goes on outside the system.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        liaison: Option<AgencyId>,
    },
    /// Ký duyệt.
    ResultApproved {
        /// The deciding leg.
        leg: LegNo,
    },
    /// Cho số, đóng dấu.
    ResultNumbered {
        /// The deciding leg.
        leg: LegNo,
        /// Number of the result.
        number: String,
        /// The signed file.
        file: Option<FileId>,
    },
    /// A leg is done.
    LegFinished {
        /// Which.
        leg: LegNo,
    },
    /// Hẹn lại, with an apology.
    Reappointed {
        /// The new date.
        to: Instant,
        /// The apology.
        apology: TextId,
        /// The leg whose agency is late.
        leg: LegNo,
    },
    /// An apology without a new appointment: late, or after the one the pack allows.
    ApologyIssued {
        /// The apology.
        apology: TextId,
        /// The leg whose agency is late.
        leg: LegNo,
    },
    /// Tạm dừng.
    Suspended {
        /// Why.
        ground: SuspensionGround,
        /// In words.
        reason: TextId,
    },
    /// Tiếp tục.
    Resumed {
        /// The lawful date after the pause.
        lawful: Instant,
    },
    /// The counter has the result.
    ResultReady,
    /// Trả kết quả.
    ResultReturned {
        /// How.
        method: ReturnMethod,
        /// What went with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handed: Option<Box<HandedOut>>,
    },
    /// Rút hồ sơ.
    Withdrawn {
        /// Why.
        reason: TextId,
    },
    /// Dừng giải quyết.
    Stopped {
        /// Why.
        ground: StopGround,
        /// In words, when a person asked.
        reason: Option<TextId>,
    },
    /// Sự cố: papers lost or damaged, or a wrong result. Stops no clock and is no charge.
    IncidentRecorded {
        /// What.
        kind: IncidentKind,
        /// The agency at fault.
        agency: AgencyId,
        /// What it bears, in whole đồng.
        cost: Vnd,
        /// What happened, in words.
        account: TextId,
        /// The apology.
        apology: TextId,
    },
    /// Mở lại: what had ended goes on.
    Reopened {
        /// Why.
        ground: ReopenGround,
        /// In words.
        reason: TextId,
        /// The lawful date: as it was, but for a pause in which it had ended.
        lawful: Instant,
        /// When what was awaited of the citizen lapses now; none when nothing was.
        until: Option<Instant>,
    },
    /// A clerk asks to annul an entry made by mistake.
    AnnulmentRequested {
        /// Why.
        reason: TextId,
    },
    /// Another person approved it.
    Annulled,
    /// A clerk asks for a correction.
    CorrectionRequested {
        /// Of what.
        correction: Correction,
        /// Why.
        reason: TextId,
    },
    /// Another person approved it.
    Corrected,
    /// A case of an event log was taken over.
    LogImported {
        /// Its attributes.
        case: ImportedCase,
    },
    /// One event of it.
    Imported(Imported),
}

impl Event {
    /// Whether it leaves everything a decision is made from as it was: whoever saw the dossier before it saw enough.
    pub const fn is_quiet(&self) -> bool {
        matches!(self, Self::SheetIssued { .. } | Self::SheetReprinted { .. })
    }
}
