// The room CoordinatorService; see CONTRIBUTING.md.
