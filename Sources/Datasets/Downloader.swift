#if canImport(Glibc)
import Files
import Glibc

/// Runs the system's `curl`.
struct Downloader: Sendable {
  /// Larger than any data set's file, even unpacked.
  private static let largestFile = 200_000_000

  let program: String

  /// Downloads into `path`, going on where that file ends.
  /// - Parameters:
  ///   - part: that file; what stands at its path by then does not count.
  ///   - isInterrupted: asked ten times a second; true ends it.
  ///   - onProgress: gets the file's size.
  func download(
    _ address: String, to path: String, opened part: borrowing PartFile, isInterrupted: () -> Bool,
    onProgress: (Int) -> Void
  ) throws(FetchError.Problem) {
    let arguments = [
      program, "--location", "--fail", "--silent", "--show-error", "--globoff", "--proto", "=http,https",
      "--proto-redir", "=http,https", "--max-redirs", "5", "--connect-timeout", "20", "--speed-limit", "1",
      "--speed-time", "30", "--continue-at", "-", "--write-out", "%{http_code}", "--output", "/dev/fd/\(Child.passed)",
      "--", address,
    ]
    var isTooLarge = false
    let run = try Child.run(arguments, passing: part.descriptor) {
      let size = fileSize(path)
      onProgress(size)
      isTooLarge = size > Self.largestFile
      return !isTooLarge && !isInterrupted()
    }
    // Ctrl-C goes to curl as well.
    if isInterrupted() { throw .interrupted }
    if isTooLarge { throw .wrongContents(address) }
    if run.status == 0 {
      onProgress(fileSize(path))
      return
    }
    throw problem(run, address, path)
  }

  /// Curl's exit codes, from its manual.
  private func problem(_ run: Child, _ address: String, _ path: String) -> FetchError.Problem {
    let host = Self.host(of: address)
    // `curl: (6) Could not resolve host: example.org`
    let message = run.errors.split(separator: "\n").last.map { String($0) } ?? ""
    let reason = message.firstIndex(of: ")").map {
      String(message[message.index($0, offsetBy: 1)...].drop { $0 == " " })
    }
    let status = Int(run.output.suffix(3)) ?? 0
    return switch run.status {
    case 1, 3: .badAddress(address)
    case 5, 6, 7: .noNetwork(host: host)
    case 22: .refused(address: address, status: status)
    case 18, 28, 52, 55, 56, 92, 128...: .cutOff(address: address)
    case 23: writeProblem(path)
    // A server that broke off and cannot go on in the middle.
    case 33: .failed(address: address, reason: "the connection broke while downloading it")
    case 35, 51, 58, 60, 77, 83, 91: .notTrusted(host: host, reason: reason ?? "no secure connection")
    default: .failed(address: address, reason: reason ?? "curl ended with code \(run.status)")
    }
  }

  private func writeProblem(_ path: String) -> FetchError.Problem {
    let folder = parentFolder(path)
    if let space = freeSpace(folder), space < 1 << 20 { return .diskFull(folder: folder) }
    let reason = writingProblem(folder)?.words ?? "the disk or a quota is full, or the file cannot be changed"
    return .cannotWrite(path: path, reason: reason)
  }

  private static func host(of address: String) -> String {
    guard let scheme = address.firstIndex(of: ":") else { return address }
    return String(address[scheme...].drop { $0 == ":" || $0 == "/" }.prefix { $0 != "/" })
  }
}

/// A program that ran to its end, with what it wrote.
struct Child {
  let status: Int32
  let output: String
  let errors: String

  /// The number that an open file has for the program.
  static let passed: Int32 = 3

  /// - Parameters:
  ///   - descriptor: of an open file that the program gets.
  ///   - whileRunning: called ten times a second; `false` ends the program.
  static func run(
    _ arguments: [String], passing descriptor: Int32, whileRunning: () -> Bool
  ) throws(FetchError.Problem) -> Child {
    let outputs = try pipe()
    let errors = try pipe()
    defer { for descriptor in [outputs.reading, errors.reading] { close(descriptor) } }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, outputs.writing, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.writing, 2)
    posix_spawn_file_actions_adddup2(&actions, descriptor, passed)

    var process = pid_t()
    var words = arguments.map { strdup($0) } + [nil]
    let failure = posix_spawnp(&process, arguments[0], &actions, nil, &words, environ)
    for word in words { free(word) }
    for descriptor in [outputs.writing, errors.writing] { close(descriptor) }
    guard failure == 0 else { throw .noCurl }

    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { break }
      if ended < 0 && errno != EINTR { throw .failed(address: arguments[0], reason: systemMessage(errno)) }
      if !whileRunning() { kill(process, SIGTERM) }
      waitAMoment()
    }
    // The low seven bits tell of a signal, the next eight are the exit code.
    let code = status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    if code == 127 { throw .noCurl }
    return Child(status: code, output: text(outputs.reading), errors: text(errors.reading))
  }

  private static func pipe() throws(FetchError.Problem) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw .failed(address: "curl", reason: systemMessage(errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func text(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }
}

/// A tenth of a second.
func waitAMoment() { usleep(100_000) }
#endif
