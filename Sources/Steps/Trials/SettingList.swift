import Lesson
import Markdown
import Text

/// A setting with the values that it is to have, one after the other: `fit.epochs: 1, 5, 20` of a lesson, or
/// `fit.epochs=1,5,20` behind `--set`.
struct SettingList: Sendable {
  struct Entry: Sendable {
    /// As written.
    var text: String
    var place: Place
    /// Whether several numbers stand in it with nothing between them.
    var lacksCommas: Bool
  }

  var name: String
  /// Of the name.
  var place: Place
  var values: [Entry]
  /// Whether a blank is left to fill in.
  var blank: Place?

  /// - Parameter tokens: of the values.
  init(name: String, place: Place, _ tokens: ArraySlice<Token>, _ source: SourceText) {
    self.name = name
    self.place = place
    blank = tokens.first { $0.kind == .blank }.map { Place(range: $0.range, setting: place.setting) }
    var parts: [[Token]] = [[]]
    var depth = 0
    for token in tokens {
      if token.isSymbol("(") || token.isSymbol("[") { depth += 1 }
      if token.isSymbol(")") || token.isSymbol("]") { depth -= 1 }
      if depth == 0, token.isSymbol(",") { parts.append([]) } else { parts[parts.count - 1].append(token) }
    }
    // A comma at the end is let pass.
    if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    let end = tokens.last?.range ?? place.range
    values = parts.map { part in
      let numbers = part.filter { $0.kind == .number }
      return Entry(
        text: part.range.map { source.text($0) } ?? "", place: Place(range: part.range ?? end, setting: place.setting),
        lacksCommas: numbers.count > 1 && numbers.count == part.count)
    }
  }

  /// Of the command line.
  init?(_ setting: String) {
    let source = SourceText(setting)
    let lexer = Lexer(source, 0..<source.utf8.count)
    guard let equals = lexer.tokens.firstIndex(where: { $0.isSymbol("=") }), equals > 0,
      let range = lexer.tokens[..<equals].range
    else { return nil }
    self.init(
      name: source.text(range), place: Place(range: range, setting: setting), lexer.tokens[(equals + 1)...], source)
  }

  /// Whose comma belongs to the value: `fit.validation_data: x_val, y_val`.
  var joined: SettingList {
    var list = self
    guard var first = values.first, let last = values.last else { return list }
    first.text = values.map { $0.text }.joined(separator: ", ")
    first.place.range = first.place.range.lowerBound..<last.place.range.upperBound
    list.values = [first]
    return list
  }
}
