//! Receipts, drawers and the book of money.

pub mod receipt_series {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "receipt_series")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub agency: Uuid,
        pub form: String,
        pub symbol: String,
        pub book: String,
        pub kind: String,
        pub first_number: i64,
        pub last_number: i64,
        pub width: i64,
        pub issuer: String,
        pub warn_below: i64,
        pub opened_by: Uuid,
        pub opened_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod receipt_stock {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "receipt_stock")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub series: Uuid,
        pub account: Uuid,
        pub first_number: i64,
        pub last_number: i64,
        pub next_number: i64,
        pub given_by: Uuid,
        pub given_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod receipt_number {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "receipt_number")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub series: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub fate: String,
        pub dossier: Option<Uuid>,
        pub seq: Option<i64>,
        pub amount: i64,
        pub minutes: Option<String>,
        pub account: Uuid,
        pub recorded_by: Uuid,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod drawer {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "drawer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub agency: Uuid,
        pub account: Uuid,
        pub opened_at: i64,
        pub state: String,
        pub body: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod money_movement {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "money_movement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub agency: Uuid,
        pub account: Uuid,
        pub at: i64,
        pub drawer: Option<Uuid>,
        pub kind: String,
        pub means: String,
        pub amount: i64,
        pub dossier: Option<Uuid>,
        pub seq: Option<i64>,
        pub charge: Option<String>,
        pub charge_kind: Option<String>,
        pub receipt: Option<String>,
        pub note: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod statement_line {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "statement_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub fingerprint: String,
        pub account: String,
        pub agency: Uuid,
        pub day: String,
        pub amount: i64,
        pub description: String,
        pub bank_number: Option<String>,
        pub read_by: Uuid,
        pub read_at: i64,
        pub dossier: Option<Uuid>,
        pub seq: Option<i64>,
        pub booked_by: Option<Uuid>,
        pub booked_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod statement_mapping {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "statement_mapping")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub agency: Uuid,
        pub mapping: String,
        pub kept_by: Uuid,
        pub kept_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
