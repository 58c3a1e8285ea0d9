import Text

/// Every command with its options: what parsing, `--help` and `lesson help` show.
enum CommandTable {
  private static let data = [
    CommandOption(name: "--data", value: "DIR", help: "a folder with one folder a data set (or LESSON_DATA)"),
    CommandOption(name: "--allow", value: "DIR", help: "a further folder whose files the lesson may read"),
    CommandOption(name: "--sample", value: nil, help: "use the built-in MNIST sample, whatever data is there"),
  ]
  private static let settings = [
    CommandOption(name: "--set", value: "STEP.KEY=VALUE", help: "change a setting, such as fit.epochs=20"),
    CommandOption(name: "--seed", value: "N", help: "another seed for all random numbers"),
  ]
  private static let json = CommandOption(name: "--json", value: nil, help: "print JSON, for editors and scripts")

  static let run = CommandSpec(
    name: "run", operands: "FILE…", operandCount: 1...1000,
    summary: "Checks a lesson, runs its steps and writes output/NAME/report.html, report.md and figures/*.png.",
    details: """
      Of several lessons it prints a table at the end that compares their results. Where some are called the same, as the
      copies of a class are, their reports go to output/FOLDER/NAME/.
      """,
    options: [
      CommandOption(name: "--out", value: "DIR", help: "where reports go [output]")
    ] + settings + data + [
      CommandOption(name: "--threads", value: "N", help: "how many threads compute [all cores]"),
      CommandOption(name: "--format", value: "html,md", help: "which reports to write [html,md]"),
      CommandOption(
        name: "--edition", value: "student|teacher",
        help: "student leaves out solutions and empties blanks; teacher shows notes for teachers [neither]"),
      CommandOption(name: "--timings", value: nil, help: "tell in the report how long each step took"),
      CommandOption(name: "--no-playground", value: nil, help: "leave out the page's field for drawing a digit"),
      CommandOption(name: "--quiet", value: nil, help: "print nothing but problems"),
      CommandOption(name: "--verbose", value: nil, help: "print every step's results"),
    ])

  static let check = CommandSpec(
    name: "check", operands: "FILE…", operandCount: 1...1000,
    summary: "Checks a lesson without running it and prints every problem with its place and its fix.",
    options: [json] + settings + data)

  static let params = CommandSpec(
    name: "params", operands: "FILE", operandCount: 1...1,
    summary: "Lists every setting that can be changed: step, key, value, default, range.",
    options: [json] + settings + data)

  static let fetch = CommandSpec(
    name: "fetch", operands: "[DATASET]", operandCount: 0...2,
    summary:
      "Downloads a data set (mnist, fashion-mnist) into the user's cache; the only command that uses the network.",
    options: [
      CommandOption(name: "--list", value: nil, help: "list the data sets and whether they are here"),
      CommandOption(name: "--mirror", value: "URL", help: "download from this server instead"),
    ])

  static let new = CommandSpec(
    name: "new", operands: "FILE", operandCount: 1...1,
    summary: "Writes a starter lesson; a file that exists is left alone.", options: [])

  static let fmt = CommandSpec(
    name: "fmt", operands: "FILE…", operandCount: 1...1000,
    summary: "Puts the steps of a lesson in order: indentation, spaces, the spelling of names; prose stays as it is.",
    options: [
      CommandOption(name: "--check", value: nil, help: "change nothing; exit code 1 where something would change")
    ])

  static let handout = CommandSpec(
    name: "handout", operands: "FILE", operandCount: 1...1,
    summary: "Prints the lesson as students get it: no solutions, no notes for teachers, and blanks to fill in.",
    details: """
      Write it to a file of its own: lesson handout 05-fashion.md > for-students/05-fashion.md
      A value in double square brackets, [[20]], becomes the blank ____, which a run asks to be filled in.
      """,
    options: [])

  static let help = CommandSpec(
    name: "help", operands: "[VERB]", operandCount: 0...1,
    summary: "Lists the verbs of lessons, or explains one with its settings and an example.",
    options: [
      CommandOption(name: "--markdown", value: nil, help: "print the whole reference, as in Lessons/reference.md")
    ])

  static let all = [run, check, params, fmt, handout, fetch, new, help]

  static let overview: String = {
    let width = (all.map { $0.name.count + $0.operands.count }.max() ?? 0) + 3
    let lines = all.map { command in
      let call = command.name + " " + command.operands
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
