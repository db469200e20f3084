//! The history of the schema, one file a change; depends on none of our crates
