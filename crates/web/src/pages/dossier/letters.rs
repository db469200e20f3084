//! The forms of a liaison unit: a letter to an agency outside the system, and its answer.

use super::form::{Choice, Field};
use super::forms::Desk;
use crate::door::Filled;
use crate::pages::names;
use motcua_app::look::Deed;
use motcua_kernel::{LegNo, Message};

fn text(typed: Option<&Filled>, name: &str) -> String {
    typed.map_or("", |it| it.text(name)).to_owned()
}

impl Desk<'_> {
    /// Number and day of a letter; the reason of a further one.
    pub(super) fn letter(&self, typed: Option<&Filled>) -> Vec<Field> {
        let mut fields = self.paper(typed);
        fields.push(Field::Words {
            name: "reason",
            label: "label.reminder-reason",
            value: text(typed, "reason"),
            optional: true,
        });
        fields
    }

    /// Number and day of an answer, what it says, and the result where the leg decides.
    pub(super) fn answer(&self, leg: Option<LegNo>, typed: Option<&Filled>) -> Vec<Field> {
        let (answer, picked) = (text(typed, "answer"), text(typed, "result"));
        let other = matches!(answer.as_str(), "refused" | "needs-supplement");
        let mut fields = self.paper(typed);
        fields.push(Field::Radios {
            name: "answer",
            label: "label.outside-answer",
            choices: vec![
                self.choice("agreed", "label.answer-agreed", !other),
                self.choice("refused", "label.answer-refused", answer == "refused"),
                self.choice("needs-supplement", "label.answer-lacking", answer == "needs-supplement"),
            ],
        });
        if leg.and_then(|no| self.dossier.leg(no)).is_some_and(|it| it.plan.decides) {
            let results = names::version(self.site, self.dossier).map_or(&[][..], |it| &it.results);
            let choice = |code: &String, name: &String| Choice {
                value: code.clone(),
                words: name.clone(),
                picked: *code == picked,
            };
            let choices = results.iter().map(|it| choice(&it.code, &it.name)).collect();
            fields.push(Field::Pick { name: "result", label: "label.result", choices });
        }
        fields.push(Field::Words {
            name: "reason",
            label: "label.answer-reason",
            value: text(typed, "reason"),
            optional: true,
        });
        fields
    }

    /// Most letters bear the day on which they are recorded.
    fn paper(&self, typed: Option<&Filled>) -> Vec<Field> {
        let today = || self.caller.now.date().to_string();
        let day = typed.map_or_else(today, |it| it.text("date").to_owned());
        vec![
            Field::Line {
                name: "number",
                kind: "text",
                label: "label.letter-number",
                value: text(typed, "number"),
            },
            Field::Line { name: "date", kind: "date", label: "label.letter-date", value: day },
        ]
    }

    /// The letter that waits for an answer.
    pub(super) fn letter_waiting(&self, deed: Deed, no: LegNo) -> Option<String> {
        let sent = self.dossier.leg(no)?.unanswered_letter()?;
        let key = if deed == Deed::SendLetter { "web.letter-reminds" } else { "web.letter-answered" };
        let said = Message::new(key).with("number", &sent.letter.number).with("date", sent.letter.date);
        Some(self.page.say(&said))
    }
}
