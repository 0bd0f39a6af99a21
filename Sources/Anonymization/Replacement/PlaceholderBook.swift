/// The placeholders of one bundle: the same subject, the same placeholder; numbers in order of appearance, so that two
/// bundles have nothing in common but the words.
struct PlaceholderBook: Sendable {
  private var numbers: [Subject: Int] = [:]
  private var counts: [String: Int] = [:]
  private let applicant: Applicant

  init(applicant: Applicant) {
    self.applicant = applicant
  }

  mutating func placeholder(for subject: Subject) -> String {
    switch subject {
    case .place(let code):
      switch applicant.relation(to: code) {
      case .own: return applicant.isCounty ? "〔本县〕" : "〔本市〕"
      case .parent: return "〔所属市〕"
      case .city: return numbered("某市", subject)
      case .county: return numbered("某县", subject)
      }
    case .park: return numbered("园区", subject)
    case .company: return numbered("企业", subject)
    case .school: return numbered("院校", subject)
    case .person: return numbered("人员", subject)
    case .nickname: return numbered("别称", subject)
    case .landmark: return numbered("地标", subject)
    case .township: return numbered("乡镇", subject)
    case .declared: return numbered("名称", subject)
    case .general(let words): return words
    case .kind(let rule): return "〔\(PlaceholderBook.word(for: rule))〕"
    }
  }

  private mutating func numbered(_ word: String, _ subject: Subject) -> String {
    if let number = numbers[subject] { return "〔\(word)\(number)〕" }
    let next = counts[word, default: 0] + 1
    counts[word] = next
    numbers[subject] = next
    return "〔\(word)\(next)〕"
  }

  private static func word(for rule: RedactionRule) -> String {
    switch rule {
    case .phone: "电话"
    case .email: "邮箱"
    case .url: "网址"
    case .socialAccount: "网络账号"
    case .plate: "车牌"
    case .areaCode: "区号"
    case .postcode: "邮编"
    case .divisionCode: "区划代码"
    case .documentNumber: "文号"
    case .projectCode: "项目代码"
    case .creditCode: "信用代码"
    case .bankAccount: "银行账号"
    case .identityNumber: "证件号"
    case .coordinates: "坐标"
    case .path: "文件"
    case .address: "地址"
    case .encoded: "编码"
    case .route: "线路"
    default: "略"
    }
  }
}
