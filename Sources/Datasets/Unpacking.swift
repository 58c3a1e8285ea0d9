/// Compressed bytes as what they hold.
package enum Unpacking {
  /// nil for what is no gzip file, or a damaged one; of more than `limit` bytes the first ones.
  package static func gzip(_ bytes: [UInt8], limit: Int) -> [UInt8]? { inflated(bytes, .gzip, limit) }

  /// nil for what does not start with whole compressed data.
  package static func zlib(_ bytes: [UInt8], limit: Int) -> [UInt8]? { inflated(bytes, .zlib, limit) }

  private static func inflated(_ bytes: [UInt8], _ wrapping: Inflater.Wrapping, _ limit: Int) -> [UInt8]? {
    let inflater = Inflater(wrapping)
    defer { inflater.end() }
    var whole: [UInt8] = []
    var rest = bytes[...]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while whole.count < limit {
      let (taken, made, state) = rest.withUnsafeBytes { source in
        buffer.withUnsafeMutableBytes { inflater.inflate(source, into: $0) }
      }
      rest = rest.dropFirst(taken)
      whole += buffer[..<made]
      switch state {
      case .ended: return whole
      case .goesOn where made > 0 || taken > 0: continue
      case .goesOn, .wrongChecksum, .wrongHeader, .broken: return nil
      }
    }
    return Array(whole.prefix(limit))
  }
}
