import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// The elements mapped on all cores, in order.
  package func parallelMap<Output: Sendable>(_ body: @Sendable (Element) -> Output) -> [Output] {
    let sliceCount = 16
    let slices = (count + sliceCount - 1) / sliceCount
    guard slices > 1 else { return map(body) }
    let finished = Mutex([Int: [Output]](minimumCapacity: slices))
    DispatchQueue.concurrentPerform(iterations: slices) { number in
      let outputs = self[number * sliceCount..<Swift.min((number + 1) * sliceCount, count)].map(body)
      finished.withLock { $0[number] = outputs }
    }
    let outputs = finished.withLock { $0 }
    return (0..<slices).flatMap { outputs[$0] ?? [] }
  }
}
