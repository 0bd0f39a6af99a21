import NIOCore
import Synchronization
import WireProtocol

/// Frames on their way out, in the order in which they were appended.
///
/// Appending never suspends, so an actor that decides an order also keeps it; the channel's own writer would let writers
/// that wait overtake each other. What has gathered while the channel was busy goes out at once, with one flush.
final class FrameOutbox: Sendable {
  /// Whoever answers waits while more than this is queued.
  private static let roomBytes = 262_144

  private struct State {
    var frames: [Frame] = []
    var bytes = 0
    var isFinished = false
    var drain: CheckedContinuation<[Frame]?, Never>?
    var waiting: [CheckedContinuation<Void, Never>] = []
    var timer: Scheduled<Void>?
  }

  private let channel: any Channel
  private let state = Mutex(State())

  init(_ channel: any Channel) {
    self.channel = channel
  }

  /// Without effect once finished.
  func append(_ frame: Frame) {
    let drain: CheckedContinuation<[Frame]?, Never>? = state.withLock { state in
      guard !state.isFinished else { return nil }
      guard let drain = state.drain else {
        state.frames.append(frame)
        state.bytes += frame.body.readableBytes
        return nil
      }
      state.drain = nil
      return drain
    }
    drain?.resume(returning: [frame])
  }

  /// What is queued still goes out, if the peer takes it in time; nothing is added.
  func finish() {
    let (drain, waiting) = state.withLock { state in
      if !state.isFinished {
        state.timer = channel.eventLoop.scheduleTask(in: WireLimits.closeTime) { [channel] in
          channel.close(promise: nil)
        }
      }
      state.isFinished = true
      defer {
        state.drain = nil
        state.waiting = []
      }
      return (state.drain, state.waiting)
    }
    drain?.resume(returning: nil)
    for continuation in waiting { continuation.resume() }
  }

  /// Waits until a slow reader has taken enough; not at all once finished.
  func room() async {
    await withCheckedContinuation { continuation in
      let hasRoom = state.withLock { state in
        if state.isFinished || state.bytes <= FrameOutbox.roomBytes { return true }
        state.waiting.append(continuation)
        return false
      }
      if hasRoom { continuation.resume() }
    }
  }

  /// Writes until it is finished and empty, or the channel is gone; then closes the channel. Run it once.
  func drain(into writer: NIOAsyncChannelOutboundWriter<Frame>) async {
    do {
      while let frames = await next() { try await writer.write(contentsOf: frames) }
    } catch {
      // The reading side learns why the channel is gone.
      finish()
    }
    state.withLock { $0.timer }?.cancel()
    channel.close(promise: nil)
  }

  private func next() async -> [Frame]? {
    await withCheckedContinuation { continuation in
      let (batch, waiting): ([Frame]??, [CheckedContinuation<Void, Never>]) = state.withLock { state in
        guard state.frames.isEmpty else {
          defer {
            state.frames = []
            state.bytes = 0
            state.waiting = []
          }
          return (.some(state.frames), state.waiting)
        }
        guard !state.isFinished else { return (.some(nil), []) }
        state.drain = continuation
        return (nil, [])
      }
      if let batch { continuation.resume(returning: batch) }
      for continuation in waiting { continuation.resume() }
    }
  }
}
