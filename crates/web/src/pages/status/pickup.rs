//! The appointment for the calendar of a phone (RFC 5545). It names no person and nothing that was applied for.

use motcua_dossier::PublicStatus;
use motcua_kernel::Instant;
use std::fmt::Write as _;

/// What is asked for: when, where, and what the phone shows.
pub struct Pickup<'a> {
    /// The dossier.
    pub view: &'a PublicStatus,
    /// One line for the calendar.
    pub summary: String,
    /// The page of the dossier.
    pub address: String,
    /// When it was made.
    pub now: Instant,
}

/// Longest line in bytes, its end not counted.
const LONGEST: usize = 75;

impl Pickup<'_> {
    /// Half an hour before the counter's promise ends.
    pub fn to_ics(&self) -> String {
        let until = self.view.dates.in_force();
        let from = Instant::from_micros(until.micros().saturating_sub(30 * 60 * 1_000_000));
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//motcua//motcua//VI".to_owned(),
            "METHOD:PUBLISH".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@motcua", self.view.number),
            format!("DTSTAMP:{}", utc(self.now)),
            format!("DTSTART:{}", utc(from)),
            format!("DTEND:{}", utc(until)),
            format!("SUMMARY:{}", escaped(&self.summary)),
            format!("LOCATION:{}", escaped(&self.view.receiving.name)),
            format!("URL:{}", self.address),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ];
        lines.iter().map(|it| folded(it)).collect()
    }
}

/// `20261201T100000Z`; Việt Nam is seven hours ahead.
fn utc(at: Instant) -> String {
    let seconds = at.micros().div_euclid(1_000_000);
    time::OffsetDateTime::from_unix_timestamp(seconds).map_or_else(
        |_| String::new(),
        |it| {
            format!(
                "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
                it.year(),
                u8::from(it.month()),
                it.day(),
                it.hour(),
                it.minute(),
                it.second()
            )
        },
    )
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\n', '\r'], " ")
}

/// A line and its end; a long one goes on after a space in the next.
fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut used = 0;
    for letter in line.chars() {
        if used + letter.len_utf8() > LONGEST {
            out += "\r\n ";
            used = 1;
        }
        let _ = write!(out, "{letter}");
        used += letter.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::super::samples::{at, received};
    use super::*;

    #[test]
    fn a_phone_reads_the_appointment() {
        let view = received();
        let pickup = Pickup {
            view: &view,
            summary:
                "Nhận kết quả hồ sơ, mang theo giấy tiếp nhận; H13.163.01-261116-0001 tại bộ phận một cửa"
                    .to_owned(),
            address: "https://motcua.test/tra-cuu/ABC".to_owned(),
            now: at("2026-11-16T08:30"),
        };
        let ics = pickup.to_ics();
        for line in [
            "DTSTAMP:20261116T013000Z\r\n",
            "DTSTART:20261127T093000Z\r\n",
            "DTEND:20261127T100000Z\r\n",
            "UID:H13.163.01-261116-0001@motcua\r\n",
            "LOCATION:UBND phường Ninh Kiều\r\n",
        ] {
            assert!(ics.contains(line), "{line}: {ics}");
        }
        let mut moved = received();
        moved.dates.reappointed = Some(at("2026-12-02T17:00"));
        moved.dates.lawful = at("2026-12-11T17:00");
        assert!(Pickup { view: &moved, ..pickup }.to_ics().contains("DTEND:20261211T100000Z\r\n"));
        assert!(ics.replace("\r\n ", "").contains("hồ sơ\\, mang theo giấy tiếp nhận\\; H13"));
        assert!(ics.lines().all(|it| it.len() <= LONGEST));
    }
}
