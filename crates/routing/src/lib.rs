//! Moving a dossier through its agencies: legs, hand-over, consultation, approval, return
