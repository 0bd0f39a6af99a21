import Panel
import SessionClient
import TerminalText

/// What can be wrong with a draft.
enum DraftError {
  static func unknownCriterion(_ id: String, known: String) -> ClientError {
    ClientError(
      .badInput, zh: "没有评分项“\(DisplayText.printable(id))”；本层级的评分项有：\(known)",
      en: "there is no criterion \(DisplayText.printable(id)); this level has: \(known)")
  }

  static func longComment(bytes: Int, limit: Int) -> ClientError {
    ClientError(
      .badInput, zh: "评审意见有 \(bytes) 字节，超过 \(limit) 字节（约 \(limit / 3) 个汉字）；请缩短",
      en: "the comment has \(bytes) bytes; the limit is \(limit): shorten it")
  }

  static let controlSigns = ClientError(
    .badInput, zh: "评审意见含有控制字符或看不见的字符；请删除后再试", en: "the comment holds control or invisible signs; take them out")

  static func missing(_ criterion: Criterion) -> ClientError {
    ClientError(
      .refused, zh: "评分项“\(criterion.title.zh)”还没有分数。不评分请申请回避；确为零分请填 0",
      en: "“\(criterion.title.en)” has no mark. To abstain, declare recusal; if the mark is zero, enter 0")
  }

  static let inconsistent = ClientError(
    .refused, zh: "草稿与评分细则不符；请重新填写", en: "the draft does not fit the rubric; enter it again")

  static func unknownApplication(_ code: String) -> ClientError {
    ClientError(
      .badInput, zh: "申报件“\(DisplayText.printable(code))”未分派给您；用 list 查看您的申报件",
      en: "\(DisplayText.printable(code)) is not assigned to you; see list")
  }
}
