import Files

/// Digests of files by their contents. What a file's was is kept with what tells the file from itself once it was
/// written to, so that large ones are not read in every run.
package struct FileDigests: Sendable {
  private let store: Store

  package init(store: Store) { self.store = store }

  /// nil where the file cannot be read, or is written to at this moment.
  package func digest(_ path: String) -> Digest? {
    guard let version = Self.version(path) else { return nil }
    let key = Digest(["file", path])
    let known = store.value(key, blank: Self.blank, Self.code)
    if let known, known.version == version.numbers { return Digest(text: known.digest) }
    guard let text = Self.contents(path), Self.version(path) == version else { return nil }
    if version.isSettled { store.keep((version.numbers, text), under: key, Self.code) }
    return Digest(text: text)
  }

  private typealias Known = (version: [UInt64], digest: String)
  private static let blank: Known = ([], "")

  private static func code(_ coder: inout Coder, _ known: inout Known) {
    coder.code(&known.version)
    coder.code(&known.digest)
  }

  private static func version(_ path: String) -> FileVersion? {
    guard let file = try? OpenFile(path) else { return nil }
    return file.version
  }

  private static func contents(_ path: String) -> String? {
    guard let file = try? OpenFile(path) else { return nil }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { (try? file.read(into: $0)) ?? -1 }
      guard count > 0 else { return count == 0 ? Checksum.hexadecimal(hash.finish()) : nil }
      buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }
}
