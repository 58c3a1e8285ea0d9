import Arrays
import Foundation
import Lesson
import Steps
import Testing

@testable import Running

/// Files opened byte by byte.
@Suite struct BytesTests {
  private func texts(_ outcome: Outcome, _ id: String) -> [String] {
    outcome.steps.filter { $0.id == id }.flatMap(\.outputs).compactMap { output in
      if case .text(let text) = output { text } else { nil }
    }
  }

  /// Two images of 2×3 pixels, as IDX.
  static let idx: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + (1...12).map { $0 * 20 }

  @Test func aHeaderIsReadByHand() throws {
    let outcome = try run(
      """
      load "two.idx" as raw
        format: bytes
      shape raw
      print raw[0:16]
        base: 16
      print raw[4:16]
        group: 4
      print raw[4:8]
        base: 16
        group: 2
      print raw[3]
        base: 2
      split raw as header
        first: 16
      reshape raw to (-1, 2, 3)
      load "two.idx" as images
      print raw, images, header
      """, files: ["two.idx": Self.idx])
    #expect(outcome.failures == [])
    #expect(texts(outcome, "shape") == ["(28,) uint8"])
    #expect(outcome.values[ValueName(step: "shape", key: "count")] == .integer(28))
    #expect(texts(outcome, "print") == ["[00 00 08 03 00 00 00 02 00 00 00 02 00 00 00 03]"])
    #expect(texts(outcome, "print-2") == ["[2 2 3]"])
    #expect(outcome.values[ValueName(step: "print-2", key: "first")] == .number(2))
    #expect(outcome.values[ValueName(step: "print-2", key: "last")] == .number(3))
    #expect(outcome.values[ValueName(step: "print-2", key: "maximum")] == .number(3))
    #expect(texts(outcome, "print-3") == ["[0000 0002]"])
    #expect(texts(outcome, "print-4") == ["00000011"])
    let whole = texts(outcome, "print-5")
    #expect(whole.count == 3 && whole[0] == whole[1])
    // One file, however often it was opened.
    #expect(outcome.provenance.sources.map { $0.name } == ["two.idx"])
  }

  @Test func numbersWithASignKeepIt() throws {
    let outcome = try run(
      "load \"x.idx\" as x\nprint x\n  base: 16", files: ["x.idx": [0, 0, 9, 1, 0, 0, 0, 2, 230, 3]])
    #expect(texts(outcome, "print") == ["[-1a   3]"])
  }

  @Test func theEncoderIsTabled() throws {
    let outcome = try run(
      "load \"y.idx\" as y\none-hot y as rows\n  show: encoder", files: ["y.idx": [0, 0, 8, 1, 0, 0, 0, 2, 2, 0]])
    #expect(outcome.failures == [])
    let tables = outcome.steps.flatMap(\.outputs).compactMap { output in
      if case .table(let table) = output { table } else { nil }
    }
    #expect(tables.map { $0.header } == [["class", "column", "row"]])
    #expect(tables.first?.rows == [["0", "0", "1 0 0"], ["1", "1", "0 1 0"], ["2", "2", "0 0 1"]])
  }

  @Test func veryManyClassesAreCutShort() throws {
    let outcome = try run(
      "load \"y.idx\" as y\none-hot y as rows\n  classes: 150\n  show: encoder",
      files: ["y.idx": [0, 0, 8, 1, 0, 0, 0, 1, 0]])
    let rows: [[String]] = outcome.steps.flatMap(\.outputs).flatMap { output -> [[String]] in
      if case .table(let table) = output { table.rows } else { [] }
    }
    #expect(rows.count == 101)
    #expect(rows[1] == ["1", "1", "a 1 behind 1 zero"])
    #expect(rows.last == ["…", "…", "and so on, up to class 149"])
  }
}
