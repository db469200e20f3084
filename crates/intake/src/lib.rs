//! Receiving a dossier: completeness, reception, guidance, supplement, refusal, withdrawal
