import Arrays
import Text

extension TableReader {
  /// Finds the columns that the lesson names.
  mutating func choose() throws(DataError) {
    let names = columns.map { $0.name }
    switch choice.labels {
    case nil: labels = nil
    case .first: labels = 0
    case .last: labels = columns.count - 1
    case .named(let name): labels = try index(of: name, among: names, setting: "labels")
    }
    chosen = []
    // The name of a single column may have commas in it.
    let whole = names.firstIndex { $0 == choice.columns.joined(separator: ", ") }
    for name in whole.map({ [names[$0]] }) ?? choice.columns {
      let index = try index(of: name, among: names, setting: "columns")
      if index != labels, !chosen.contains(index) { chosen.append(index) }
    }
    if let labels, chosen.isEmpty, !choice.columns.isEmpty {
      throw .unsuitable(
        file: file, problem: "would have no columns left: '\(names[labels])' is that of the labels",
        advice: "choose other ones with 'columns: …'")
    }
    if choice.columns.isEmpty { chosen = columns.indices.filter { $0 != labels } }
    // One column alone has none to be taken from.
    if columns.count < 2 { (labels, chosen) = (nil, Array(columns.indices)) }
    if let labels { columns[labels].isCollected = true }
  }

  private func index(of name: String, among names: [String], setting: String) throws(DataError) -> Int {
    if let index = names.firstIndex(of: name) { return index }
    let folded = names.map { Self.folded($0) }
    let wanted = Self.folded(name)
    let alike = folded.indices.filter { folded[$0] == wanted }
    if alike.count == 1 { return alike[0] }
    // `weight` for `weight (kg)`, whose unit may stand in a line of its own.
    let begun = folded.indices.filter { folded[$0].hasPrefix(wanted + " ") || folded[$0].hasPrefix(wanted + "(") }
    if begun.count == 1 { return begun[0] }
    throw .noColumn(file: file, name: name, columns: names, setting: setting)
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
  }

  private var wanted: [Int] { chosen + (labels.map { [$0] } ?? []) }

  /// What keeps a wanted column from being read, the first in the file; only that above a line, where one is given.
  func reportProblem(before line: Int? = nil) throws(DataError) {
    var first: (column: Int, line: Int)?
    func consider(_ column: Int, _ place: Int?) {
      guard let place, place < line ?? .max, place < first?.line ?? .max else { return }
      first = (column, place)
    }
    for index in wanted {
      let column = columns[index]
      let isLabel = index == labels && column.isCollected && column.kind == .classes
      if !isLabel { consider(index, column.firstWord?.line) }
      if choice.missing == nil || index == labels && choice.missing == .mean {
        consider(index, column.missing.first?.line)
      }
    }
    guard let first else { return }
    let column = columns[first.column]
    if let word = column.firstWord, word.line == first.line, !(first.column == labels && column.kind == .classes) {
      throw problem(column, word, first.column)
    }
    throw missing(first.column, first.line)
  }

  private func problem(_ column: TableColumn, _ word: (text: String, line: Int), _ index: Int) -> DataError {
    let short = String(word.text.prefix(20))
    if separator == .comma, TextNumber.decimal(Array(word.text.utf8).span, hasDecimalComma: true) != nil {
      return .notNumbers(
        file: file, problem: "'\(short)' is not a number\(commaAdvice(word.text))", line: word.line, value: index + 1)
    }
    let named = column.name == "\(index + 1)" ? nil : column.name
    let others = chosen.filter { $0 != index && columns[$0].words == 0 }.map { Self.written(columns[$0].name) }
    let choose =
      others.isEmpty || others.count == chosen.count ? nil : "leave it out with 'columns: \(Words.few(others))'"
    let called = named.map { "the column '\($0)'" } ?? "this column"
    var (what, notes): (String, [String])
    switch column.kind {
    case .dates:
      what = "'\(short)' is a date or a time, not a number"
      notes = ["\(called) holds dates: save numbers instead, such as the year or the days since the first one"]
      if let choose { notes.append("or \(choose)") }
    case .text:
      what = "'\(short)' is text, not a number"
      notes = [
        "\(called) holds free text: \(column.different.count > TableColumn.mostClasses ? "more than \(TableColumn.mostClasses)" : "\(column.different.count)") different words or sentences, which are no classes"
      ]
      if let choose { notes.append(choose) }
    case .classes where choice.labels == nil:
      what = "'\(short)' is not a number"
      notes = [
        "\(called) holds words, such as \(Words.few(column.classes.names.map { "'\($0)'" })): if they are the classes, write "
          + "'as x, y' and below it 'labels: \(named.map { Self.written($0) } ?? (index == columns.count - 1 ? "last" : "\(index + 1)"))'"
      ]
      if let choose { notes.append("or \(choose)") }
    case .classes:
      what = "'\(short)' is not a number"
      notes = ["\(called) holds words, and only the labels may be words"] + (choose.map { [$0] } ?? [])
    case .slip, .numbers:
      return .notNumbers(
        file: file, problem: "'\(short)' is not a number\(commaAdvice(word.text))", line: word.line, value: index + 1)
    }
    return .notInTable(
      file: file, problem: what, line: word.line, value: index + 1, column: named, notes: notes)
  }

  private func commaAdvice(_ text: String) -> String {
    separator == .comma && text.utf8.contains(0x2c) ? "; where commas separate the numbers, decimals have a point" : ""
  }

  private func missing(_ index: Int, _ line: Int) -> DataError {
    let column = columns[index]
    let named = column.name == "\(index + 1)" ? nil : column.name
    let counted = wanted.filter { !columns[$0].missing.isEmpty }
    let total = counted.reduce(0) { $0 + columns[$1].missing.count }
    var notes: [String] = []
    if total > 1 {
      let parts = counted.map { "\(columns[$0].missing.count) in '\(columns[$0].name)'" }
      notes.append("in all, \(Words.count(total, "value")) are missing: \(Words.few(parts))")
    }
    if index == labels, choice.missing == .mean {
      notes.append("a label cannot be filled in: write 'missing: drop' to leave such rows out")
    } else {
      notes.append(
        "write 'missing: drop' below this step to leave such rows out"
          + (index == labels ? "" : ", or 'missing: mean' to fill in the mean of the column"))
    }
    return .notInTable(
      file: file, problem: index == labels ? "a label is missing" : "a number is missing", line: line,
      value: index + 1, column: named, notes: notes)
  }

  /// As a lesson names it.
  static func written(_ name: String) -> String {
    name.contains(",") || name.contains("#") || name.contains("/") ? "\"\(name)\"" : name
  }

  /// The arrays that the lesson has chosen.
  mutating func result(doubt: String?) throws(DataError) -> DataTable {
    guard rows > 0 else {
      throw .unsuitable(file: file, problem: "has no numbers in it", advice: "write a row of numbers on each line")
    }
    // Nor is a single row of numbers, where no header tells that it is one.
    if rows == 1, header == nil, let labels, columns[labels].words == 0 {
      (self.labels, chosen) = (nil, Array(columns.indices))
    }
    try reportProblem()
    let width = columns.count
    let settled = marks.settled
    for place in settled.thousands where place < decimals.count { decimals[place] = (decimals[place] * 1000).rounded() }
    for place in settled.decimals { columns[place % width].isWhole = false }
    var dropped: Set<Int> = []
    var remark: String?
    var filled = 0
    let gaps = wanted.filter { !columns[$0].missing.isEmpty }
    if choice.missing == .drop, !gaps.isEmpty {
      var lines: [Int: Int] = [:]
      for index in gaps { for place in columns[index].missing { lines[place.row] = place.line } }
      dropped = Set(lines.keys)
      remark = dropRemark(lines.values.sorted())
    }
    guard dropped.count < rows else {
      throw .unsuitable(
        file: file, problem: "has a missing value in each of its \(Words.count(rows, "row"))",
        advice: "choose columns with fewer gaps: 'columns: …'")
    }
    let kept = (0..<rows).filter { dropped.isEmpty || !dropped.contains($0) }
    var means: [Int: Double] = [:]
    if choice.missing == .mean {
      for index in gaps {
        means[index] = try mean(index)
        filled += columns[index].missing.count
      }
      if !means.isEmpty { remark = meanRemark(means) }
    }
    var table = DataTable(
      parts: [part(chosen, kept, means)], columns: columns.map { $0.name }, remark: remark,
      missing: dropped.count + filled, doubt: doubt)
    if let labels { table.parts.append(labelPart(labels, kept)) }
    return table
  }

  private func mean(_ index: Int) throws(DataError) -> Double {
    let column = columns[index]
    let gaps = Set(column.missing.map { $0.row })
    var sum = 0.0
    for row in 0..<rows where !gaps.contains(row) { sum += number(row, index) }
    guard gaps.count < rows else {
      throw .unsuitable(
        file: file, problem: "has no number in the column '\(column.name)', so that has no mean",
        advice: "leave it out with 'columns: …'")
    }
    return sum / Double(rows - gaps.count)
  }

  private func number(_ row: Int, _ column: Int) -> Double {
    let place = row * columns.count + column
    return hasDecimals ? decimals[place] : Double(wholes[place])
  }

  /// Row by row.
  private func part(_ picked: [Int], _ kept: [Int], _ means: [Int: Double]) -> DataTable.Part {
    let width = columns.count
    let areWhole = picked.allSatisfy { columns[$0].isWhole } && means.isEmpty
    let isAll = picked == Array(0..<width) && kept.count == rows && means.isEmpty
    let values: NDArray.Values
    if isAll {
      values =
        areWhole && hasDecimals ? .int64(decimals.map { Int64($0) }) : hasDecimals ? .float64(decimals) : .int64(wholes)
    } else if areWhole {
      values = .int64(
        kept.flatMap { row in picked.map { hasDecimals ? Int64(decimals[row * width + $0]) : wholes[row * width + $0] }
        })
    } else {
      var numbers = kept.flatMap { row in picked.map { number(row, $0) } }
      for (index, mean) in means {
        guard let place = picked.firstIndex(of: index) else { continue }
        for gap in columns[index].missing { numbers[gap.row * picked.count + place] = mean }
      }
      values = .float64(numbers)
    }
    let isTable = labels != nil
    let shape =
      switch (kept.count, picked.count) {
      case (1, 1) where rows == 1 && !isTable: [Int]()
      case (1, _) where rows == 1 && !isTable: [picked.count]
      case (_, 1) where !isTable: [kept.count]
      default: [kept.count, picked.count]
      }
    return DataTable.Part(array: NDArray(shape: shape, values: values), columns: picked.map { columns[$0].name })
  }

  private func labelPart(_ index: Int, _ kept: [Int]) -> DataTable.Part {
    let column = columns[index]
    guard column.words > 0 else {
      var part = part([index], kept, [:])
      part.array.shape = [kept.count]
      return part
    }
    let classes = column.classes
    // Rows that are left out may have been all of a class.
    var part = DataTable.Part(
      array: NDArray(shape: [kept.count], values: .int64(kept.map { classes.codes[$0] })), columns: [column.name])
    let used = Set(kept.map { classes.codes[$0] }).sorted()
    if used.count < classes.names.count {
      var places = [Int64](repeating: 0, count: classes.names.count)
      for (place, code) in used.enumerated() { places[Int(code)] = Int64(place) }
      part.array.values = .int64(kept.map { places[Int(classes.codes[$0])] })
    }
    part.classNames = used.map { classes.names[Int($0)] }
    return part
  }

  private func dropRemark(_ lines: [Int]) -> String {
    let places = lines.prefix(12).map { "\($0)" }.joined(separator: ", ")
    let isOne = lines.count == 1
    return
      "\(isOne ? "1 row" : "\(lines.count) rows") of \(rows) in '\(file)' \(isOne ? "is" : "are") left out, because a value "
      + "is missing there: line\(isOne ? "" : "s") \(places)\(lines.count > 12 ? ", …" : "")."
  }

  private func meanRemark(_ means: [Int: Double]) -> String {
    let parts = wanted.compactMap { index -> String? in
      guard let mean = means[index] else { return nil }
      let places = columns[index].missing
      let lines = places.prefix(6).map { "\($0.line)" }.joined(separator: ", ")
      return "\(Words.count(places.count, "value")) of '\(columns[index].name)' (line\(places.count == 1 ? "" : "s") "
        + "\(lines)\(places.count > 6 ? ", …" : "")) by \(decimal(mean, 2))"
    }
    return "Missing values in '\(file)' are filled in with the mean of their column: \(parts.joined(separator: "; "))."
  }
}

extension Words {
  /// The first of them, where they are many.
  static func few(_ words: [String]) -> String {
    words.count > 6 ? words.prefix(5).joined(separator: ", ") + ", …" : words.joined(separator: ", ")
  }
}
