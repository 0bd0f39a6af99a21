// The room Reports; see CONTRIBUTING.md.
