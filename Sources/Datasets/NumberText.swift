import Engine

/// Numbers as text, as NumPy's `savetxt` and spreadsheets write them: a row on each line; spaces, tabs, commas or
/// semicolons between them, perhaps quoted; `#` comments; perhaps a header line; decimal commas where semicolons or tabs
/// separate. Whole numbers give `int64`, others `float64`; a single row or column gives one dimension, as
/// `numpy.loadtxt` does.
struct NumberText {
  private enum Separator { case space, comma, semicolon, tab }

  /// 512 MB of them.
  private static let largestCount = 1 << 26

  private let file: String
  private var separator = Separator.space
  private var wholes: [Int64] = []
  private var decimals: [Double] = []
  private var hasDecimals = false
  private var columns: Int?
  private var rows = 0

  static func read(_ stream: inout ByteStream) throws(DataError) -> NDArray {
    let start = try stream.peek(3)
    if start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff]) {
      throw .unsuitable(
        file: stream.name, problem: "is text in UTF-16", advice: "save it as 'CSV UTF-8' or as plain text in UTF-8")
    }
    // The mark that Windows puts before UTF-8.
    if start == [0xef, 0xbb, 0xbf] { _ = try stream.read(upTo: 3) }
    var table = NumberText(file: stream.name)
    var lines = TextLines()
    var header: [UInt8]?
    var isFirst = true
    while try lines.next(&stream) {
      let span = lines.line.span
      let whole = span.extracting(trimmed(span, 0..<span.count))
      let line = span.extracting(trimmed(span, 0..<comment(in: span)))
      // Excel's own way to name the separator.
      if line.isEmpty || isFirst && line.count <= 5 && TextNumber.string(line).hasPrefix("sep=") { continue }
      if isFirst, header == nil, isHeader(whole) {
        header = (0..<whole.count).map { whole[$0] }
        continue
      }
      // A header may have signs of its own, so that the first numbers tell what separates.
      if isFirst { table.separator = separator(of: line) }
      isFirst = false
      try table.take(line, lines.number)
      if let names = header {
        header = nil
        try table.check(names, lines.number)
      }
    }
    return try table.result()
  }

  private init(file: String) { self.file = file }

  private func result() throws(DataError) -> NDArray {
    guard let columns else {
      throw .unsuitable(file: file, problem: "has no numbers in it", advice: "write a row of numbers on each line")
    }
    let shape =
      switch (rows, columns) {
      case (1, 1): [Int]()
      case (1, _): [columns]
      case (_, 1): [rows]
      default: [rows, columns]
      }
    return NDArray(shape: shape, values: hasDecimals ? .float64(decimals) : .int64(wholes))
  }

  private mutating func take(_ line: Span<UInt8>, _ number: Int) throws(DataError) {
    var count = 0
    var place = 0
    while let range = nextField(line, &place) {
      let field = line.extracting(range)
      count += 1
      guard wholes.count + decimals.count < Self.largestCount else {
        let limit = UInt64(8 * Self.largestCount)
        throw .tooLarge(file: file, bytes: limit + 8, limit: limit)
      }
      if !hasDecimals, let whole = TextNumber.whole(field) {
        wholes.append(whole)
      } else if let decimal = decimal(field) {
        if !hasDecimals {
          hasDecimals = true
          decimals = wholes.map(Double.init)
          wholes = []
        }
        decimals.append(decimal)
      } else {
        throw .notNumbers(file: file, problem: problem(field), line: number, value: count)
      }
    }
    if let columns, columns != count {
      throw .notNumbers(
        file: file,
        problem: "\(count == 1 ? "1 number" : "\(count) numbers"), where the lines before it have \(columns)",
        line: number, value: nil)
    }
    columns = count
    rows += 1
  }

  private func problem(_ field: Span<UInt8>) -> String {
    if field.isEmpty { return "a number is missing" }
    let hasComma = separator == .comma && field.indices.contains { field[$0] == 0x2c }
    return "'\(TextNumber.string(field.extracting(first: 20)))' is not a number"
      + (hasComma ? "; where commas separate the numbers, decimals have a point" : "")
  }

  private func decimal(_ field: Span<UInt8>) -> Double? {
    TextNumber.decimal(field, hasDecimalComma: separator == .semicolon || separator == .tab)
  }

  /// A header names as many columns as there are.
  private func check(_ header: [UInt8], _ line: Int) throws(DataError) {
    let names = header.span
    let counts = [names.count, Self.comment(in: names)].map { count(names.extracting(Self.trimmed(names, 0..<$0))) }
    guard let columns, !counts.contains(columns) else { return }
    throw .notNumbers(
      file: file, problem: "\(columns == 1 ? "1 number" : "\(columns) numbers"), where the header names \(counts[0])",
      line: line, value: nil)
  }

  private func count(_ line: Span<UInt8>) -> Int {
    var count = 0
    var place = 0
    while nextField(line, &place) != nil { count += 1 }
    return count
  }

  /// Spreadsheets' and programs' header lines: names, and of numbers only whole ones, such as years, behind a name or
  /// behind nothing, as pandas writes them.
  private static func isHeader(_ line: Span<UInt8>) -> Bool {
    var table = NumberText(file: "")
    table.separator = separator(of: line)
    var fields: [(text: String, isWhole: Bool, isNumber: Bool)] = []
    var place = 0
    while let range = table.nextField(line, &place) {
      let field = line.extracting(range)
      fields.append((TextNumber.string(field), TextNumber.whole(field) != nil, table.decimal(field) != nil))
    }
    guard let first = fields.first, !first.isNumber else { return false }
    if table.separator == .space { return fields.allSatisfy { !$0.isNumber } && fields.contains { isName($0.text) } }
    let rest = fields.dropFirst()
    if first.text.isEmpty {
      return !rest.isEmpty
        && rest.enumerated().allSatisfy { isName($0.element.text) || $0.element.text == "\($0.offset)" }
    }
    return isName(first.text) && rest.allSatisfy { !$0.isNumber || $0.isWhole }
  }

  /// `weight`, not `NA` or `50%`.
  private static func isName(_ field: String) -> Bool {
    let missing: Set = ["na", "n/a", "nan", "null", "none", "nil"]
    let start = field.unicodeScalars.first { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    return start?.properties.isAlphabetic == true && !missing.contains(field.lowercased())
  }

  /// Where the comment of a line starts; in quotes there is none.
  private static func comment(in line: Span<UInt8>) -> Int {
    var isQuoted = false
    for index in line.indices {
      if line[index] == 0x22 { isQuoted.toggle() }
      if line[index] == 0x23, !isQuoted { return index }
    }
    return line.count
  }

  private static func separator(of line: Span<UInt8>) -> Separator {
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
    if semicolons { return .semicolon }
    if tabs && !separates { return .tab }
    return commas ? .comma : .space
  }

  /// The next field from `place` on, without spaces and quotes around it; nil at the line's end, which some programs
  /// mark with one more separator.
  private func nextField(_ line: Span<UInt8>, _ place: inout Int) -> Range<Int>? {
    guard place < line.count else { return nil }
    let start = place
    if separator == .space {
      while place < line.count, !Self.isSpace(line[place]) { place += 1 }
      let field = start..<place
      while place < line.count, Self.isSpace(line[place]) { place += 1 }
      return Self.unquoted(line, field)
    }
    let mark: UInt8 = separator == .comma ? 0x2c : separator == .semicolon ? 0x3b : 0x09
    while place < line.count, line[place] == 0x20 { place += 1 }
    if place < line.count, line[place] == 0x22 {
      place += 1
      while place < line.count, line[place] != 0x22 { place += 1 }
    }
    while place < line.count, line[place] != mark { place += 1 }
    let field = Self.trimmed(line, start..<place)
    place += 1
    return Self.unquoted(line, field)
  }

  private static func unquoted(_ line: Span<UInt8>, _ field: Range<Int>) -> Range<Int> {
    guard field.count >= 2, line[field.lowerBound] == 0x22, line[field.upperBound - 1] == 0x22 else { return field }
    return trimmed(line, field.lowerBound + 1..<field.upperBound - 1)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}
