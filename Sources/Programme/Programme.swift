// The room Programme; see CONTRIBUTING.md.
