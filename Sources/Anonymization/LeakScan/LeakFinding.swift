/// Something in finished bytes that may name the applicant. It stops publication until the registrar clears it by a
/// signed record; the coordinator sees rule and number only.
package struct LeakFinding: Hashable, Sendable {
  /// What was recognised. Raw values stand in records: never change one.
  package enum Rule: String, Hashable, Sendable, CaseIterable {
    case placeName = "LEAK_PLACE_NAME"
    case latinName = "LEAK_LATIN_NAME"
    case knownName = "LEAK_KNOWN_NAME"
    case localName = "LEAK_LOCAL_NAME"
    case reversedName = "LEAK_REVERSED_NAME"
    case encodedName = "LEAK_ENCODED_NAME"
    case company = "LEAK_COMPANY"
    case phone = "LEAK_PHONE"
    case email = "LEAK_EMAIL"
    case url = "LEAK_URL"
    case plate = "LEAK_PLATE"
    case areaCode = "LEAK_AREA_CODE"
    case registeredNumber = "LEAK_REGISTERED_NUMBER"
    case documentNumber = "LEAK_DOCUMENT_NUMBER"
    case coordinates = "LEAK_COORDINATES"
    case path = "LEAK_PATH"
    case foreignMember = "LEAK_FOREIGN_MEMBER"
    case size = "LEAK_SIZE"

    package var zh: String {
      switch self {
      case .placeName: "地名"
      case .latinName: "地名拼音或英文"
      case .knownName: "申报材料中的人名、单位名"
      case .localName: "别称或地标"
      case .reversedName: "倒写的地名"
      case .encodedName: "编码的地名"
      case .company: "企业名称"
      case .phone: "电话号码"
      case .email: "电子邮箱"
      case .url: "网址"
      case .plate: "车牌号段"
      case .areaCode: "电话区号"
      case .registeredNumber: "登记类号码"
      case .documentNumber: "文号"
      case .coordinates: "坐标"
      case .path: "文件路径"
      case .foreignMember: "文件结构中不应有的内容"
      case .size: "文件大小未按步长补齐"
      }
    }
  }

  package let rule: Rule
  /// Byte offset in the bundle.
  package let offset: Int
  /// What stands there; it stays in the vault.
  package let excerpt: String

  /// Names the finding in a clearing: the rule and the offset, of one exact bundle.
  package var code: String { "\(rule.rawValue)@\(offset)" }
}
