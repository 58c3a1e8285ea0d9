import Testing

@testable import Commands

@Suite struct ArgumentsTests {
  static let spec = CommandSpec(
    name: "demo", operands: "FILE", operandCount: 1...2, summary: "",
    options: [
      CommandOption(name: "--out", value: "DIR", help: ""), CommandOption(name: "--quiet", value: nil, help: ""),
      CommandOption(name: "--threads", value: "N", help: ""),
    ])

  @Test func optionsAndOperandsMayComeInAnyOrder() throws {
    let arguments = try Arguments(["--out", "a", "x.md", "--quiet", "--out=b", "--", "--y.md"], for: Self.spec)
    #expect(arguments.operands == ["x.md", "--y.md"])
    #expect(arguments.value("--out") == "b")
    #expect(arguments.values("--out") == ["a", "b"])
    #expect(arguments.has("--quiet"))
    #expect(!arguments.has("--threads"))
  }

  @Test(
    arguments: [
      (["x", "--quite"], "'lesson demo' has no option '--quite'", "did you mean '--quiet'?"),
      (["x", "--out"], "'--out' needs a value: --out DIR", nil),
      (["x", "--quiet=1"], "'--quiet' takes no value", nil),
      ([], "'lesson demo' needs FILE", "usage: lesson demo FILE [options]"),
      (["a", "b", "c"], "'lesson demo' takes no more than FILE", "usage: lesson demo FILE [options]"),
    ] as [([String], String, String?)])
  func mistakesTeach(_ words: [String], _ summary: String, _ hint: String?) {
    #expect(throws: UsageError(summary: summary, hint: hint)) { try Arguments(words, for: Self.spec) }
  }

  @Test func numbersAreCheckedAgainstTheirRange() throws {
    let arguments = try Arguments(["x", "--threads", "0"], for: Self.spec)
    #expect(throws: UsageError(summary: "'--threads' takes a whole number from 1 to 256, not '0'")) {
      try arguments.number("--threads", in: 1...256)
    }
    #expect(try Arguments(["x", "--threads=2"], for: Self.spec).number("--threads", in: 1...256) == 2)
  }
}
