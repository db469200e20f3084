//! The tables of what came from paper.

pub mod late_entry_permit {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "late_entry_permit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub agency: Uuid,
        pub ground: String,
        pub reason: String,
        pub from_at: i64,
        pub until_at: i64,
        pub slips: i64,
        pub enter_by: i64,
        pub granted_by: Uuid,
        pub granted_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod paper_batch {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "paper_batch")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub agency: Uuid,
        pub file_name: String,
        pub file_hash: Vec<u8>,
        pub content: Option<String>,
        pub sent_by: Uuid,
        pub sent_as: String,
        pub sent_at: i64,
        pub approved_by: Option<Uuid>,
        pub approved_at: Option<i64>,
        pub outcome: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod paper_slip {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "paper_slip")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub agency: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: String,
        pub dossier: Uuid,
        pub permit: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
