import Testing

@testable import SecureTransport

struct TLSChannelStateTests {
  private func open() -> TLSChannelState {
    var state = TLSChannelState()
    state.handshakeCompleted()
    return state
  }

  @Test func ourFarewellThenTheirs() {
    var state = open()
    #expect(state.closeRequested() == .sayFarewell)
    #expect(state.isLeaving)
    #expect(state.closeRequested() == .nothing)
    #expect(state.peerSaidFarewell() == .close)
    #expect(state.waitedLongEnough() == .nothing)
  }

  @Test func theirFarewellIsAnsweredBeforeTheSocketCloses() {
    var state = open()
    #expect(state.peerSaidFarewell() == .flushAndClose)
    #expect(state.closeRequested() == .nothing)
  }

  @Test func anAlertIsSentAndGivenTimeToBeRead() {
    var state = TLSChannelState()
    #expect(state.failed() == .endOutput)
    #expect(state.closeRequested() == .nothing)
    #expect(state.waitedLongEnough() == .close)
  }

  @Test func aFailureWhileLeavingClosesAtOnce() {
    var state = open()
    _ = state.closeRequested()
    #expect(state.failed() == .close)
    #expect(state.failed() == .nothing)
  }

  @Test func aHandshakeIsBrokenOffWithoutFarewell() {
    var state = TLSChannelState()
    #expect(state.isHandshaking && !state.isOpen)
    #expect(state.closeRequested() == .close)
  }

  @Test func afterTheTransportsEndNothingHappens() {
    var state = open()
    state.becameInactive()
    #expect(state.closeRequested() == .nothing)
    #expect(state.failed() == .nothing)
    #expect(state.peerSaidFarewell() == .nothing)
  }
}
