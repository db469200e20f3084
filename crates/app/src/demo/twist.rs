//! What happens beside the straight way, at its moment and by whom.

use super::deed::Desk;
use super::life::{Life, ToDo};
use super::money::noticed;
use super::office::Office;
use super::story::Twist;
use crate::intake::{AskedItem, ask_supplement, request_annulment, request_correction, stop, withdraw};
use crate::routing::{Question, ask_opinion, demand_rework, question, reappoint, send_back, suspend};
use crate::{AppError, Context};
use motcua_calendar::TimeLimit;
use motcua_dossier::{Correction, DeskTask, Dossier, SupplementSubject, SuspensionGround};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, Role};

/// Working days that a new date is later than the lawful one.
const LATER_BY_DAYS: u32 = 3;

impl Twist {
    /// Whether it happens now, instead of this task.
    pub(super) fn is_due(self, it: ToDo) -> bool {
        match self {
            Self::Guidance | Self::NotReceived | Self::Refuse => false,
            Self::Question(leg) | Self::SendBack(leg) => {
                matches!(it.task, DeskTask::Accept | DeskTask::SendLetter) && it.slot == leg
            }
            Self::Supplement(leg)
            | Self::Payment(leg)
            | Self::Suspend(leg)
            | Self::Opinion(leg, _)
            | Self::Reappoint(leg)
            | Self::Withdraw(leg)
            | Self::Stop(leg) => matches!(it.task, DeskTask::Work | DeskTask::RecordAnswer) && it.slot == leg,
            Self::Rework => it.task == DeskTask::Decide,
            Self::Annul | Self::Correct => it.task == DeskTask::HandOver,
        }
    }
}

/// It happens.
pub(super) async fn twisted(
    context: &Context,
    office: &Office,
    life: &Life,
    task: ToDo,
    twist: Twist,
) -> Result<Option<Dossier>, AppError> {
    let desk = Desk { context, office, life, task };
    let at_hand = match twist {
        Twist::Withdraw(_) | Twist::Stop(_) => desk.at_the_counter_instead(),
        Twist::Rework | Twist::Reappoint(_) => desk.somebody(&[Role::Leader]),
        Twist::Annul | Twist::Correct => desk.somebody(&[Role::Clerk]),
        Twist::Guidance
        | Twist::NotReceived
        | Twist::Refuse
        | Twist::Question(_)
        | Twist::SendBack(_)
        | Twist::Supplement(_)
        | Twist::Payment(_)
        | Twist::Suspend(_)
        | Twist::Opinion(..) => life.leg(task).and_then(|leg| desk.worker(leg)),
    };
    let Some(actor) = at_hand else { return Ok(None) };
    let (command, leg, words) = (desk.by(actor), LegNo(task.slot), words(twist).to_owned());
    let after = match twist {
        Twist::Question(_) => question(context, command, leg, words).await?,
        Twist::SendBack(_) => send_back(context, command, leg, words).await?,
        Twist::Supplement(_) => {
            let item = AskedItem { subject: first_paper(context, &life.dossier)?, reason: words.clone() };
            let mut command = command;
            if let Some(outside) = life.leg(task).filter(|it| it.plan.liaison.is_some()) {
                let Some(back) = desk.given_back(outside, words).await? else { return Ok(None) };
                command.seen = back.seq;
            }
            ask_supplement(context, command, Some(leg), vec![item]).await?
        }
        Twist::Payment(_) => noticed(context, actor, leg, life.dossier.clone()).await?,
        Twist::Suspend(_) => suspend(context, command, SuspensionGround::Dispute, words).await?,
        Twist::Opinion(_, agency) => {
            ask_opinion(context, command, asked(context, leg, agency, words)?).await?
        }
        Twist::Reappoint(_) => {
            reappoint(context, command, leg, later(context, &life.dossier)?, words).await?
        }
        Twist::Rework => demand_rework(context, command, leg, words).await?,
        Twist::Withdraw(_) => withdraw(context, command, words).await?,
        Twist::Stop(_) => stop(context, command, words).await?,
        Twist::Annul => request_annulment(context, command, words).await?,
        Twist::Correct => request_correction(context, command, one_copy_more(&life.dossier)?, words).await?,
        Twist::Guidance | Twist::NotReceived | Twist::Refuse => return Ok(None),
    };
    Ok(Some(after))
}

impl Desk<'_> {
    /// The applicant goes to the counter, whoever has the dossier.
    fn at_the_counter_instead(&self) -> Option<Actor> {
        self.office.actor(self.life.dossier.receiving()?, &[Role::UnitHead], self.life.number)
    }
}

const fn words(twist: Twist) -> &'static str {
    match twist {
        Twist::Question(_) => "Hồ sơ giấy chưa thấy bản sao kèm theo, bộ phận Một cửa kiểm tra giúp.",
        Twist::SendBack(_) => "Túi hồ sơ thiếu phiếu kiểm soát, đề nghị hoàn thiện rồi chuyển lại.",
        Twist::Supplement(_) => "Thông tin kê khai chưa khớp với giấy tờ kèm theo, đề nghị kê khai lại.",
        Twist::Suspend(_) => "Có đơn tranh chấp đang được thụ lý, chờ kết quả giải quyết.",
        Twist::Opinion(..) => "Đề nghị cho ý kiến về quy hoạch tại vị trí thửa đất.",
        Twist::Reappoint(_) => "Hồ sơ cần xác minh thêm tại thực địa. Cơ quan xin lỗi ông/bà vì sự chậm trễ.",
        Twist::Rework => "Sai diện tích ghi trên dự thảo, đề nghị soát lại.",
        Twist::Withdraw(_) => "Người nộp đề nghị rút hồ sơ để thay đổi ngành nghề kinh doanh.",
        Twist::Stop(_) => "Người nộp đề nghị dừng giải quyết vì chưa có nhu cầu xây dựng.",
        Twist::Annul => "Nhập nhầm thủ tục.",
        Twist::Correct => "Nhập nhầm số bản sao.",
        Twist::Guidance | Twist::NotReceived | Twist::Refuse | Twist::Payment(_) => "",
    }
}

fn first_paper(context: &Context, dossier: &Dossier) -> Result<SupplementSubject, Refusal> {
    let (Some(filing), version) = (&dossier.filing, context.province.pinned(dossier)?.version) else {
        return Err(Refusal::new("app.not-received"));
    };
    let case = version.case(&filing.case).ok_or_else(|| Refusal::new("intake.case-unknown"))?;
    let mut papers = case.components.iter().flat_map(|group| &group.components);
    let first = papers.next().ok_or_else(|| Refusal::new("intake.items-empty"))?;
    Ok(SupplementSubject::Component { code: first.code.clone() })
}

fn asked(context: &Context, asking: LegNo, agency: &str, words: String) -> Result<Question, Refusal> {
    let agency = context.province.agencies.by_code(agency, context.clock.now().date());
    let agency = agency.ok_or_else(|| Refusal::new("app.agency-not-in-force"))?.id;
    Ok(Question { asking, agency, budget: TimeLimit::working_days(2), words })
}

/// The closing of a working day some days after the lawful date.
fn later(context: &Context, dossier: &Dossier) -> Result<Instant, Refusal> {
    let not_received = || Refusal::new("app.not-received");
    let reception = dossier.reception.as_ref().ok_or_else(not_received)?;
    let calendar = context.province.calendars.of(dossier.receiving().ok_or_else(not_received)?);
    let day = calendar.add_working_days(reception.dates.lawful.date(), LATER_BY_DAYS);
    calendar.closing(day).ok_or_else(not_received)
}

fn one_copy_more(dossier: &Dossier) -> Result<Correction, Refusal> {
    let paper = dossier.filing.as_ref().and_then(|it| it.components.first());
    let paper = paper.ok_or_else(|| Refusal::new("app.not-received"))?;
    Ok(Correction::Component {
        code: paper.code.clone(),
        originals: paper.originals,
        copies: paper.copies.saturating_add(1),
    })
}
