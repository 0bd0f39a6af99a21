// The room Panel; see CONTRIBUTING.md.
