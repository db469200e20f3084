//! What is told about one dossier of the demo: what was brought, when, what happens on the way, and where it rests.

use motcua_dossier::DeskTask;

/// One visit and what becomes of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story {
    /// Code of the procedure.
    pub procedure: &'static str,
    /// Code of the case.
    pub case: &'static str,
    /// Code of the counter.
    pub counter: &'static str,
    /// How many working days ago it was brought.
    pub days_ago: u32,
    /// At what time, as hour and minute.
    pub at: (u8, u8),
    /// The question that was answered with yes, if any.
    pub yes: Option<&'static str>,
    /// What is not straight about it.
    pub twist: Option<Twist>,
    /// The leg that takes so long that the lawful date passes.
    pub late: Option<u16>,
    /// The task that nobody does, with its slot.
    pub rest: Option<(DeskTask, u16)>,
}

/// What happens beside the straight way. Numbers are those of legs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twist {
    /// Papers are missing at the counter: they go home.
    Guidance,
    /// The counter does not take it.
    NotReceived,
    /// The receiver asks about the hand-over.
    Question(u16),
    /// The receiver sends it back.
    SendBack(u16),
    /// A leg asks for a supplement.
    Supplement(u16),
    /// A leg assesses what goes to the Treasury, and it waits until that is paid.
    Payment(u16),
    /// A leg suspends it.
    Suspend(u16),
    /// Another agency is asked for its opinion.
    Opinion(u16, &'static str),
    /// The citizen gets a new date, with an apology.
    Reappoint(u16),
    /// The signer does not sign at first.
    Rework,
    /// The result is a refusal.
    Refuse,
    /// The applicant takes it back while a leg works on it.
    Withdraw(u16),
    /// The applicant asks to stop while a leg works on it.
    Stop(u16),
    /// It was entered by mistake; somebody asks to annul it.
    Annul,
    /// The number of copies was entered wrongly; somebody asks to correct it.
    Correct,
}

impl Story {
    /// Brought to Kế Sách, as people go there every day.
    pub(super) const fn new(
        procedure: &'static str,
        case: &'static str,
        days_ago: u32,
        at: (u8, u8),
    ) -> Self {
        Self {
            procedure,
            case,
            counter: "H13.163.01",
            days_ago,
            at,
            yes: None,
            twist: None,
            late: None,
            rest: None,
        }
    }

    pub(super) const fn in_soc_trang(self) -> Self {
        self.received_at("H13.161.01")
    }

    pub(super) const fn received_at(mut self, counter: &'static str) -> Self {
        self.counter = counter;
        self
    }

    pub(super) const fn yes(mut self, question: &'static str) -> Self {
        self.yes = Some(question);
        self
    }

    pub(super) const fn but(mut self, twist: Twist) -> Self {
        self.twist = Some(twist);
        self
    }

    pub(super) const fn late(mut self, leg: u16) -> Self {
        self.late = Some(leg);
        self
    }

    pub(super) const fn rests(mut self, task: DeskTask, slot: u16) -> Self {
        self.rest = Some((task, slot));
        self
    }
}
