/// The numbered checks (protocol/verify.md).
package enum CheckID: String, CaseIterable, Sendable {
  case files = "V1"
  case checkpoint = "V2"
  case tree = "V3"
  case earlierCheckpoints = "V4"
  case cosignatures = "V5"
  case order = "V6"
  case signatures = "V7"
  case roster = "V8"
  case chains = "V9"
  case seen = "V10"
  case assigned = "V11"
  case bundles = "V12"
  case keysets = "V13"
  case shares = "V14"
  case sheetsOpen = "V15"
  case lastCounts = "V16"
  case ranking = "V17"
  case timestamps = "V18"
  case disputes = "V19"
  case complete = "V20"
  case register = "V21"
  case lateDecisions = "V22"
  case requiredDecisions = "V23"
  case season = "V24"
  case commitments = "V25"
  case ending = "V26"
  case tails = "V27"
  case draws = "V28"

  /// Proves nothing unless somebody outside the archive vouches for the session.
  package var needsAnchor: Bool {
    switch self {
    case .checkpoint, .cosignatures, .signatures, .roster, .keysets: true
    default: false
    }
  }

  package var zh: String { titles.zh }
  package var en: String { titles.en }

  private var titles: (zh: String, en: String) {
    switch self {
    case .files: ("档案文件齐全可读", "files complete and readable")
    case .checkpoint: ("快照签名与来源", "checkpoint: signature, origin, key")
    case .tree: ("全部记录可重建", "records and blobs rebuild to the root")
    case .earlierCheckpoints: ("与早前快照一致", "earlier checkpoints consistent")
    case .cosignatures: ("见证门限", "quorum of cosignatures")
    case .order: ("步骤次序", "order of steps")
    case .signatures: ("每份签名有效", "every signature, by a key of its role")
    case .roster: ("无名册外评分", "no sheet by a stranger")
    case .chains: ("每位专家的评分表连续", "each reviewer's chain unbroken")
    case .seen: ("专家所见日志一致", "what reviewers saw is this log")
    case .assigned: ("回避与分派得到遵守", "recusals and assignment honoured")
    case .bundles: ("所评即所送", "bundle scored = bundle published")
    case .keysets: ("启封密钥登记", "opening keys")
    case .shares: ("份额有效、密钥还原", "shares valid, key rebuilt")
    case .sheetsOpen: ("评分表全部可启封、分值合规", "every counting sheet opens")
    case .lastCounts: ("以截止前最后一份为准", "the last sheet before the close counts")
    case .ranking: ("排名与遴选重算一致", "ranking, selection and result recomputed")
    case .timestamps: ("可信时间戳", "time stamps")
    case .disputes: ("异议均已处理", "every dispute ruled")
    case .complete: ("应评尽评", "every assignment accounted for")
    case .register: ("收件登记平衡", "intake register balances")
    case .lateDecisions: ("揭示后无应先决之事", "nothing settled too late")
    case .requiredDecisions: ("应有决定齐备", "required decisions present")
    case .season: ("同季各场一致", "sessions of a season agree")
    case .commitments: ("身份承诺与揭示一致", "identity commitments open")
    case .ending: ("信任锚与封卷", "anchor, evidence required, seal")
    case .tails: ("终了确认、代存、换钥、作废", "finals, deposits, key changes, voids")
    case .draws: ("抽取与分派可重算", "draws and assignment recomputed")
    }
  }
}
