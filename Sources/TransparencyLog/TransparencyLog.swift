// The room TransparencyLog; see CONTRIBUTING.md.
