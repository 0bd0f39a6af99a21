/// What the paragraph and character styles of a document decide for its text.
struct WordStyles {
  struct Style {
    var basedOn: String?
    var outlineLevel: Int?
    var numberingID: String?
    var numberingLevel: Int?
    var isHidden: Bool?
    var font: String?
  }

  private var styles: [String: Style] = [:]
  private(set) var defaultParagraphStyle: String?

  init() {}

  init(reader: XMLPullReader) throws(OfficeFileError) {
    while let event = try reader.next() {
      guard case .start = event, reader.name.isWord("style") else { continue }
      let id = reader.attribute("styleId") ?? ""
      if reader.attribute("type") == "paragraph", WordStyles.isOn(reader.attribute("default") ?? "0") {
        defaultParagraphStyle = id
      }
      styles[id] = try WordStyles.style(reader)
    }
  }

  private static func style(_ reader: XMLPullReader) throws(OfficeFileError) -> Style {
    var style = Style()
    let own = reader.depth
    while reader.depth >= own, let event = try reader.next() {
      guard case .start = event, reader.name.namespace == .wordprocessing else { continue }
      switch reader.name.local {
      case "basedOn": style.basedOn = reader.attribute("val")
      case "outlineLvl": style.outlineLevel = reader.attribute("val").flatMap { Int($0) }
      case "numId": style.numberingID = reader.attribute("val")
      case "ilvl": style.numberingLevel = reader.attribute("val").flatMap { Int($0) }
      case "vanish": style.isHidden = isOn(reader.attribute("val"))
      case "rFonts": style.font = reader.attribute("ascii") ?? reader.attribute("hAnsi")
      default: break
      }
    }
    return style
  }

  /// A property of a style, or of the styles it is based on.
  func property<Value>(_ path: KeyPath<Style, Value?>, of style: String?) -> Value? {
    var next = style
    // Real chains have three or four links; a circle must end.
    for _ in 0..<32 {
      guard let id = next, let style = styles[id] else { return nil }
      if let value = style[keyPath: path] { return value }
      next = style.basedOn
    }
    return nil
  }

  /// ST_OnOff: absent means on.
  static func isOn(_ value: String?) -> Bool {
    guard let value else { return true }
    return !["0", "false", "off"].contains(value)
  }
}
