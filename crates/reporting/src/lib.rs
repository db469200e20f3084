//! Figures as folds over histories; event logs in and out
