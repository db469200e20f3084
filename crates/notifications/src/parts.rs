//! A mail as a page is made of the very words of its plain text: paragraphs, lists and links are seen in them.

use serde::Serialize;

/// Which part of a message some words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Role {
    /// That it is made up.
    Sample,
    /// Whom it speaks to.
    Greeting,
    /// What it tells.
    News,
    /// Number, procedure, agency, dates.
    About,
    /// Whom to ask.
    Contact,
    /// Who writes, and how to end it.
    Foot,
}

/// Some words of a message.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub role: Role,
    pub text: String,
}

impl Part {
    /// None where nothing is said.
    pub(crate) fn new(role: Role, text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let mut kept: Vec<&str> = Vec::new();
        for line in lines {
            let doubled = line.is_empty() && kept.last().is_none_or(|it| it.is_empty());
            if !doubled {
                kept.push(line);
            }
        }
        let text = kept.join("\n").trim().to_owned();
        (!text.is_empty()).then_some(Self { role, text })
    }
}

/// A paragraph or list of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Block {
    pub role: Role,
    /// Whether it is the first of what is told: what it means for the reader.
    pub lead: bool,
    /// Whether its lines are items of a list.
    pub list: bool,
    pub lines: Vec<Line>,
}

/// A line of it, and the link it ends with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Line {
    pub text: String,
    pub link: Option<String>,
}

/// The page's blocks. Only what is among `links` becomes a link, so that no typed reason makes one.
pub(crate) fn blocks(parts: &[Part], links: &[String]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for part in parts {
        let mut is_first = part.role == Role::News;
        for paragraph in part.text.split("\n\n") {
            let mut fresh = true;
            for written in paragraph.lines() {
                let (list, text) = match written.trim_start().strip_prefix("- ") {
                    Some(item) => (true, item),
                    None => (false, written),
                };
                if fresh || blocks.last().is_some_and(|it| it.list != list) {
                    blocks.push(Block { role: part.role, lead: is_first, list, lines: Vec::new() });
                    is_first = false;
                }
                fresh = false;
                if let Some(block) = blocks.last_mut() {
                    block.lines.push(line(text, links));
                }
            }
        }
    }
    blocks
}

fn line(text: &str, links: &[String]) -> Line {
    let ends_with = |link: &&String| {
        let before = text.strip_suffix(link.as_str());
        before.is_some_and(|it| it.is_empty() || it.ends_with(' '))
    };
    match links.iter().find(ends_with) {
        Some(link) => {
            let text = text.strip_suffix(link.as_str()).unwrap_or_default().trim_end().to_owned();
            Line { text, link: Some(link.clone()) }
        }
        None => Line { text: text.to_owned(), link: None },
    }
}
