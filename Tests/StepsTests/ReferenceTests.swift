import Foundation
import Markdown
import Lesson
import Steps
import Testing

@Suite struct ReferenceTests {
  @Test func theReferenceIsUpToDate() throws {
    let page = URL(filePath: #filePath).appending(path: "../../../Lessons/reference.md").standardizedFileURL
    let written = try String(contentsOf: page, encoding: .utf8)
    #expect(written == Reference.markdown, "Lessons/reference.md is out of date; \(Reference.command)")
  }

  @Test(arguments: Verb.all) func everyVerbIsExplained(_ verb: Verb) throws {
    let text = try Help.text(verb: verb.name).get()
    for key in verb.doc.keys { #expect(text.contains("  \(key.name)")) }
    #expect(text.contains(verb.doc.example.split(separator: "\n")[0]))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(Help.overview.contains(verb.doc.forms[0]))
  }

  @Test(arguments: Verb.all) func everyExampleIsALesson(_ verb: Verb) {
    let prelude = """
      load mnist as x_train, y_train, x_test, y_test
      reshape x_train, x_test to (-1, 28, 28, 1)
      split x_train, y_train as x_val, y_val
        first: 10
      normalise x_train, x_val, x_test
      build network
        flatten
        dense 10 softmax
      fit network on x_train, y_train
      evaluate network on x_test, y_test
      predict network on x_test as y_pred

      """
    let example = verb.doc.example.replacing("build network", with: "build other")
    var lines = prelude.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    switch verb.name {
    case "load": lines = []
    case "split": lines.removeSubrange(2...4)
    case "try":
      // There is something to rank by, and something to change.
      lines = lines.flatMap { line in
        line.hasPrefix("fit ")
          ? [line, "  validation_split: 0.1"] : line == "  flatten" ? [line, "  dense 8 relu"] : [line]
      }
    case "normalise", "invert", "standardise": lines.removeAll { $0.hasPrefix("normalise") }
    case "residuals":
      lines = lines.flatMap { $0.hasPrefix("fit") ? [$0, "  loss: mse"] : [$0.replacing("10 softmax", with: "1")] }
    default: break
    }
    if ["split", "normalise", "standardise", "flatten"].contains(verb.name) {
      lines = Array(lines.prefix(verb.name == "split" ? 2 : 4))
    }
    let text =
      lines.joined(separator: "\n") + "\n" + example + (verb.doc.takesLayers ? "\nfit other on x_train, y_train" : "")
    let errors = plan(lesson(text)).diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.summary) == [])
  }

  @Test func helpSuggests() {
    guard case .failure(let problem) = Help.text(verb: "fitt") else {
      Issue.record("'fitt' is a verb")
      return
    }
    #expect(problem.hint == "did you mean 'fit'?")
  }

  @Test func theStarterChecksWithoutRemarks() throws {
    let result = plan(Starter.text)
    #expect(result.diagnostics == [])
    let plan = try #require(result.plan)
    #expect(plan.frontMatter.title == "My first lesson")
    #expect(plan.lesson.regions.count == 1)
  }

  @Test func parametersTellWhatHolds() throws {
    let result = plan(lesson("load mnist as a, b, c, d\n  train: 500\nshow a[0:3]"), settings: ["show.per_row=3"])
    let rows = result.parameters.map { "\($0.step).\($0.key) \($0.value ?? "-") \($0.standard)" }
    #expect(rows.prefix(4) == ["load.train 500 all", "load.test - all", "load.digit - false", "load.digits - 1"])
    #expect(rows.contains("show.per_row 3 6"))
  }

  @Test func parametersStandInATable() {
    let text = lesson("load mnist as a, b, c, d\n  train: 500")
    let table = Parameter.table(plan(text).parameters, source: SourceText(text))
    let lines = table.split(separator: "\n")
    #expect(lines[0] == "setting       line  value  default    takes")
    #expect(lines[1] == "load.train    3     500    all        from 1 to 1000000000")
    #expect(Parameter.table([], source: SourceText("")) == "No step of this lesson has settings.\n")
  }
}
