//! The tables as they are. Plain columns, private to this crate; what they mean is said where they are converted.

mod accounts;
mod counter;
mod files;
mod gateway;
mod inquiries;
mod jobs;
mod money;
mod notices;
mod paper;
mod people;
mod search;
mod signatures;
mod staff_told;
mod watched;
mod webhooks;

pub use accounts::{agency_account, receipt_return};
pub use counter::{applicant, intake_draft};
pub use files::{agency_contact, calendar_revision, catalogue_version, house_setting, stored_file};
pub use gateway::{gateway_callback, gateway_order};
pub use inquiries::{inquiry, inquiry_meter};
pub use jobs::{job, job_change, recurring_job};
pub use money::{
    drawer, money_movement, receipt_number, receipt_series, receipt_stock, statement_line, statement_mapping,
};
pub use notices::{early_receipt, notice, reach, reach_change};
pub use paper::{late_entry_permit, paper_batch, paper_slip};
pub use people::{account, account_grant, api_token, login_failure, party, reading, session};
pub use search::{dossier_agency, dossier_party};
pub use signatures::{file_signature, signature_check};
pub use staff_told::{alert_mark, apology_draft, staff_mail, staff_question};
pub use watched::{alert, house_fact, watched_term};
pub use webhooks::{webhook, webhook_attempt};

pub mod dossier {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossier")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        #[sea_orm(unique)]
        pub number: Option<String>,
        pub status: String,
        pub receiving: Option<Uuid>,
        pub received_at: Option<i64>,
        pub lawful_at: Option<i64>,
        pub ended_at: Option<i64>,
        pub state: String,
        pub bundle: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod event {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "event")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub position: i64,
        pub dossier: Uuid,
        pub seq: i64,
        pub recorded: i64,
        pub occurred: i64,
        pub kind: String,
        pub payload_version: i64,
        pub payload: String,
        pub previous: Vec<u8>,
        pub hash: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod erasable_text {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "erasable_text")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub dossier: Uuid,
        pub body: Option<String>,
        pub hash: Vec<u8>,
        pub erased_ground: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod serial {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "serial")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub agency: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub book: String,
        pub last: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod idempotency {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: Vec<u8>,
        pub request: Vec<u8>,
        pub dossier: Uuid,
        pub seq: i64,
        pub stored_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod status_view {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "status_view")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub dossier: Uuid,
        pub token: String,
        pub place: i64,
        #[sea_orm(unique)]
        pub number: String,
        pub code: String,
        pub version: i64,
        pub view: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod desk {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "desk")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub dossier: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub agency: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub slot: i64,
        pub due: i64,
        pub task: String,
        pub clock: i64,
        pub assignee: Option<Uuid>,
        pub version: Uuid,
        pub applicant: Uuid,
        pub priority: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod secret {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "secret")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub value: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod procedure_draft {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "procedure_draft")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub name: String,
        pub flagged: i64,
        pub draft: String,
        pub source: String,
        pub imported_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

#[cfg(test)]
mod drift;
