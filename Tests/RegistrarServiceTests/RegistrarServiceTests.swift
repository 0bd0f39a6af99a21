import Testing

@testable import RegistrarService
