package enum Checksum {
  /// SHA-256 (FIPS 180-4) in hexadecimal.
  package static func sha256(_ bytes: [UInt8]) -> String { "" }
}
