import Testing

@testable import AuditVerifier
