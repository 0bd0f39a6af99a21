// The room Scoring; see CONTRIBUTING.md.
