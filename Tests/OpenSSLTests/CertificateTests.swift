import ByteCoding
import Testing

@testable import OpenSSL

struct CertificateTests {
  static let validity = Validity(notBefore: 1_700_000_000, notAfter: 1_800_000_000)
  let authority: CertificateAuthority

  init() throws {
    authority = try CertificateAuthority.create(
      commonName: "会评签发机构", key: .generate(), validity: CertificateTests.validity)
  }

  private func client(_ code: String) throws -> Certificate {
    let request = try CertificateRequest.create(commonName: "whatever", key: .generate())
    return try authority.issueClient(commonName: code, request: request, validity: CertificateTests.validity)
  }

  @Test func aCertificateSaysWhatWasAsked() throws {
    let key = try CertificateKey.generate()
    let request = try CertificateRequest.create(commonName: "not this", key: key)
    let parsedRequest = try CertificateRequest(der: request.der())
    #expect(try parsedRequest.publicKeyDigest == key.publicKeyDigest())
    let issued = try authority.issueClient(
      commonName: "R17", request: parsedRequest, validity: CertificateTests.validity)
    let parsed = try Certificate(der: issued.der())
    #expect(parsed.commonName == "R17")
    #expect(parsed.validity == CertificateTests.validity)
    #expect(try parsed.publicKeyDigest == key.publicKeyDigest())
    #expect(parsed.serialNumber == issued.serialNumber)
    #expect((1...16).contains(parsed.serialNumber.count))
    #expect(try parsed.fingerprint() == SHA256.hash(issued.der()))
    #expect(authority.certificate.commonName == "会评签发机构")
  }

  @Test func serialNumbersDiffer() throws {
    #expect(try client("R1").serialNumber != client("R1").serialNumber)
  }

  @Test func textAndBytesAreTheSameCertificate() throws {
    let certificate = try client("R1")
    let text = try certificate.pem()
    #expect(try Certificate(pem: text).der() == certificate.der())
    #expect(text.starts(with: "-----BEGIN CERTIFICATE-----\n".utf8))
    let key = try CertificateKey.generate()
    #expect(try CertificateKey(pem: key.pem()).publicKeyDigest() == key.publicKeyDigest())
    #expect(try CertificateKey(pkcs8: key.pkcs8()).pkcs8() == key.pkcs8())
  }

  @Test func whatIsNotOneCertificateIsRefused() throws {
    let der = try client("R1").der()
    let refusal = OpenSSLError(.invalidCertificate, zh: "", en: "")
    for bytes in [[], [0x30], der + [0], Array(der.dropLast()), [UInt8](repeating: 0x30, count: 20_000)] {
      #expect(throws: refusal) { try Certificate(der: bytes) }
    }
    let pem = try client("R1").pem()
    for text in [[], Array(pem.dropLast(30)), pem + pem, [0x41] + pem] {
      #expect(throws: refusal) { try Certificate(pem: text) }
    }
  }

  /// One flipped bit either breaks the certificate or leaves a readable one; it never crashes.
  @Test func changedBytesNeverCrash() throws {
    let der = try client("R1").der()
    let request = try CertificateRequest.create(commonName: "R1", key: .generate()).der()
    for index in der.indices {
      var changed = der
      changed[index] ^= 0x55
      _ = try? Certificate(der: changed)
    }
    for index in request.indices {
      var changed = request
      changed[index] ^= 0x55
      #expect(throws: OpenSSLError.self) { try CertificateRequest(der: changed) }
    }
  }

  @Test func aRequestMustBeSignedByItsOwnKey() throws {
    let honest = try CertificateRequest.create(commonName: "R1", key: .generate()).der()
    let other = try CertificateRequest.create(commonName: "R1", key: .generate()).der()
    // The signature is the last thing in a request: put the other's there when the lengths allow it.
    let refusal = OpenSSLError(.invalidCertificate, zh: "", en: "")
    var mixed = honest
    mixed.replaceSubrange((honest.count - 16)..., with: other.suffix(16))
    #expect(throws: refusal) { try CertificateRequest(der: mixed) }
    #expect(throws: refusal) { try CertificateRequest(der: [UInt8](repeating: 0x30, count: 5000)) }
  }

  @Test(arguments: ["", String(repeating: "长", count: 65), "a\u{0}b", "a\nb"])
  func namesThatCannotBeReadBackAreRefused(name: String) throws {
    #expect(throws: OpenSSLError(.invalidParameter, zh: "", en: "")) {
      try CertificateRequest.create(commonName: name, key: .generate())
    }
  }

  @Test(arguments: [
    [], ["a,DNS:b"], ["a b"], ["IP:1.2.3.4"], ["*"], [""], ["主机"], [String(repeating: "a", count: 254)],
    ["999.1.1.1"], ["email:a@b"],
  ])
  func serverNamesThatAreSyntaxAreRefused(names: [String]) throws {
    let key = try CertificateKey.generate()
    #expect(throws: OpenSSLError(.invalidParameter, zh: "", en: "")) {
      try authority.issueServer(
        commonName: "server", names: names, publicKeyOf: key, validity: CertificateTests.validity)
    }
  }

  @Test func serverNamesMayBeHostsAndAddresses() throws {
    let key = try CertificateKey.generate()
    let certificate = try authority.issueServer(
      commonName: "server", names: ["review.example.gov.cn", "10.1.2.3", "fe80::1"], publicKeyOf: key,
      validity: CertificateTests.validity)
    #expect(certificate.commonName == "server")
  }

  @Test func anAuthorityNeedsItsOwnKey() throws {
    let certificate = authority.certificate
    #expect(throws: OpenSSLError(.invalidCertificate, zh: "", en: "")) {
      try CertificateAuthority(certificate: certificate, key: .generate())
    }
  }

  @Test func timesAreChecked() throws {
    for validity in [Validity(notBefore: 2, notAfter: 1), Validity(notBefore: 0, notAfter: 253_402_300_800)] {
      #expect(throws: OpenSSLError(.invalidParameter, zh: "", en: "")) {
        try CertificateAuthority.create(commonName: "x", key: .generate(), validity: validity)
      }
    }
    let forever = Validity(notBefore: 0, notAfter: 253_402_300_799)
    #expect(
      try CertificateAuthority.create(commonName: "x", key: .generate(), validity: forever).certificate.validity
        == forever)
    #expect(forever.contains(0) && forever.contains(253_402_300_799) && !forever.contains(-1))
  }
}

struct RevocationListTests {
  @Test(arguments: [0, 1, 200])
  func aListSaysWhatWasRevoked(count: Int) throws {
    let authority = try CertificateAuthority.create(
      commonName: "authority", key: .generate(), validity: CertificateTests.validity)
    let entries = try (0..<count).map {
      RevocationList.Entry(
        serialNumber: [1] + (try RandomBytes.generate(15)), revokedAt: 1_700_000_000 + Int64($0))
    }
    let list = try authority.revocationList(entries, number: 7, validity: CertificateTests.validity)
    let parsed = try RevocationList(pem: list.pem(), issuer: authority.certificate)
    #expect(Set(parsed.entries) == Set(entries))
    #expect(parsed.serialNumbers == Set(entries.map(\.serialNumber)))
    #expect(parsed.validity == CertificateTests.validity)
  }

  @Test func aListOfAnotherAuthorityIsRefused() throws {
    let authority = try CertificateAuthority.create(
      commonName: "authority", key: .generate(), validity: CertificateTests.validity)
    let other = try CertificateAuthority.create(
      commonName: "authority", key: .generate(), validity: CertificateTests.validity)
    let list = try authority.revocationList(
      [.init(serialNumber: [5], revokedAt: 1_700_000_000)], number: 1, validity: CertificateTests.validity)
    let refusal = OpenSSLError(.invalidCertificate, zh: "", en: "")
    #expect(throws: refusal) { try RevocationList(der: list.der, issuer: other.certificate) }
    for index in list.der.indices {
      var changed = list.der
      changed[index] ^= 0x55
      #expect(throws: OpenSSLError.self) { try RevocationList(der: changed, issuer: authority.certificate) }
    }
    #expect(throws: refusal) { try RevocationList(der: list.der + [0], issuer: authority.certificate) }
  }
}
