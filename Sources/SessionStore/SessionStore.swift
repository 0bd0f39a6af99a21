// The room SessionStore; see CONTRIBUTING.md.
