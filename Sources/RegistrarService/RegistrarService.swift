// The room RegistrarService; see CONTRIBUTING.md.
