import Files
import Glibc

/// A program that was started, mostly this one once more: in a group of its own, which is ended as one.
struct ChildProcess {
  enum Ending: Equatable {
    case code(Int32)
    /// By a signal that nobody here has sent.
    case signal(Int32)
    /// It took too long.
    case killed
  }

  private let id: pid_t
  private let start: Double

  /// - Parameters:
  ///   - program: its path; of a name alone, one of the folders that PATH lists.
  ///   - output: the file that takes what it prints.
  ///   - errors: the same of its messages; nil where nobody reads them.
  init(
    _ program: String, _ arguments: [String], environment: [String], output: String, errors: String? = nil
  ) throws(FileProblem) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Where there is hardly anything but this program, there is no such device either.
    let nothing = exists("/dev/null") ? "/dev/null" : output + ".none"
    posix_spawn_file_actions_addopen(&actions, 0, nothing, O_RDONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors ?? nothing, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var child = pid_t()
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    let status = posix_spawnp(&child, program, &actions, &attributes, words, variables)
    guard status == 0 else { throw FileProblem(status) }
    id = child
    start = Self.now
  }

  var seconds: Double { Self.now - start }

  /// How it ended; nil while it runs.
  func ending() -> Ending? {
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) == id else { return nil }
    // Whatever it has started ends with it.
    _ = Glibc.kill(-id, SIGKILL)
    let signal = status & 0x7F
    return signal == 0 ? .code((status >> 8) & 0xFF) : .signal(signal)
  }

  func kill() {
    _ = Glibc.kill(-id, SIGKILL)
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
  }

  /// Waits until it has ended.
  func wait() -> Ending {
    while true {
      if let ending = ending() { return ending }
      Self.rest()
    }
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Lets others run.
  static func rest() { usleep(4000) }

  /// This process's own.
  static var id: Int32 { getpid() }

  static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
