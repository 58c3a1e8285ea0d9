/// A number with marks between its thousands: `1,234,567.5`, `1.234,5`, `1 234,5`, `1'234`.
struct GroupedNumber {
  var value: Double
  /// nil where it has decimals.
  var whole: Int64?
  /// The marks that are points or commas.
  var group: UInt8
  var decimal: UInt8?

  /// Blanks of all widths and apostrophes, as bytes of UTF-8.
  private static let marks: [[UInt8]] = [
    [0x2c], [0x2e], [0x27], [0x20], [0xc2, 0xa0], [0xe2, 0x80, 0x99], [0xe2, 0x80, 0xaf], [0xe2, 0x80, 0x89],
  ]

  init?(_ field: Span<UInt8>) {
    // The shortest is 1,234.
    guard field.count >= 5, field.count <= 64 else { return nil }
    let bytes = field.indices.map { field[$0] }
    let start = bytes[0] == 0x2d || bytes[0] == 0x2b ? 1 : 0
    let lead = bytes[start...].prefix { isDigit($0) }
    guard (1...3).contains(lead.count), lead.first != 0x30,
      let mark = Self.marks.first(where: { bytes[lead.endIndex...].starts(with: $0) })
    else { return nil }
    var plain = Array(bytes[..<lead.endIndex])
    var rest = bytes[lead.endIndex...]
    while rest.starts(with: mark) {
      let digits = rest.dropFirst(mark.count).prefix { isDigit($0) }
      guard digits.count == 3 else { return nil }
      plain += digits
      rest = bytes[digits.endIndex...]
    }
    decimal = nil
    if let point = rest.first {
      guard point == 0x2e || point == 0x2c, [point] != mark, rest.count > 1,
        rest.dropFirst().allSatisfy({ isDigit($0) })
      else { return nil }
      decimal = point
      plain += [0x2e] + rest.dropFirst()
    }
    guard let value = TextNumber.decimal(plain.span, hasDecimalComma: false) else { return nil }
    self.value = value
    whole = TextNumber.whole(plain.span)
    group = mark.count == 1 ? mark[0] : 0
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// Whether points and commas separate decimals or thousands, where a file's other numbers may tell: beside `3,5`, a
/// `1.234` is more than a thousand.
struct DecimalMarks {
  private var pointsAreDecimal = false
  private var commasAreDecimal = false
  /// Places of numbers such as `1.234` and `1,234`.
  private var pointed: [Int] = []
  private var commaed: [Int] = []

  /// Of a number with a point or comma; false where it is surely a decimal one.
  mutating func note(_ field: Span<UInt8>, at place: Int) -> Bool {
    guard let index = field.indices.first(where: { field[$0] == 0x2e || field[$0] == 0x2c }) else { return false }
    let isPoint = field[index] == 0x2e
    let start = isDigit(field[0]) ? 0 : 1
    let isOpen =
      (1...3).contains(index - start) && field[start] != 0x30 && field.count - index == 4
      && (index + 1..<field.count).allSatisfy { isDigit(field[$0]) }
    guard isOpen else {
      if isPoint { pointsAreDecimal = true } else { commasAreDecimal = true }
      return false
    }
    if isPoint { pointed.append(place) } else { commaed.append(place) }
    return true
  }

  mutating func note(_ number: GroupedNumber) {
    if number.group == 0x2e || number.decimal == 0x2c { commasAreDecimal = true }
    if number.group == 0x2c || number.decimal == 0x2e { pointsAreDecimal = true }
  }

  /// The places of those that are thousands, and of those that are decimals after all.
  var settled: (thousands: [Int], decimals: [Int]) {
    if commasAreDecimal, !pointsAreDecimal { return (pointed, commaed) }
    if pointsAreDecimal, !commasAreDecimal { return (commaed, pointed) }
    return ([], pointed + commaed)
  }
}
