package import Figures
package import Lesson

package struct StepOutcome: Sendable {
  package var id: String
  package var outputs: [Output]
  /// Wall time in seconds; in reports only with `--timings`.
  package var seconds: Double
  /// Why this step failed, where it did.
  package var failure: Diagnostic?
  /// Whether it was taken over from an earlier run.
  package var isKept: Bool
  /// Why it was not performed, though it could be: `epochs 10 → 20`, or that a step above waits; nil where it was.
  package var waiting: String?

  package init(id: String, outputs: [Output], seconds: Double, failure: Diagnostic?, isKept: Bool = false) {
    self.id = id
    self.outputs = outputs
    self.seconds = seconds
    self.failure = failure
    self.isKept = isKept
  }
}

/// What a step shows.
package enum Output: Sendable {
  /// Monospaced, lines kept: what `print` and `shape` show.
  case text(String)
  /// The like, which few readers want: on a page below its title, closed.
  case folded(title: String, text: String)
  /// A sentence of ordinary text.
  case sentence(String)
  case table(OutputTable)
  case figure(OutputFigure)
  /// Something the student should know: the sample was used, training stopped early.
  case remark(String)
}

package struct OutputTable: Sendable {
  package enum Alignment: Sendable { case left, right }
  package var header: [String]
  package var alignments: [Alignment]
  package var rows: [[String]]
  /// How many of the last rows are totals.
  package var footerRows: Int

  package init(
    header: [String], alignments: [Alignment], rows: [[String]], footerRows: Int = 0
  ) {
    self.header = header
    self.alignments = alignments
    self.rows = rows
    self.footerRows = footerRows
  }
}

package struct OutputFigure: Sendable {
  /// `02-show`: unique in the run, stable, safe as a file name without extension.
  package var name: String
  package var figure: Figure
  package var caption: String?

  package init(name: String, figure: Figure, caption: String?) {
    self.name = name
    self.figure = figure
    self.caption = caption
  }

  package var alternativeText: String { figure.alternativeText }

  /// The figure's numbers; nil where it has none.
  package var table: OutputTable? {
    figure.table.map { table in
      let alignments = table.header.indices.map { column in
        column > 0 && table.rows.allSatisfy { Self.isNumber($0[column]) } ? OutputTable.Alignment.right : .left
      }
      return OutputTable(header: table.header, alignments: alignments, rows: table.rows)
    }
  }

  /// Such as `-0.5`, `< 0.1 %` or `28×28`, or nothing.
  private static func isNumber(_ cell: String) -> Bool {
    guard let first = cell.first else { return true }
    return first.isNumber || "-−<>".contains(first)
  }
}

/// A value that prose and `expect` can name.
package enum Value: Sendable, Equatable {
  /// A share between 0 and 1, shown as a percentage where the prose is written so.
  case fraction(Double)
  case number(Double)
  case integer(Int)
  /// Whether something is so: `correctly` or `incorrectly`, `yes` or `no`, in the words that the prose has.
  case truth(Bool)
  case text(String)
}
