/// The automatic numbers of a document's lists, counted in the order of its paragraphs.
struct WordNumbering {
  private struct Level {
    var start = 1
    var format = "decimal"
    var text = ""
    /// A new number of this level restarts the count; nil means any higher level does.
    var restartAfter: Int?
    var isLegal = false
  }

  private struct List {
    var abstractID: String
    /// Starts that this list overrides, by level.
    var starts: [Int: Int] = [:]
    var levels: [Int: Level] = [:]
  }

  private static let maximumLevel = 8

  private var abstracts: [String: [Int: Level]] = [:]
  /// Abstract lists that only point to a style's list.
  private var styleLinks: [String: String] = [:]
  private var styleOwners: [String: String] = [:]
  private var lists: [String: List] = [:]
  /// The last number given, by abstract list and level.
  private var counters: [String: [Int: Int]] = [:]
  private var startedLists: Set<String> = []

  init() {}

  init(reader: XMLPullReader) throws(OfficeFileError) {
    while let event = try reader.next() {
      guard case .start = event, reader.name.namespace == .wordprocessing else { continue }
      switch reader.name.local {
      case "abstractNum": try readAbstract(reader)
      case "num": try readList(reader)
      default: break
      }
    }
  }

  private mutating func readAbstract(_ reader: XMLPullReader) throws(OfficeFileError) {
    let id = reader.attribute("abstractNumId") ?? ""
    var levels: [Int: Level] = [:]
    var link: String?
    var owner: String?
    try reader.forEachChild { () throws(OfficeFileError) in
      switch reader.name.local {
      case "lvl":
        let index = reader.attribute("ilvl").flatMap { Int($0) } ?? 0
        levels[index] = try WordNumbering.level(reader)
      case "numStyleLink": link = reader.attribute("val")
      case "styleLink": owner = reader.attribute("val")
      default: break
      }
    }
    abstracts[id] = levels
    if let link { styleLinks[id] = link }
    if let owner { styleOwners[owner] = id }
  }

  private static func level(_ reader: XMLPullReader) throws(OfficeFileError) -> Level {
    var level = Level()
    try reader.forEachChild { () throws(OfficeFileError) in
      switch reader.name.local {
      case "start": level.start = reader.attribute("val").flatMap { Int($0) } ?? 1
      case "numFmt": level.format = reader.attribute("val") ?? "decimal"
      case "lvlText": level.text = reader.attribute("val") ?? ""
      case "lvlRestart": level.restartAfter = reader.attribute("val").flatMap { Int($0) }
      case "isLgl": level.isLegal = WordStyles.isOn(reader.attribute("val"))
      default: break
      }
    }
    return level
  }

  private mutating func readList(_ reader: XMLPullReader) throws(OfficeFileError) {
    let id = reader.attribute("numId") ?? ""
    var list = List(abstractID: "")
    try reader.forEachChild { () throws(OfficeFileError) in
      switch reader.name.local {
      case "abstractNumId": list.abstractID = reader.attribute("val") ?? ""
      case "lvlOverride":
        let index = reader.attribute("ilvl").flatMap { Int($0) } ?? 0
        try reader.forEachChild { () throws(OfficeFileError) in
          switch reader.name.local {
          case "startOverride": list.starts[index] = reader.attribute("val").flatMap { Int($0) }
          case "lvl": list.levels[index] = try WordNumbering.level(reader)
          default: break
          }
        }
      default: break
      }
    }
    lists[id] = list
  }

  /// Counts one paragraph of a list and gives what is printed before it; empty for a bullet and for no list.
  mutating func next(list id: String, level index: Int) -> String {
    guard let list = lists[id], (0...WordNumbering.maximumLevel).contains(index) else { return "" }
    let abstractID = source(of: list.abstractID)
    var counts = counters[abstractID] ?? [:]
    if startedLists.insert(id).inserted {
      for level in list.starts.keys { counts[level] = nil }
    }
    let level = self.level(index, list: list, abstract: abstractID)
    counts[index] = (counts[index] ?? level.start - 1).addingReportingOverflow(1).partialValue
    for deeper in counts.keys where deeper > index {
      let restart = self.level(deeper, list: list, abstract: abstractID).restartAfter
      if restart == nil || restart.map({ index < $0 }) == true { counts[deeper] = nil }
    }
    counters[abstractID] = counts
    guard level.format != "bullet" else { return "" }
    return printed(level, counts: counts, list: list, abstract: abstractID)
  }

  private func source(of abstractID: String) -> String {
    guard let style = styleLinks[abstractID], let owner = styleOwners[style] else { return abstractID }
    return owner
  }

  private func level(_ index: Int, list: List, abstract: String) -> Level {
    var level = list.levels[index] ?? abstracts[abstract]?[index] ?? Level()
    if let start = list.starts[index] { level.start = start }
    return level
  }

  /// `%1.%2` with each level's number in its own format.
  private func printed(_ level: Level, counts: [Int: Int], list: List, abstract: String) -> String {
    var text = ""
    var isPlaceholder = false
    for character in level.text {
      if isPlaceholder {
        isPlaceholder = false
        if let digit = character.wholeNumberValue, (1...9).contains(digit) {
          let other = self.level(digit - 1, list: list, abstract: abstract)
          let format = level.isLegal ? "decimal" : other.format
          text += NumberFormat.text(counts[digit - 1] ?? other.start, format: format)
          continue
        }
        text.append("%")
      }
      if character == "%" { isPlaceholder = true } else { text.append(character) }
    }
    return text
  }
}
