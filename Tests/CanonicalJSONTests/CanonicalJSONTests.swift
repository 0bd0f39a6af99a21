import Testing

@testable import CanonicalJSON
