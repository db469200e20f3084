//! The answer to the three questions of a citizen: where is it, when will it be done, do I have to do something.
//!
//! Sentences of a view and the moment of reading. Whether it is late is judged against the lawful date at the moment the
//! offices' time stood still: the end, the beginning of the pause, else now.

use super::steps::is_current;
use crate::pages::Page;
use motcua_dossier::{ClockHolder, Degree, IncidentKind, PublicStatus, PublicStep, ReopenGround, ToDo};
use motcua_i18n::spoken_date;
use motcua_kernel::{Instant, Message};

/// What the top of the page says.
#[derive(Clone, Debug)]
pub struct Told {
    /// Where it is now and when it will be done: the first heading.
    pub headline: String,
    /// The same for a preview in a message, without what only the applicant should read.
    pub preview: String,
    /// In time, late, paused, done: class and words of the tag.
    pub tag: (&'static str, String),
    /// Apology, pause, and that nothing is to do: one sentence or two each.
    pub sentences: Vec<String>,
}

impl Told {
    /// Of `view`, read at `now`.
    pub fn of(page: &Page, view: &PublicStatus, now: Instant) -> Self {
        let standing = Standing::of(view, now);
        let headline = headline(page, view, standing);
        let refused = view.result.as_ref().is_some_and(|it| it.refused);
        let preview = if refused || view.procedure.title.is_none() {
            degree(page, view.degree)
        } else {
            headline.clone()
        };
        Self { headline, preview, tag: tag(page, view, standing), sentences: sentences(page, view, standing) }
    }
}

/// How it stands against its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Within its lawful date.
    InTime,
    /// A new date is in force that has not passed.
    Reappointed(Instant),
    /// Past its lawful date and past any new one.
    Late,
}

impl Standing {
    /// Of `view` at `now`.
    pub fn of(view: &PublicStatus, now: Instant) -> Self {
        let judged = view.ended.or(view.paused_since).unwrap_or(now);
        match view.dates.new_date() {
            Some(new) if view.ended.is_none() && judged <= new => Self::Reappointed(new),
            Some(_) | None if judged > view.dates.lawful => Self::Late,
            Some(_) | None => Self::InTime,
        }
    }
}

/// How much is done, as the number alone tells it.
pub fn degree(page: &Page, degree: Degree) -> String {
    let message = Message::new("label.headline-degree").with("done", degree.done).with("total", degree.total);
    page.say(&message)
}

fn headline(page: &Page, view: &PublicStatus, standing: Standing) -> String {
    let day = |at: Instant| spoken_date(page.locale, at.date());
    let with_day = |key, at: Option<Instant>| page.t1(key, "date", day(at.unwrap_or(view.received)));
    match (view.status.as_str(), &view.to_do) {
        (_, Some(ToDo::Supplement { by, .. })) => with_day("label.headline-supplement", Some(*by)),
        (_, Some(ToDo::Pay { amount, by, .. })) => {
            let message = Message::new("label.headline-pay").with("amount", amount).with("date", day(*by));
            page.say(&message)
        }
        (_, Some(ToDo::Collect { agency, .. })) => {
            let refused = view.result.as_ref().is_some_and(|it| it.refused);
            let key = if refused { "label.headline-refused" } else { "label.headline-collect" };
            page.t1(key, "agency", &agency.name)
        }
        ("result-ready", _) => page.t("label.headline-result-wrong"),
        ("suspended", _) => page.t("label.headline-suspended"),
        ("awaiting-predecessor", _) => with_day("label.headline-predecessor", Some(view.dates.first)),
        ("returned", _) => {
            let returned = view.result.as_ref().and_then(|it| it.returned);
            with_day("label.headline-returned", returned.or(view.ended))
        }
        ("withdrawn", _) => with_day("label.headline-withdrawn", view.ended),
        ("stopped", _) => with_day("label.headline-stopped", view.ended),
        ("annulled", _) => with_day("label.headline-annulled", view.ended),
        _ => {
            let appointment = match standing {
                Standing::InTime => with_day("label.appointment", Some(view.dates.lawful)),
                Standing::Reappointed(new) => with_day("label.appointment-new", Some(new)),
                Standing::Late => with_day("label.appointment-missed", Some(view.dates.lawful)),
            };
            format!("{}, {appointment}", place(page, view))
        }
    }
}

/// In whose hands it is: those who took it, else those it is on its way to, else the counter.
fn place(page: &Page, view: &PublicStatus) -> String {
    if view.status == "result-signed" {
        return page.t1("label.held-signed", "agency", &view.receiving.name);
    }
    let current = || view.steps.iter().filter(|it| is_current(view, it));
    let taken: Vec<&PublicStep> = current().filter(|it| it.state.is_taken()).collect();
    if !taken.is_empty() {
        return page.t1("label.held-at", "agency", names(page, &taken));
    }
    let sent: Vec<&PublicStep> = current().collect();
    if !sent.is_empty() {
        return page.t1("label.held-on-way", "agency", names(page, &sent));
    }
    page.t1("label.held-received", "agency", &view.receiving.name)
}

/// Their agencies, each once: `A`, `A và B`, `A, B và C`.
fn names(page: &Page, steps: &[&PublicStep]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for step in steps {
        if !names.contains(&step.agency.name.as_str()) {
            names.push(&step.agency.name);
        }
    }
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} {} {last}", before.join(", "), page.t("label.and"))
        }
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

fn tag(page: &Page, view: &PublicStatus, standing: Standing) -> (&'static str, String) {
    if view.result.as_ref().is_some_and(|it| it.ready.is_some()) {
        return ("ok", page.t("label.tag-done"));
    }
    match (view.clock, standing) {
        (ClockHolder::Stopped, _) => ("neutral", page.t("label.tag-ended")),
        (ClockHolder::Citizen, _) => ("warn", page.t("label.tag-yours")),
        (ClockHolder::Suspension, _) => ("hold", page.t("label.tag-paused")),
        (ClockHolder::Predecessor, _) => ("neutral", page.t("label.tag-waits")),
        (ClockHolder::Office, Standing::InTime) => ("ok", page.t("label.tag-in-time")),
        (ClockHolder::Office, Standing::Reappointed(_)) => ("warn", page.t("label.tag-new-date")),
        (ClockHolder::Office, Standing::Late) => ("late", page.t("label.tag-late")),
    }
}

fn sentences(page: &Page, view: &PublicStatus, standing: Standing) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(apology(page, view, standing));
    said.extend(spoilt(page, view));
    said.extend(opened_again(page, view));
    if let Some(since) = view.paused_since {
        let key = match view.to_do {
            Some(ToDo::Supplement { .. }) => "web.status-paused-supplement",
            Some(ToDo::Pay { .. }) => "web.status-paused-payment",
            Some(ToDo::Collect { .. }) | None if view.clock == ClockHolder::Predecessor => {
                "web.status-waits-for-predecessor"
            }
            Some(ToDo::Collect { .. }) | None => "web.status-paused-by-law",
        };
        said.push(page.t1(key, "since", since));
    }
    if view.to_do.is_none() {
        let over = view.clock == ClockHolder::Stopped && !is_wrong(view);
        said.push(page.t(if over { "web.status-nothing-more" } else { "web.status-nothing-to-do" }));
    }
    said
}

/// Whether the result that is out was reported as wrong and is not yet taken back.
fn is_wrong(view: &PublicStatus) -> bool {
    let reopened = view.reopened.map_or(Instant::MIN, |it| it.at);
    let incident = view.incident.as_ref().filter(|it| it.kind == IncidentKind::WrongResult);
    incident.is_some_and(|it| it.at > reopened)
}

/// What the office spoilt, who pays, and that it is sorry. A wrong result that was taken back is told as that.
fn spoilt(page: &Page, view: &PublicStatus) -> Option<String> {
    let incident = view.incident.as_ref()?;
    let key = match incident.kind {
        IncidentKind::PapersLost => "web.status-papers-lost",
        IncidentKind::PapersDamaged => "web.status-papers-damaged",
        IncidentKind::WrongResult if is_wrong(view) => "web.status-result-wrong",
        IncidentKind::WrongResult => return None,
    };
    Some(page.t1(key, "agency", &incident.agency.name))
}

fn opened_again(page: &Page, view: &PublicStatus) -> Option<String> {
    let reopened = view.reopened.as_ref()?;
    let message = match (reopened.ground, view.replaced.last()) {
        (ReopenGround::EndedByMistake, _) => Message::new("web.status-ended-by-mistake"),
        (ReopenGround::WrongResult, _) if is_wrong(view) => return None,
        (ReopenGround::WrongResult, replaced) => {
            let key =
                if view.result.is_some() { "web.status-result-replaced" } else { "web.status-correcting" };
            Message::new(key).with("number", replaced?)
        }
    };
    let date = spoken_date(page.locale, reopened.at.date());
    Some(page.say(&message.with("date", date).with("agency", &view.receiving.name)))
}

fn apology(page: &Page, view: &PublicStatus, standing: Standing) -> Option<String> {
    let message = match standing {
        Standing::InTime => return None,
        Standing::Reappointed(new) => {
            Message::new("web.status-reappointed").with("new", spoken_date(page.locale, new.date()))
        }
        // What ended without a result owes none.
        Standing::Late if view.ended.is_some() => {
            view.result.as_ref()?;
            Message::new("web.status-was-late")
        }
        Standing::Late => Message::new("web.status-late"),
    };
    let date = spoken_date(page.locale, view.dates.lawful.date());
    Some(page.say(&message.with("date", date).with("agency", &view.receiving.name)))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{at, page, received, step};
    use super::*;
    use motcua_dossier::{PublicAgency, PublicIncident, Reopening, SignedResult, StepState};
    use motcua_i18n::Locale;
    use motcua_kernel::Vnd;

    fn check(view: &PublicStatus, now: &str, expected: &[&str]) {
        let told = Told::of(&page(Locale::Vi), view, at(now));
        let mut said = vec![told.headline];
        said.extend(told.sentences);
        let said: Vec<String> = said.into_iter().map(|it| it.replace('\u{a0}', " ")).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn it_is_where_it_was_taken() {
        let mut view = received();
        check(
            &view,
            "2026-11-17T08:00",
            &["Đã tiếp nhận tại UBND phường Ninh Kiều, hẹn trả thứ Sáu 27/11/2026", "Bạn chưa phải làm gì."],
        );
        view.status = "in-process".to_owned();
        view.steps =
            vec![step(1, "Văn phòng đăng ký đất đai", StepState::Sent), step(2, "Thuế", StepState::Sent)];
        check(
            &view,
            "2026-11-17T08:00",
            &[
                "Đang chuyển đến Văn phòng đăng ký đất đai và Thuế, hẹn trả thứ Sáu 27/11/2026",
                "Bạn chưa phải làm gì.",
            ],
        );
        view.steps[1].state = StepState::Working;
        check(
            &view,
            "2026-11-17T08:00",
            &["Đang ở Thuế, hẹn trả thứ Sáu 27/11/2026", "Bạn chưa phải làm gì."],
        );
        view.steps[0].state = StepState::Working;
        check(
            &view,
            "2026-11-17T08:00",
            &[
                "Đang ở Văn phòng đăng ký đất đai và Thuế, hẹn trả thứ Sáu 27/11/2026",
                "Bạn chưa phải làm gì.",
            ],
        );
    }

    #[test]
    fn who_is_late_says_sorry_and_whom_to_ask() {
        let mut view = received();
        view.status = "in-process".to_owned();
        view.steps = vec![step(1, "Thuế", StepState::Working)];
        let sorry = "Hồ sơ đã quá ngày hẹn thứ Sáu 27/11/2026. Chúng tôi xin lỗi vì sự chậm trễ này. Nếu cần hỏi, mời \
                     bạn liên hệ UBND phường Ninh Kiều, nơi đã tiếp nhận hồ sơ.";
        check(
            &view,
            "2026-11-27T17:01",
            &["Đang ở Thuế, đã quá hẹn thứ Sáu 27/11/2026", sorry, "Bạn chưa phải làm gì."],
        );
        view.dates.reappointed = Some(at("2026-12-03T17:00"));
        let new = "Chúng tôi xin lỗi vì không kịp ngày hẹn thứ Sáu 27/11/2026. Ngày hẹn mới là thứ Năm 03/12/2026. Nếu \
                   cần hỏi, mời bạn liên hệ UBND phường Ninh Kiều, nơi đã tiếp nhận hồ sơ.";
        check(
            &view,
            "2026-11-30T08:00",
            &["Đang ở Thuế, hẹn lại thứ Năm 03/12/2026", new, "Bạn chưa phải làm gì."],
        );
        check(
            &view,
            "2026-12-04T08:00",
            &["Đang ở Thuế, đã quá hẹn thứ Sáu 27/11/2026", sorry, "Bạn chưa phải làm gì."],
        );
    }

    #[test]
    fn a_new_date_that_the_lawful_one_has_passed_is_told_no_more() {
        let mut view = received();
        view.status = "in-process".to_owned();
        view.steps = vec![step(1, "Thuế", StepState::Working)];
        view.dates.reappointed = Some(at("2026-12-03T17:00"));
        view.dates.lawful = at("2026-12-11T17:00");
        let in_time = ["Đang ở Thuế, hẹn trả thứ Sáu 11/12/2026", "Bạn chưa phải làm gì."];
        check(&view, "2026-12-02T08:00", &in_time);
        check(&view, "2026-12-10T08:00", &in_time);
    }

    #[test]
    fn a_pause_is_no_lateness() {
        let mut view = received();
        view.status = "supplement-requested".to_owned();
        view.clock = ClockHolder::Citizen;
        view.paused_since = Some(at("2026-11-17T10:00"));
        view.to_do = Some(ToDo::Supplement { items: vec![], by: at("2026-12-17T17:00") });
        check(
            &view,
            "2026-12-10T08:00",
            &[
                "Chờ bạn bổ sung giấy tờ, chậm nhất thứ Năm 17/12/2026",
                "Tạm dừng từ 10:00, 17/11/2026 để chờ bổ sung, không tính vào thời hạn. Ngày hẹn trả được tính lại khi \
                 giấy tờ đã đủ.",
            ],
        );
    }

    #[test]
    fn a_result_waits_at_the_counter() {
        let mut view = received();
        view.status = "result-ready".to_owned();
        view.clock = ClockHolder::Stopped;
        view.ended = Some(at("2026-11-26T16:30"));
        let agency = PublicAgency { code: String::new(), name: "UBND phường Ninh Kiều".to_owned() };
        view.to_do = Some(ToDo::Collect { agency, unpaid: Vnd(28_000) });
        let signed = at("2026-11-26T16:00");
        view.result = Some(SignedResult {
            number: "12/GCN".to_owned(),
            signed,
            ready: view.ended,
            returned: None,
            refused: false,
        });
        // A month later it is still in time: the citizen's own time counts for nobody.
        check(&view, "2026-12-26T08:00", &["Đã có kết quả, mời bạn đến nhận tại UBND phường Ninh Kiều"]);
    }

    #[test]
    fn a_wrong_result_is_owned_up_to_until_the_right_one_is_there() {
        let mut view = received();
        view.status = "returned".to_owned();
        view.clock = ClockHolder::Stopped;
        view.ended = Some(at("2026-11-26T16:30"));
        let land =
            PublicAgency { code: String::new(), name: "Văn phòng đăng ký đất đai".to_owned() };
        let kind = IncidentKind::WrongResult;
        view.incident = Some(PublicIncident { kind, agency: land, at: at("2026-11-30T08:00") });
        let own_up = "Văn phòng đăng ký đất đai đã ghi nhận kết quả có sai sót và xin lỗi bạn. Kết quả sẽ được sửa \
                      lại, mọi chi phí do cơ quan chịu; vui lòng chưa sử dụng kết quả này.";
        let now = "2026-11-30T09:00";
        check(&view, now, &["Đã trả kết quả thứ Năm 26/11/2026", own_up, "Bạn chưa phải làm gì."]);
        view.status = "result-ready".to_owned();
        check(&view, now, &["Kết quả có sai sót, đang được xem lại", own_up, "Bạn chưa phải làm gì."]);

        view.status = "in-process".to_owned();
        (view.clock, view.ended) = (ClockHolder::Office, None);
        view.reopened = Some(Reopening { at: at(now), ground: ReopenGround::WrongResult });
        view.replaced = vec!["12/GCN".to_owned()];
        let correcting = "Kết quả số 12/GCN có sai sót và không còn giá trị. Từ thứ Hai 30/11/2026, chúng tôi đang sửa \
                          lại, mọi chi phí do cơ quan chịu. UBND phường Ninh Kiều xin lỗi bạn.";
        let told = Told::of(&page(Locale::Vi), &view, at(now));
        assert!(told.sentences.iter().any(|it| it.replace('\u{a0}', " ") == correcting), "{told:?}");
        assert!(!told.sentences.iter().any(|it| it.contains("chưa sử dụng")), "{told:?}");
    }

    #[test]
    fn a_preview_tells_nothing_that_is_sensitive() {
        let mut view = received();
        let page = page(Locale::Vi);
        let now = at("2026-11-17T08:00");
        let told = Told::of(&page, &view, now);
        assert_eq!(told.preview, told.headline);
        view.procedure.title = None;
        assert_eq!(Told::of(&page, &view, now).preview, "Đã xong 0 trên 3 công đoạn");
    }

    #[test]
    fn it_is_told_in_english_too() {
        let told = Told::of(&page(Locale::En), &received(), at("2026-11-17T08:00"));
        assert_eq!(
            told.headline.replace('\u{a0}', " "),
            "Received at UBND phường Ninh Kiều, due Friday 27 November 2026"
        );
        assert_eq!(told.sentences, ["You do not have to do anything now."]);
    }
}
