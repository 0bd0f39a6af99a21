/// The vocabularies of office files; strict (ISO/IEC 29500) and transitional names are the same one here.
enum XMLNamespace: Hashable {
  case wordprocessing
  case drawing
  case picture
  case chart
  case math
  case spreadsheet
  case relationships
  case packageRelationships
  case contentTypes
  case markupCompatibility
  case vml
  case office
  case wordprocessing2010
  case wordprocessing2012
  case coreProperties
  case dublinCore
  case extendedProperties
  case customProperties
  case none
  case other

  init(uri: String) {
    self = XMLNamespace.known[uri] ?? (uri.isEmpty ? .none : .other)
  }

  private static let known: [String: XMLNamespace] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": .wordprocessing,
    "http://purl.oclc.org/ooxml/wordprocessingml/main": .wordprocessing,
    "http://schemas.openxmlformats.org/drawingml/2006/main": .drawing,
    "http://purl.oclc.org/ooxml/drawingml/main": .drawing,
    "http://schemas.openxmlformats.org/drawingml/2006/picture": .picture,
    "http://purl.oclc.org/ooxml/drawingml/picture": .picture,
    "http://schemas.openxmlformats.org/drawingml/2006/chart": .chart,
    "http://purl.oclc.org/ooxml/drawingml/chart": .chart,
    "http://schemas.openxmlformats.org/officeDocument/2006/math": .math,
    "http://purl.oclc.org/ooxml/officeDocument/math": .math,
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": .spreadsheet,
    "http://purl.oclc.org/ooxml/spreadsheetml/main": .spreadsheet,
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": .relationships,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": .relationships,
    "http://schemas.openxmlformats.org/package/2006/relationships": .packageRelationships,
    "http://schemas.openxmlformats.org/package/2006/content-types": .contentTypes,
    "http://schemas.openxmlformats.org/markup-compatibility/2006": .markupCompatibility,
    "urn:schemas-microsoft-com:vml": .vml,
    "urn:schemas-microsoft-com:office:office": .office,
    "http://schemas.microsoft.com/office/word/2010/wordml": .wordprocessing2010,
    "http://schemas.microsoft.com/office/word/2012/wordml": .wordprocessing2012,
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": .coreProperties,
    "http://purl.org/dc/elements/1.1/": .dublinCore,
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": .extendedProperties,
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties": .extendedProperties,
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": .customProperties,
  ]
}

/// An element's name without its prefix, which is the writer's choice.
struct XMLName: Hashable {
  let namespace: XMLNamespace
  let local: String

  func isWord(_ local: String) -> Bool { namespace == .wordprocessing && self.local == local }
}
