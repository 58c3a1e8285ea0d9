import Text
import Markdown
import Lesson
import Running
import Steps

extension Command {
  static let values = Command(
    name: "values", operands: .files,
    summary: "Lists every value that the steps give, for the prose and for 'expect', and which of them are used.",
    options: [CommandOption.json.spec] + LessonSettings.options
  ) { tool, arguments throws(UsageError) in try tool.listValues(arguments) }
}

extension CommandLineTool {
  fileprivate func listValues(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let settings = try LessonSettings(arguments, environment: environment)
    let isJSON = try arguments[.json]
    var worst = ExitCode.success
    var listed: [JSON] = []
    var tables: [String] = []
    for path in arguments.operands {
      do throws(Diagnostic) {
        let session = try Session(path: path, options: settings.session)
        let result = settings.plan(session)
        report(result.diagnostics.filter { $0.severity == .error }, of: session)
        worst = max(worst, result.diagnostics.exitCode)
        guard let plan = result.plan else { continue }
        let values = GivenValue.all(in: plan, session.source)
        listed += values.map { $0.json(file: path) }
        tables.append((arguments.operands.count > 1 ? "\(path):\n" : "") + GivenValue.table(values))
      } catch {
        report(error, of: path)
        worst = max(worst, [error].exitCode)
      }
    }
    terminal.out(isJSON ? JSON.array(listed).text + "\n" : tables.joined(separator: "\n"))
    return worst
  }
}

/// A value that a step will give, and where the lesson uses it.
private struct GivenValue {
  var name: ValueName
  var entry: ValueDoc
  /// Of the step.
  var line: Int
  var isInProse: Bool
  var isExpected: Bool

  static func all(in plan: Plan, _ source: SourceText) -> [GivenValue] {
    let expected = Set(plan.steps.flatMap { $0.effects.reads })
    return plan.steps.flatMap { step in
      step.values.map { entry in
        let name = ValueName(step: step.id, key: entry.name)
        return GivenValue(
          name: name, entry: entry, line: source.line(of: step.headline.lowerBound),
          isInProse: plan.lesson.shownValues.contains(name),
          isExpected: expected.contains(.value(name)))
      }
    }
  }

  private var kind: String {
    switch entry.kind {
    case .fraction: "share"
    case .number: "number"
    case .integer: "whole number"
    case .text: "text"
    case .className: "class"
    case .truth: "yes or no"
    }
  }

  static func table(_ values: [GivenValue]) -> String {
    guard !values.isEmpty else { return "No step of this lesson gives values.\n" }
    let rows = values.map { value in
      let uses = (value.isInProse ? ["prose"] : []) + (value.isExpected ? ["expect"] : [])
      return [
        "\(value.name.step).\(value.name.key)", "\(value.line)", value.kind, uses.joined(separator: ", "),
        value.entry.summary,
      ]
    }
    return PlainTable.text([["value", "line", "kind", "used by", "is"]] + rows) + "\n"
  }

  func json(file: String) -> JSON {
    .object([
      .init("file", .string(file)), .init("step", .string(name.step)), .init("key", .string(name.key)),
      .init("kind", .string(kind)), .init("summary", .string(entry.summary)), .init("line", .integer(line)),
      .init("prose", .bool(isInProse)), .init("expect", .bool(isExpected)),
    ])
  }
}
