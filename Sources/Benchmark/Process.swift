import Glibc

/// What the system refused, in words.
struct ProcessProblem: Error, CustomStringConvertible {
  var description: String

  init(_ what: String, _ code: Int32) { description = "\(what): \(String(cString: strerror(code)))" }
}

struct ProcessOutput {
  var bytes: [UInt8]
  /// The exit status; 128 and more after a signal.
  var status: Int
}

/// Runs a program, looked for in `PATH`, to its end and gives its standard output; its standard error passes through.
func runProcess(_ arguments: [String]) throws(ProcessProblem) -> ProcessOutput {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { throw ProcessProblem("no pipe can be made", errno) }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  defer { close(ends[0]) }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
  let words = arguments.map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var process: pid_t = 0
  let code = posix_spawnp(&process, arguments[0], &actions, nil, words, environ)
  close(ends[1])
  guard code == 0 else { throw ProcessProblem("'\(arguments[0])' cannot be started", code) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(ends[0], &buffer, buffer.count)
    if count > 0 { bytes += buffer[..<count] }
    if count == 0 || (count < 0 && errno != EINTR) { break }
  }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  let signal = status & 0x7F
  return ProcessOutput(bytes: bytes, status: Int(signal == 0 ? status >> 8 & 0xFF : 128 + signal))
}

/// A folder of its own that goes, with the files written to it, when this value does.
final class TemporaryFolder {
  let path: String
  private var files: [String] = []

  init() throws(ProcessProblem) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/benchmark-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ProcessProblem("no folder can be made in '\(parent)'", errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func write(_ bytes: [UInt8], to name: String) throws(ProcessProblem) {
    let file = "\(path)/\(name)"
    files.append(file)
    guard let stream = fopen(file, "w") else { throw ProcessProblem("'\(file)' cannot be written", errno) }
    let written = fwrite(bytes, 1, bytes.count, stream)
    guard fclose(stream) == 0, written == bytes.count else {
      throw ProcessProblem("'\(file)' cannot be written", errno)
    }
  }

  deinit {
    for file in files { unlink(file) }
    rmdir(path)
  }
}
