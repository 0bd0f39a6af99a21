import Testing

@testable import CoordinatorService
