#if canImport(Glibc)
import Glibc

/// Bytes that this process may still take: what the system can give without swapping, as the kernel estimates it, the
/// rest of what a container may use, and of what `ulimit -v` leaves, whichever is least; nil where none is known.
package func availableMemory() -> Int? {
  [systemMemory(), containerMemory(), addressSpace()].compactMap { $0 }.min()
}

private func systemMemory() -> Int? { number("/proc/meminfo", "MemAvailable:").map { $0 * 1024 } }

private func containerMemory() -> Int? {
  let group = "/sys/fs/cgroup/memory"
  guard let limit = number(group + ".max"), let used = number(group + ".current") else { return nil }
  // Pages of files give way.
  return max(0, limit - used + (number(group + ".stat", "inactive_file ") ?? 0))
}

private func addressSpace() -> Int? {
  var limit = rlimit()
  guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
    let used = number("/proc/self/status", "VmSize:")
  else { return nil }
  return unusedAddressSpace(limit: limit.rlim_cur, used: used * 1024)
}

/// Without an eighth for the gaps between what is allocated; nil without a limit.
func unusedAddressSpace(limit: UInt, used: Int) -> Int? {
  guard let limit = Int(exactly: limit), limit < .max else { return nil }
  let rest = max(0, limit - used)
  return rest - rest / 8
}

/// The number behind `key` in a system file.
private func number(_ file: String, _ key: String = "") -> Int? {
  systemValue(file, key)?.split(whereSeparator: { $0 == " " || $0 == "\t" }).first.flatMap { Int($0) }
}
#else
/// A browser does not tell.
package func availableMemory() -> Int? { nil }
#endif
