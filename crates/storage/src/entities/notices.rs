//! How people are reached, and what they were told.

pub mod reach {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reach")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub dossier: Uuid,
        pub party: Uuid,
        pub way: String,
        pub address: Option<String>,
        pub locale: String,
        pub wants: String,
        pub state: String,
        pub why_off: Option<String>,
        pub since: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod notice {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub dossier: Uuid,
        pub seq: i64,
        pub kind: String,
        pub party: Uuid,
        pub reach: Option<Uuid>,
        pub way: String,
        pub agency: Uuid,
        pub state: String,
        pub created: i64,
        pub due: i64,
        pub sent: Option<i64>,
        pub ended: Option<i64>,
        pub attempts: i64,
        pub their_id: Option<String>,
        pub error: Option<String>,
        pub went_with: Option<Uuid>,
        pub settled_by: Option<Uuid>,
        pub first_tried: Option<i64>,
        pub asked_again: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod reach_change {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reach_change")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub position: i64,
        pub dossier: Uuid,
        pub party: Uuid,
        pub way: String,
        pub act: String,
        pub account: Uuid,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod early_receipt {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "early_receipt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub channel: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub their_id: String,
        pub delivered: i64,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
