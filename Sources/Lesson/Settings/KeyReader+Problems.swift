import Markdown
import Text

/// Why a setting's value cannot be used.
package struct ValueProblem: Error {
  package var id: Diagnostic.ID
  /// nil is the whole value.
  package var range: Range<Int>?
  package var summary: String
  package var hint: String?
  package var notes: [String] = []

  package init(
    id: Diagnostic.ID, range: Range<Int>? = nil, summary: String, hint: String? = nil, notes: [String] = []
  ) {
    self.id = id
    self.range = range
    self.summary = summary
    self.hint = hint
    self.notes = notes
  }
}

extension KeyReader {
  package func wanted(_ what: String, _ tokens: ArraySlice<Token>, hint: String? = nil) -> ValueProblem {
    ValueProblem(id: .badValue, summary: "'\(spec.name)' needs \(what), not \(quoted(tokens))", hint: hint)
  }

  /// Words stand in quotes in a message, numbers do not.
  private func quoted(_ tokens: ArraySlice<Token>) -> String {
    let text = written(tokens)
    return Numbers.number(tokens) != nil || tokens.first?.kind == .quoted ? text : "'\(text)'"
  }

  package func outOfRange(_ tokens: ArraySlice<Token>) -> ValueProblem {
    var wanted = spec.kind.rangeText
    if case .integer(let range) = spec.kind, let value = Numbers.number(tokens), value > Double(range.upperBound) {
      wanted = "at most \(range.upperBound)"
    } else if let value = Numbers.number(tokens), !Float(value).isFinite {
      wanted = "at most 3e38"
    } else if let value = Numbers.number(tokens), value > 0, Float(value) == 0 {
      wanted = "at least 1e-45"
    }
    return ValueProblem(
      id: .outOfRange, summary: "'\(spec.name)' must be \(wanted), not \(written(tokens))",
      hint: percentage(tokens).map { "write '\(spec.name): \($0)'" })
  }

  /// 0.2 for 20, where a share is wanted.
  private func percentage(_ tokens: ArraySlice<Token>) -> String? {
    guard case .number(.belowOne) = spec.kind, let value = Numbers.number(tokens), value >= 2, value < 100 else {
      return nil
    }
    return Words.number(value / 100)
  }

  package func noInteger(_ tokens: ArraySlice<Token>) -> ValueProblem {
    noNumber(tokens, "a whole number")
  }

  /// A number with a decimal comma, with spaces or commas between its thousands, or no number at all.
  package func noNumber(_ tokens: ArraySlice<Token>, _ what: String) -> ValueProblem {
    let parts = Array(tokens)
    let digits = parts.filter { $0.kind == .number }.map { $0.text }
    if parts.count > 1, parts.allSatisfy({ $0.kind == .number || $0.isSymbol(",") }), digits.count > 1 {
      if digits.dropFirst().allSatisfy({ $0.count == 3 }), digits[0] != "0" {
        return wanted(what, tokens, hint: "write '\(spec.name): \(digits.joined())' without a gap")
      }
      if digits.count == 2, parts.count == 3, what == "a number" {
        return wanted(what, tokens, hint: "write '\(digits[0]).\(digits[1])', with a point")
      }
      return ValueProblem(
        id: .badValue, summary: "'\(spec.name)' needs one number, not \(digits.count): '\(written(tokens))'")
    }
    if parts.count == 1, let number = Self.spelled[parts[0].text.lowercased()] {
      return wanted(what, tokens, hint: "write '\(spec.name): \(number)'")
    }
    // `5;`, `5 epochs`, `2 px`: a number, and what does not belong behind it.
    if parts.count > 1, parts[0].kind == .number, digits.count == 1, Numbers.number(tokens) == nil {
      return wanted(what, tokens, hint: "write '\(spec.name): \(digits[0])'")
    }
    if what == "a whole number", let value = Numbers.number(tokens) {
      guard value < 1e15 else { return outOfRange(tokens) }
      return wanted(what, tokens, hint: value > 1 ? "write '\(spec.name): \(Int(value.rounded()))'" : nil)
    }
    return wanted(what, tokens, hint: "write '\(spec.name): \(spec.sample)'")
  }

  package static let spelled: [String: Int] = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100,
  ]

  /// `5.000` is 5 for some and 5000 for others.
  package func thousands(_ tokens: ArraySlice<Token>) -> ValueProblem? {
    guard tokens.count == 1, let text = tokens.first?.text, tokens.first?.kind == .number else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, (1...3).contains(parts[0].count), parts.dropFirst().allSatisfy({ $0.count == 3 }),
      parts.joined().allSatisfy({ $0.isNumber }), parts[0] != "0"
    else { return nil }
    return ValueProblem(
      id: .ambiguousNumber, summary: "'\(text)' may mean \(parts.joined()) or \(parts[0])",
      hint: "write it without a point",
      notes: ["a point stands before decimals, and thousands stand together: 60000 or 60_000"])
  }
}
