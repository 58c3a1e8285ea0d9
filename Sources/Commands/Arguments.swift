import Lesson
import Steps

/// A command line that cannot be understood; the exit code is 2.
struct UsageError: Error, Equatable {
  var summary: String
  var hint: String?
}

/// The operands and options that a command was given.
struct Arguments {
  private(set) var operands: [String] = []
  private var given: [String: [String]] = [:]
  private let command: Command

  init(_ words: [String], for command: Command) throws(UsageError) {
    self.command = command
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
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
      guard let option = command.options.first(where: { $0.name == parts[0] }) else {
        throw UsageError(
          summary: "'lesson \(command.name)' has no option '\(parts[0])'",
          hint: Suggestion.nearest(parts[0], among: command.options.map { $0.name }).map { "did you mean '\($0)'?" })
      }
      let value = try Arguments.value(of: option, behindEquals: parts.count == 2 ? parts[1] : nil, &rest)
      guard option.isRepeatable || given[option.name] == nil else {
        throw UsageError(summary: "'\(option.name)' is given twice")
      }
      given[option.name, default: []].append(value)
    }
    let count = command.operands.count
    guard count.contains(operands.count) else {
      let problem = operands.count < count.lowerBound ? "needs" : "takes no more than"
      throw UsageError(
        summary: "'lesson \(command.name)' \(problem) \(command.operands.text)", hint: "usage: \(command.usage)")
    }
  }

  /// The word behind `=`, or the next one; empty for a switch.
  private static func value(
    of option: OptionSpec, behindEquals: String?, _ rest: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    guard let placeholder = option.placeholder else {
      guard behindEquals == nil else { throw UsageError(summary: "'\(option.name)' takes no value") }
      return ""
    }
    // What looks like the next option is one: '--out --quiet' lacks a folder. One of that name can stand behind '='.
    let next = rest.first.flatMap { $0.hasPrefix("--") ? nil : $0 }
    guard let value = behindEquals ?? next, !value.isEmpty else {
      throw UsageError(summary: "'\(option.name)' needs a value: \(option.name) \(placeholder)")
    }
    if behindEquals == nil { rest.removeFirst() }
    return value
  }

  func isGiven(_ options: [OptionSpec]) -> Bool { options.contains { given[$0.name] != nil } }

  /// What an option of the command says, of its own type.
  subscript<Value>(option: CommandOption<Value>) -> Value {
    get throws(UsageError) {
      // Else a command that reads what it does not declare would find it ungiven, always.
      guard command.options.contains(where: { $0.name == option.spec.name }) else {
        fatalError("'lesson \(command.name)' does not declare '\(option.spec.name)'")
      }
      guard let words = given[option.spec.name] else { return option.standard }
      return try option.read(words)
    }
  }
}
