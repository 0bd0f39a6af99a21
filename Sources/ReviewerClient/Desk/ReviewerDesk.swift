package import ByteCoding
package import CanonicalJSON
import OpenSSL
package import Panel
import Sealing
package import SessionClient
import TransparencyLog

/// A reviewer's work, between the home and the log.
///
/// One owner at a time: the vault's lock sees to it. Everything that must survive is in the home before the call
/// returns.
package struct ReviewerDesk<Store: HomeStore> {
  package let store: Store
  package let membership: Membership
  package internal(set) var view: ReviewerView
  package internal(set) var head: LogHead?
  package internal(set) var queue: SubmissionQueue
  package internal(set) var assigned: [AssignedApplication]
  let key: SigningKey
  var nextOwn: UInt64

  /// Opens the home and folds what it holds.
  ///
  /// - Throws: `ClientError.home`; what the fold throws when the home was tampered with.
  package init(_ store: Store) throws {
    self.store = store
    membership = try Membership.load(store)
    key = try membership.signingKey
    let enrolment = try Envelope(bytes: membership.enrolment).recordDigest
    view = ReviewerView(
      code: membership.code, session: membership.session, keyDigest: SHA256.hash(key.verificationKey.raw),
      enrolment: enrolment)
    queue = try ChainDocuments.load(store)
    let saved: DeskProgress? = try store.document(DeskProgress.name)
    assigned = saved?.assigned ?? []
    nextOwn = UInt64(saved?.nextOwn ?? 0)
    for name in try store.names(prefix: ControlPage.prefix) {
      guard let page: ControlPage = try store.document(name) else { continue }
      for record in page.records { try view.take(record.envelope, index: UInt64(record.index), lists: lists) }
    }
    if let session = view.session {
      let keys = try LogKeys(session)
      let saved: LogHead.Saved? = try store.document(LogHead.name)
      head = try saved.map { try LogHead(keys: keys, saved: $0) } ?? LogHead(keys: keys)
    }
  }

  var lists: VerifiedLists {
    VerifiedLists { [store] digest in try? store.read("blob.\(digest)") }
  }

  /// The keyset that this home has sealed to; zero when to none.
  var pinnedKeyset: Digest {
    get throws { try store.read(DeskProgress.keysetName).flatMap { Digest($0) } ?? .zero }
  }

  func saveProgress() throws {
    try store.save(DeskProgress(assigned: assigned, nextOwn: Int64(nextOwn)), to: DeskProgress.name)
  }

  // MARK: - Drafts

  /// The application, if it is this reviewer's.
  ///
  /// - Throws: `ClientError.badInput`.
  package func application(_ text: String) throws -> AssignedApplication {
    let wanted = text.uppercased()
    guard let application = assigned.first(where: { $0.application.text.uppercased().utf8.elementsEqual(wanted.utf8) })
    else { throw DraftError.unknownApplication(text) }
    return application
  }

  package func rubric(_ application: Code) throws -> Rubric {
    guard let terms = view.terms(of: application) else { throw DraftError.unknownApplication(application.text) }
    return terms.rubric
  }

  package func draft(_ application: Code) throws -> Draft {
    try store.document(Draft.name(application)) ?? Draft(application: application)
  }

  package func save(_ draft: Draft) throws {
    try store.save(draft, to: Draft.name(draft.application))
  }

  /// Takes marks from a file into the drafts: all of them, or none when one is wrong.
  ///
  /// - Parameter only: a file for one application may still name others; nil takes all.
  /// - Returns: the applications whose drafts changed.
  package func take(_ file: MarksFile, only: Code? = nil) throws -> [Code] {
    var drafts: [Code: Draft] = [:]
    for line in file.lines {
      let application = try application(line.application).application
      guard only == nil || only == application else { continue }
      var draft = try drafts[application] ?? draft(application)
      try draft.set(line.mark, for: line.criterion, rubric: rubric(application))
      if let comment = line.comment { try draft.set(comment: comment, rubric: rubric(application)) }
      drafts[application] = draft
    }
    for draft in drafts.values { try save(draft) }
    return drafts.keys.sorted()
  }

  // MARK: - Standing

  /// Where one application is, in the words of the list.
  package enum Standing: Equatable, Sendable {
    case notStarted
    case draft(filled: Int, of: Int)
    case ready
    case waitingToUpload
    case logged(corrections: Int)
    /// In the log, and the draft has changed since.
    case changed
    case recused
    case withdrawn
  }

  package func standing(_ application: Code) throws -> Standing {
    if view.withdrawn.contains(application) { return .withdrawn }
    if queue.isRecused(application) { return .recused }
    let draft = try draft(application)
    let rubric = try rubric(application)
    if let last = queue.last(application) {
      if last.content != draft.content, draft.isComplete(for: rubric) { return .changed }
      return last.state == .logged ? .logged(corrections: queue.sheetCount(application) - 1) : .waitingToUpload
    }
    let filled = draft.filled(of: rubric)
    if filled == rubric.judgedCriteria.count { return .ready }
    return filled == 0 && draft.comment.isEmpty
      ? .notStarted : .draft(filled: filled, of: rubric.judgedCriteria.count)
  }
}

/// One application that this reviewer is to score, in the order of presentation.
package struct AssignedApplication: CanonicalCodable, Equatable {
  package var application: Code
  /// SHA-256 of the bundle.
  package var bundle: Digest
  package var bundleBytes: Int64

  package init(application: Code, bundle: Digest, bundleBytes: Int64) {
    self.application = application
    self.bundle = bundle
    self.bundleBytes = bundleBytes
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "assignedApplication")
    application = try reader.code("application")
    bundle = try reader.digest("bundle")
    bundleBytes = try reader.natural("bundleBytes")
    try reader.finish()
  }

  package var json: JSONValue {
    ["application": .string(application.text), "bundle": .digest(bundle), "bundleBytes": .integer(bundleBytes)]
  }
}

/// What the desk remembers beside chain and log.
struct DeskProgress: CanonicalCodable {
  static let name = "desk"
  static let keysetName = "keyset"

  var assigned: [AssignedApplication]
  var nextOwn: Int64

  init(assigned: [AssignedApplication], nextOwn: Int64) {
    self.assigned = assigned
    self.nextOwn = nextOwn
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "desk")
    assigned = try reader.objects("assigned")
    nextOwn = try reader.natural("nextOwn")
    try reader.finish()
  }

  var json: JSONValue { ["assigned": .objects(assigned), "nextOwn": .integer(nextOwn)] }
}

/// Control records as they came, kept so that the fold can be made again.
struct ControlPage: CanonicalCodable {
  static let prefix = "control."

  struct Entry: CanonicalCodable {
    var index: Int64
    var envelope: [UInt8]

    init(index: Int64, envelope: [UInt8]) {
      self.index = index
      self.envelope = envelope
    }

    init(json: JSONValue) throws(CanonicalJSONError) {
      var reader = try ObjectReader(json, type: "controlRecord")
      index = try reader.natural("index")
      envelope = try reader.bytes("envelope")
      try reader.finish()
    }

    var json: JSONValue { ["index": .integer(index), "envelope": .bytes(envelope)] }
  }

  var records: [Entry]

  init(records: [Entry]) {
    self.records = records
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "controlPage")
    records = try reader.objects("records")
    try reader.finish()
  }

  var json: JSONValue { ["records": .objects(records)] }

  static func name(_ first: Int64) -> String {
    prefix + String(repeating: "0", count: max(0, 12 - String(first).utf8.count)) + String(first)
  }
}
