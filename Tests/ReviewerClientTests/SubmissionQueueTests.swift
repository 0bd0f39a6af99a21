import Testing

@testable import ReviewerClient
