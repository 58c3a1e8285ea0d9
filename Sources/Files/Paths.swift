#if canImport(Glibc)
import Glibc

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

package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// What is in a folder, sorted.
package func namesInFolder(_ path: String) throws(FileProblem) -> [String] { try Folder(path).names() }

/// Why what is in a folder cannot be reached; nil where it can.
package func folderProblem(_ path: String) -> FileProblem? {
  access(path + "/.", X_OK) == 0 ? nil : FileProblem(errno)
}

package func writingProblem(_ path: String) -> FileProblem? { access(path, W_OK) == 0 ? nil : FileProblem(errno) }

/// In bytes; 0 where there is no such file.
package func fileSize(_ path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

/// Bytes that may still be written to where a folder is; nil where that is not known.
package func freeSpace(_ folder: String) -> UInt64? {
  var space = statvfs()
  return statvfs(folder, &space) == 0 ? UInt64(space.f_bavail) * UInt64(space.f_frsize) : nil
}

/// Puts a file in the place of another in the same folder.
package func moveFile(_ path: String, to other: String) throws(FileProblem) { try check(rename(path, other)) }

package func removeFile(_ path: String) { unlink(path) }

/// Leaves be what is not empty.
package func removeEmptyFolder(_ path: String) { rmdir(path) }

/// Whether one of the parts of `name`, a path under `folder`, is a link.
package func holdsLink(_ name: String, under folder: String) -> Bool {
  var path = name.hasPrefix("/") ? "" : folder
  return name.split(separator: "/").contains { part in
    path += "/" + part
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }
}

/// The path without links, `.` and `..`; nil where there is nothing.
package func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
#endif

/// `Lessons` for `Lessons/02-cnn.md`, `.` for a name alone.
package func parentFolder(_ path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// `02-cnn.md` for `Lessons/02-cnn.md`.
package func fileName(_ path: String) -> String {
  path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
}
