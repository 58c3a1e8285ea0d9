/// What is folded away in the report's "how this was made".
package struct Provenance: Sendable {
  package struct Source: Sendable, Equatable {
    /// `mnist`, or a file's name as the lesson has it.
    package var name: String
    /// `built-in sample`, `original files` or `file`.
    package var origin: String
    /// SHA-256 or CRC-32 of the data, in hexadecimal.
    package var checksum: String
    package init(name: String, origin: String, checksum: String) {
      self.name = name
      self.origin = origin
      self.checksum = checksum
    }
  }
  package var version: String
  package var seed: UInt64
  package var settings: [String]
  package var sources: [Source]
  /// What stands at the top of the report where the sample was used; nil otherwise.
  package var sampleNotice: String?

  package init(version: String, seed: UInt64, settings: [String], sources: [Source], sampleNotice: String?) {
    self.version = version
    self.seed = seed
    self.settings = settings
    self.sources = sources
    self.sampleNotice = sampleNotice
  }
}
