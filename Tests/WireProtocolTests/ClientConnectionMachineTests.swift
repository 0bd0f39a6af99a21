import ByteCoding
import NIOCore
import Testing

@testable import WireProtocol

struct ClientConnectionMachineTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  private func serving() -> ClientConnectionMachine {
    var machine = ClientConnectionMachine(Samples.hello, now: start)
    _ = machine.received(.frame(Samples.welcome.frame), now: start)
    return machine
  }

  private func answer(_ id: UInt32) throws -> FrameDecoder.Event {
    .frame(try WireAnswer.checkpoint([1]).frame(request: id))
  }

  private func send(_ request: WireRequest, _ machine: inout ClientConnectionMachine) throws -> UInt32 {
    guard case .send(let frame, let id) = machine.start(request, now: start) else {
      throw WireRefusal.unexpected("not sent")
    }
    #expect(frame.request == id)
    return id
  }

  private func failure(_ action: ClientConnectionMachine.Action) throws -> WireRefusal {
    guard case .fail(let refusal) = action else { throw WireRefusal.unexpected("\(action) is no failure") }
    return refusal
  }

  @Test func welcomeThenRequestThenAnswer() throws {
    var machine = ClientConnectionMachine(Samples.hello, now: start)
    #expect(machine.firstFrame == Samples.hello.frame)
    #expect(machine.received(.frame(Samples.welcome.frame), now: start) == .welcomed(Samples.welcome))
    let id = try send(.checkpoint, &machine)
    #expect(machine.received(try answer(id), now: start) == .answered(.checkpoint([1]), id: id))
    #expect(machine.isQuiet == true)
  }

  @Test func answersMayOvertakeEachOther() throws {
    var machine = serving()
    let ids = try (0..<5).map { _ in try send(.checkpoint, &machine) }
    for id in ids.reversed() {
      #expect(machine.received(try answer(id), now: start) == .answered(.checkpoint([1]), id: id))
    }
  }

  @Test func the65thRequestWaits() throws {
    var machine = serving()
    for _ in 0..<WireLimits.requestsInFlight { _ = try send(.checkpoint, &machine) }
    #expect(machine.start(.checkpoint, now: start) == .wait)
    _ = machine.received(try answer(3), now: start)
    #expect(try send(.checkpoint, &machine) == 65)
  }

  @Test func aRefusalBelongsToItsRequest() throws {
    var machine = serving()
    let first = try send(.checkpoint, &machine)
    let second = try send(.status, &machine)
    let refusal = WireRefusal(.forbidden, zh: "无权", en: "no")
    #expect(machine.received(.frame(refusal.frame(request: second)), now: start) == .refused(refusal, id: second))
    #expect(machine.received(try answer(first), now: start) == .answered(.checkpoint([1]), id: first))
  }

  @Test func aServerThatRefusesTheCallerSaysWhy() throws {
    var machine = ClientConnectionMachine(Samples.hello, now: start)
    let revoked = WireRefusal(.notAdmitted, zh: "证书已吊销", en: "revoked")
    let failure = try failure(machine.received(.frame(revoked.frame(request: 0)), now: start))
    #expect(failure.code == .notAdmitted && failure.zh == "证书已吊销")
    #expect(machine.start(.status, now: start) == .refuse(revoked))
  }

  @Test func aServerOfAnotherSessionIsLeft() throws {
    var machine = ClientConnectionMachine(Samples.hello, now: start)
    var welcome = Samples.welcome
    welcome.session = Samples.digest(0xBB)
    #expect(try failure(machine.received(.frame(welcome.frame), now: start)).code == .wrongSession)
  }

  @Test func aVersionThatWasNotOfferedIsRefused() throws {
    var machine = ClientConnectionMachine(Samples.hello, now: start)
    var welcome = Samples.welcome
    welcome.version = 2
    #expect(try failure(machine.received(.frame(welcome.frame), now: start)).code == .unsupportedVersion)
  }

  @Test func anAnswerToNothingEndsTheConnection() throws {
    var machine = serving()
    #expect(try failure(machine.received(try answer(9), now: start)).code == .unexpectedMessage)
  }

  @Test func anAnswerOfAnotherKindEndsTheConnection() throws {
    var machine = serving()
    let id = try send(.status, &machine)
    #expect(try failure(machine.received(try answer(id), now: start)).code == .unexpectedMessage)
  }

  @Test func aPushOfALaterVersionIsIgnored() {
    var machine = serving()
    let event = FrameDecoder.Event.skipped(kind: 0x03FE, request: 0, reason: .unknownKind)
    #expect(machine.received(event, now: start) == .nothing)
  }

  @Test func anAnswerOfALaterVersionFailsItsRequestOnly() throws {
    var machine = serving()
    let id = try send(.status, &machine)
    let event = FrameDecoder.Event.skipped(kind: 0x02FE, request: id, reason: .unknownKind)
    #expect(machine.received(event, now: start) == .refused(.unsupportedMessage(""), id: id))
    _ = try send(.status, &machine)
  }

  @Test(arguments: Samples.pushes.values.map { $0 })
  func pushesComeThrough(_ push: WirePush) throws {
    var machine = serving()
    #expect(machine.received(.frame(try push.frame()), now: start) == .pushed(push))
  }

  @Test func aBlobComesInChunks() throws {
    var machine = serving()
    let id = try send(.blob(BlobRange(digest: .zero, offset: 10, length: 100_000)), &machine)
    let part = BlobPart(size: 70_010, offset: 10, length: 70_000)
    let head = try WireAnswer.blob(part).frame(request: id)
    #expect(machine.received(.frame(head), now: start) == .answered(.blob(part), id: id))
    let first = ByteBuffer(repeating: 1, count: 65_536)
    let firstFrame = Frame(.blobChunk, request: id, continues: true, body: first)
    #expect(machine.received(.frame(firstFrame), now: start) == .chunk(first, id: id, isLast: false))
    #expect(machine.isQuiet == false)
    let last = ByteBuffer(repeating: 2, count: 4_464)
    let lastFrame = Frame(.blobChunk, request: id, body: last)
    #expect(machine.received(.frame(lastFrame), now: start) == .chunk(last, id: id, isLast: true))
    #expect(machine.isQuiet == true)
  }

  @Test(arguments: [(65_535, true), (65_536, false), (1, true), (0, true)])
  func aChunkOfAnotherLengthThanAnnouncedEndsTheConnection(_ length: Int, _ continues: Bool) throws {
    var machine = serving()
    let id = try send(.blob(BlobRange(digest: .zero, offset: 0, length: 100_000)), &machine)
    let head = try WireAnswer.blob(BlobPart(size: 100_000, offset: 0, length: 100_000)).frame(request: id)
    _ = machine.received(.frame(head), now: start)
    let chunk = Frame(.blobChunk, request: id, continues: continues, body: ByteBuffer(repeating: 0, count: length))
    #expect(try failure(machine.received(.frame(chunk), now: start)).code == .malformed)
  }

  @Test func moreThanTheRangeAskedForEndsTheConnection() throws {
    var machine = serving()
    let id = try send(.blob(BlobRange(digest: .zero, offset: 0, length: 10)), &machine)
    let head = try WireAnswer.blob(BlobPart(size: 100, offset: 0, length: 11)).frame(request: id)
    #expect(try failure(machine.received(.frame(head), now: start)).code == .malformed)
  }

  @Test func goAwayNamesTheRequestsThatWereNotLookedAt() throws {
    var machine = serving()
    for _ in 0..<3 { _ = try send(.checkpoint, &machine) }
    let goAway = WireRefusal.shuttingDown.goAwayFrame(lastRequest: 1)
    #expect(machine.received(.frame(goAway), now: start) == .goingAway(.shuttingDown, unanswered: [2, 3]))
    #expect(machine.start(.checkpoint, now: start) == .refuse(.shuttingDown))
    #expect(machine.received(try answer(1), now: start) == .answered(.checkpoint([1]), id: 1))
    #expect(machine.peerClosed(nil) == .fail(.shuttingDown))
  }

  @Test func whatIsNoLongerWantedIsThrownAway() throws {
    var machine = serving()
    let id = try send(.checkpoint, &machine)
    machine.abandon(id)
    #expect(machine.received(try answer(id), now: start) == .nothing)
    #expect(machine.isQuiet == true)
  }

  @Test func aSilentServerIsAskedAndThenLeft() throws {
    var machine = serving()
    #expect(machine.nextTick == start + .seconds(60))
    #expect(machine.tick(now: start + .seconds(60)) == .send(Liveness.ping(0)))
    #expect(try failure(machine.tick(now: start + .seconds(120))).code == .timedOut)
  }

  @Test func anAnswerThatDoesNotComeEndsTheConnection() throws {
    var machine = serving()
    _ = try send(.checkpoint, &machine)
    for second in stride(from: Int64(30), to: 120, by: 30) {
      #expect(machine.received(.frame(Liveness.pong(0)), now: start + .seconds(second)) == .nothing)
      #expect(machine.tick(now: start + .seconds(second)) == .nothing)
    }
    #expect(machine.nextTick == start + .seconds(120))
    #expect(try failure(machine.tick(now: start + .seconds(120))).code == .timedOut)
  }

  @Test func withoutWelcomeTheClientLeavesAfterTenSeconds() throws {
    var machine = ClientConnectionMachine(Samples.hello, now: start)
    #expect(machine.nextTick == start + .seconds(10))
    #expect(try failure(machine.tick(now: start + .seconds(10))).code == .timedOut)
  }

  @Test func aPingIsEchoed() {
    var machine = serving()
    #expect(machine.received(.frame(Liveness.ping(5)), now: start) == .send(Liveness.pong(5)))
  }

  @Test func aRequestThatIsTooLongIsNotSent() {
    var machine = serving()
    let envelope = [UInt8](repeating: 0, count: 70_000)
    #expect(machine.start(.submit(envelope: envelope), now: start) == .refuse(.tooLarge("", maximum: 0)))
    #expect(machine.isQuiet == true)
  }
}
