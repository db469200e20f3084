//! A password from whoever runs the command: asked for on a terminal, where it is not shown, else the first line of the
//! standard input. Never an argument, which other people of the machine can see.

use anyhow::{Context, bail};
use console::Term;
use std::io::{BufRead, IsTerminal};

/// More than any password that is taken.
const LONGEST_LINE: u64 = 64 * 1024;

/// The password for `whom`.
pub fn read(whom: &str) -> anyhow::Result<String> {
    let input = std::io::stdin();
    if input.is_terminal() { ask(whom) } else { first_line(input.lock()) }
}

/// The password that `whom` already has: one line each on the standard input.
pub fn known(whom: &str) -> anyhow::Result<String> {
    let input = std::io::stdin();
    if !input.is_terminal() {
        return first_line(input.lock());
    }
    let terminal = Term::stderr();
    terminal.write_str(&format!("password of {whom}: "))?;
    terminal.read_secure_line().context("the password can not be read; give it on the standard input")
}

fn ask(whom: &str) -> anyhow::Result<String> {
    let terminal = Term::stderr();
    let asked = |words: &str| {
        terminal.write_str(words)?;
        terminal.read_secure_line()
    };
    let cannot = "the password can not be read; give it on the standard input";
    let password = asked(&format!("password for {whom}: ")).context(cannot)?;
    if asked("once more: ").context(cannot)? != password {
        bail!("the two passwords differ; nothing was changed");
    }
    Ok(password)
}

fn first_line(input: impl BufRead) -> anyhow::Result<String> {
    let mut line = String::new();
    input.take(LONGEST_LINE).read_line(&mut line).context("the standard input can not be read as text")?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("the standard input holds no password; give it as its first line");
    }
    Ok(password.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_the_first_line_with_its_spaces() {
        let check = |input: &str, password: Option<&str>| {
            assert_eq!(first_line(input.as_bytes()).ok().as_deref(), password, "{input:?}");
        };
        check("một câu dài dễ nhớ\n", Some("một câu dài dễ nhớ"));
        check(" a b \r\nmore", Some(" a b "));
        check("without an end", Some("without an end"));
        check("\nsecond", None);
        check("", None);
    }
}
