import Testing

@testable import OfficeFiles
