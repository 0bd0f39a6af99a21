// The room Vault; see CONTRIBUTING.md.
