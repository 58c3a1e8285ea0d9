#if canImport(Glibc)
import Glibc
#endif

/// Why the system refused a file operation.
package struct FileProblem: Error, Equatable {
  package var code: Int32
  package init(_ code: Int32) { self.code = code }

  /// What is neither a file nor a folder: a pipe, a device, a socket.
  static let notPlain = FileProblem(ENOTSUP)

  static let notAFolder = FileProblem(ENOTDIR)

  package static let missing = FileProblem(ENOENT)

  package var isMissing: Bool { code == ENOENT }
  /// There can be no such path.
  package var isNowhere: Bool { code == ENOENT || code == ENOTDIR }
  package var isFolder: Bool { code == EISDIR }
  package var isNotPlain: Bool { code == ENOTSUP || code == ENXIO }
  package var exists: Bool { code == EEXIST }
  package var isFullDisk: Bool { code == ENOSPC || code == EDQUOT }
  /// A second link to a file cannot be made there.
  var isUnlinkable: Bool { [EPERM, ENOTSUP, EMLINK, EXDEV, ENOSYS].contains(code) }
  package var isPermission: Bool { [EACCES, EPERM, EROFS].contains(code) }

  /// The system's words, begun in lower case: `no space left on device`.
  package var words: String { isNotPlain ? "it is no ordinary file" : systemMessage(code) }
}

/// The system's words for an error number, in lower case.
package func systemMessage(_ number: Int32) -> String {
  switch number {
  case EACCES, EPERM: "permission denied"
  case EIO: "the disk reports an error"
  case ENAMETOOLONG: "its name is too long"
  case EMFILE: openFilesMessage()
  case ENFILE: "all programs together have too many files open"
  default: otherMessage(number)
  }
}

#if canImport(Glibc)
private func otherMessage(_ number: Int32) -> String { String(cString: strerror(number)).lowercased() }

private func openFilesMessage() -> String {
  var limit = rlimit()
  guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return "too many open files" }
  return "no more than \(limit.rlim_cur) files may be open at once: raise the limit, as 'ulimit -n 1024' does"
}
#else
private func otherMessage(_ number: Int32) -> String {
  switch number {
  case ENOENT: "no such file or directory"
  case EISDIR: "is a directory"
  case ENOTDIR: "not a directory"
  case EEXIST: "file exists"
  case EFBIG: "file too large"
  case ENOSPC: "no space left on device"
  default: "error \(number)"
  }
}

private func openFilesMessage() -> String { "too many open files" }

// By Linux's numbers.
let (EPERM, ENOENT, EIO, ENXIO, EACCES): (Int32, Int32, Int32, Int32, Int32) = (1, 2, 5, 6, 13)
let (EEXIST, EXDEV, ENOTDIR, EISDIR, ENFILE): (Int32, Int32, Int32, Int32, Int32) = (17, 18, 20, 21, 23)
let (EMFILE, EFBIG, ENOSPC, EROFS, EMLINK): (Int32, Int32, Int32, Int32, Int32) = (24, 27, 28, 30, 31)
let (ENAMETOOLONG, ENOSYS, ENOTSUP, EDQUOT): (Int32, Int32, Int32, Int32) = (36, 38, 95, 122)
#endif
