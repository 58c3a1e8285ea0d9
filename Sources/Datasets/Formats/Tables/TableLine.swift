/// What stands between the numbers of a line.
enum TableSeparator {
  case space, comma, semicolon, tab

  init(of line: Span<UInt8>) {
    var isQuoted = false
    var (semicolons, tabs, commas, separates) = (false, false, false, false)
    for index in line.indices {
      if line[index] == 0x22 { isQuoted.toggle() }
      if isQuoted { continue }
      switch line[index] {
      case 0x3b: semicolons = true
      case 0x09: tabs = true
      case 0x2c:
        commas = true
        // `1,5⇥2,5` has decimal commas; `1,⇥2` has commas between its numbers.
        separates = separates || index + 1 == line.count || line[index + 1] <= 0x20
      default: break
      }
    }
    self = semicolons ? .semicolon : tabs && !separates ? .tab : commas ? .comma : .space
  }

  /// Where a comma can be a decimal point.
  var allowsDecimalComma: Bool { self == .semicolon || self == .tab }

  /// The byte between fields; nil where that is white space of any length.
  var mark: UInt8? {
    switch self {
    case .space: nil
    case .comma: 0x2c
    case .semicolon: 0x3b
    case .tab: 0x09
    }
  }

  var words: String {
    switch self {
    case .space: "spaces"
    case .comma: "commas"
    case .semicolon: "semicolons"
    case .tab: "tabs"
    }
  }

  func fieldCount(_ line: Span<UInt8>) -> Int {
    var count = 0
    var place = 0
    while nextField(line, &place) != nil { count += 1 }
    return count
  }

  /// The next field from `place` on, without spaces and quotes around it; nil at the line's end, which some programs
  /// mark with one more separator.
  func nextField(_ line: Span<UInt8>, _ place: inout Int) -> Range<Int>? {
    guard place < line.count else { return nil }
    let start = place
    if self == .space {
      if line[place] == 0x22 { place = endOfQuotes(line, from: place) ?? place }
      while place < line.count, !isSpace(line[place]) { place += 1 }
      let field = start..<place
      while place < line.count, isSpace(line[place]) { place += 1 }
      return unquoted(line, field)
    }
    while place < line.count, line[place] == 0x20 { place += 1 }
    if place < line.count, line[place] == 0x22 { place = endOfQuoted(line, from: place) ?? line.count }
    while place < line.count, line[place] != mark { place += 1 }
    let field = trimmedField(line, start..<place)
    place += 1
    return unquoted(line, field)
  }
}

/// Behind the quotes that close a field, in which doubled ones stand for single ones; nil where they do not close.
private func endOfQuoted(_ line: Span<UInt8>, from start: Int) -> Int? {
  var place = start + 1
  while place < line.count {
    if line[place] != 0x22 {
      place += 1
    } else if place + 1 < line.count, line[place + 1] == 0x22 {
      place += 2
    } else {
      return place + 1
    }
  }
  return nil
}

/// Which field of a line, counted from 1, opens quotes that the line does not close; nil where none does.
func openField(_ line: Span<UInt8>, _ known: TableSeparator?) -> Int? {
  let separator = known ?? TableSeparator(of: line)
  guard let mark = separator.mark else { return nil }
  let end = tableComment(in: line)
  var place = 0
  var count = 0
  while place < end {
    count += 1
    while place < end, line[place] == 0x20 { place += 1 }
    if place < end, line[place] == 0x22 {
      guard let closed = endOfQuoted(line, from: place) else { return count }
      place = closed
    }
    while place < line.count, line[place] != mark { place += 1 }
    place += 1
  }
  return nil
}

/// Behind a quoted field, which may have blanks in it; nil where the quotes do not end with the field.
private func endOfQuotes(_ line: Span<UInt8>, from start: Int) -> Int? {
  var end = start + 1
  while end < line.count, line[end] != 0x22 { end += 1 }
  guard end < line.count, end + 1 == line.count || isSpace(line[end + 1]) else { return nil }
  return end + 1
}

private func unquoted(_ line: Span<UInt8>, _ field: Range<Int>) -> Range<Int> {
  guard field.count >= 2, line[field.lowerBound] == 0x22, line[field.upperBound - 1] == 0x22 else { return field }
  return trimmedField(line, field.lowerBound + 1..<field.upperBound - 1)
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

/// Without white space at its ends.
func trimmedField(_ bytes: Span<UInt8>, _ range: Range<Int>, keepsTabs: Bool = false) -> Range<Int> {
  var (start, end) = (range.lowerBound, range.upperBound)
  while start < end, bytes[start] <= 0x20, !(keepsTabs && bytes[start] == 0x09) { start += 1 }
  while end > start, bytes[end - 1] <= 0x20, !(keepsTabs && bytes[end - 1] == 0x09) { end -= 1 }
  return start..<end
}

/// Spreadsheets' and programs' header lines: names, and of numbers only whole ones, such as years, behind a name or
/// behind nothing, as pandas writes them.
func isTableHeader(_ line: Span<UInt8>) -> Bool {
  let separator = TableSeparator(of: line)
  var fields: [(text: String, isWhole: Bool, isNumber: Bool)] = []
  var place = 0
  while let range = separator.nextField(line, &place) {
    let field = line.extracting(range)
    fields.append(
      (
        TextNumber.string(field), TextNumber.whole(field) != nil,
        TextNumber.decimal(field, hasDecimalComma: separator.allowsDecimalComma) != nil
      ))
  }
  guard let first = fields.first, !first.isNumber else { return false }
  if separator == .space { return fields.allSatisfy { !$0.isNumber } && fields.contains { isName($0.text) } }
  let rest = fields.dropFirst()
  if first.text.isEmpty {
    return !rest.isEmpty
      && rest.enumerated().allSatisfy { isName($0.element.text) || $0.element.text == "\($0.offset)" }
  }
  return isName(first.text) && rest.allSatisfy { !$0.isNumber || $0.isWhole }
}

/// `weight`, not `NA` or `50%`.
private func isName(_ field: String) -> Bool {
  let missing: Set = ["na", "n/a", "nan", "null", "none", "nil"]
  let start = field.unicodeScalars.first { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  return start?.properties.isAlphabetic == true && !missing.contains(field.lowercased())
}

/// The minus signs that word processors and web pages write, `−` and `–`, as the keyboard's.
func plainMinus(_ line: inout [UInt8]) {
  guard line.contains(0xe2) else { return }
  var plain: [UInt8] = []
  var place = 0
  while place < line.count {
    let mark = line[place...].prefix(3)
    if mark.elementsEqual([0xe2, 0x88, 0x92]) || mark.elementsEqual([0xe2, 0x80, 0x93]) {
      plain.append(0x2d)
      place += 3
    } else {
      plain.append(line[place])
      place += 1
    }
  }
  line = plain
}

/// Where the comment of a line starts; in quotes there is none. MATLAB's `%` starts one at the line's start alone.
func tableComment(in line: Span<UInt8>) -> Int {
  var isQuoted = false
  if let first = line.indices.first(where: { line[$0] > 0x20 }), line[first] == 0x25 { return first }
  for index in line.indices {
    if line[index] == 0x22 { isQuoted.toggle() }
    if line[index] == 0x23, !isQuoted, !isErrorOfSheet(line, index) { return index }
  }
  return line.count
}

/// `#N/A` and `#DIV/0!`, which spreadsheets write into a field.
private func isErrorOfSheet(_ line: Span<UInt8>, _ index: Int) -> Bool {
  let marks: [UInt8] = [0x2c, 0x3b, 0x09]
  // At a line's start, only the one that stands for a missing value.
  guard index > 0 else {
    return line.count > 4 && marks.contains(line[4]) && TextNumber.string(line.extracting(first: 4)) == "#N/A"
  }
  return index + 1 < line.count && marks.contains(line[index - 1]) && (0x41...0x5a).contains(line[index + 1])
}
