import Testing

@testable import SessionClient
