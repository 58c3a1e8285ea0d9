import Datasets
import Markdown

/// The words that a file holds, of whatever kind it is: a text's, a picture's remarks, names among weights.
enum FileWords {
  struct Piece {
    var text: String
    /// `line 3`, or what else says where it is.
    var place: String
    /// Whether it is one of many numbers, of which some are those of a solution by chance.
    var isData: Bool
  }

  static func pieces(of bytes: [UInt8]) -> [Piece] {
    if bytes.starts(with: [0x1F, 0x8B]), let whole = Unpacking.gzip(bytes, limit: limit) {
      // Its header has room for a name and a remark.
      return pieces(of: whole) + readable(Array(bytes.prefix(1 << 12)))
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return lines(of: ClassFile.text(bytes))
    }
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) { return lines(of: text) }
    var pieces = readable(bytes) + wide(bytes)
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { pieces += packedRemarks(bytes) }
    return pieces
  }

  private static let limit = 64 << 20

  private static func lines(of text: String) -> [Piece] {
    var number = 0
    return text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      number += 1
      guard !line.isEmpty else { return nil }
      return Piece(text: String(line).resolvingReferences, place: "line \(number)", isData: isData(line))
    }
  }

  /// Whether there are only numbers in it, and what stands between them; or it is a row of a table of numbers.
  private static func isData(_ line: Substring) -> Bool {
    var letters = 0
    for byte in line.utf8 where byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x80 {
      // `1e-07`, `nan`, `inf`
      if ![0x65, 0x6E, 0x61, 0x69, 0x66].contains(byte | 0x20) { letters += 1 }
    }
    let fields = line.split { ",;\t".contains($0) }
    let numbers = fields.count { field in Double(String(field.filter { $0 != " " })) != nil }
    return letters == 0 || fields.count >= 3 && numbers * 2 >= fields.count
  }

  /// Rows of characters among other bytes.
  private static func readable(_ bytes: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    var start: Int?
    func end(_ index: Int) {
      guard let first = start, index - first >= 6, pieces.count < 100_000 else { return }
      let text = String(decoding: bytes[first..<index], as: UTF8.self)
      pieces.append(Piece(text: text, place: "byte \(first)", isData: true))
    }
    for (index, byte) in bytes.enumerated() {
      if byte >= 0x20 && byte < 0x7F || byte >= 0xC2 && byte < 0xF5 || byte >= 0x80 && byte < 0xC0 && start != nil {
        if start == nil { start = index }
      } else {
        end(index)
        start = nil
      }
    }
    end(bytes.count)
    return pieces
  }

  /// Rows of characters of two bytes, as Windows writes its remarks into pictures.
  private static func wide(_ bytes: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    var index = 0
    while index + 1 < bytes.count, pieces.count < 100_000 {
      let start = index
      var text = String.UnicodeScalarView()
      while index + 1 < bytes.count, bytes[index + 1] == 0, bytes[index] >= 0x20, !(0x7F..<0xA0).contains(bytes[index])
      {
        text.append(Unicode.Scalar(bytes[index]))
        index += 2
      }
      if text.count >= 6 { pieces.append(Piece(text: String(text), place: "byte \(start)", isData: true)) }
      index = max(start + 1, index)
    }
    return pieces
  }

  /// Of a PNG: chunks `zTXt` and compressed `iTXt`.
  private static func packedRemarks(_ bytes: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    var index = 8
    while index + 12 <= bytes.count {
      let length = bytes[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
      let kind = String(decoding: bytes[(index + 4)..<(index + 8)], as: UTF8.self)
      let body = (index + 8)..<min(index + 8 + length, bytes.count)
      if kind == "zTXt" || kind == "iTXt" {
        // Where the compressed text starts depends on keyword and languages before it.
        for start in body where bytes[start] == 0x78 {
          guard let text = Unpacking.zlib(Array(bytes[start..<body.upperBound]), limit: 1 << 20) else { continue }
          pieces.append(
            Piece(text: String(decoding: text, as: UTF8.self), place: "a remark at byte \(index)", isData: false))
          break
        }
      }
      index += length + 12
    }
    return pieces
  }
}
