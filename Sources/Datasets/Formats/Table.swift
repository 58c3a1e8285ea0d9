import Arrays

extension DataFormat {
  static let table = DataFormat(
    name: "text files of numbers", endings: [], isCheckedWhole: true,
    likelihood: { start in
      let isUTF16 = start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff])
      let isText = isUTF16 || !start.contains { $0 < 9 || (14..<32).contains($0) }
      return isText ? .possible : .none
    },
    describe: { _ throws(DataError) in nil },
    read: { stream throws(DataError) in [(nil, try TableText.read(&stream))] })
}

/// Numbers as text, as NumPy's `savetxt` and spreadsheets write them: a row on each line; spaces, tabs, commas or
/// semicolons between them, perhaps quoted; `#` comments; perhaps a header line; decimal commas where semicolons or tabs
/// separate. Whole numbers give `int64`, others `float64`; a single row or column gives one dimension, as
/// `numpy.loadtxt` does.
struct TableText {
  /// 512 MB of them.
  private static let largestCount = 1 << 26

  private let file: String
  private var separator = TableSeparator.space
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
    var table = TableText(file: stream.name)
    var lines = TextLines()
    var header: [UInt8]?
    var isFirst = true
    var printed: PrintedArray?
    while try lines.next(&stream) {
      plainMinus(&lines.line)
      let span = lines.line.span
      let line = span.extracting(trimmedField(span, 0..<tableComment(in: span)))
      // Excel's own way to name the separator.
      if line.isEmpty || isFirst && line.count <= 5 && TextNumber.string(line).hasPrefix("sep=") { continue }
      if isFirst, header == nil, PrintedArray.starts(line) { printed = PrintedArray(file: table.file) }
      if var array = printed {
        isFirst = false
        for row in try array.rows(of: line, lines.number) {
          try table.take(row.span.extracting(trimmedField(row.span, 0..<row.count)), lines.number)
        }
        printed = array
        continue
      }
      if isFirst, header == nil {
        let whole = span.extracting(trimmedField(span, 0..<span.count))
        if isTableHeader(whole) {
          header = whole.indices.map { whole[$0] }
          continue
        }
      }
      // A header may have signs of its own, so that the first numbers tell what separates.
      if isFirst { table.separator = TableSeparator(of: line) }
      isFirst = false
      try table.take(line, lines.number)
      if let names = header {
        header = nil
        try table.check(names, lines.number)
      }
    }
    return try table.result()
  }

  /// As `DataFile.doubtfulHeader`.
  static func doubtfulHeader(_ stream: inout ByteStream) throws(DataError) -> String? {
    if try stream.peek(3) == [0xef, 0xbb, 0xbf] { _ = try stream.read(upTo: 3) }
    var lines = TextLines()
    while try lines.next(&stream) {
      let span = lines.line.span
      let line = span.extracting(trimmedField(span, 0..<span.count))
      if tableComment(in: line) == 0 || line.count <= 5 && TextNumber.string(line).hasPrefix("sep=") { continue }
      guard isTableHeader(line) else { return nil }
      let separator = TableSeparator(of: line)
      var place = 0
      guard let first = separator.nextField(line, &place), !first.isEmpty else { return nil }
      var numbers: [Int64] = []
      while let field = separator.nextField(line, &place) {
        guard let number = TextNumber.whole(line.extracting(field)) else { return nil }
        numbers.append(number)
      }
      // Numbers that count on, such as years or 0, 1, 2, are names; a single one may be anything.
      let countsOn = zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
      let isName = first.count > 1 && countsOn && (numbers.count > 1 || numbers.first.map { $0 >= 1000 } == true)
      guard !numbers.isEmpty, !isName else { return nil }
      return "Line \(lines.number) of '\(stream.name)' was taken for names of the columns, because it begins with "
        + "'\(TextNumber.string(line.extracting(first)))'. If it is a row of numbers, write a number there."
    }
    return nil
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
    while let range = separator.nextField(line, &place) {
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
          decimals = wholes.map { Double($0) }
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
        problem: "\(Self.numbers(count)), where the lines before it have \(columns)", line: number, value: nil)
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
    TextNumber.decimal(field, hasDecimalComma: separator.allowsDecimalComma)
  }

  /// A header names as many columns as there are.
  private func check(_ header: [UInt8], _ line: Int) throws(DataError) {
    let names = header.span
    let counts = [names.count, tableComment(in: names)].map {
      separator.fieldCount(names.extracting(trimmedField(names, 0..<$0)))
    }
    guard let columns, !counts.contains(columns) else { return }
    throw .notNumbers(
      file: file, problem: "\(Self.numbers(columns)), where the header names \(counts[0])", line: line, value: nil)
  }

  private static func numbers(_ count: Int) -> String { count == 1 ? "1 number" : "\(count) numbers" }
}
