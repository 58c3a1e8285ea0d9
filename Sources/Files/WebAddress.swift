/// Addresses of files as web pages write them.
package enum WebAddress {
  /// The paths that an address may mean, the likeliest first: as browsers read it, without what stands behind `?` or `#`
  /// and with `%20` as a blank; the address as it is written; and as Windows writes paths.
  package static func paths(_ address: String) -> [String] {
    let bytes = Array(address.utf8)
    let path = bytes.prefix { $0 != 0x3f && $0 != 0x23 }
    var paths = [decoded(path), decoded(path.map { $0 == 0x5c ? 0x2f : $0 }[...]), address]
    paths.removeAll { $0.isEmpty || $0.utf8.contains(0) }
    return paths
  }

  /// Whether an address leads to another place than a file beside the lesson: `https:`, `data:`.
  package static func hasScheme(_ address: String) -> Bool {
    let scheme = address.utf8.prefix { $0 != 0x3a && $0 != 0x2f && $0 != 0x3f && $0 != 0x23 }
    return scheme.count < address.utf8.count && scheme.count > 0
      && address.utf8[scheme.endIndex] == 0x3a
  }

  /// `my digit` for `my%20digit`; a `%` without two digits behind it stays, and so does all that would be no UTF-8.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    func digit(_ place: Int) -> UInt8? {
      guard place < bytes.endIndex else { return nil }
      switch bytes[place] {
      case 0x30...0x39: return bytes[place] - 0x30
      case 0x41...0x46: return bytes[place] - 0x37
      case 0x61...0x66: return bytes[place] - 0x57
      default: return nil
      }
    }
    var decoded: [UInt8] = []
    var place = bytes.startIndex
    while place < bytes.endIndex {
      if bytes[place] == 0x25, let high = digit(place + 1), let low = digit(place + 2) {
        decoded.append(high << 4 | low)
        place += 3
      } else {
        decoded.append(bytes[place])
        place += 1
      }
    }
    return String(validating: decoded, as: UTF8.self) ?? String(decoding: bytes, as: UTF8.self)
  }
}
