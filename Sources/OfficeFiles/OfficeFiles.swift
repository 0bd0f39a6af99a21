// The room OfficeFiles; see CONTRIBUTING.md.
