// The room ReviewerClient; see CONTRIBUTING.md.
