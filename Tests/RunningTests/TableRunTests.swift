import Figures
import Foundation
import Lesson
import Steps
import Testing

@testable import Running

/// Tables with words, gaps and numbers to foretell, from the file to the figures.
@Suite struct TableRunTests {
  private static let flowers = ["f.csv": Array(lines(24).utf8)]

  /// Three kinds of flowers, told apart by their length.
  private static func lines(_ count: Int) -> String {
    let kinds = ["tulip", "daisy", "rose"]
    let rows = (0..<count).map { index in
      "\(Double(index % 3) + Double(index) / 100),\(index % 5),\(kinds[index % 3]),2024-01-0\(index % 9 + 1)"
    }
    return (["length,width,kind,day"] + rows).joined(separator: "\n") + "\n"
  }

  private static let load = "load \"f.csv\" as x, y\n  columns: length, width\n  labels: kind\n"

  private func value(_ outcome: Outcome, _ step: String, _ key: String) -> Value? {
    outcome.values[ValueName(step: step, key: key)]
  }

  private func outputs(_ outcome: Outcome, _ step: String) -> [Output] {
    outcome.steps.first { $0.id == step }?.outputs ?? []
  }

  private func table(_ outcome: Outcome, _ step: String) -> OutputTable? {
    outputs(outcome, step).compactMap { if case .table(let table) = $0 { table } else { nil } }.first
  }

  private func figure(_ outcome: Outcome, _ step: String) -> Figure? {
    outputs(outcome, step).compactMap { if case .figure(let own) = $0 { own.figure } else { nil } }.first
  }

  /// Without names for its columns; with them it is a table.
  @Test func asManyRowsAsColumnsAreAnImage() throws {
    let row = "0 120 255 7 9 8 0 1\n"
    let rows = String(repeating: row, count: 8)
    for (text, isImage) in [(rows, true), ("a b c d e f g h\n" + rows, false), (rows + row, false)] {
      let outcome = try run("load \"four.txt\" as four\nshow four", files: ["four.txt": Array(text.utf8)])
      #expect(outcome.failures == [])
      #expect((figure(outcome, "show") != nil) == isImage)
      #expect((table(outcome, "show") == nil) == isImage)
    }
  }

  @Test func wordsAreClassesThatKeepTheirNames() throws {
    let steps =
      Self.load
        + """
        show x[0:2]
          labels: y
        histogram y
        describe y
        build net
          dense 3 softmax
        fit net on x, y
          epochs: 60
          learning_rate: 0.1
        predict net on x[1]
          label: y[1]
        confusion-matrix net on x, y
        """
    let outcome = try run(steps, files: Self.flowers)
    #expect(outcome.failures == [])
    #expect(value(outcome, "load", "samples") == .integer(24) && value(outcome, "load", "classes") == .integer(3))
    #expect(value(outcome, "load", "missing") == .integer(0))
    let head = try #require(table(outcome, "show"))
    #expect(head.header == ["row", "length", "width", "kind"])
    #expect(head.rows == [["0", "0.00", "0", "tulip"], ["1", "1.01", "1", "daisy"]])
    guard case .histogram(let histogram) = figure(outcome, "histogram") else {
      Issue.record("no histogram")
      return
    }
    #expect(histogram.names == ["daisy", "rose", "tulip"] && histogram.counts == [8, 8, 8])
    #expect(table(outcome, "describe")?.rows.first == ["daisy", "8", "33.3 %"])
    #expect(value(outcome, "predict", "label") == .text("daisy"))
    guard case .confusion(let matrix) = figure(outcome, "confusion-matrix") else {
      Issue.record("no matrix")
      return
    }
    #expect(matrix.classNames == ["daisy", "rose", "tulip"])
  }

  @Test func aTableShowsItsFirstRows() throws {
    let outcome = try run(Self.load + "show x\nshow x\n  count: 30\nprint y", files: Self.flowers)
    #expect(table(outcome, "show")?.rows.count == 5 && table(outcome, "show-2")?.rows.count == 24)
  }

  @Test func tablesAreDrawnByColumns() throws {
    let steps =
      Self.load
        + """
        scatter x, y
          columns: width, length
        histogram x
          column: length
          bins: 4
        describe x
        """
    let outcome = try run(steps, files: Self.flowers)
    #expect(outcome.failures == [])
    guard case .scatter(let plot) = figure(outcome, "scatter"),
      case .distribution(let distribution) = figure(outcome, "histogram")
    else {
      Issue.record("no figures")
      return
    }
    #expect(plot.xTitle == "width" && plot.yTitle == "length" && plot.classNames == ["daisy", "rose", "tulip"])
    #expect(plot.x[3] == 3 && plot.y[3] == 0.03 && plot.labels[3] == 2)
    #expect(distribution.counts.reduce(0, +) == 24 && distribution.counts.count == 4)
    #expect(table(outcome, "describe")?.header == ["", "length", "width"])
    #expect(table(outcome, "describe")?.rows[0] == ["count", "24", "24"])
  }

  @Test func aNetworkThatAnswersWithNumbersIsJudgedByThem() throws {
    let rows = (0..<40).map { "\($0 % 8),\(Double($0 % 8) * 0.5 + ($0 % 2 == 0 ? 0.1 : -0.1))" }
    let files = ["r.csv": Array((["a,b"] + rows).joined(separator: "\n").utf8)]
    let outcome = try run(
      """
      load "r.csv" as x, y
        labels: b
      scatter x, y
      build net
        dense 1
      fit net on x, y
        epochs: 200
        learning_rate: 0.05
        loss: mae
      evaluate net on x, y
      residuals net on x, y
      plot fit
      """, files: files)
    #expect(outcome.failures == [])
    guard case .number(let r2) = value(outcome, "evaluate", "r2"),
      case .number(let mae) = value(outcome, "evaluate", "mae"),
      case .number(let loss) = value(outcome, "evaluate", "loss"),
      case .number(let mse) = value(outcome, "evaluate", "mse"),
      case .regression(let plot) = figure(outcome, "residuals"), case .curves(let curves) = figure(outcome, "plot"),
      case .scatter(let scatter) = figure(outcome, "scatter")
    else {
      Issue.record("no values")
      return
    }
    #expect(r2 > 0.9 && abs(mae - loss) < 1e-6 && mae < 0.2)
    let errors = zip(plot.truth, plot.answers).map { $1 - $0 }
    let squares = errors.reduce(0) { $0 + $1 * $1 } / 40
    #expect(abs(mse - squares) < 1e-12 && abs((plot.determination ?? 0) - r2) < 1e-12)
    #expect(value(outcome, "residuals", "bias") == .number(errors.reduce(0, +) / 40))
    #expect(curves.accuracy.isEmpty && scatter.labels.isEmpty && scatter.yTitle == "b")
  }

  @Test func columnsAreStandardisedEachByItself() throws {
    let text = "a,b\n1,1000\n2,3000\n3,2000\n"
    let outcome = try run(
      """
      load "t.csv" as x
      load "t.csv" as z
      standardise x
      standardise z
        per: all
      print x
      print z
      """, files: ["t.csv": Array(text.utf8)])
    #expect(outcome.failures == [])
    guard case .number(let largest) = value(outcome, "print", "maximum"),
      case .number(let first) = value(outcome, "print-2", "first")
    else {
      Issue.record("no values")
      return
    }
    // 1, 2, 3 have a deviation of √⅔.
    #expect(abs(largest - 1.22474) < 1e-4 && abs(first + 0.8667) < 1e-3)
  }

  @Test func whatIsMissingIsLeftOutOrFilledIn() throws {
    let files = ["g.csv": Array("a,b,kind\n1,2,x\n,4,y\n3,6,NA\n5,8,x\n".utf8)]
    let outcome = try run(
      "load \"g.csv\" as x, y\n  labels: kind\n  missing: drop\nprint x\nprint y", files: files)
    #expect(value(outcome, "load", "missing") == .integer(2) && value(outcome, "load", "samples") == .integer(2))
    let remarks = outputs(outcome, "load").compactMap { if case .remark(let text) = $0 { text } else { nil } }
    #expect(remarks == ["2 rows of 4 in 'g.csv' are left out, because a value is missing there: lines 3, 4."])
    let mean = try run(
      "load \"g.csv\" as x\n  columns: a, b\n  missing: mean\nprint x[1]", files: files)
    #expect(value(mean, "print", "first") == .number(3))
  }
}
