import Glibc

/// What a process may take at most, set by itself before it reads anything of somebody else's.
package enum Confinement {
  /// - Parameters:
  ///   - seconds: of the processor; with a quarter and a few more, to write down how far it came, it is ended whatever it
  ///     does.
  ///   - memory: bytes of its address space beyond what it has by then.
  ///   - fileSize: of each file that it writes.
  package static func set(seconds: Double, memory: Int64, fileSize: Int64) {
    let taken = UInt(clamping: addressSpace())
    limit(__rlimit_resource_t(RLIMIT_CPU.rawValue), UInt((seconds * 1.25).rounded(.up)) + 15, grace: 5)
    limit(__rlimit_resource_t(RLIMIT_AS.rawValue), taken + UInt(clamping: memory))
    limit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), UInt(clamping: fileSize))
    limit(__rlimit_resource_t(RLIMIT_CORE.rawValue), 0)
    limit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), 128)
    // It needs no second process and no second thread.
    limit(processes, 0)
  }

  /// Seconds of the processor that this thread has taken, the only one of a process that grades: as many on a busy
  /// machine as on an idle one.
  package static var spent: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// `RLIMIT_NPROC`, which is no part of POSIX.
  private static let processes = __rlimit_resource_t(6)

  private static func limit(_ resource: __rlimit_resource_t, _ most: UInt, grace: UInt = 0) {
    var now = rlimit()
    guard getrlimit(resource, &now) == 0 else { return }
    var wanted = rlimit(rlim_cur: min(most, now.rlim_max), rlim_max: min(most + grace, now.rlim_max))
    _ = setrlimit(resource, &wanted)
  }

  private static func addressSpace() -> Int {
    var pages = 0
    guard let file = fopen("/proc/self/statm", "r") else { return 1 << 30 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, 127, file) != nil else { return 1 << 30 }
    for character in line where character >= 0x30 && character <= 0x39 || character == 0x20 {
      guard character != 0x20 else { break }
      pages = pages * 10 + Int(character - 0x30)
    }
    return pages * Int(getpagesize())
  }

  /// Whether the process that started this one, `parent`, is gone.
  package static func isOrphan(of parent: Int32) -> Bool { getppid() != parent }

  package static var parent: Int32 { getppid() }
}
