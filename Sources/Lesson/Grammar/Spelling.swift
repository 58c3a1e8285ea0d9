/// Verbs and keys ignore case, `-` and `_` are the same, and British and American spellings are.
package enum Spelling {
  package static func fold(_ word: String) -> String {
    var folded: [UInt8] = []
    folded.reserveCapacity(word.utf8.count + 1)
    for byte in word.lowercased().utf8 {
      folded.append(byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ") ? UInt8(ascii: "_") : byte)
      for (american, british) in spellings where folded.last == american.last && folded.hasSuffix(american) {
        folded.replaceSubrange((folded.count - american.count)..., with: british)
      }
    }
    return String(decoding: folded, as: UTF8.self)
  }

  private static let spellings: [(american: [UInt8], british: [UInt8])] = [
    ("iz", "is"), ("gray", "grey"), ("color", "colour"), ("center", "centre"),
  ].map { (Array($0.utf8), Array($1.utf8)) }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool {
    count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
  }
}
