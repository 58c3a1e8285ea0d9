import Engine
import Glibc

/// Numbers as text, as NumPy's `savetxt` and spreadsheets write them: a row on each line; spaces, tabs, commas or
/// semicolons between them; `#` comments; perhaps a header line; decimal commas where semicolons or tabs separate.
/// Whole numbers give `int64`, others `float64`; a single row or column gives one dimension, as `numpy.loadtxt` does.
struct NumberText {
  private enum Separator { case space, comma, semicolon, tab }

  static let largestFile = 1 << 28

  private let file: String
  private var separator = Separator.space
  private var wholes: [Int64] = []
  private var decimals: [Double] = []
  private var hasDecimals = false
  private var columns: Int?
  private var rows = 0

  static func read(_ stream: inout ByteStream) throws(DataError) -> NDArray {
    var text = NumberText(file: stream.name)
    return try text.parse(try stream.readAll(limit: largestFile))
  }

  private init(file: String) { self.file = file }

  private mutating func parse(_ bytes: [UInt8]) throws(DataError) -> NDArray {
    var rest = bytes[...]
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
      throw .unsuitable(
        file: file, problem: "is text in UTF-16", advice: "save it as 'CSV UTF-8' or as plain text in UTF-8")
    }
    var number = 0
    var isFirst = true
    while !rest.isEmpty {
      number += 1
      let end = rest.firstIndex { $0 == 0x0a || $0 == 0x0d } ?? rest.endIndex
      let line = Self.trimmed(rest[..<end].prefix { $0 != 0x23 })
      let isCRLF = end + 1 < rest.endIndex && rest[end] == 0x0d && rest[end + 1] == 0x0a
      rest = rest[min(end + (isCRLF ? 2 : 1), rest.endIndex)...]
      guard !line.isEmpty else { continue }
      if isFirst {
        isFirst = false
        // Excel's own way to name the separator.
        if line.starts(with: Array("sep=".utf8)) && line.count <= 5 {
          isFirst = true
          continue
        }
        separator = Self.separator(of: line)
        if isHeader(line) { continue }
      }
      try take(line, number)
    }
    return try result()
  }

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

  private mutating func take(_ line: ArraySlice<UInt8>, _ number: Int) throws(DataError) {
    let values = fields(line)
    for (index, value) in values.enumerated() {
      if !hasDecimals, let whole = Self.whole(value) {
        wholes.append(whole)
        continue
      }
      guard let decimal = decimal(value) else {
        let shown = String(decoding: value.prefix(20), as: UTF8.self)
        throw .notNumbers(
          file: file, problem: value.isEmpty ? "a number is missing" : "'\(shown)' is not a number", line: number,
          value: index + 1)
      }
      if !hasDecimals {
        hasDecimals = true
        decimals = wholes.map(Double.init)
        wholes = []
      }
      decimals.append(decimal)
    }
    if let columns, columns != values.count {
      throw .notNumbers(
        file: file, problem: "\(values.count) numbers, where the lines before it have \(columns)", line: number,
        value: nil)
    }
    columns = values.count
    rows += 1
  }

  /// Spreadsheets' and programs' header lines: no number at all, or a name first.
  private func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    let isNumber = fields(line).map { decimal($0) != nil }
    return separator == .space ? !isNumber.contains(true) : isNumber.first == false
  }

  private static func separator(of line: ArraySlice<UInt8>) -> Separator {
    if line.contains(0x3b) { return .semicolon }
    if line.contains(0x09) && !line.contains(0x2c) { return .tab }
    // `1,5⇥2,5` has decimal commas; `1,⇥2` has commas between its numbers.
    let separates = line.indices.contains { line[$0] == 0x2c && ($0 + 1 == line.endIndex || line[$0 + 1] <= 0x20) }
    if line.contains(0x09) && !separates { return .tab }
    return line.contains(0x2c) ? .comma : .space
  }

  private func fields(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    if separator == .space { return line.split { $0 == 0x20 || $0 == 0x09 } }
    let mark: UInt8 = separator == .comma ? 0x2c : separator == .semicolon ? 0x3b : 0x09
    var fields = line.split(separator: mark, omittingEmptySubsequences: false).map(Self.unquoted)
    // Some programs end every line with a separator.
    if fields.count > 1 && fields.last?.isEmpty == true { fields.removeLast() }
    return fields
  }

  private static func unquoted(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let field = trimmed(field)
    guard field.count >= 2, field.first == 0x22, field.last == 0x22 else { return field }
    return trimmed(field.dropFirst().dropLast())
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return bytes
  }

  private static func whole(_ field: ArraySlice<UInt8>) -> Int64? {
    let isNegative = field.first == 0x2d
    let digits = isNegative || field.first == 0x2b ? field.dropFirst() : field
    // Up to 18 digits always fit.
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - 0x30)
    }
    return isNegative ? -value : value
  }

  private func decimal(_ field: ArraySlice<UInt8>) -> Double? {
    var bytes = Array(field)
    if separator == .semicolon || separator == .tab { bytes = bytes.map { $0 == 0x2c ? 0x2e : $0 } }
    guard Self.isDecimal(bytes) else { return nil }
    return strtod(String(decoding: bytes, as: UTF8.self), nil)
  }

  /// What `strtod` reads as Python does: no hexadecimal digits, nothing behind the number.
  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    if rest.first == 0x2b || rest.first == 0x2d { rest.removeFirst() }
    if ["nan", "inf", "infinity"].contains(String(decoding: rest, as: UTF8.self).lowercased()) { return true }
    func dropDigits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest.removeFirst(count)
      return count
    }
    var digits = dropDigits()
    if rest.first == 0x2e {
      rest.removeFirst()
      digits += dropDigits()
    }
    guard digits > 0 else { return false }
    if rest.first == 0x65 || rest.first == 0x45 {
      rest.removeFirst()
      if rest.first == 0x2b || rest.first == 0x2d { rest.removeFirst() }
      guard dropDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
