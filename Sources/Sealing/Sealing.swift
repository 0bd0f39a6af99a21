// The room Sealing; see CONTRIBUTING.md.
