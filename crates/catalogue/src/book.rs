//! Sổ của ngành: the book in which the results of some procedures are numbered, from 1 each year in each agency.
//!
//! Agencies keep one volume a year; a second volume of the same year is not written yet.

use motcua_kernel::Date;
use serde::Deserialize;

/// A book of results.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultBook {
    /// Its sign in a number (`SCT/BS`), never reused.
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
    /// National codes of the procedures whose results stand in it.
    pub procedures: Vec<String>,
    /// Code of the legal document it stands on.
    pub basis: String,
    /// Whether the province has confirmed its sign.
    pub confirmed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BookFile {
    book: Vec<ResultBook>,
}

/// Why a file is no list of books.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("books {file}: {problem}")]
pub struct BookError {
    /// Which file.
    pub file: String,
    /// What is wrong.
    pub problem: String,
}

impl ResultBook {
    /// Reads `(file name, TOML text)` pairs.
    ///
    /// # Errors
    /// Names the first file that is no list of books, gives a sign twice or a procedure two books.
    pub fn parse_all<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Vec<Self>, BookError> {
        let mut books: Vec<Self> = Vec::new();
        for (file, text) in files {
            let wrong = |problem: String| BookError { file: file.to_owned(), problem };
            let read: BookFile = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
            for book in read.book {
                if books.iter().any(|it| it.code == book.code) {
                    return Err(wrong(format!("{} is given twice", book.code)));
                }
                if let Some(code) = book.procedures.iter().find(|code| Self::of(&books, code).is_some()) {
                    return Err(wrong(format!("{code} stands in two books")));
                }
                books.push(book);
            }
        }
        Ok(books)
    }

    /// The book of a procedure, by its national code.
    pub fn of<'a>(books: &'a [Self], procedure: &str) -> Option<&'a Self> {
        books.iter().find(|it| it.procedures.iter().any(|code| code == procedure))
    }

    /// The series its numbers are taken from in the year of `date`.
    pub fn series(&self, date: Date) -> String {
        format!("result/{}/{}", date.year(), self.code)
    }

    /// A number as lời chứng writes it: `125 quyển số 01/2026-SCT/BS`.
    pub fn write(&self, number: u32, date: Date) -> String {
        format!("{number} quyển số 01/{}-{}", date.year(), self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const BOOK: &str = r#"
        [[book]]
        code = "SCT/BS"
        name = "Sổ chứng thực bản sao"
        procedures = ["2.000815"]
        basis = "01/2020/TT-BTP"
        confirmed = false"#;

    #[test]
    fn a_number_names_its_book_and_year() {
        let books = ResultBook::parse_all([("a.toml", BOOK)]).unwrap();
        let book = ResultBook::of(&books, "2.000815").unwrap();
        assert_eq!(book.write(125, date!(2026 - 11 - 24)), "125 quyển số 01/2026-SCT/BS");
        assert_eq!(book.series(date!(2026 - 12 - 31)), "result/2026/SCT/BS");
        assert_ne!(book.series(date!(2026 - 12 - 31)), book.series(date!(2027 - 01 - 01)));
        assert_eq!(ResultBook::of(&books, "2.000884"), None);
    }

    #[test]
    fn a_procedure_stands_in_one_book() {
        let check = |second: &str, problem: &str| {
            let error = ResultBook::parse_all([("a.toml", BOOK), ("b.toml", second)]).unwrap_err();
            assert_eq!((error.file.as_str(), error.problem.as_str()), ("b.toml", problem));
        };
        check(BOOK, "SCT/BS is given twice");
        check(&BOOK.replace("\"SCT/BS\"", "\"SCT/CK\""), "2.000815 stands in two books");
    }
}
