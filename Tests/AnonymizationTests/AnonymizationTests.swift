import Testing

@testable import Anonymization
