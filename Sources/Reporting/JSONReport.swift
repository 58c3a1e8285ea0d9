package import Text
import Markdown
import Lesson
package import Steps
import Running

extension ReportFormat {
  /// What scripts read: one object with these members, in the order of the lesson, of what the report's edition shows.
  ///
  ///     title, author, date, language    texts; null where the lesson has none
  ///     version, seed, settings          the program, and each --set as typed; a seed from 2^63 on is a text
  ///     data        [{name, origin, checksum}]
  ///     values      [{id, kind, value}]: an id such as evaluate.accuracy; fraction, number, integer or text;
  ///                 null for what is no finite number
  ///     steps       [{id, state, outputs, seconds}]: ran, failed or notRun; seconds only with --timings; of an 'expect'
  ///                 that fails nothing, since the lesson was changed, also {doesNotApply}: why
  ///       outputs   {kind, text} of kind text, sentence or remark, {kind: table, header, rows, footerRows}: rows of
  ///                 texts, the last footerRows of them totals, or {kind: figure, name, caption, alternativeText, table}:
  ///                 its table as above, or null
  ///     blanks      [{value, line, answer, state}], where the lesson has any among its prose: right, wrong, open, empty
  ///                 (in the student's edition) or unknown (where the step did not run); a value that is still to be
  ///                 found out is not among the values
  ///     failures    [{step, line, column, id, message, hint, notes}]: counted from 1, null where there is no place
  static let json = ReportFormat(
    name: "json", isStandard: false, drawsFigures: false, linksPictures: false,
    text: { JSONReport(composition: $0).object.text + "\n" })
}

/// Writes `report.json`.
private struct JSONReport {
  let composition: Composition
  private var outcome: Outcome { composition.outcome }

  var object: JSON {
    let provenance = outcome.provenance
    let steps = composition.parts.steps
    let data = provenance.sources.map { source in
      JSON.object([
        .init("name", .string(source.name)), .init("origin", .string(source.origin)),
        .init("checksum", .string(source.checksum)),
      ])
    }
    return .object(
      [
        .init("title", .string(composition.title.plainText)), .init("author", text(composition.author)),
        .init("date", text(composition.date)), .init("language", .string(composition.language)),
        .init("version", .string(provenance.version)),
        .init("seed", Int(exactly: provenance.seed).map { .integer($0) } ?? .string(String(provenance.seed))),
        .init("settings", texts(provenance.settings)), .init("data", .array(data)),
        .init("values", .array(steps.flatMap { $0.ids }.flatMap { values(of: $0) })),
        .init("steps", .array(steps.flatMap { self.steps($0) })),
      ] + blanks + [.init("failures", .array(composition.failures.map { failure($0) }))])
  }

  private var blanks: [JSON.Member] {
    if composition.blanks.isEmpty { return [] }
    let blanks = composition.blanks.map { blank in
      JSON.object([
        .init("value", .string(blank.name)), .init("line", .integer(blank.line)),
        .init("answer", blank.answer.isEmpty ? .null : .string(blank.answer)),
        .init("state", .string(blank.state.rawValue)),
      ])
    }
    return [.init("blanks", .array(blanks))]
  }

  private func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
  private func texts(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }

  private func values(of step: String) -> [JSON] {
    let names = outcome.values.keys.filter { $0.step == step && !composition.hiddenValues.contains($0) }.sorted {
      $0.key < $1.key
    }
    return names.compactMap { name in
      outcome.values[name].map { value in
        let kind =
          switch value {
          case .fraction: "fraction"
          case .number: "number"
          case .integer: "integer"
          case .truth: "truth"
          case .text: "text"
          }
        return .object([
          .init("id", .string("\(name.step).\(name.key)")), .init("kind", .string(kind)), .init("value", value.json),
        ])
      }
    }
  }

  /// Of several steps, the last has something to show.
  private func steps(_ part: StepPart) -> [JSON] {
    let state =
      switch part.state {
      case .ran: "ran"
      case .failed: "failed"
      case .notRun: "notRun"
      case .waiting: "waiting"
      }
    return part.ids.map { id in
      let outputs = id == part.ids.last ? part.outputs.map { output($0) } : []
      let seconds = composition.options.timings ? outcome.steps.first { $0.id == id }?.seconds : nil
      return .object(
        [.init("id", .string(id)), .init("state", .string(state)), .init("outputs", .array(outputs))]
          + (seconds.map { [.init("seconds", .number($0))] } ?? [])
          + (excuse(of: id, outputs: part.outputs).map { [.init("doesNotApply", .string($0))] } ?? []))
    }
  }

  /// An expectation that holds is no remark.
  private func excuse(of id: String, outputs: [Output]) -> String? {
    let isTold = outputs.contains { if case .remark = $0 { true } else { false } }
    return isTold ? outcome.plan.steps.first { $0.id == id }?.excuse : nil
  }

  private func output(_ output: Output) -> JSON {
    func words(_ kind: String, _ text: String) -> JSON {
      .object([.init("kind", .string(kind)), .init("text", .string(text))])
    }
    switch output {
    case .text(let text), .folded(_, let text): return words("text", text)
    case .sentence(let text): return words("sentence", text)
    case .remark(let text): return words("remark", text)
    case .table(let table): return self.table(table)
    case .figure(let figure):
      let shown = composition.figures[figure.name]
      return .object([
        .init("kind", .string("figure")), .init("name", .string(figure.name)), .init("caption", text(figure.caption)),
        .init("alternativeText", text(shown?.alternativeText)),
        .init("table", shown?.table.map { self.table($0) } ?? .null),
      ])
    }
  }

  private func table(_ table: OutputTable) -> JSON {
    .object([
      .init("kind", .string("table")), .init("header", texts(table.header)),
      .init("rows", .array(table.rows.map { texts($0) })), .init("footerRows", .integer(table.footerRows)),
    ])
  }

  private func failure(_ failure: Failure) -> JSON {
    let diagnostic = failure.diagnostic
    let place =
      failure.line == nil ? nil : diagnostic.range.map { outcome.plan.lesson.source.position(of: $0.lowerBound) }
    return .object([
      .init("step", text(failure.step)), .init("line", place.map { .integer($0.line) } ?? .null),
      .init("column", place.map { .integer($0.column) } ?? .null), .init("id", .string(diagnostic.id.rawValue)),
      .init("message", .string(diagnostic.summary)), .init("hint", text(diagnostic.hint)),
      .init("notes", texts(diagnostic.notes)),
    ])
  }
}

extension Value {
  package var json: JSON {
    switch self {
    case .fraction(let number), .number(let number): .number(number)
    case .integer(let number): .integer(number)
    case .truth(let isSo): .bool(isSo)
    case .text(let text): .string(text)
    }
  }
}
