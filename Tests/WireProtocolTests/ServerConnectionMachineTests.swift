import ByteCoding
import NIOCore
import Testing

@testable import WireProtocol

struct ServerConnectionMachineTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  private func secured(_ purpose: ConnectionPurpose = .session) -> ServerConnectionMachine {
    var machine = ServerConnectionMachine(now: start)
    machine.secured(purpose)
    return machine
  }

  private func serving(_ purpose: ConnectionPurpose = .session) -> ServerConnectionMachine {
    var machine = secured(purpose)
    _ = machine.received(.frame(Samples.hello.frame), now: start)
    _ = machine.admitted(Samples.welcome, now: start)
    return machine
  }

  private func frame(_ request: WireRequest, _ id: UInt32) throws -> FrameDecoder.Event {
    .frame(try request.frame(request: id))
  }

  private func refusal(_ action: ServerConnectionMachine.Action) throws -> (WireRefusal, id: UInt32, closes: Bool) {
    switch action {
    case .send(let frame) where frame.kind == .error: (try WireRefusal(body: frame.body), frame.request, false)
    case .sendAndClose(let frame) where frame.kind == .error: (try WireRefusal(body: frame.body), frame.request, true)
    default:
      throw WireRefusal.unexpected("\(action) is no refusal")
    }
  }

  @Test func helloThenWelcomeThenRequests() throws {
    var machine = secured()
    #expect(machine.received(.frame(Samples.hello.frame), now: start) == .admit(Samples.hello))
    #expect(machine.admitted(Samples.welcome, now: start) == .send(Samples.welcome.frame))
    #expect(machine.received(try frame(.status, 1), now: start) == .handle(.status, id: 1))
    #expect(machine.requestsInFlight == 1)
    let answer = try WireAnswer.checkpoint([1]).frame(request: 1)
    #expect(machine.answer(answer) == .send(answer))
    #expect(machine.requestsInFlight == 0)
  }

  @Test func answersOvertakeEachOther() throws {
    var machine = serving()
    for id in UInt32(1)...3 {
      #expect(machine.received(try frame(.checkpoint, id), now: start) == .handle(.checkpoint, id: id))
    }
    for id in [UInt32(2), 3, 1] {
      let answer = try WireAnswer.checkpoint([1]).frame(request: id)
      #expect(machine.answer(answer) == .send(answer))
    }
  }

  @Test func aRequestIsAnsweredOnce() throws {
    var machine = serving()
    _ = machine.received(try frame(.checkpoint, 1), now: start)
    let answer = try WireAnswer.checkpoint([1]).frame(request: 1)
    #expect(machine.answer(answer) == .send(answer))
    #expect(machine.answer(answer) == .nothing)
  }

  @Test func aLaterVersionOfTheProtocolIsToldWhatThisOneSpeaks() throws {
    var machine = secured()
    let hello = Hello(versions: 7...9, software: "future")
    let (refusal, id, closes) = try refusal(machine.received(.frame(hello.frame), now: start))
    #expect(refusal.code == .unsupportedVersion && refusal.versions == 1...1)
    #expect(id == 0 && closes)
  }

  @Test func aNewerClientThatStillSpeaksThisVersionIsAdmitted() {
    var machine = secured()
    let hello = Hello(versions: 1...9, software: "future")
    #expect(machine.received(.frame(hello.frame), now: start) == .admit(hello))
  }

  @Test func aRequestOfALaterVersionIsRefusedAndTheConnectionGoesOn() throws {
    var machine = serving()
    let event = FrameDecoder.Event.skipped(kind: 0x01FE, request: 1, reason: .unknownKind)
    let (refusal, id, closes) = try refusal(machine.received(event, now: start))
    #expect(refusal.code == .unsupportedMessage && id == 1 && !closes)
    #expect(machine.received(try frame(.status, 2), now: start) == .handle(.status, id: 2))
  }

  @Test func anOversizeRequestIsRefusedAndTheConnectionGoesOn() throws {
    var machine = serving()
    let event = FrameDecoder.Event.skipped(kind: FrameKind.submitRequest.rawValue, request: 4, reason: .tooLarge)
    let (refusal, id, closes) = try refusal(machine.received(event, now: start))
    #expect(refusal.code == .tooLarge && id == 4 && !closes)
    #expect(machine.received(try frame(.status, 5), now: start) == .handle(.status, id: 5))
  }

  @Test func aMalformedRequestIsRefusedAndTheConnectionGoesOn() throws {
    var machine = serving()
    let event = FrameDecoder.Event.frame(Frame(.submitRequest, request: 1))
    let (refusal, id, closes) = try refusal(machine.received(event, now: start))
    #expect(refusal.code == .malformed && id == 1 && !closes)
    #expect(machine.requestsInFlight == 0)
  }

  @Test func idsMustRise() throws {
    var machine = serving()
    _ = machine.received(try frame(.status, 5), now: start)
    let (refusal, _, closes) = try refusal(machine.received(try frame(.status, 5), now: start))
    #expect(refusal.code == .malformed && closes)
    #expect(machine.isClosed == true)
  }

  @Test func the65thRequestInFlightIsRefused() throws {
    var machine = serving()
    for id in 1...UInt32(WireLimits.requestsInFlight) {
      #expect(machine.received(try frame(.status, id), now: start) == .handle(.status, id: id))
    }
    let (refusal, id, closes) = try refusal(machine.received(try frame(.status, 65), now: start))
    #expect(refusal == .tooManyInFlight && refusal.retriable && id == 65 && !closes)
    _ = machine.answer(try WireAnswer.checkpoint([1]).frame(request: 9))
    #expect(machine.received(try frame(.status, 66), now: start) == .handle(.status, id: 66))
  }

  @Test func aCandidateMayOnlyEnrol() throws {
    var machine = serving(.enrolment)
    let (refused, _, closes) = try refusal(machine.received(try frame(.entries(start: 0, count: 1), 1), now: start))
    #expect(refused.code == .forbidden && !closes)
    let enrol = try #require(Samples.requests["enrol-request"])
    #expect(machine.received(try frame(enrol, 2), now: start) == .handle(enrol, id: 2))
  }

  @Test func aCandidateHasThreeAttempts() throws {
    var machine = serving(.enrolment)
    let enrol = try #require(Samples.requests["enrol-request"])
    for id in UInt32(1)...3 {
      #expect(machine.received(try frame(enrol, id), now: start) == .handle(enrol, id: id))
    }
    let (refused, _, _) = try refusal(machine.received(try frame(enrol, 4), now: start))
    #expect(refused.code == .forbidden)
  }

  @Test func aCertifiedCallerDoesNotEnrol() throws {
    var machine = serving(.session)
    let enrol = try #require(Samples.requests["enrol-request"])
    let (refused, _, closes) = try refusal(machine.received(try frame(enrol, 1), now: start))
    #expect(refused.code == .forbidden && !closes)
  }

  @Test(arguments: [FrameKind.checkpointRequest, .hello, .pong])
  func nothingIsTakenBeforeTheWelcome(_ kind: FrameKind) throws {
    var machine = secured()
    _ = machine.received(.frame(Samples.hello.frame), now: start)
    let (refused, id, closes) = try refusal(machine.received(.frame(Frame(kind, request: 1)), now: start))
    #expect(refused.code == .unexpectedMessage && id == 0 && closes)
  }

  @Test(arguments: [FrameKind.welcome, .goAway, .statusAnswer, .blobChunk, .phasePush, .hello])
  func whatOnlyAServerSendsEndsTheConnection(_ kind: FrameKind) throws {
    var machine = serving()
    let (refused, _, closes) = try refusal(machine.received(.frame(Frame(kind)), now: start))
    #expect(refused.code == .unexpectedMessage && closes)
  }

  @Test func aCallerTheServiceRefusesIsToldWhy() throws {
    var machine = secured()
    _ = machine.received(.frame(Samples.hello.frame), now: start)
    let (refused, id, closes) = try refusal(machine.refused(WireRefusal(.notAdmitted, zh: "证书已吊销", en: "revoked")))
    #expect(refused.code == .notAdmitted && refused.zh == "证书已吊销" && id == 0 && closes)
  }

  @Test func aPingIsEchoed() {
    var machine = serving()
    #expect(machine.received(.frame(Liveness.ping(77)), now: start) == .send(Liveness.pong(77)))
  }

  @Test func withoutHelloTheConnectionEndsAfterTenSeconds() throws {
    var machine = ServerConnectionMachine(now: start)
    #expect(machine.nextTick == start + .seconds(10))
    #expect(machine.tick(now: start + .seconds(9)) == .nothing)
    let (refused, _, closes) = try refusal(machine.tick(now: start + .seconds(10)))
    #expect(refused.code == .timedOut && closes)
    #expect(machine.nextTick == nil)
  }

  @Test func aSlowTLSHandshakeLeavesNoMoreTimeForHello() throws {
    var machine = ServerConnectionMachine(now: start)
    machine.secured(.session)
    #expect(machine.nextTick == start + .seconds(10))
  }

  @Test func aSilentPeerIsAskedAndThenLetGo() throws {
    var machine = serving()
    #expect(machine.nextTick == start + .seconds(60))
    #expect(machine.tick(now: start + .seconds(60)) == .send(Liveness.ping(0)))
    #expect(machine.tick(now: start + .seconds(60)) == .nothing)
    #expect(machine.nextTick == start + .seconds(120))
    let (refused, _, closes) = try refusal(machine.tick(now: start + .seconds(120)))
    #expect(refused.code == .timedOut && closes)
  }

  @Test func aPongKeepsThePeerAlive() {
    var machine = serving()
    _ = machine.tick(now: start + .seconds(60))
    #expect(machine.received(.frame(Liveness.pong(0)), now: start + .seconds(61)) == .nothing)
    #expect(machine.tick(now: start + .seconds(120)) == .nothing)
    #expect(machine.nextTick == start + .seconds(121))
  }

  @Test func drainingAnswersWhatIsUnderWayAndTakesNothingNew() throws {
    var machine = serving()
    _ = machine.received(try frame(.status, 3), now: start)
    #expect(machine.drain(.shuttingDown, now: start) == .send(WireRefusal.shuttingDown.goAwayFrame(lastRequest: 3)))
    let (refused, id, closes) = try refusal(machine.received(try frame(.status, 4), now: start))
    #expect(refused == .shuttingDown && id == 4 && !closes)
    let answer = try WireAnswer.checkpoint([1]).frame(request: 3)
    #expect(machine.answer(answer) == .sendAndClose(answer))
    #expect(machine.isClosed == true)
  }

  @Test func drainingAnIdleConnectionEndsIt() {
    var machine = serving()
    let goAway = WireRefusal.shuttingDown.goAwayFrame(lastRequest: 0)
    #expect(machine.drain(.shuttingDown, now: start) == .sendAndClose(goAway))
    #expect(machine.drain(.shuttingDown, now: start) == .nothing)
  }

  @Test func drainingHasAnEnd() throws {
    var machine = serving()
    _ = machine.received(try frame(.status, 1), now: start)
    _ = machine.drain(.shuttingDown, now: start)
    #expect(machine.nextTick == start + .seconds(30))
    let (refused, _, closes) = try refusal(machine.tick(now: start + .seconds(30)))
    #expect(refused.code == .timedOut && closes)
  }

  @Test func aBlobIsOneAnswerInSeveralFrames() throws {
    var machine = serving()
    let range = BlobRange(digest: .zero, offset: 0, length: 100_000)
    _ = machine.received(try frame(.blob(range), 1), now: start)
    _ = machine.drain(.shuttingDown, now: start)
    let head = try WireAnswer.blob(BlobPart(size: 100_000, offset: 0, length: 100_000)).frame(request: 1)
    #expect(head.continues)
    #expect(machine.answer(head) == .send(head))
    let chunk = Frame(.blobChunk, request: 1, continues: true, body: ByteBuffer(repeating: 0, count: 65_536))
    #expect(machine.answer(chunk) == .send(chunk))
    let last = Frame(.blobChunk, request: 1, body: ByteBuffer(repeating: 0, count: 34_464))
    #expect(machine.answer(last) == .sendAndClose(last))
  }

  @Test func afterTheEndNothingHappens() throws {
    var machine = serving()
    #expect(machine.peerClosed() == .close)
    #expect(machine.received(try frame(.status, 9), now: start) == .nothing)
    #expect(machine.push(try WirePush.checkpoint([1]).frame()) == .nothing)
    #expect(machine.tick(now: start + .hours(1)) == .nothing)
    #expect(machine.peerClosed() == .nothing)
  }

  @Test func anExpelledPeerIsToldWhy() throws {
    var machine = serving()
    let (refused, _, closes) = try refusal(machine.expel(WireRefusal(.notAdmitted, zh: "证书已吊销", en: "revoked")))
    #expect(refused.code == .notAdmitted && closes)
  }
}
