import Files
import Lesson
import Markdown
import Steps
import Text

extension ReportFormat {
  /// A Jupyter notebook (nbformat 4.5) that does the same in Keras, with what the lesson's run showed.
  package static let notebook = ReportFormat(
    name: "ipynb", isStandard: false, drawsFigures: true, linksPictures: false,
    text: { NotebookReport(composition: $0).json.text(indent: 1) + "\n" })

  /// A Python script that does the same in Keras; editors show its `# %%` as cells.
  package static let python = ReportFormat(
    name: "py", isStandard: false, drawsFigures: false, linksPictures: false, text: { PythonReport.text($0) })
}

/// The format's specification: nbformat.readthedocs.io/en/latest/format_description.html
private struct NotebookReport {
  let composition: Composition

  var json: JSON {
    let cells = PythonCells(composition).cells.enumerated().map { cell($1, number: $0) }
    return .object([
      .init("cells", .array(cells)),
      .init(
        "metadata",
        .object([
          .init(
            "kernelspec",
            .object([
              .init("display_name", .string("Python 3")), .init("language", .string("python")),
              .init("name", .string("python3")),
            ])), .init("language_info", .object([.init("name", .string("python"))])),
        ])), .init("nbformat", .integer(4)), .init("nbformat_minor", .integer(5)),
    ])
  }

  private func cell(_ cell: PythonCells.Cell, number: Int) -> JSON {
    let id = JSON.Member("id", .string("cell-\(number)"))
    let metadata = JSON.Member("metadata", .object([]))
    switch cell {
    case .prose(let lines, let pictures):
      var text = lines.joined(separator: "\n")
      for picture in pictures { text = text.substituting("attachment:" + Self.name(picture), for: picture.path) }
      let attachments = pictures.map { picture in
        JSON.Member(
          Self.name(picture),
          .object([.init(Self.mediaType(picture.path), .string(Base64.text(picture.bytes)))]))
      }
      return .object(
        [.init("cell_type", .string("markdown"))]
          + (attachments.isEmpty ? [] : [.init("attachments", .object(attachments))]) + [
            id, metadata, .init("source", Self.lines(text)),
          ])
    case .code(_, let lines, let steps, let outputs):
      return .object([
        .init("cell_type", .string("code")), .init("execution_count", .null), id,
        .init("metadata", .object(steps.isEmpty ? [] : [Self.carried(steps, by: lines)])),
        .init("outputs", .array(outputs.flatMap { output($0) })),
        .init("source", Self.lines(lines.joined(separator: "\n"))),
      ])
    }
  }

  /// What `lesson import` takes where the code has not been changed.
  private static func carried(_ steps: [String], by code: [String]) -> JSON.Member {
    JSON.Member(
      "lesson",
      .object([
        .init("code", .string(CarriedSteps.mark(code.joined(separator: "\n")))),
        .init("steps", .array(steps.map { .string($0) })),
      ]))
  }

  private func output(_ output: Output) -> [JSON] {
    switch output {
    case .text(let text), .folded(_, let text), .sentence(let text), .remark(let text):
      return [
        .object([
          .init("name", .string("stdout")), .init("output_type", .string("stream")),
          .init("text", Self.lines(text + "\n")),
        ])
      ]
    case .table(let table):
      let plain = PlainTable.text([table.header] + table.rows, isRight: table.alignments.map { $0 == .right })
      return [shown(MarkdownPage(composition).lines(of: table), plain: plain)]
    case .figure(let figure):
      guard let drawn = composition.figures[figure.name], !drawn.png.isEmpty else { return [] }
      let size = JSON.object([.init("height", .integer(drawn.height)), .init("width", .integer(drawn.width))])
      let picture = JSON.object([
        .init(
          "data",
          .object([
            .init("image/png", .string(Base64.text(drawn.png))), .init("text/plain", Self.lines(drawn.alternativeText)),
          ])), .init("metadata", .object([.init("image/png", size)])), .init("output_type", .string("display_data")),
      ])
      return [picture, shown(["*\(MarkdownText.escape(drawn.caption))*"], plain: drawn.caption)]
    }
  }

  private func shown(_ lines: [String], plain: String) -> JSON {
    .object([
      .init(
        "data",
        .object([
          .init("text/markdown", Self.lines(lines.joined(separator: "\n"))), .init("text/plain", Self.lines(plain)),
        ])), .init("metadata", .object([])), .init("output_type", .string("display_data")),
    ])
  }

  /// Each with its line end, so that notebooks are compared line by line.
  private static func lines(_ text: String) -> JSON {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    return .array(
      lines.indices.compactMap { index in
        let line = lines[index] + (index < lines.count - 1 ? "\n" : "")
        return line.isEmpty ? nil : .string(line)
      })
  }

  private static func name(_ picture: ReportFile) -> String {
    picture.path.split(separator: "/").last.map { String($0) } ?? picture.path
  }

  private static func mediaType(_ path: String) -> String {
    "image/" + (path.split(separator: ".").last.map { $0 == "jpg" ? "jpeg" : String($0) } ?? "png")
  }
}

private enum PythonReport {
  static func text(_ composition: Composition) -> String {
    let cells = PythonCells(composition).cells
    let carried = cells.compactMap { cell -> CarriedSteps.Cell? in
      guard case .code(_, let lines, let steps, _) = cell, !steps.isEmpty else { return nil }
      return .init(mark: CarriedSteps.mark(lines.joined(separator: "\n")), steps: steps)
    }
    let texts = cells.map { cell in
      switch cell {
      case .prose(let lines, _):
        "# %% [markdown]\n" + lines.map { $0.isEmpty ? "#" : "# " + $0 }.joined(separator: "\n") + "\n"
      case .code(_, let lines, _, _): "# %%\n" + lines.joined(separator: "\n") + "\n"
      }
    }
    return (texts + (carried.isEmpty ? [] : [CarriedSteps(carried).script])).joined(separator: "\n")
  }
}
