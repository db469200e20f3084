//! Seals made and signatures verified, with `pdfsig` and `openssl` as judges that know nothing of us.
#![cfg(test)]

mod damage;
mod foreign;
mod judges;
mod making;
mod office;
mod refusing;
mod verifying;
