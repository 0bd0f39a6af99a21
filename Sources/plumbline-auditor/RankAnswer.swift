import CanonicalJSON
import Panel
import Scoring

/// One run of the engine: the ranking and what stands beside it.
struct RankAnswer {
  static let format = "plumbline-rank-1"

  let document: RuleDocument
  let panel: RankedPanel
  let table: RankingTable
  let diagnostics: PanelDiagnostics

  /// - Throws: `TableError`, `RuleError`.
  init(
    marks: [UInt8], figures: [UInt8]?, document: RuleDocument, decisions: [TieDecision], replicates: Int, seed: UInt64
  ) throws {
    var applications = try MarksTable.read(marks, rubric: document.rubric)
    if let figures {
      applications = try applications.with(MarksTable.readFigures(figures))
    } else if document.rubric.criteria.contains(where: { !$0.isJudged }) {
      throw RuleError(
        .badMatrix, zh: "规则含计算指标，请用 --figures 给出数据表",
        en: "the rubric has computed criteria: give their table with --figures")
    }
    self.document = document
    panel = try RankedPanel(applications, rubric: document.rubric, rule: document.rule)
    table = try panel.table(decisions: decisions)
    diagnostics = try PanelDiagnostics(
      panel, order: panel.order(of: table), seats: document.seats, replicates: replicates, seed: seed)
  }

  func application(_ number: Int) -> String { panel.matrix.applications[number] }
  func reviewer(_ number: Int) -> String { panel.matrix.reviewers[number] }
}

// MARK: - JSON

extension RankAnswer {
  /// See `protocol/files/rank-json.md`. Decimals are strings; what does not exist is an empty string or list.
  var json: JSONValue {
    [
      "document": document.json,
      "format": .string(RankAnswer.format),
      "leaveOneOut": .array(
        diagnostics.leaveOneOut.map { row in
          [
            "entered": names(row.entered), "inTop": names(row.inTop), "left": names(row.left),
            "reviewer": .string(reviewer(row.reviewer)),
          ]
        }),
      "bootstrap": bootstrap,
      "margin": margin,
      "objective": .array(
        diagnostics.objective.map { found in
          [
            "application": .string(application(found.application)), "criterion": .string(found.criterion),
            "highest": .string(mark(found.highest)), "lowest": .string(mark(found.lowest)),
          ]
        }),
      "openTies": .array(table.openTies.map { .array($0.map { .string($0) }) }),
      "outliers": .array(
        diagnostics.outliers.map { sheet in
          [
            "application": .string(application(sheet.application)), "far": .boolean(sheet.isFar),
            "reviewer": .string(reviewer(sheet.reviewer)),
          ]
        }),
      "ranking": .objects(table.lines),
      "reliability": reliability,
      "sensitivity": .array(
        diagnostics.sensitivity.map { row in
          [
            "aggregates": .array(panel.matrix.applications.indices.map { .string(row.aggregates.text($0)) }),
            "entered": names(row.entered),
            "inTop": names(row.inTop), "left": names(row.left), "method": .string(RankAnswer.word(row.method)),
          ]
        }),
      "severity": .array(
        diagnostics.severity.bias.enumerated().map { number, bias in
          [
            "bias": .string(FixedPoint.text(bias)),
            "component": .integer(Int64(diagnostics.severity.components.ofReviewer[number])),
            "reviewer": .string(reviewer(number)),
          ]
        }),
    ]
  }

  private var bootstrap: JSONValue {
    guard let result = diagnostics.bootstrap else { return [] }
    return [
      [
        "applications": .array(
          result.inclusion.enumerated().map { number, share in
            [
              "application": .string(application(number)), "inclusion": .string(FixedPoint.text(share)),
              "rankHigh": .integer(Int64(result.rankInterval[number].lowerBound)),
              "rankLow": .integer(Int64(result.rankInterval[number].upperBound)),
            ]
          }),
        "replicates": .integer(Int64(result.replicates)), "scheme": .word(result.scheme),
        "seed": .string(String(result.seed)),
      ]
    ]
  }

  private var margin: JSONValue {
    guard let margin = diagnostics.margin else { return [] }
    let change = margin.smallestChange.map { change -> JSONValue in
      [
        "application": .string(application(change.application)), "change": .string(change.change.description),
        "criterion": .string(document.rubric.judgedCriteria[change.criterion].id),
        "reviewer": .string(reviewer(change.reviewer)),
      ]
    }
    return [
      [
        "difference": .string(margin.difference.description), "last": .string(application(margin.last)),
        "next": .string(application(margin.next)), "smallestChange": .array(change.map { [$0] } ?? []),
      ]
    ]
  }

  private var reliability: JSONValue {
    let icc = diagnostics.intraclass
    func text(_ value: Double?) -> JSONValue { .string(value.map { FixedPoint.text($0) } ?? "") }
    return [
      "icc11": text(icc?.oneWaySingle), "icc1k": text(icc?.oneWayMean), "icc21": text(icc?.agreementSingle),
      "icc2k": text(icc?.agreementMean), "icc31": text(icc?.consistencySingle), "icc3k": text(icc?.consistencyMean),
      "kendallW": text(diagnostics.concordance), "krippendorffAlpha": text(diagnostics.alpha),
      "varianceApplication": text(icc?.applicationVariance), "varianceResidual": text(icc?.residualVariance),
      "varianceReviewer": text(icc?.reviewerVariance),
    ]
  }

  private func names(_ numbers: [Int]) -> JSONValue { .array(numbers.map { .string(application($0)) }) }

  private func mark(_ units: Int32) -> String {
    DecimalText.text(
      magnitude: UInt128(units.magnitude), negative: units < 0, decimals: document.rubric.markDecimals)
  }

  static func word(_ method: SensitivityRow.Method) -> String {
    switch method {
    case .totals(.mean): "mean"
    case .totals(.drop(let each)): "drop-\(each)"
    case .totals(.winsor(let each)): "winsor-\(each)"
    case .totals(.interquartile): "interquartile"
    case .totals(.median): "median"
    case .perCriterion: "per-criterion"
    }
  }
}

/// Binary floating point figures of the diagnostics as text.
enum FixedPoint {
  /// - Returns: empty for what is no number.
  static func text(_ value: Double, decimals: Int = 6) -> String {
    let scaled = (value * Double(Fraction.powerOfTen(decimals))).rounded()
    guard scaled.magnitude < 1e17 else { return "" }
    return DecimalText.text(magnitude: UInt128(scaled.magnitude), negative: scaled < 0, decimals: decimals)
  }
}
