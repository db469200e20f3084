//! A reader that refuses to go on once one element or row has taken too many bytes.
//!
//! The parsers collect one element (or row) at a time in memory; this is what keeps that memory bounded. It must never
//! cut a value short silently: running out of the allowance is an error of kind [`io::ErrorKind::FileTooLarge`].

use std::io::{self, BufRead, Read};

/// The most bytes one XML element, one stretch of text or one row may take.
pub(crate) const MAX_BYTES: usize = 1 << 20;

/// Bytes of `inner`, as long as the allowance lasts.
pub(crate) struct Bounded<R> {
    inner: R,
    left: usize,
}

impl<R> Bounded<R> {
    pub(crate) const fn new(inner: R) -> Self {
        Self { inner, left: MAX_BYTES }
    }

    /// Called between two elements or rows: the next may again take the whole allowance.
    pub(crate) const fn refill(&mut self) {
        self.left = MAX_BYTES;
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let bytes = self.inner.fill_buf()?;
        if self.left == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes.get(..self.left).unwrap_or(bytes))
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let amount = bytes.read(target)?;
        self.consume(amount);
        Ok(amount)
    }
}
