// The room SecureTransport; see CONTRIBUTING.md.
