// The room CanonicalJSON; see CONTRIBUTING.md.
