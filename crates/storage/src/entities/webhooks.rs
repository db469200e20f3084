//! Other systems that are told what happens.

pub mod webhook {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhook")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub url: String,
        pub agency: Uuid,
        pub kinds: String,
        pub secret: Vec<u8>,
        pub old_secret: Option<Vec<u8>>,
        pub old_until: Option<i64>,
        pub state: String,
        pub made_by: Uuid,
        pub made_at: i64,
        pub place_transaction: i64,
        pub place_position: i64,
        pub again: Option<Uuid>,
        pub again_told: Option<i64>,
        pub failures: i64,
        pub failing_since: Option<i64>,
        pub next_try: Option<i64>,
        pub last_error: Option<String>,
        pub last_error_at: Option<i64>,
        pub last_success: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod webhook_attempt {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhook_attempt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub webhook: Uuid,
        pub at: i64,
        pub event: String,
        pub kind: String,
        pub place_transaction: Option<i64>,
        pub place_position: Option<i64>,
        pub status: Option<i64>,
        pub error: Option<String>,
        pub milliseconds: i64,
        pub tries: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
