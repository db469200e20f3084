//! Nhập cơ quan: a spreadsheet of agencies against the tree that is built in from the files of the provinces.
//!
//! The files stay the truth: nothing is stored. What is new or different comes back as the lines an administrator puts
//! into the file of the province. A code with its first day is never renamed: the row ends, and another begins.

use super::sheet::{Fault, Reading, Sheet};
use crate::paper::Column;
use motcua_identity::agency_file::agency_id;
use motcua_kernel::{
    Agency, AgencyId, AgencyKind, AgencyTree, AgencyTreeError, Date, Level, Refusal, Validity,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The columns of the file.
pub const AGENCY_COLUMNS: [Column; 10] = [
    Column { code: "code", title: "Mã cơ quan", required: true, example: "H13.014" },
    Column { code: "name", title: "Tên cơ quan", required: true, example: "Sở Mẫu" },
    Column { code: "kind", title: "Loại cơ quan", required: true, example: "department" },
    Column { code: "level", title: "Cấp", required: true, example: "province" },
    Column { code: "parent", title: "Mã cơ quan cấp trên", required: false, example: "H13" },
    Column { code: "from", title: "Từ ngày", required: true, example: "01/12/2026" },
    Column { code: "until", title: "Đến hết ngày", required: false, example: "" },
    Column { code: "successor", title: "Mã cơ quan kế thừa", required: false, example: "" },
    Column { code: "inside", title: "Dùng hệ thống", required: false, example: "có" },
    Column { code: "liaison", title: "Mã đơn vị đầu mối", required: false, example: "" },
];

const KINDS: &[(&[&str], AgencyKind)] = &[
    (&["ủy ban nhân dân", "ubnd", "peoples-committee"], AgencyKind::PeoplesCommittee),
    (&["sở", "sở, ban, ngành", "department"], AgencyKind::Department),
    (&["phòng", "chi cục", "division"], AgencyKind::Division),
    (&["bộ phận một cửa", "trung tâm phục vụ hành chính công", "one-stop-unit"], AgencyKind::OneStopUnit),
    (&["ngành dọc", "vertical"], AgencyKind::Vertical),
];
const LEVELS: &[(&[&str], Level)] = &[
    (&["tỉnh", "cấp tỉnh", "province"], Level::Province),
    (&["huyện", "cấp huyện", "district"], Level::District),
    (&["xã", "cấp xã", "commune"], Level::Commune),
];
const INSIDE: &[(&[&str], bool)] = &[(&["yes", "có"], true), (&["no", "không"], false)];
const LONGEST_NAME: usize = 200;
const LONGEST_CODE: usize = 40;

/// What a row would do to the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgencyVerdict {
    /// A new agency.
    Added,
    /// An agency of the files, different in these columns.
    Changed(Vec<&'static str>),
    /// As the files say.
    Unchanged,
}

/// A right row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedAgency {
    /// Its line.
    pub line: u32,
    /// The agency.
    pub agency: Agency,
    /// What it would do.
    pub verdict: AgencyVerdict,
    /// Code of the agency above it, as written.
    parent: String,
    /// Code of its successor, as written.
    successor: String,
    /// Code of its liaison unit, as written.
    liaison: String,
}

/// What a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgenciesPreview {
    /// Rows that are right.
    pub rows: Vec<JudgedAgency>,
    /// Everything that is wrong, by line.
    pub faults: Vec<Fault>,
}

impl AgenciesPreview {
    /// The lines for the file of the province: new ones to be added, different ones to replace those with the same code
    /// and first day. Nothing is claimed to be verified.
    pub fn toml(&self) -> String {
        let mut text = String::new();
        let new = |it: &&JudgedAgency| it.verdict == AgencyVerdict::Added;
        let changed = |it: &&JudgedAgency| matches!(it.verdict, AgencyVerdict::Changed(_));
        section(&mut text, "To be added to `agencies`:", self.rows.iter().filter(new));
        let replaced = "In place of the rows with the same code and first day:";
        section(&mut text, replaced, self.rows.iter().filter(changed));
        text
    }
}

fn section<'a>(text: &mut String, title: &str, rows: impl Iterator<Item = &'a JudgedAgency>) {
    let mut rows = rows.peekable();
    if rows.peek().is_some() {
        let _ = writeln!(text, "# {title}");
    }
    for row in rows {
        let _ = writeln!(text, "    {},", toml_row(row));
    }
}

fn toml_row(row: &JudgedAgency) -> String {
    let agency = &row.agency;
    let mut pairs = vec![
        ("code", quoted(&agency.code)),
        ("name", quoted(&agency.name)),
        ("kind", word(KINDS, &agency.kind)),
        ("level", word(LEVELS, &agency.level)),
    ];
    if !row.parent.is_empty() {
        pairs.push(("parent", quoted(&row.parent)));
    }
    pairs.push(("from", quoted(&agency.validity.from.to_string())));
    pairs.extend(agency.validity.until.map(|it| ("until", quoted(&it.to_string()))));
    if !row.successor.is_empty() {
        pairs.push(("successor", quoted(&row.successor)));
    }
    if !agency.inside {
        pairs.push(("inside", "false".to_owned()));
    }
    if !row.liaison.is_empty() {
        pairs.push(("liaison", quoted(&row.liaison)));
    }
    pairs.push(("verified", "false".to_owned()));
    let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// The files write the last of its spellings.
fn word<T: PartialEq>(words: &[(&[&str], T)], value: &T) -> String {
    let found = words.iter().find(|(_, it)| it == value).and_then(|(spellings, _)| spellings.last());
    quoted(found.copied().unwrap_or_default())
}

/// A JSON string is a basic string of TOML.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Looks at a file.
///
/// # Errors
/// Refused when it can not be read or lacks a column; what is wrong in its rows is part of the answer.
pub fn preview_agencies(tree: &AgencyTree, bytes: &[u8]) -> Result<AgenciesPreview, Refusal> {
    let sheet = Sheet::read(bytes, &AGENCY_COLUMNS)?;
    let mut faults = Vec::new();
    let mut drafts = Vec::new();
    for row in &sheet.rows {
        let mut reading = Reading::of(&sheet, row);
        let draft = draft(&mut reading);
        drafts.push((reading, draft));
    }
    // What rows of the file refer to may stand in other rows of it, above or below.
    let known: Vec<Known> = known(tree, drafts.iter().filter_map(|(_, draft)| draft.as_ref()));
    let mut rows: Vec<JudgedAgency> = Vec::new();
    let mut ids = BTreeMap::new();
    for (mut reading, draft) in drafts {
        let read = draft.as_ref().map(|it| (agency_id(&it.code, it.validity.from), it.line));
        let judged = draft.and_then(|it| judge(tree, &known, &ids, it, &mut reading));
        if let Some((id, line)) = read {
            ids.entry(id).or_insert(line);
        }
        rows.extend(reading.done(judged, &mut faults));
    }
    if faults.is_empty() {
        faults.extend(no_tree(tree, &rows));
    }
    faults.sort_by_key(|it| it.line);
    Ok(AgenciesPreview { rows, faults })
}

/// A row whose cells were read and whose references were not.
struct Draft {
    line: u32,
    code: String,
    name: String,
    kind: AgencyKind,
    level: Level,
    parent: String,
    validity: Validity,
    successor: String,
    inside: bool,
    liaison: String,
}

fn draft(reading: &mut Reading<'_>) -> Option<Draft> {
    let code = reading.text("code").and_then(|it| {
        let fits = it.len() <= LONGEST_CODE
            && it
                .split('.')
                .all(|part| !part.is_empty() && part.chars().all(|it| it.is_ascii_alphanumeric()));
        let wrong = || Refusal::new("app.import-agency-code").with("code", it);
        reading.value("code", Some(it).filter(|_| fits).ok_or_else(wrong))
    });
    let name = reading.text("name").and_then(|it| {
        let too_long = || Refusal::new("app.import-agency-name").with("most", LONGEST_NAME);
        reading.value("name", Some(it).filter(|it| it.chars().count() <= LONGEST_NAME).ok_or_else(too_long))
    });
    let kind = reading.one_of("kind", KINDS);
    let level = reading.one_of("level", LEVELS);
    let inside =
        if reading.cell("inside").is_empty() { Some(true) } else { reading.one_of("inside", INSIDE) };
    let validity = reading.validity();
    let (parent, successor) = (reading.cell("parent").to_owned(), reading.cell("successor").to_owned());
    if !successor.is_empty() && reading.cell("until").is_empty() {
        reading.fault("successor", Refusal::new("app.import-successor-without-end"));
    }
    Some(Draft {
        line: reading.row.line,
        code: code?.to_owned(),
        name: name?.to_owned(),
        kind: kind?,
        level: level?,
        parent,
        validity: validity?,
        successor,
        inside: inside?,
        liaison: reading.cell("liaison").to_owned(),
    })
}

/// Which code stands for which agency when.
struct Known {
    code: String,
    validity: Validity,
    id: AgencyId,
}

/// The tree as it would be: rows of the file stand for those of the files with the same code and first day.
fn known<'d>(tree: &AgencyTree, drafts: impl Iterator<Item = &'d Draft>) -> Vec<Known> {
    let of_file: Vec<Known> = drafts
        .map(|it| Known {
            code: it.code.clone(),
            validity: it.validity,
            id: agency_id(&it.code, it.validity.from),
        })
        .collect();
    let replaced: BTreeSet<AgencyId> = of_file.iter().map(|it| it.id).collect();
    let others = tree.iter().filter(|it| !replaced.contains(&it.id)).map(|it| Known {
        code: it.code.clone(),
        validity: it.validity,
        id: it.id,
    });
    others.chain(of_file).collect()
}

fn judge(
    tree: &AgencyTree,
    known: &[Known],
    ids: &BTreeMap<AgencyId, u32>,
    draft: Draft,
    reading: &mut Reading<'_>,
) -> Option<JudgedAgency> {
    let id = agency_id(&draft.code, draft.validity.from);
    if let Some(line) = ids.get(&id) {
        reading.fault("code", Refusal::new("app.import-row-twice").with("line", line));
        return None;
    }
    let same_code =
        |it: &&Known| it.code == draft.code && it.id != id && it.validity.overlaps(draft.validity);
    if let Some(other) = known.iter().find(same_code) {
        let refusal = Refusal::new("app.import-code-taken").with("code", &draft.code);
        reading.fault("code", refusal.with("from", other.validity.from));
    }
    let mut find = |column, code: &str, date: Date| -> Option<Option<AgencyId>> {
        if code.is_empty() {
            return Some(None);
        }
        let found = known.iter().find(|it| it.code == code && it.validity.holds_on(date)).map(|it| it.id);
        let absent = || Refusal::new("app.import-agency").with("code", code).with("date", date);
        reading.value(column, found.ok_or_else(absent)).map(Some)
    };
    let parent = find("parent", &draft.parent, draft.validity.from);
    let successor = match draft.validity.until {
        Some(until) => find("successor", &draft.successor, until),
        None => Some(None),
    };
    let liaison = find("liaison", &draft.liaison, draft.validity.from);
    let (line, kind, level, validity, inside) =
        (draft.line, draft.kind, draft.level, draft.validity, draft.inside);
    let (code, name) = (draft.code, draft.name);
    let (parent, successor, liaison) = (parent?, successor?, liaison?);
    let agency = Agency { id, code, name, kind, level, parent, validity, successor, inside, liaison };
    let verdict = match tree.get(id) {
        None => AgencyVerdict::Added,
        Some(there) => match differences(there, &agency) {
            same if same.is_empty() => AgencyVerdict::Unchanged,
            different => AgencyVerdict::Changed(different),
        },
    };
    let (parent, successor, liaison) = (draft.parent, draft.successor, draft.liaison);
    Some(JudgedAgency { line, agency, verdict, parent, successor, liaison })
}

fn differences(there: &Agency, here: &Agency) -> Vec<&'static str> {
    let compared = [
        ("name", there.name != here.name),
        ("kind", there.kind != here.kind),
        ("level", there.level != here.level),
        ("parent", there.parent != here.parent),
        ("until", there.validity.until != here.validity.until),
        ("successor", there.successor != here.successor),
        ("inside", there.inside != here.inside),
        ("liaison", there.liaison != here.liaison),
    ];
    compared.into_iter().filter_map(|(column, differs)| differs.then_some(column)).collect()
}

/// Circles and the like, which no row shows by itself.
fn no_tree(tree: &AgencyTree, rows: &[JudgedAgency]) -> Option<Fault> {
    let replaced: BTreeSet<AgencyId> = rows.iter().map(|it| it.agency.id).collect();
    let others = tree.iter().filter(|it| !replaced.contains(&it.id)).cloned();
    let error = AgencyTree::new(others.chain(rows.iter().map(|it| it.agency.clone()))).err()?;
    let (code, refusal) = match &error {
        AgencyTreeError::CodeTwice(code) | AgencyTreeError::Dangling(code) => {
            (Some(code), Refusal::new("app.import-agency-left-hanging"))
        }
        AgencyTreeError::Cycle(code) => (Some(code), Refusal::new("app.import-agency-cycle")),
        AgencyTreeError::SuccessorAbsent(code) => (Some(code), Refusal::new("app.import-successor-absent")),
        AgencyTreeError::LiaisonOutside(code) => (Some(code), Refusal::new("app.import-liaison-outside")),
        AgencyTreeError::IdTwice(_) => (None, Refusal::new("app.import-agency-left-hanging")),
    };
    let code = code.map(String::as_str).unwrap_or_default();
    let row = rows.iter().find(|it| it.agency.code == code).or_else(|| rows.first())?;
    Some(Fault { line: row.line, refusal: refusal.with("code", code).at("code") })
}
