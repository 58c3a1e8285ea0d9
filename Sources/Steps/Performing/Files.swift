import Datasets
import Glibc

/// Why the system refused a file operation.
package struct FileProblem: Error, Equatable {
  package var code: Int32
  package init(_ code: Int32) { self.code = code }

  /// The system's words, begun in lower case: `no space left on device`.
  package var words: String {
    code == ENOTSUP ? "it is no ordinary file" : systemMessage(code)
  }
}

/// The whole of a file; `EFBIG` where it is larger than `limit` bytes, `ENOTSUP` for what is no file.
/// - Parameter takesPipe: whether to read what another program still writes, and to wait for it.
package func readFile(
  _ path: String, limit: Int = 1 << 30, takesPipe: Bool = false
) throws(FileProblem) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | (takesPipe ? 0 : O_NONBLOCK))
  guard descriptor >= 0 else { throw FileProblem(errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw FileProblem(errno) }
  guard status.st_mode & S_IFMT != S_IFDIR else { throw FileProblem(EISDIR) }
  guard takesPipe || status.st_mode & S_IFMT == S_IFREG else { throw FileProblem(ENOTSUP) }
  guard status.st_size <= limit else { throw FileProblem(EFBIG) }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var filled = 0
  while true {
    if filled == bytes.count {
      // A pipe or a file that still grows says nothing of its size.
      guard filled < limit else { throw FileProblem(EFBIG) }
      bytes.append(contentsOf: repeatElement(0, count: min(max(4096, filled), limit - filled)))
    }
    let got = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
    if got < 0, errno == EINTR { continue }
    guard got >= 0 else { throw FileProblem(errno) }
    if got == 0 { break }
    filled += got
  }
  bytes.removeLast(bytes.count - filled)
  return bytes
}

/// Creates or replaces a file and makes sure that its bytes are on the disk.
package func writeFile(_ bytes: [UInt8], to path: String) throws(FileProblem) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw FileProblem(errno) }
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, $0.count - written) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else {
      let code = errno
      close(descriptor)
      throw FileProblem(code)
    }
    written += count
  }
  guard fsync(descriptor) == 0 || errno == EINVAL else {
    let code = errno
    close(descriptor)
    throw FileProblem(code)
  }
  guard close(descriptor) == 0 else { throw FileProblem(errno) }
}

/// Writes under a temporary name first, so that the file is whole: the new one, or what was there. Who may read and
/// write it stays as it was, and so does a file that must not be written.
package func replaceFile(_ path: String, with bytes: [UInt8]) throws(FileProblem) {
  guard access(path, W_OK) == 0 || errno == ENOENT else { throw FileProblem(errno) }
  let part = path + ".part"
  do throws(FileProblem) {
    try writeFile(bytes, to: part)
    var status = stat()
    let isKept = stat(path, &status) != 0 || chmod(part, status.st_mode & 0o7777) == 0
    guard isKept, rename(part, path) == 0 else { throw FileProblem(errno) }
  } catch {
    _ = unlink(part)
    throw error
  }
}

/// Creates a folder and those above it where they are missing.
package func makeFolders(_ path: String) throws(FileProblem) {
  var prefix = path.hasPrefix("/") ? "" : "."
  for part in path.split(separator: "/") {
    prefix += "/" + part
    guard mkdir(prefix, 0o777) != 0, errno != EEXIST else { continue }
    let code = errno
    guard isFolder(prefix) else { throw FileProblem(code) }
  }
  guard isFolder(path) else { throw FileProblem(ENOTDIR) }
}

package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The path without links, `.` and `..`; nil where there is nothing.
package func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// `Lessons` for `Lessons/02-cnn.md`, `.` for a name alone.
package func parentFolder(_ path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
