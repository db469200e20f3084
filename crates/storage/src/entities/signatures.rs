//! The tables of what was found of the signatures of files.

pub mod signature_check {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "signature_check")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub file: Uuid,
        pub found: String,
        pub checked_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod file_signature {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "file_signature")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub file: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
        pub signer: Option<String>,
        pub organisation: Option<String>,
        pub issuer: Option<String>,
        pub serial: Option<String>,
        pub holds_from: Option<i64>,
        pub holds_until: Option<i64>,
        pub signed_at: Option<i64>,
        pub reason: Option<String>,
        pub coverage: String,
        pub signed_bytes: Option<i64>,
        pub appended_bytes: Option<i64>,
        pub digest: String,
        pub signature: String,
        pub trust: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
