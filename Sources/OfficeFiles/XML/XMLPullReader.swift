import CXML

/// One step through an XML part.
enum XMLEvent {
  /// `XMLPullReader.name` and its attributes are those of this element until the next step.
  case start
  case text(String)
  /// Also after an empty element.
  case end
}

/// A pull reader over libxml2's xmlReader that never opens anything, declares nothing and expands nothing.
///
/// No network, no external subset, no entities but the five of XML; a document type ends the reading at once. Depth and
/// count of elements are bounded. Not Sendable: one task reads one part.
@safe final class XMLPullReader {
  private let reader: xmlTextReaderPtr
  /// Our copy: the C side reads from it until it is freed.
  private let buffer: UnsafeMutableRawBufferPointer
  private let part: String
  private let limits: OfficeLimits
  private var elements = 0
  private(set) var depth = 0
  private var mustEndEmptyElement = false
  private(set) var name = XMLName(namespace: .other, local: "")
  /// libxml2 keeps each name once for the life of the reader, so the pointer stands for it.
  private var names: [NameKey: XMLName] = [:]

  private struct NameKey: Hashable {
    let namespace: Int
    let local: Int
  }

  /// - Throws: `unreadable` when libxml2 has no memory for it.
  init(_ bytes: [UInt8], part: String, limits: OfficeLimits) throws(OfficeFileError) {
    guard bytes.count <= Int32.max else { throw OfficeFileError(.overLimit, part: part, "\(bytes.count) bytes of XML") }
    self.part = part
    self.limits = limits
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    unsafe buffer.copyBytes(from: bytes)
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_COMPACT.rawValue)
    let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
    guard let reader = unsafe xmlReaderForMemory(start, Int32(buffer.count), nil, nil, options) else {
      unsafe buffer.deallocate()
      throw OfficeFileError(.unreadable, part: part, "no memory for the XML reader")
    }
    unsafe self.buffer = buffer
    unsafe self.reader = reader
  }

  deinit {
    unsafe xmlFreeTextReader(reader)
    unsafe buffer.deallocate()
  }

  /// The next event; nil at the end of the document. White space between elements is reported as text.
  func next() throws(OfficeFileError) -> XMLEvent? {
    if mustEndEmptyElement {
      mustEndEmptyElement = false
      depth -= 1
      return .end
    }
    while true {
      switch unsafe xmlTextReaderRead(reader) {
      case 1: break
      case 0: return nil
      default: throw OfficeFileError(.unreadable, part: part, "the XML is not well formed")
      }
      switch xmlReaderTypes(rawValue: UInt32(truncatingIfNeeded: unsafe xmlTextReaderNodeType(reader))) {
      case XML_READER_TYPE_ELEMENT:
        try enter()
        return .start
      case XML_READER_TYPE_END_ELEMENT:
        depth -= 1
        return .end
      case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_SIGNIFICANT_WHITESPACE,
        XML_READER_TYPE_WHITESPACE:
        guard let value = unsafe xmlTextReaderConstValue(reader) else { continue }
        return .text(unsafe String(cString: value))
      case XML_READER_TYPE_DOCUMENT_TYPE, XML_READER_TYPE_ENTITY_REFERENCE:
        throw OfficeFileError(.documentType, part: part, "the part declares a document type")
      default:
        continue
      }
    }
  }

  private func enter() throws(OfficeFileError) {
    depth += 1
    elements += 1
    guard depth <= limits.xmlDepth else {
      throw OfficeFileError(.overLimit, part: part, "elements are nested more than \(limits.xmlDepth) deep")
    }
    guard elements <= limits.xmlElements else {
      throw OfficeFileError(.overLimit, part: part, "more than \(limits.xmlElements) elements")
    }
    name = currentName()
    mustEndEmptyElement = unsafe xmlTextReaderIsEmptyElement(reader) == 1
  }

  private func currentName() -> XMLName {
    let namespace = unsafe xmlTextReaderConstNamespaceUri(reader)
    let local = unsafe xmlTextReaderConstLocalName(reader)
    let key = NameKey(namespace: Int(bitPattern: namespace), local: Int(bitPattern: local))
    if let known = names[key] { return known }
    let name = unsafe XMLName(
      namespace: namespace.map { XMLNamespace(uri: unsafe String(cString: $0)) } ?? .none,
      local: local.map { unsafe String(cString: $0) } ?? "")
    names[key] = name
    return name
  }

  /// The value of an attribute by its local name, whatever its prefix; nil when there is none.
  func attribute(_ local: String) -> String? {
    attribute { name, _ in name == local }
  }

  /// An attribute of that namespace.
  func attribute(_ local: String, _ namespace: XMLNamespace) -> String? {
    attribute { name, uri in name == local && XMLNamespace(uri: uri) == namespace }
  }

  /// Every attribute in order, namespace declarations left out.
  func attributes() -> [(name: String, value: String)] {
    var all: [(name: String, value: String)] = []
    _ = attribute(visiting: { name, _, value in
      all.append((name, value))
      return false
    })
    return all
  }

  private func attribute(where isWanted: (_ local: String, _ uri: String) -> Bool) -> String? {
    attribute(visiting: { name, uri, _ in isWanted(name, uri) })
  }

  private func attribute(visiting isWanted: (_ local: String, _ uri: String, _ value: String) -> Bool) -> String? {
    guard unsafe xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return nil }
    defer { unsafe xmlTextReaderMoveToElement(reader) }
    repeat {
      guard unsafe xmlTextReaderIsNamespaceDecl(reader) == 0,
        let local = unsafe xmlTextReaderConstLocalName(reader)
      else { continue }
      let uri = unsafe xmlTextReaderConstNamespaceUri(reader).map { unsafe String(cString: $0) } ?? ""
      let value = unsafe xmlTextReaderConstValue(reader).map { unsafe String(cString: $0) } ?? ""
      if unsafe isWanted(String(cString: local), uri, value) { return value }
    } while unsafe xmlTextReaderMoveToNextAttribute(reader) == 1
    return nil
  }

  /// Steps over the rest of the element that was just entered.
  func skipElement() throws(OfficeFileError) {
    let outer = depth - 1
    while depth > outer { guard try next() != nil else { return } }
  }

  /// Calls `body` at the start of every child of the element that was just entered; what `body` leaves unread is stepped
  /// over.
  func forEachChild(_ body: () throws(OfficeFileError) -> Void) throws(OfficeFileError) {
    let own = depth
    while depth >= own, let event = try next() {
      guard case .start = event else { continue }
      let child = depth
      try body()
      while depth >= child { guard try next() != nil else { return } }
    }
  }

  /// All text inside the element that was just entered.
  func elementText() throws(OfficeFileError) -> String {
    let outer = depth - 1
    var text = ""
    while depth > outer, let event = try next() {
      if case .text(let piece) = event { text += piece }
    }
    return text
  }
}
