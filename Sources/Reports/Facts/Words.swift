import ByteCoding
import Panel
import Programme

/// The words of the closed lists, as the pages say them.
enum Words {
  static func title(_ session: Session) -> BilingualText {
    BilingualText(
      zh: "\(session.year)年度 \(session.track)方向 评审结果报告",
      en: "Report on the result, year \(session.year), track \(session.track)")
  }

  static func programme(_ session: Session) -> String { "\(session.programme.id) \(session.programme.edition)" }

  /// The first 160 bits of the session digest in eight groups of four signs.
  static func sessionCode(_ digest: Digest) -> String { Crockford32.grouped(digest.bytes.prefix(20)) }

  static func level(_ id: Code) -> BilingualText {
    switch DivisionLevel(rawValue: id.text) {
    case .city: BilingualText(zh: "市级", en: "City level")
    case .county: BilingualText(zh: "县级", en: "County level")
    case nil: BilingualText(zh: "\(id)层级", en: "Level \(id)")
    }
  }

  static func role(_ role: Role) -> BilingualText {
    switch role {
    case .coordinator: BilingualText(zh: "组织人员", en: "coordinator")
    case .log: BilingualText(zh: "日志签名", en: "log")
    case .registrar: BilingualText(zh: "收件人员", en: "registrar")
    case .custodian: BilingualText(zh: "收件复核人员", en: "custodian")
    case .supervisor: BilingualText(zh: "监督人员", en: "supervisor")
    case .witness: BilingualText(zh: "见证方", en: "witness")
    case .reviewer: BilingualText(zh: "评审专家", en: "reviewer")
    }
  }

  static func outcome(_ line: SelectionLine) -> BilingualText {
    switch line.outcome {
    case .selected: BilingualText(zh: "入选 \(line.seat)", en: "selected \(line.seat)")
    case .skipped: BilingualText(zh: "不再遴选", en: "excluded")
    case .waiting: BilingualText(zh: "候补 \(line.waiting)", en: "waiting list \(line.waiting)")
    case .unranked: BilingualText(zh: "不予排名", en: "not ranked")
    }
  }

  static func outcome(_ outcome: SelectionOutcome) -> BilingualText {
    switch outcome {
    case .selected: BilingualText(zh: "入选", en: "selected")
    case .skipped: BilingualText(zh: "不再遴选", en: "excluded")
    case .waiting: BilingualText(zh: "候补", en: "waiting list")
    case .unranked: BilingualText(zh: "不予排名", en: "not ranked")
    }
  }

  /// - Parameter cities: names of what keeps it out.
  static func reason(_ reason: SelectionReason, cities: [String]) -> BilingualText {
    let list = cities.joined(separator: "、")
    return switch reason {
    case .withinSeats: BilingualText(zh: "在名额之内", en: "within the places")
    case .promoted: BilingualText(zh: "递补：前面有不再遴选的", en: "promoted past those excluded")
    case .exception: BilingualText(zh: "经记录的例外入选（\(list)已入选）", en: "by a recorded exception (\(list) has the award)")
    case .cityAwarded: BilingualText(zh: "第十三条：\(list)已入选", en: "article 13: \(list) has the award")
    case .sanctioned: BilingualText(zh: "第十五条：\(list)不得参评", en: "article 15: \(list) is barred")
    case .seatsTaken: BilingualText(zh: "名额已满", en: "all places taken")
    case .belowQuorum: BilingualText(zh: "有效评分份数不足", en: "too few counting sheets")
    }
  }

  static func void(_ reason: VoidReason) -> BilingualText {
    switch reason {
    case .undecryptable: BilingualText(zh: "不能启封", en: "does not decrypt")
    case .padding: BilingualText(zh: "填充有误", en: "wrong padding")
    case .malformed: BilingualText(zh: "格式有误", en: "malformed")
    case .marks: BilingualText(zh: "分值不合评分细则", en: "marks outside the rubric")
    }
  }

  static func record(_ kind: RecordKind) -> BilingualText {
    switch kind {
    case .session: BilingualText(zh: "场次设立", en: "session")
    case .keyset: BilingualText(zh: "启封密钥登记", en: "keyset")
    case .enrolment: BilingualText(zh: "人员登记", en: "enrolment")
    case .keyChange: BilingualText(zh: "签名密钥更换", en: "key change")
    case .roster: BilingualText(zh: "人员名册", en: "roster")
    case .handOver: BilingualText(zh: "移交", en: "hand-over")
    case .application: BilingualText(zh: "申报件登记", en: "application")
    case .bundle: BilingualText(zh: "送审材料登记", en: "bundle")
    case .exclusions: BilingualText(zh: "回避对照", en: "exclusions")
    case .escrow: BilingualText(zh: "身份托管", en: "escrow")
    case .redactionDecision: BilingualText(zh: "匿名处理放行", en: "redaction decision")
    case .withdrawal: BilingualText(zh: "撤回", en: "withdrawal")
    case .beacon: BilingualText(zh: "抽签随机数", en: "beacon")
    case .assignment: BilingualText(zh: "分派", en: "assignment")
    case .scoringStarted: BilingualText(zh: "开始评分", en: "scoring started")
    case .amendment: BilingualText(zh: "规则变更", en: "amendment")
    case .closeExtension: BilingualText(zh: "延长截止", en: "extension")
    case .recusal: BilingualText(zh: "回避", en: "recusal")
    case .sheet: BilingualText(zh: "评分表（密封）", en: "sealed sheet")
    case .final: BilingualText(zh: "评分确认", en: "final")
    case .deposit: BilingualText(zh: "交存", en: "deposit")
    case .incident: BilingualText(zh: "异常", en: "incident")
    case .scoringClosed: BilingualText(zh: "截止评分", en: "scoring closed")
    case .keyShare: BilingualText(zh: "份额交付", en: "key share")
    case .unsealing: BilingualText(zh: "启封", en: "unsealing")
    case .ranking: BilingualText(zh: "排名", en: "ranking")
    case .dispute: BilingualText(zh: "争议", en: "dispute")
    case .ruling: BilingualText(zh: "争议处理", en: "ruling")
    case .decision: BilingualText(zh: "决定", en: "decision")
    case .reveal: BilingualText(zh: "身份揭示", en: "reveal")
    case .selection: BilingualText(zh: "遴选", en: "selection")
    case .abandoned: BilingualText(zh: "中止", en: "abandoned")
    case .seal: BilingualText(zh: "封卷", en: "seal")
    }
  }

  static func method(_ method: SensitivityMethod) -> BilingualText {
    switch method {
    case .mean: BilingualText(zh: "不去极值", en: "no trimming")
    case .dropTwo: BilingualText(zh: "各去 2 个", en: "drop 2 + 2")
    case .median: BilingualText(zh: "中位数", en: "median")
    case .perCriterion: BilingualText(zh: "逐项去极值", en: "per criterion")
    }
  }

  static func question(_ question: DecisionQuestion) -> BilingualText {
    switch question {
    case .tie: BilingualText(zh: "并列的次序", en: "order of equals")
    case .missingFinal: BilingualText(zh: "有专家未作评分确认而截止", en: "close without a final")
    case .emptyPlace: BilingualText(zh: "名额空缺", en: "a place left empty")
    case .exception: BilingualText(zh: "第十三条的例外", en: "exception to article 13")
    }
  }

  static func scope(_ scope: ExclusionScope) -> BilingualText {
    switch scope {
    case .withinTrack:
      BilingualText(zh: "市在同一方向入选的，其县不再遴选", en: "a city's award excludes its counties in the same track")
    case .acrossTracks:
      BilingualText(zh: "市在任一方向入选的，其县不再遴选", en: "a city's award in either track excludes its counties")
    }
  }
}
