//! Texts that people sent to ask for a dossier, and how often one telephone does.

pub mod inquiry {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inquiry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub channel: String,
        pub their_id: String,
        pub phone_sum: String,
        pub phone: Option<String>,
        pub at: i64,
        pub outcome: String,
        pub wrong: bool,
        pub dossier: Option<Uuid>,
        pub whole_slip: bool,
        pub again: Option<i64>,
        pub locale: String,
        pub state: String,
        pub attempts: i64,
        pub ended: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod inquiry_meter {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inquiry_meter")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        pub last_at: i64,
        pub warned_at: Option<i64>,
        pub silenced: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
