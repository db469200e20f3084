//! Orders at the payment gateway, and its answers.

pub mod gateway_order {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "gateway_order")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub reference: String,
        pub dossier: Uuid,
        pub agency: Uuid,
        pub amount: i64,
        pub charges: String,
        pub begun_at: i64,
        pub expires_at: i64,
        pub payment: Option<String>,
        pub seq: Option<i64>,
        pub paid_at: Option<i64>,
        pub failed_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod gateway_callback {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "gateway_callback")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub fingerprint: String,
        pub first_at: i64,
        pub last_at: i64,
        pub times: i64,
        pub outcome: String,
        pub why: Option<String>,
        pub reference: Option<String>,
        pub payment: Option<String>,
        pub amount: Option<i64>,
        pub paid_at: Option<i64>,
        pub agency: Option<Uuid>,
        pub dossier: Option<Uuid>,
        pub seq: Option<i64>,
        pub settled_by: Option<Uuid>,
        pub settled_at: Option<i64>,
        pub note: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
