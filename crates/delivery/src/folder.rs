//! A folder in place of the world, for a trial: what would be sent lies in it, whole or not at all. Sending the same again
//! writes the same file again.

use crate::letter::Letterhead;
use crate::{Failure, Mail, Sent, Text};
use serde_json::json;
use std::io;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Writes mails into a folder, as `.eml`, which any mail program opens.
#[derive(Debug)]
pub struct MailFolder {
    folder: PathBuf,
    head: Letterhead,
}

impl MailFolder {
    /// Into this folder, with this letterhead; it is made with the first mail.
    pub const fn new(folder: PathBuf, head: Letterhead) -> Self {
        Self { folder, head }
    }

    /// Where.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) async fn send(&self, mail: &Mail) -> Result<Sent, Failure> {
        let letter = self.head.letter(mail)?;
        write(self.folder.clone(), mail.id, "eml", letter.bytes).await
    }
}

/// Writes a text message into a folder, as JSON.
pub(crate) async fn write_text(folder: &Path, text: &Text) -> Result<Sent, Failure> {
    let it = json!({ "id": text.id, "channel": text.channel, "to": text.to, "text": text.text });
    write(folder.to_owned(), text.id, "json", format!("{it:#}\n").into_bytes()).await
}

async fn write(folder: PathBuf, id: Uuid, kind: &'static str, bytes: Vec<u8>) -> Result<Sent, Failure> {
    let written = tokio::task::spawn_blocking(move || whole(&folder, &format!("{id}.{kind}"), &bytes)).await;
    match written {
        Ok(Ok(())) => Ok(Sent::Accepted { their_id: Some(id.to_string()) }),
        Ok(Err(error)) => Err(Failure::later(format!("the folder of the trial: {}", error.kind()))),
        Err(_) => Err(Failure::later("the folder of the trial could not be written")),
    }
}

fn whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let on_its_way = folder.join(format!(".{name}"));
    std::fs::write(&on_its_way, bytes)?;
    std::fs::rename(on_its_way, folder.join(name))
}
