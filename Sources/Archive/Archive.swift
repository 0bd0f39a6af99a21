// The room Archive; see CONTRIBUTING.md.
