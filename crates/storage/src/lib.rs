//! The only SQL: store, transactions, private entities, one repository file per aggregate
