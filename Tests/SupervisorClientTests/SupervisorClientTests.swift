import Testing

@testable import SupervisorClient
