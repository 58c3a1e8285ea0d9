import Text
package import Lesson
import Markdown

extension Verb {
  /// `evaluate.accuracy`, in the spelling of its step and verb.
  private static let value = Key<String?>.text("value", "")
  private static let comparison = Key<Comparison?>.choice(
    "comparison", Comparison.allCases.map { ($0, []) }, text: "", "")
  private static let number = Key<Double?>.number("number", in: .nonNegative, text: "", "")
  /// As the lesson writes it.
  private static let wanted = Key<String?>.text("wanted", "")

  static let expect = Verb(
    VerbDoc(
      "expect", aliases: ["assert", "check"], forms: ["expect evaluate.accuracy >= 0.95"],
      summary: "fails the lesson, in words, where it does not hold; compares with >=, <=, >, <, = and !=",
      example: "expect evaluate.accuracy >= 0.95"),
    keeping: .none,
    effects: { step in Effects(reads: valueName(of: step).map { [.value($0)] } ?? []) },
    check: { checker, step, _ in
      guard let name = step.operands.first else {
        _ = checker.readOperands([], of: step)
        return nil
      }
      guard name.kind == .word, name.text.contains(".") else {
        return checker.refuse(
          Diagnostic(
            id: .notAValue, at: name.range,
            "'expect' needs a step's value, not '\(checker.source.text(name.range))'",
            hint: "write 'expect evaluate.accuracy >= 0.95'"))
      }
      let found = checker.value(name.text, at: name.range)
      guard step.operands.count > 1, step.operands[1].kind == .symbol,
        let sign = Comparison(rawValue: step.operands[1].text == "==" ? "=" : step.operands[1].text)
      else {
        return checker.refuse(
          Diagnostic(
            id: .noComparison, at: step.operands.dropFirst().range ?? name.range,
            "'expect' needs a comparison behind '\(name.text)'",
            hint: "write 'expect \(name.text) \(found?.value.kind == .integer ? "= 10" : ">= 0.95")'",
            notes: ["it compares with >=, <=, >, <, = and !="]))
      }
      if found?.value.kind == .text {
        return checker.refuse(
          Diagnostic(
            id: .notANumber, at: name.range, "'\(name.text)' is a text, and 'expect' compares numbers",
            notes: ["'[text](value:\(name.text))' shows it among the prose"]))
      }
      let tokens = step.operands[2...]
      guard let limit = Numbers.number(tokens) else {
        return checker.refuse(
          Diagnostic(
            id: .badValue, at: tokens.range ?? step.operands[1].range,
            tokens.isEmpty
              ? "a number is missing at the end"
              : "'\(tokens.range.map { checker.source.text($0) } ?? "")' is no number",
            hint: "write 'expect \(name.text) \(sign.rawValue) 0.95'"))
      }
      guard let (id, entry) = found else { return nil }
      if entry.kind == .fraction, limit > 1 {
        return checker.refuse(
          Diagnostic(
            id: .outOfRange, at: tokens.range,
            "'\(name.text)' lies between 0 and 1, so it cannot be compared with \(Words.number(limit))",
            hint: limit <= 100 ? "write \(Words.number(limit / 100)) or \(Words.number(limit)) %" : nil))
      }
      let text = "\(id).\(entry.name)"
      return Checked(settings: [
        value.name: .text(text), comparison.name: .word(sign.rawValue), number.name: .number(limit),
        wanted.name: .text("\(text) \(sign.rawValue) \(tokens.text)"),
      ])
    },
    perform: { step, stage throws(Diagnostic) in
      guard let name = valueName(of: step), let sign = step[comparison], let limit = step[number],
        let text = step[wanted]
      else { return }
      let found: Double
      switch stage.workspace.values[name] {
      case .fraction(let number), .number(let number): found = number
      case .integer(let number): found = Double(number)
      case .truth(let isSo): found = isSo ? 1 : 0
      case .text(let words):
        guard let number = stage.workspace.classNumbers[name] else {
          throw Diagnostic(id: .notANumber, at: step.headline, "\(name.step).\(name.key) is '\(words)', no number")
        }
        found = Double(number)
      case nil:
        let others = stage.workspace.values.keys.filter { $0.step == name.step }.map { $0.key }.sorted()
        throw Diagnostic(
          id: .unknownValue, at: step.headline, "'\(name.step)' has no value '\(name.key)' in this run",
          notes: others.isEmpty ? [] : ["it has \(Words.list(others))"])
      }
      let shown = shortest(found)
      guard sign.holds(found, limit) else {
        if let excuse = step.excuse {
          return stage.warn(
            "The expectation \(text) does not apply: \(excuse). Now \(name.step).\(name.key) is \(shown).")
        }
        var unmet = Diagnostic(
          id: .expectation, at: step.headline, "expected \(text), but \(name.step).\(name.key) is \(shown)",
          notes: ["if you changed the lesson on purpose, write into this step what you expect of it now"])
        unmet.endsRun = false
        throw unmet
      }
      stage.show(.sentence(sign == .equal ? "As expected: \(text)." : "As expected: \(text) (it is \(shown))."))
    })

  /// The value that an expectation is about.
  package static func valueName(of step: PlannedStep) -> ValueName? {
    guard let text = step[value], let dot = text.lastIndex(of: ".") else { return nil }
    return ValueName(step: String(text[..<dot]), key: String(text[text.index(after: dot)...]))
  }

  /// The number that it is compared with, and the whole as the lesson writes it.
  package static func expectation(of step: PlannedStep) -> (number: Double, text: String)? {
    guard let number = step[number], let text = step[wanted] else { return nil }
    return (number, text)
  }
}

private enum Comparison: String, Sendable, CaseIterable {
  case atLeast = ">="
  case atMost = "<="
  case above = ">"
  case below = "<"
  case equal = "="
  case notEqual = "!="

  func holds(_ found: Double, _ limit: Double) -> Bool {
    switch self {
    case .atLeast: found >= limit
    case .atMost: found <= limit
    case .above: found > limit
    case .below: found < limit
    case .equal: found == limit
    case .notEqual: found != limit
    }
  }
}
