import Arrays

/// Reads numbers as text, as NumPy's `savetxt` and spreadsheets write them: a row on each line; spaces, tabs, commas or
/// semicolons between them, perhaps quoted; `#` comments; perhaps a header of one or two lines; decimal commas where
/// semicolons or tabs separate. Words may stand in columns that hold the labels or are not chosen. Whole numbers give
/// `int64`, others `float64`; a single row or column gives one dimension, as `numpy.loadtxt` does.
struct TableReader {
  /// 512 MB of them.
  private static let largestCount = 1 << 26
  private static let mostJoinedLines = 1000

  let file: String
  let choice: TableChoice
  private(set) var separator = TableSeparator.space
  /// Row by row, with a 0 or NaN where no number stands.
  var wholes: [Int64] = []
  var decimals: [Double] = []
  var hasDecimals = false
  var marks = DecimalMarks()
  /// By their place in a row; empty before the first one.
  var columns: [TableColumn] = []
  /// In the order in which they are wanted.
  var chosen: [Int] = []
  var labels: Int?
  var rows = 0
  private(set) var header: TableHeader?
  private var doubt: String?

  static func read(_ stream: inout ByteStream, _ choice: TableChoice) throws(DataError) -> DataTable {
    let start = try stream.peek(3)
    if start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff]) {
      let text = try TextEncoding.utf8(ofUTF16: &stream, limit: TextLines.largestText)
      var plain = ByteStream(copying: text[...], shownAs: stream.name, compression: .none)
      return try read(&plain, choice)
    }
    // The mark that Windows puts before UTF-8.
    if start == [0xef, 0xbb, 0xbf] { _ = try stream.read(upTo: 3) }
    var table = TableReader(file: stream.name, choice: choice)
    try table.readLines(&stream)
    return try table.result(doubt: table.doubt)
  }

  private init(file: String, choice: TableChoice) {
    self.file = file
    self.choice = choice
  }

  private mutating func readLines(_ stream: inout ByteStream) throws(DataError) {
    var lines = TextLines()
    var isFirst = true
    var printed: PrintedArray?
    while try lines.next(&stream) {
      let number = lines.number
      plainMinus(&lines.line)
      if printed == nil { try join(&lines, &stream) }
      let span = lines.line.span
      var line = span.extracting(trimmedField(span, 0..<tableComment(in: span)))
      // Excel's own way to name the separator.
      if line.isEmpty || isFirst && line.count <= 5 && TextNumber.string(line).hasPrefix("sep=") { continue }
      if isFirst, header == nil, PrintedArray.starts(line) { printed = PrintedArray(file: file) }
      if var array = printed {
        isFirst = false
        for row in try array.rows(of: line, number) {
          try take(row.span.extracting(trimmedField(row.span, 0..<row.count)), number)
        }
        printed = array
        continue
      }
      var whole = span.extracting(trimmedField(span, 0..<span.count))
      // Tabs at the ends stand beside fields that are empty.
      if columns.isEmpty ? TableSeparator(of: line) == .tab : separator == .tab {
        line = span.extracting(trimmedField(span, 0..<tableComment(in: span), keepsTabs: true))
        whole = span.extracting(trimmedField(span, 0..<span.count, keepsTabs: true))
      }
      if isFirst, header == nil, isTableHeader(whole) {
        header = TableHeader(whole, number)
        doubt = doubtfulHeader(whole, number)
        continue
      }
      if isFirst, header?.takesSecond(whole, number) == true { continue }
      if isFirst { try start(line, number) }
      isFirst = false
      try take(line, number)
    }
    // A header whose second line was the only other one.
    if let second = header?.second, columns.isEmpty {
      try start(second.bytes.span, second.number)
      if rows == 0 { try take(second.bytes.span, second.number) }
    }
  }

  /// Adds the lines that a quoted field goes on in.
  private func join(_ lines: inout TextLines, _ stream: inout ByteStream) throws(DataError) {
    guard lines.line.contains(0x22) else { return }
    let separator = columns.isEmpty ? nil : separator
    let start = lines.number
    while let field = openField(lines.line.span, separator) {
      guard lines.number - start < Self.mostJoinedLines, try lines.append(&stream) else {
        throw .notNumbers(
          file: file, problem: "the quotes that open here are not closed", line: start, value: field)
      }
    }
  }

  /// The first line of data tells what separates, and so how many columns there are: a header may have signs of its own.
  private mutating func start(_ line: Span<UInt8>, _ number: Int) throws(DataError) {
    separator = TableSeparator(of: line)
    let count = separator.fieldCount(line)
    var names: [String]?
    if var header {
      let isSecondHeader = header.second.map { header.isUnits($0.bytes.span, above: line, separator) } ?? false
      let counts = header.counts(separator)
      let isCut = counts.contains { $0 == count + 1 } && endsWithSeparator(line)
      guard counts.contains(count) || isCut else {
        let other = TableSeparator(of: header.first.span)
        if other != separator, other.fieldCount(header.first.span) == count {
          throw .notNumbers(
            file: file, problem: "this line has \(separator.words) between its fields, the header \(other.words)",
            line: number, value: nil)
        }
        throw .notNumbers(
          file: file, problem: "\(Self.numbers(count)), where the header names \(counts[0])", line: number, value: nil)
      }
      names = header.names(counts.contains(count) ? count : count + 1, separator, joinsSecond: isSecondHeader)
      let second = isSecondHeader ? nil : header.second
      header.second = nil
      self.header = header
      setUp(names ?? [])
      try choose()
      if let second { try take(second.bytes.span, second.number) }
      return
    }
    setUp((0..<count).map { "\($0 + 1)" })
    try choose()
  }

  /// Whether one more separator stands at the line's end, which may be followed by an empty last field.
  private func endsWithSeparator(_ line: Span<UInt8>) -> Bool {
    guard let mark = separator.mark, !line.isEmpty else { return false }
    return line[line.count - 1] == mark
  }

  private mutating func setUp(_ names: [String]) { columns = names.map { TableColumn(name: $0) } }

  private mutating func take(_ line: Span<UInt8>, _ number: Int) throws(DataError) {
    if columns.isEmpty {
      setUp((0..<separator.fieldCount(line)).map { "\($0 + 1)" })
      try choose()
    }
    var count = 0
    var place = 0
    while let range = separator.nextField(line, &place) {
      if count < columns.count { try take(line.extracting(range), count, number) }
      count += 1
    }
    if count == columns.count - 1, endsWithSeparator(line) {
      try take(line.extracting(0..<0), count, number)
      count += 1
    }
    guard count == columns.count else {
      try reportProblem(before: number + 1)
      throw .notNumbers(
        file: file, problem: "\(Self.numbers(count)), where the lines before it have \(columns.count)", line: number,
        value: nil)
    }
    rows += 1
  }

  private mutating func take(_ field: Span<UInt8>, _ column: Int, _ line: Int) throws(DataError) {
    guard wholes.count + decimals.count < Self.largestCount else {
      let limit = UInt64(8 * Self.largestCount)
      throw .tooLarge(file: file, bytes: limit + 8, limit: limit)
    }
    if columns[column].isCollected { columns[column].collect(field, row: rows) }
    if !hasDecimals, let whole = TextNumber.whole(field) {
      wholes.append(whole)
      columns[column].numbers += 1
    } else if let decimal = TextNumber.decimal(field, hasDecimalComma: separator.allowsDecimalComma) {
      // Among labels it is none of the classes, and none of the numbers.
      if decimal.isNaN, choice.missing != nil || column == labels { return miss(field, column, line) }
      if TextNumber.whole(field) == nil {
        let isOpen = separator.allowsDecimalComma && marks.note(field, at: wholes.count + decimals.count)
        if !isOpen { columns[column].isWhole = false }
      }
      append(decimal, column)
    } else if let grouped = GroupedNumber(field) {
      marks.note(grouped)
      if let whole = grouped.whole, !hasDecimals {
        wholes.append(whole)
        columns[column].numbers += 1
      } else {
        if grouped.whole == nil { columns[column].isWhole = false }
        append(grouped.value, column)
      }
    } else {
      miss(field, column, line)
    }
  }

  private mutating func append(_ decimal: Double, _ column: Int) {
    if !hasDecimals {
      hasDecimals = true
      decimals = wholes.map { Double($0) }
      wholes = []
    }
    decimals.append(decimal)
    columns[column].numbers += 1
  }

  /// No number stands there: nothing, or a word.
  private mutating func miss(_ field: Span<UInt8>, _ column: Int, _ line: Int) {
    if hasDecimals { decimals.append(.nan) } else { wholes.append(0) }
    if isMissing(field) {
      columns[column].missing.append((row: rows, line: line))
    } else {
      columns[column].note(word: field, line: line)
    }
  }

  static func numbers(_ count: Int) -> String { count == 1 ? "1 number" : "\(count) numbers" }
}
