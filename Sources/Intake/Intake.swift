// The room Intake; see CONTRIBUTING.md.
