import Testing

@testable import SecureTransport

struct ConnectionLimiterTests {
  @Test func countsInAllAndPerAddress() {
    let limiter = ConnectionLimiter(maximum: 3, maximumPerAddress: 2)
    #expect(limiter.enter("a"))
    #expect(limiter.enter("a"))
    #expect(!limiter.enter("a"))
    #expect(limiter.enter("b"))
    #expect(!limiter.enter("c"))
    limiter.leave("a")
    #expect(limiter.enter("c"))
    limiter.leave("c")
    #expect(limiter.enter("a"))
  }
}
