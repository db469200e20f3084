//! One dossier's life: state, events, and the folds over its history
