import Glibc

/// Runs a program of the system on bytes: standard input in, standard output out, within limits of time, memory and size.
///
/// Nothing touches the disk: one socket pair is the program's input and its output.
enum ToolRunner {
  struct Limits {
    /// Wall-clock time.
    var seconds = 20
    /// Processor time.
    var cpuSeconds = 10
    /// Address space of the program.
    var memoryKibibytes = 1 << 20
    /// Output beyond this is dropped and the program ended.
    var outputBytes = 16 << 20
  }

  /// Whether a program of that name stands on the search path.
  static func isInstalled(_ tool: String) -> Bool { path(of: tool) != nil }

  /// - Parameter arguments: without the program's own name; the caller's constants, never a user's text.
  /// - Throws: `helper` when the program is not installed, fails or meets a limit.
  static func run(
    _ tool: String, _ arguments: [String], input: [UInt8], limits: Limits = Limits()
  ) throws(OfficeFileError) -> [UInt8] {
    guard let program = path(of: tool) else { throw OfficeFileError(.helper, "\(tool) is not installed") }
    var ends: [Int32] = [-1, -1]
    // Closed on exec from its birth, so that no program started beside this one holds it open.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw OfficeFileError(.helper, "no socket pair: errno \(errno)")
    }
    defer { close(ends[0]) }
    // The shell only sets the limits and becomes the program.
    let script = "ulimit -v \(limits.memoryKibibytes) -t \(limits.cpuSeconds) 2>/dev/null; exec \"$0\" \"$@\""
    let process: pid_t
    do {
      defer { close(ends[1]) }
      process = try spawn(["/bin/sh", "-c", script, program] + arguments, on: ends[1])
    }
    let output = exchange(input, over: ends[0], limits: limits)
    if output == nil { kill(process, SIGKILL) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard let output else { throw OfficeFileError(.helper, "\(tool) took too long or wrote too much") }
    guard status == 0 else { throw OfficeFileError(.helper, "\(tool) could not read the file") }
    return output
  }

  private static func path(of tool: String) -> String? {
    guard let folders = unsafe getenv("PATH").map({ unsafe String(cString: $0) }) else { return nil }
    return folders.split(separator: ":").map { "\($0)/\(tool)" }.first { unsafe access($0, X_OK) == 0 }
  }

  private static func spawn(_ arguments: [String], on socket: Int32) throws(OfficeFileError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, socket, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, socket, 1)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var environment = unsafe [strdup("LC_ALL=C.UTF-8"), strdup("PATH=/usr/bin:/bin"), nil]
    defer { unsafe (words + environment).forEach { unsafe free($0) } }
    var process: pid_t = 0
    let status = unsafe posix_spawn(&process, arguments[0], &actions, nil, &words, &environment)
    guard status == 0 else { throw OfficeFileError(.helper, "\(arguments[0]) does not start: errno \(status)") }
    return process
  }

  /// Sends the input and takes the output, whichever is ready. Nil when time or size ran out.
  private static func exchange(_ input: [UInt8], over socket: Int32, limits: Limits) -> [UInt8]? {
    var output: [UInt8] = []
    var unsent = input[...]
    let deadline = monotonicSeconds() + Double(limits.seconds)
    var buffer = [UInt8](repeating: 0, count: 65_536)
    if unsent.isEmpty { shutdown(socket, Int32(SHUT_WR)) }
    while true {
      let left = deadline - monotonicSeconds()
      guard left > 0 else { return nil }
      let events = unsent.isEmpty ? POLLIN : POLLIN | POLLOUT
      var waiting = pollfd(fd: socket, events: Int16(events), revents: 0)
      let ready = unsafe poll(&waiting, 1, Int32(left * 1_000) + 1)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return nil }
      if Int32(waiting.revents) & POLLOUT != 0, !unsent.isEmpty {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        let count = unsafe unsent.withUnsafeBytes { unsafe send(socket, $0.baseAddress, $0.count, flags) }
        // A program that has read enough may close; what it wrote still counts.
        if count > 0 { unsent = unsent.dropFirst(count) } else if errno != EAGAIN, errno != EINTR { unsent = [] }
        if unsent.isEmpty { shutdown(socket, Int32(SHUT_WR)) }
      }
      guard Int32(waiting.revents) & (POLLIN | POLLHUP | POLLERR) != 0 else { continue }
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(socket, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // ECONNRESET: it ended with input unread.
      guard count > 0 else { return count == 0 || errno == ECONNRESET ? output : nil }
      output += buffer.prefix(count)
      guard output.count <= limits.outputBytes else { return nil }
    }
  }

  private static func monotonicSeconds() -> Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
