import Files

/// What a result or a resource is known by: it changes whenever that may be another one.
package struct Digest: Sendable, Hashable {
  /// SHA-256 in hexadecimal.
  package let text: String

  package init(text: String) { self.text = text }

  /// Of the bytes that are written.
  package init(of write: (inout Coder) -> Void) {
    var coder = Coder()
    write(&coder)
    text = Checksum.sha256(coder.bytes)
  }

  /// Of texts in a row.
  package init(_ parts: [String]) {
    self.init { coder in
      for part in parts { coder.write(part) }
    }
  }
}
