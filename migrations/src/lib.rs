//! The history of the schema, one file a change; depends on none of our crates.
//!
//! A migration that has shipped is never edited. Instants are integer microseconds UTC and dates ISO text on both
//! databases, so that the same value sorts and compares the same way.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::{MigrationTrait, async_trait};

mod m0001_spine;

/// Every change, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_spine::Migration)]
    }
}
