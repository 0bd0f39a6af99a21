// The room TLS; see CONTRIBUTING.md.
