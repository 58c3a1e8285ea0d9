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
    var isFirst = true
    while try lines.next(&stream) {
      let span = lines.line.span
      let comment = span.indices.first { span[$0] == 0x23 } ?? span.count
      let line = span.extracting(trimmed(span, 0..<comment))
      // Excel's own way to name the separator.
      if line.isEmpty || isFirst && line.count <= 5 && TextNumber.string(line).hasPrefix("sep=") { continue }
      if isFirst {
        isFirst = false
        table.separator = separator(of: line)
        if table.isHeader(line) { continue }
      }
      try table.take(line, lines.number)
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
        file: file, problem: "\(count) numbers, where the lines before it have \(columns)", line: number, value: nil)
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

  /// Spreadsheets' and programs' header lines: no number at all, or a name first.
  private func isHeader(_ line: Span<UInt8>) -> Bool {
    var place = 0
    while let range = nextField(line, &place) {
      let isNumber = decimal(line.extracting(range)) != nil
      if isNumber || separator != .space { return !isNumber }
    }
    return true
  }

  private static func separator(of line: Span<UInt8>) -> Separator {
    func has(_ byte: UInt8) -> Bool { line.indices.contains { line[$0] == byte } }
    if has(0x3b) { return .semicolon }
    // `1,5⇥2,5` has decimal commas; `1,⇥2` has commas between its numbers.
    let separates = line.indices.contains { line[$0] == 0x2c && ($0 + 1 == line.count || line[$0 + 1] <= 0x20) }
    if has(0x09) && !separates { return .tab }
    return has(0x2c) ? .comma : .space
  }

  /// The next field from `place` on, without spaces and quotes around it; nil at the line's end, which some programs
  /// mark with one more separator.
  private func nextField(_ line: Span<UInt8>, _ place: inout Int) -> Range<Int>? {
    guard place < line.count else { return nil }
    let start = place
    if separator == .space {
      while place < line.count, !Self.isSpace(line[place]) { place += 1 }
      let end = place
      while place < line.count, Self.isSpace(line[place]) { place += 1 }
      return start..<end
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
    guard field.count >= 2, line[field.lowerBound] == 0x22, line[field.upperBound - 1] == 0x22 else { return field }
    return Self.trimmed(line, field.lowerBound + 1..<field.upperBound - 1)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}
