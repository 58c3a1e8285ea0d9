import Lesson
import Steps

/// An option of the command line, such as `--out DIR`.
struct CommandOption: Sendable {
  var name: String
  /// What its value is called in the help; nil for a switch.
  var value: String?
  var help: String
}

/// A command with its operands and options, from which parsing and help both come.
struct CommandSpec: Sendable {
  var name: String
  /// As the usage line shows them: `FILE…`.
  var operands: String
  /// How many operands it takes.
  var operandCount: ClosedRange<Int>
  var summary: String
  /// What only `--help` tells.
  var details: String?
  var options: [CommandOption]

  var usage: String {
    "lesson \(name)" + (operands.isEmpty ? "" : " \(operands)") + (options.isEmpty ? "" : " [options]")
  }

  var help: String {
    var lines = ["usage: \(usage)", "", summary] + (details.map { [$0] } ?? [])
    if !options.isEmpty {
      let names = options.map { $0.name + ($0.value.map { " \($0)" } ?? "") }
      let width = (names.map(\.count).max() ?? 0) + 2
      lines += ["", "options:"]
      for (name, option) in zip(names, options) {
        lines.append("  " + name + String(repeating: " ", count: width - name.count) + option.help)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A command line that cannot be understood; the exit code is 2.
struct UsageError: Error, Equatable {
  var summary: String
  var hint: String?
}

/// The operands and options that were given, in order.
struct Arguments {
  var operands: [String] = []
  private var given: [(name: String, value: String)] = []

  init(_ words: [String], for spec: CommandSpec) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let option = spec.options.first(where: { $0.name == parts[0] }) else {
        throw UsageError(
          summary: "'lesson \(spec.name)' has no option '\(parts[0])'",
          hint: Suggestion.nearest(parts[0], among: spec.options.map(\.name)).map { "did you mean '\($0)'?" })
      }
      guard option.value != nil else {
        guard parts.count == 1 else { throw UsageError(summary: "'\(option.name)' takes no value") }
        given.append((option.name, ""))
        continue
      }
      guard let value = parts.count == 2 ? parts[1] : rest.popFirst(), !value.isEmpty else {
        throw UsageError(summary: "'\(option.name)' needs a value: \(option.name) \(option.value ?? "")")
      }
      given.append((option.name, value))
    }
    guard spec.operandCount.contains(operands.count) else {
      let problem = operands.count < spec.operandCount.lowerBound ? "needs" : "takes no more than"
      throw UsageError(summary: "'lesson \(spec.name)' \(problem) \(spec.operands)", hint: "usage: \(spec.usage)")
    }
  }

  func has(_ name: String) -> Bool { given.contains { $0.name == name } }

  func values(_ name: String) -> [String] { given.filter { $0.name == name }.map(\.value) }

  /// The last value given, so that a later option overrides an earlier one.
  func value(_ name: String) -> String? { values(name).last }

  func number<Number: FixedWidthInteger>(_ name: String, in range: ClosedRange<Number>) throws(UsageError) -> Number? {
    guard let text = value(name) else { return nil }
    guard let number = Number(text), range.contains(number) else {
      throw UsageError(
        summary: "'\(name)' takes a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }
}
