//! The history of the schema, one file a change; depends on none of our crates.
//!
//! A migration that has shipped is never edited. Instants are integer microseconds UTC and dates ISO text on both
//! databases, so that the same value sorts and compares the same way.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::{ConnectOptions, Database, DatabaseConnection};
use sea_orm_migration::{DbErr, MigrationTrait, async_trait};

mod m0001_spine;
mod m0002_people_and_desks;
mod m0003_bundles;
mod m0004_paper;
mod m0005_work_lists;
mod m0006_search;
mod m0007_drafts;
mod m0008_files_and_calendar;
mod m0009_asked_papers;
mod m0010_catalogue_versions;
mod m0011_look_up_code;
mod m0012_priority;
mod m0013_agency_contacts;
mod m0014_money;
mod m0015_statements;
mod m0016_gateway;
mod m0018_office_sheets;
mod m0020_signatures;
mod m0021_accounts_and_returns;
mod m0022_jobs;
mod m0023_notices;
mod m0024_webhooks;
mod m0026_watched;
mod m0027_inquiries;
mod m0028_house_facts;
mod m0029_reach_changes;
mod m0030_staff_told;
mod m0031_notices_again;
mod m0033_told_again;
mod m0035_a_draft_a_leg;
mod m0036_kept_passwords;
mod spelling;

/// Every change, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_spine::Migration),
            Box::new(m0002_people_and_desks::Migration),
            Box::new(m0003_bundles::Migration),
            Box::new(m0004_paper::Migration),
            Box::new(m0005_work_lists::Migration),
            Box::new(m0006_search::Migration),
            Box::new(m0007_drafts::Migration),
            Box::new(m0008_files_and_calendar::Migration),
            Box::new(m0009_asked_papers::Migration),
            Box::new(m0010_catalogue_versions::Migration),
            Box::new(m0011_look_up_code::Migration),
            Box::new(m0012_priority::Migration),
            Box::new(m0013_agency_contacts::Migration),
            Box::new(m0014_money::Migration),
            Box::new(m0015_statements::Migration),
            Box::new(m0016_gateway::Migration),
            Box::new(m0018_office_sheets::Migration),
            Box::new(m0020_signatures::Migration),
            Box::new(m0021_accounts_and_returns::Migration),
            Box::new(m0022_jobs::Migration),
            Box::new(m0023_notices::Migration),
            Box::new(m0024_webhooks::Migration),
            Box::new(m0026_watched::Migration),
            Box::new(m0027_inquiries::Migration),
            Box::new(m0028_house_facts::Migration),
            Box::new(m0029_reach_changes::Migration),
            Box::new(m0030_staff_told::Migration),
            Box::new(m0031_notices_again::Migration),
            Box::new(m0033_told_again::Migration),
            Box::new(m0035_a_draft_a_leg::Migration),
            Box::new(m0036_kept_passwords::Migration),
        ]
    }
}

/// Applies what is missing to the database at `url` and says how many changes that were.
///
/// # Errors
/// When the database can not be reached or refuses a change.
pub async fn apply(url: &str) -> Result<usize, DbErr> {
    let connection = connect(url).await?;
    let missing = Migrator::get_pending_migrations_read_only(&connection).await?.len();
    Migrator::up(&connection, None).await?;
    connection.close().await?;
    Ok(missing)
}

/// How many changes the database at `url` lacks. Changes nothing.
///
/// # Errors
/// When the database can not be reached, or has changes this program does not know.
pub async fn pending(url: &str) -> Result<usize, DbErr> {
    let connection = connect(url).await?;
    let missing = Migrator::get_pending_migrations_read_only(&connection).await?.len();
    connection.close().await?;
    Ok(missing)
}

async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await
}
