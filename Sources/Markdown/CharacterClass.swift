/// The Unicode classes that decide whether a delimiter run flanks (CommonMark 0.31.2, sections 2.1 and 6.2).
enum CharacterClass {
  case whitespace, punctuation, other

  private init(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      let byte = UInt8(scalar.value)
      self = byte.isWhitespace ? .whitespace : byte.isPunctuation ? .punctuation : .other
      return
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator: self = .whitespace
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      self = .punctuation
    default: self = .other
    }
  }

  /// Of the character that ends before `index`; the text's beginning counts as white space.
  static func before(_ index: Int, in bytes: [UInt8]) -> CharacterClass {
    guard index > 0 else { return .whitespace }
    var start = index - 1
    while start > 0, start > index - 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self).unicodeScalars.last.map(Self.init) ?? .whitespace
  }

  /// Of the character that begins at `index`; the text's end counts as white space.
  static func after(_ index: Int, in bytes: [UInt8]) -> CharacterClass {
    guard index < bytes.count else { return .whitespace }
    if bytes[index] < 0x80 { return Self(Unicode.Scalar(bytes[index])) }
    let end = min(index + 4, bytes.count)
    return String(decoding: bytes[index..<end], as: UTF8.self).unicodeScalars.first.map(Self.init) ?? .whitespace
  }
}
