import Testing

@testable import Commands

@Suite struct ArgumentsTests {
  static let out = CommandOption<String?>.text("--out", "DIR", help: "")
  static let quiet = CommandOption.isGiven("--quiet", help: "")
  static let threads = CommandOption.number("--threads", "N", help: "", in: 1...256)
  static let data = CommandOption.texts("--data", "DIR", help: "")
  static let demo = Command(
    name: "demo", operands: Command.Operands(text: "FILE", count: 1...2), summary: "",
    options: [out.spec, quiet.spec, threads.spec, data.spec]
  ) { _, _ in .success }

  @Test func optionsAndOperandsMayComeInAnyOrder() throws {
    let arguments = try Arguments(
      ["--data", "a", "x.md", "--quiet", "--data=b", "--out=--quiet", "--", "--y.md"], for: Self.demo)
    #expect(arguments.operands == ["x.md", "--y.md"])
    #expect(try arguments[Self.out] == "--quiet")
    #expect(try arguments[Self.data] == ["a", "b"])
    #expect(try arguments[Self.quiet])
    #expect(try arguments[Self.threads] == nil)
  }

  @Test(
    arguments: [
      (["x", "--quite"], "'lesson demo' has no option '--quite'", "did you mean '--quiet'?"),
      (["x", "--out"], "'--out' needs a value: --out DIR", nil),
      (["x", "--out="], "'--out' needs a value: --out DIR", nil),
      (["x", "--out", "--quiet"], "'--out' needs a value: --out DIR", nil),
      (["x", "--out", "a", "--out=b"], "'--out' is given twice", nil),
      (["x", "--quiet", "--quiet"], "'--quiet' is given twice", nil),
      (["x", "--quiet=1"], "'--quiet' takes no value", nil),
      ([], "'lesson demo' needs FILE", "usage: lesson demo FILE [options]"),
      (["a", "b", "c"], "'lesson demo' takes no more than FILE", "usage: lesson demo FILE [options]"),
    ] as [([String], String, String?)])
  func mistakesTeach(_ words: [String], _ summary: String, _ hint: String?) {
    #expect(throws: UsageError(summary: summary, hint: hint)) { try Arguments(words, for: Self.demo) }
  }

  @Test func numbersAreCheckedAgainstTheirRange() throws {
    let arguments = try Arguments(["x", "--threads", "0"], for: Self.demo)
    #expect(throws: UsageError(summary: "'--threads' takes a whole number from 1 to 256, not '0'")) {
      try arguments[Self.threads]
    }
    #expect(try Arguments(["x", "--threads=2"], for: Self.demo)[Self.threads] == 2)
  }

  /// Else a command would find an option that it forgot to declare always ungiven.
  @Test func readingAnUndeclaredOptionEndsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = try Arguments(["x"], for: ArgumentsTests.demo)[CommandOption<Bool>.json]
    }
  }

  @Test(arguments: Command.all.map { $0.name })
  func noCommandTakesAnothersOption(_ name: String) throws {
    let command = try #require(Command.all.first { $0.name == name })
    let own = command.options.map { $0.name }
    #expect(Set(own).count == own.count)
    for option in Command.all.flatMap({ $0.options }) where !own.contains(option.name) {
      #expect(throws: UsageError.self) { try Arguments([option.name, "1", "x.md"], for: command) }
    }
  }
}
