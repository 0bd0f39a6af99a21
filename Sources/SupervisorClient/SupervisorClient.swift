// The room SupervisorClient; see CONTRIBUTING.md.
