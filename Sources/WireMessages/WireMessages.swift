// The room WireMessages; see CONTRIBUTING.md.
