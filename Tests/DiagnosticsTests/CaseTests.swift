import Lesson
import Steps
import Testing

@Suite struct CaseTests {
  @Test(arguments: Case.all) func aProblemIsExplained(_ test: Case) throws {
    let bench = try Bench(test.lesson, files: test.files)
    let problems: [Diagnostic] =
      switch test.deed {
      case .check: try bench.check(settings: test.settings).diagnostics
      case .run: try bench.run(settings: test.settings)
      case .handout: try bench.handout()
      }
    let text = try bench.text(problems)
    #expect(problems.map { $0.id.rawValue } == test.ids, "\n\(text)", sourceLocation: test.place)
    #expect(matches(text, test.says), "\n\(text)", sourceLocation: test.place)
  }

  @Test func everyKindOfProblemIsProvoked() {
    let named = Case.all.flatMap { $0.ids }
    let known = Set(Diagnostic.ID.allCases.map { $0.rawValue })
    for name in named where !known.contains(name) { Issue.record("there is no id '\(name)'") }
    let provoked = Set(named).union(Condition.all.map { $0.id.rawValue })
    for id in Diagnostic.ID.allCases where !provoked.contains(id.rawValue) {
      Issue.record("no case has '\(id.rawValue)': Tests/README.md tells how to add one")
    }
  }
}

/// Whether `text` is `pattern`, of which each `⋯` stands for what differs between machines.
func matches(_ text: String, _ pattern: String) -> Bool {
  let parts = pattern.split(separator: "⋯", omittingEmptySubsequences: false)
  guard parts.count > 1, let first = parts.first, let last = parts.last else { return text == pattern }
  guard text.hasPrefix(first), text.dropFirst(first.count).hasSuffix(last) else { return false }
  var rest = text.dropFirst(first.count).dropLast(last.count)
  for part in parts.dropFirst().dropLast() {
    guard let found = rest.firstRange(of: part) else { return false }
    rest = rest[found.upperBound...]
  }
  return true
}
