extension JSONValue {
  /// The one text of this value (RFC 8785, restricted): keys in byte order, no white space, strings escaped as
  /// RFC 8785 §3.2.2.2 says, integers in decimal.
  ///
  /// A key that is not a key, a key twice, an integer beyond ±(2^53 − 1) or an invisible sign is a fault of the
  /// program that made the value: it stops. Text from outside passes through `JSONValue.visible` first.
  package var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .object(let members):
      let sorted = members.map { (key: [UInt8]($0.key.utf8), value: $0.value) }
        .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      bytes.append(0x7B)
      for (index, member) in sorted.enumerated() {
        precondition(JSONValue.isKey(member.key), "not a key of canonical JSON")
        precondition(index == 0 || sorted[index - 1].key != member.key, "a key twice in one object")
        if index > 0 { bytes.append(0x2C) }
        bytes.append(0x22)
        bytes.append(contentsOf: member.key)
        bytes.append(contentsOf: [0x22, 0x3A])
        member.value.write(to: &bytes)
      }
      bytes.append(0x7D)
    case .array(let elements):
      bytes.append(0x5B)
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        element.write(to: &bytes)
      }
      bytes.append(0x5D)
    case .string(let text):
      JSONValue.write(text, to: &bytes)
    case .integer(let number):
      precondition(
        number >= -JSONValue.largestInteger && number <= JSONValue.largestInteger, "an integer beyond 2^53 - 1")
      bytes.append(contentsOf: String(number).utf8)
    case .boolean(let truth):
      bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    }
  }

  private static let hexadecimal = [UInt8]("0123456789abcdef".utf8)

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
      case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
      case 0x08: bytes.append(contentsOf: [0x5C, 0x62])
      case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
      case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
      case 0x0C: bytes.append(contentsOf: [0x5C, 0x66])
      case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
      case 0x00...0x1F:
        bytes.append(contentsOf: [0x5C, 0x75, 0x30, 0x30])
        bytes.append(hexadecimal[Int(byte >> 4)])
        bytes.append(hexadecimal[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
    precondition(!hasInvisible(text), "an invisible sign in canonical JSON")
  }

  /// The text without the signs that canonical JSON refuses: what a person typed or a document held, made fit.
  package static func visible(_ text: String) -> JSONValue {
    guard hasInvisible(text) else { return .string(text) }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text.unicodeScalars.lazy.filter { !isInvisible($0) })
    return .string(String(scalars))
  }
}
