package import ByteCoding
package import CanonicalJSON
package import Panel

/// What was replaced in one application, by which rule, how often; never the text itself.
package struct RedactionReport: Hashable, CanonicalCodable {
  package static let version: Int64 = 1

  package struct Count: Hashable, Sendable {
    package let rule: RedactionRule
    package let count: Int
  }

  package let application: Code
  /// Digest of the finished bundle.
  package let bundle: Digest
  /// In the order of the rules' names.
  package let counts: [Count]
  /// How many divisions of the level have the values that the bundle shows; 1 says that they identify it.
  package let fitting: Int
  /// Digest of what the bundle was made of. Guessable: it leaves the vault inside a salted commitment only.
  package let original: Digest
  package let policy: AnonymizationPolicy

  init(
    application: Code, policy: AnonymizationPolicy, original: Digest, bundle: Digest,
    replacements: [PlacedReplacement], picturesWithheld: Int, fitting: Int
  ) {
    self.application = application
    self.policy = policy
    self.original = original
    self.bundle = bundle
    self.fitting = fitting
    var counts: [RedactionRule: Int] = [:]
    for placed in replacements { counts[placed.replacement.rule, default: 0] += 1 }
    if picturesWithheld > 0 { counts[.picture] = picturesWithheld }
    self.counts = counts.map { Count(rule: $0.key, count: $0.value) }.sorted { $0.rule.rawValue < $1.rule.rawValue }
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "redaction report")
    guard let application = Code(try reader.string("application")) else { throw reader.fault(.badValue, "application") }
    self.application = application
    bundle = try reader.digest("bundle")
    counts = try reader.objects("counts")
    fitting = Int(try reader.integer("fitting", in: 1...1_000))
    original = try reader.digest("original")
    policy = try reader.word("policy")
    guard try reader.integer("v", in: 0...RedactionReport.version) == RedactionReport.version else {
      throw reader.fault(.badValue, "v")
    }
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "application": .string(application.text), "bundle": .digest(bundle), "counts": .objects(counts),
      "fitting": .integer(Int64(fitting)), "original": .digest(original), "policy": .word(policy),
      "v": .integer(RedactionReport.version),
    ]
  }

  /// For a person: one line a rule, and what the values give away.
  package var zh: String {
    let lines = counts.map { "\($0.rule.zh) \($0.count) 处" }
    let fit = fitting == 1 ? "所示指标值只与一个地区相符" : "所示指标值与 \(fitting) 个地区相符"
    return (["\(application)（\(policy.zh)）"] + lines + [fit]).joined(separator: "\n")
  }

  package var en: String {
    let lines = counts.map { "\($0.rule.rawValue): \($0.count)" }
    let fit = fitting == 1 ? "the values shown fit one division" : "the values shown fit \(fitting) divisions"
    return (["\(application) (\(policy.rawValue))"] + lines + [fit]).joined(separator: "\n")
  }
}

extension RedactionReport.Count: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "redaction count")
    count = Int(try reader.integer("count", in: 0...10_000_000))
    rule = try reader.word("rule")
    try reader.finish()
  }

  package var json: JSONValue { ["count": .integer(Int64(count)), "rule": .word(rule)] }
}

extension RedactionRule {
  package var zh: String {
    switch self {
    case .divisionName: "区划名称"
    case .formerName: "旧地名"
    case .functionalZone: "功能区"
    case .latinName: "地名拼音、英文"
    case .nickname: "别称"
    case .landmark: "地标"
    case .abbreviation: "简称"
    case .declaredName: "申报的名称"
    case .company: "企业"
    case .park: "园区"
    case .school: "院校"
    case .person: "人员"
    case .township: "乡镇街道"
    case .address: "地址"
    case .phone: "电话"
    case .email: "邮箱"
    case .url: "网址"
    case .socialAccount: "网络账号"
    case .plate: "车牌"
    case .areaCode: "电话区号"
    case .postcode: "邮政编码"
    case .divisionCode: "区划代码"
    case .documentNumber: "文号"
    case .projectCode: "项目代码"
    case .creditCode: "统一社会信用代码"
    case .bankAccount: "银行账号"
    case .identityNumber: "证件号"
    case .coordinates: "坐标"
    case .path: "文件路径"
    case .disguise: "变形的名称"
    case .encoded: "编码的名称"
    case .route: "线路名"
    case .rank: "排名"
    case .picture: "图片（未提供）"
    }
  }
}
