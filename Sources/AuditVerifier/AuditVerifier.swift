// The room AuditVerifier; see CONTRIBUTING.md.
