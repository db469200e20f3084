//! The tables by which a dossier is found: whose it is, and which agencies may know of it.

pub mod dossier_party {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossier_party")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub position: i64,
        pub dossier: Uuid,
        pub party: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod dossier_agency {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossier_agency")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub agency: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub tail: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub dossier: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
