/// A text as what it says: its words and numbers, without how they are written.
struct Reading {
  struct Word: Equatable {
    /// In small letters; a number without thousands' signs and without zeros at its end.
    var text: String
    /// The bytes where it was found.
    var range: Range<Int>
    /// Of a number, how many digits tell it from others.
    var digits = 0
    var isNumber: Bool { digits > 0 }
    /// Whether a sentence ends behind it.
    var endsSentence = false

    /// Of numbers, those that hardly stand anywhere by chance.
    var isTelling: Bool { digits > 2 }
  }

  private(set) var words: [Word] = []

  init(_ text: String) { self.init(Array(text.utf8)) }

  /// - Parameter part: the bytes to read.
  init(_ bytes: [UInt8], in part: Range<Int>? = nil) {
    let part = part ?? 0..<bytes.count
    var index = part.lowerBound
    while index < part.upperBound {
      let (scalar, width) = Self.scalar(bytes, index, part.upperBound)
      if Self.digit(scalar) != nil {
        index = number(bytes, index, part.upperBound)
      } else if scalar.properties.isAlphabetic {
        index = letters(bytes, index, part.upperBound)
      } else {
        if ".!?".unicodeScalars.contains(scalar), !words.isEmpty { endSentence(bytes, index + width, part.upperBound) }
        index += width
      }
    }
  }

  private mutating func endSentence(_ bytes: [UInt8], _ next: Int, _ end: Int) {
    if next >= end || bytes[next] <= 0x20 { words[words.count - 1].endsSentence = true }
  }

  private static func scalar(_ bytes: [UInt8], _ index: Int, _ end: Int) -> (Unicode.Scalar, Int) {
    let lead = bytes[index]
    guard lead >= 0x80 else { return (Unicode.Scalar(lead), 1) }
    let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, index + width <= end else { return ("\u{FFFD}", 1) }
    var decoder = UTF8()
    var rest = bytes[index..<(index + width)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return ("\u{FFFD}", 1) }
    return (scalar, width)
  }

  /// Also those that are as wide as Chinese characters.
  private static func digit(_ scalar: Unicode.Scalar) -> Character? {
    switch scalar.value {
    case 0x30...0x39: Character(scalar)
    case 0xFF10...0xFF19: Character(Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30)))
    default: nil
    }
  }

  /// What is not seen within a word: soft hyphens, joiners, marks of order and emphasis.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF, 0x300...0x36F: true
    default: false
    }
  }

  private mutating func letters(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var word = ""
    var index = start
    var last = start
    var isBehindSmall = false
    while index < end {
      let (scalar, width) = Self.scalar(bytes, index, end)
      // Each word of `wordsWrittenTogether`.
      if isBehindSmall, scalar.properties.isUppercase { break }
      if scalar.properties.isAlphabetic {
        isBehindSmall = scalar.properties.isLowercase
        word.unicodeScalars.append(Self.narrow(scalar))
        last = index + width
      } else if !Self.isUnseen(scalar) {
        break
      }
      index += width
    }
    words.append(Word(text: word.lowercased(), range: start..<last))
    return last
  }

  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF21...0xFF5A).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }

  private mutating func number(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var (whole, fraction) = ("", "")
    var isBehindPoint = false
    var (index, last) = (start, start)
    while index < end {
      let (scalar, width) = Self.scalar(bytes, index, end)
      if let digit = Self.digit(scalar) {
        if isBehindPoint { fraction.append(digit) } else { whole.append(digit) }
        index += width
        last = index
      } else if Self.isUnseen(scalar) {
        index += width
      } else if !isBehindPoint, Self.groups(scalar), Self.isGroup(bytes, index + width, end) {
        index += width
      } else if !isBehindPoint, scalar == ".", index + 1 < end, (0x30...0x39).contains(bytes[index + 1]) {
        isBehindPoint = true
        index += width
      } else {
        break
      }
    }
    while whole.utf8.count > 1, whole.first == "0" { whole.removeFirst() }
    while fraction.last == "0" { fraction.removeLast() }
    let significant = (whole + fraction).drop { $0 == "0" }
    words.append(
      Word(
        text: fraction.isEmpty ? whole : whole + "." + fraction, range: start..<last,
        digits: max(1, significant.utf8.count)))
    return last
  }

  private static func groups(_ scalar: Unicode.Scalar) -> Bool {
    [",", "_", "'", "\u{202F}", "\u{A0}"].contains(scalar)
  }

  /// Whether three digits follow, and no fourth.
  private static func isGroup(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    func isDigit(_ index: Int) -> Bool { index < end && (0x30...0x39).contains(bytes[index]) }
    return isDigit(start) && isDigit(start + 1) && isDigit(start + 2) && !isDigit(start + 3)
  }
}
