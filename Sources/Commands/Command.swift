/// A command of `lesson`: parsing, help and what it does, in one value that stands in one file.
struct Command: Sendable {
  var name: String
  var operands: Operands
  var summary: String
  /// What only `--help` tells.
  var details: String?
  /// Those that `run` reads; to read another one is a mistake of ours, and ends the program.
  var options: [OptionSpec] = []
  var run: @Sendable (CommandLineTool, Arguments) throws(UsageError) -> ExitCode

  /// What a command is about, mostly lessons.
  struct Operands: Sendable {
    /// As the usage line shows them: `FILE…`.
    var text: String
    var count: ClosedRange<Int>

    static let file = Operands(text: "FILE", count: 1...1)
    static let files = Operands(text: "FILE…", count: 1...1000)
  }

  var usage: String {
    "lesson \(name)" + (operands.text.isEmpty ? "" : " \(operands.text)") + (options.isEmpty ? "" : " [options]")
  }

  var help: String {
    var lines = ["usage: \(usage)", "", summary] + (details.map { [$0] } ?? [])
    if !options.isEmpty {
      let names = options.map { $0.name + ($0.placeholder.map { " \($0)" } ?? "") }
      let width = (names.map { $0.count }.max() ?? 0) + 2
      lines += ["", "options:"]
      for (name, option) in zip(names, options) {
        lines.append("  " + name + String(repeating: " ", count: width - name.count) + option.help)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Command {
  /// Every command, in the order of `lesson --help`.
  static let all = [
    run, sweep, compare, watch, check, params, values, fmt, handout, grade, page, export, `import`, predict, fetch,
    cache, new,
    explain,
  ]

  static let overview: String = {
    let width = (all.map { $0.name.count + $0.operands.text.count }.max() ?? 0) + 3
    let lines = all.map { command in
      let call = command.name + " " + command.operands.text
      return "  lesson " + call + String(repeating: " ", count: width - call.count) + command.summary
    }
    return """
      usage: lesson COMMAND …

      \(lines.joined(separator: "\n"))

      'lesson COMMAND --help' shows a command's options; 'lesson help VERB' explains a step of a lesson.
      Exit codes: 0 all well, 1 the lesson has a problem, 2 the command line, 3 the machine (files, memory, disk),
      130 interrupted.

      """
  }()
}
