// The room WireProtocol; see CONTRIBUTING.md.
