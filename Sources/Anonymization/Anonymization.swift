// The room Anonymization; see CONTRIBUTING.md.
