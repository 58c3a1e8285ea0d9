/// The first line of a table, which names its columns, and perhaps a second one below it, as with units.
struct TableHeader {
  var first: [UInt8]
  /// A line below that may belong to it: the first row of numbers tells.
  var second: (bytes: [UInt8], number: Int)?
  private let firstNumber: Int

  init(_ line: Span<UInt8>, _ number: Int) {
    first = line.indices.map { line[$0] }
    firstNumber = number
  }

  /// Keeps a second line of words alone.
  mutating func takesSecond(_ line: Span<UInt8>, _ number: Int) -> Bool {
    guard second == nil else { return false }
    let separator = TableSeparator(of: first.span)
    guard separator != .space, separator == TableSeparator(of: line) else { return false }
    let fields = texts(line, separator)
    guard fields.count <= texts(first.span, separator).count + 1, fields.contains(where: { !$0.isEmpty }),
      fields.allSatisfy({ $0.isEmpty || !isMissing($0) && !isNumber($0, separator) })
    else { return false }
    second = (line.indices.map { line[$0] }, number)
    return true
  }

  /// Whether the second line stands above numbers where it has words. Where it stands above words too, it may be a row
  /// with a slip in it, unless the first line names groups of columns.
  func isUnits(_ line: Span<UInt8>, above row: Span<UInt8>, _ separator: TableSeparator) -> Bool {
    let pairs = Array(zip(texts(line, separator), texts(row, separator)))
    let above = pairs.filter { !$0.0.isEmpty && !isMissing($0.1) }
    let upper = texts(first.span, separator)
    let hasGroups = upper.contains { $0.isEmpty } || Set(upper).count < upper.count
    return above.contains { isNumber($0.1, separator) }
      && (hasGroups || above.allSatisfy { isNumber($0.1, separator) })
  }

  /// How many columns it names: with all of it, and without what may be a comment.
  func counts(_ separator: TableSeparator) -> [Int] {
    let names = first.span
    return [names.count, tableComment(in: names)].map {
      separator.fieldCount(names.extracting(trimmedField(names, 0..<$0, keepsTabs: separator == .tab)))
    } + [endsWithMark(separator) ? separator.fieldCount(names) + 1 : 0]
  }

  /// Whether the last name may be an empty one.
  private func endsWithMark(_ separator: TableSeparator) -> Bool {
    separator.mark.map { first.last == $0 } ?? false
  }

  func names(_ count: Int, _ separator: TableSeparator, joinsSecond: Bool) -> [String] {
    let span = first.span
    let isWhole = separator.fieldCount(span) == count
    let upper = texts(
      isWhole || separator.fieldCount(span) == count - 1 && endsWithMark(separator)
        ? span : span.extracting(trimmedField(span, 0..<tableComment(in: span), keepsTabs: separator == .tab)),
      separator)
    let lower = joinsSecond ? second.map { texts($0.bytes.span, separator) } ?? [] : []
    var used: Set<String> = []
    return (0..<count).map { index in
      let parts = [upper, lower].compactMap { index < $0.count && !$0[index].isEmpty ? $0[index] : nil }
      let joined = parts.count == 2 && parts[0] == parts[1] ? parts[0] : parts.joined(separator: " ")
      var name = joined.isEmpty ? "\(index + 1)" : joined
      // As pandas tells columns of one name apart.
      var copy = 1
      while !used.insert(name).inserted {
        name = "\(joined.isEmpty ? "\(index + 1)" : joined).\(copy)"
        copy += 1
      }
      return name
    }
  }

  private func texts(_ line: Span<UInt8>, _ separator: TableSeparator) -> [String] {
    var texts: [String] = []
    var place = 0
    while let range = separator.nextField(line, &place) {
      texts.append(TextEncoding.words(line.extracting(range)))
    }
    return texts
  }

  private func isNumber(_ text: String, _ separator: TableSeparator) -> Bool {
    let bytes = Array(text.utf8)
    return TextNumber.decimal(bytes.span, hasDecimalComma: separator.allowsDecimalComma) != nil
      || GroupedNumber(bytes.span) != nil
  }
}

extension TableReader {
  /// What speaks against the first line, where it was taken for names of the columns though most of it are numbers:
  /// `O,2,3` may be a row with a slip in it. nil where all is well.
  func doubtfulHeader(_ line: Span<UInt8>, _ number: Int) -> String? {
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
    return "Line \(number) of '\(file)' was taken for names of the columns, because it begins with "
      + "'\(TextNumber.string(line.extracting(first)))'. If it is a row of numbers, write a number there."
  }
}
