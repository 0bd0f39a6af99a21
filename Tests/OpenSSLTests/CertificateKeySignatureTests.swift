import Testing

@testable import OpenSSL

struct CertificateKeySignatureTests {
  @Test func theRequestsKeyVerifiesWhatTheKeySigned() throws {
    let key = try CertificateKey.generate()
    let request = try CertificateRequest(der: CertificateRequest.create(commonName: "7KQ2", key: key).der())
    let signature = try key.sign([1, 2, 3])
    #expect(try request.isValid(signature: signature, for: [1, 2, 3]))
    #expect(try !request.isValid(signature: signature, for: [1, 2, 4]))
    #expect(try !request.isValid(signature: Array(signature.dropLast()), for: [1, 2, 3]))
    #expect(try !request.isValid(signature: [], for: [1, 2, 3]))
  }

  @Test func anotherKeysSignatureIsNotValid() throws {
    let request = try CertificateRequest.create(commonName: "7KQ2", key: .generate())
    let other = try CertificateKey.generate()
    #expect(try !request.isValid(signature: other.sign([1]), for: [1]))
  }
}
