/// What is known of a column while a table is read.
struct TableColumn {
  /// More different words than these are no classes.
  static let mostClasses = 200

  var name: String
  /// Whether the fields that are numbers are whole ones.
  var isWhole = true
  var numbers = 0
  var missing: [(row: Int, line: Int)] = []
  private(set) var words = 0
  private(set) var firstWord: (text: String, line: Int)?
  /// Of labels, every field; of others, words alone.
  private(set) var different: [String: Int] = [:]
  /// Whether its fields are kept as the words of classes, those of numbers too.
  var isCollected = false
  /// A place in `different` for each row; -1 where a value is missing.
  private(set) var codes: [Int32] = []

  init(name: String) { self.name = name }

  mutating func collect(_ field: Span<UInt8>, row: Int) {
    if isMissing(field) { return codes.append(-1) }
    let text = TextEncoding.words(field)
    let code = different[text] ?? different.count
    different[text] = code
    codes.append(Int32(code))
    // So many are numbers, or are no classes.
    guard different.count > Self.mostClasses else { return }
    isCollected = false
    codes = []
  }

  mutating func note(word field: Span<UInt8>, line: Int) {
    words += 1
    let isFull = different.count > Self.mostClasses
    guard firstWord == nil || !isFull && !isCollected else { return }
    let text = TextEncoding.words(field)
    if firstWord == nil { firstWord = (text, line) }
    if !isFull, !isCollected { different[text] = different[text] ?? different.count }
  }

  enum Kind { case numbers, classes, dates, text, slip }

  /// What its fields are, all in all.
  var kind: Kind {
    guard let firstWord else { return .numbers }
    if TextDate.isDate(firstWord.text) { return .dates }
    if numbers > 10 * words || numbers > words && different.count > 20 { return .slip }
    let all = words + numbers
    if different.count > Self.mostClasses || all >= 20 && different.count > all / 2 { return .text }
    return numbers > words && !isCollected ? .slip : .classes
  }

  /// The words in alphabetical order, and each row's place among them.
  var classes: (names: [String], codes: [Int64]) {
    let names = different.keys.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    var places = [Int64](repeating: 0, count: names.count)
    for (place, name) in names.enumerated() { places[different[name] ?? 0] = Int64(place) }
    return (names, codes.map { $0 < 0 ? -1 : places[Int($0)] })
  }
}

/// Whether a field stands for a value that is not there, as pandas has it; `?` is that of many published tables.
func isMissing(_ field: Span<UInt8>) -> Bool {
  field.count <= 9 && isMissing(TextNumber.string(field))
}

func isMissing(_ text: String) -> Bool {
  switch text {
  case "", "?", "NA", "N/A", "n/a", "<NA>", "#N/A", "#NA", "#N/A N/A", "NaN", "nan", "-NaN", "-nan", "NULL", "null",
    "None", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN":
    true
  default: false
  }
}

/// Dates and times of day as tables have them.
enum TextDate {
  private static let months: Set<Substring> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mai", "okt", "dez",
  ]

  static func isDate(_ text: String) -> Bool {
    let words = text.split { $0 == " " || $0 == "T" || $0 == "," }
    return words.contains { isNumeric($0) }
      || words.count > 1 && words.contains { months.contains(Substring($0.prefix(3).lowercased())) }
        && words.contains { $0.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2e } }
  }

  /// `2024-01-05`, `5.1.2024`, `01/05/24`, `13:05`.
  private static func isNumeric(_ word: Substring) -> Bool {
    for mark: Character in ["-", ".", "/", ":"] {
      let parts = word.split(separator: mark, omittingEmptySubsequences: false)
      let fits = parts.allSatisfy { part in
        (1...4).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
      if fits, parts.count == 3 || parts.count == 2 && mark == ":" { return true }
    }
    return false
  }
}
