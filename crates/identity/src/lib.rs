//! Who may do what: accounts, grants, permits, password, session and token rules
