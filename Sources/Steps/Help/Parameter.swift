import Engine
import Lesson
package import Markdown
package import Text

/// A setting that can be changed, for `lesson params`.
package struct Parameter: Sendable, Equatable {
  /// The step's id: `fit-2`.
  package var step: String
  package var key: String
  /// The value in force, as the lesson or `--set` writes it; nil where the default holds.
  package var value: String?
  package var standard: String
  package var range: String
  package var summary: String
  /// The value where it is set in the lesson, else the step's line.
  package var place: Range<Int>
  /// Whether it is what stands behind the name of a layer.
  package var isLayer = false
}

extension Parameter {
  /// A table for the terminal, with a line for each setting.
  package static func table(_ parameters: [Parameter], source: SourceText) -> String {
    guard !parameters.isEmpty else { return "No step of this lesson has settings.\n" }
    let header = ["setting", "line", "value", "default", "takes"]
    let rows = parameters.map { parameter in
      [
        "\(parameter.step).\(parameter.key)", "\(source.line(of: parameter.place.lowerBound))", parameter.value ?? "",
        parameter.standard, parameter.range,
      ]
    }
    return PlainTable.text([header] + rows) + "\n"
  }

  package static func json(_ parameters: [Parameter], source: SourceText) -> JSON {
    .array(
      parameters.map { parameter in
        let place = source.position(of: parameter.place.lowerBound)
        return .object([
          .init("step", .string(parameter.step)), .init("key", .string(parameter.key)),
          .init("value", parameter.value.map(JSON.string) ?? .null), .init("default", .string(parameter.standard)),
          .init("range", .string(parameter.range)), .init("summary", .string(parameter.summary)),
          .init("line", .integer(place.line)), .init("column", .integer(place.column)),
        ])
      })
  }
}
