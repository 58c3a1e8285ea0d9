import Foundation
import Lesson
import Steps
import Testing

@testable import Running

/// Data and networks that are not what a lesson expects: each is dealt with, or told of in one message.
@Suite struct HardDataTests {
  private func csv(_ rows: [[Double]]) -> [UInt8] {
    Array(rows.map { $0.map { "\($0)" }.joined(separator: ",") }.joined(separator: "\n").utf8)
  }

  /// `<u8` of NumPy, version 1.0.
  private func npy(_ numbers: [UInt64]) -> [UInt8] {
    let dictionary = "{'descr': '<u8', 'fortran_order': False, 'shape': (\(numbers.count),), }"
    let header = dictionary + String(repeating: " ", count: (64 - (10 + dictionary.count + 1) % 64) % 64) + "\n"
    let start: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
    return start + Array(header.utf8) + numbers.flatMap { number in (0..<8).map { UInt8(number >> (8 * $0) & 255) } }
  }

  @Test func unsignedNumbersOf64BitsAreNumbers() throws {
    let outcome = try run("load \"y.npy\" as y\none-hot y\nshape y\nprint y", files: ["y.npy": npy([3, 1])])
    #expect(outcome.values[ValueName(step: "shape", key: "shape")] == .text("(2, 4)"))
  }

  @Test(arguments: [[0, 1_000], [0, 1e14], [0.5, 1]]) func whatIsNoLabelIsNotMadeARow(labels: [Double]) throws {
    let outcome = try run("load \"y.csv\" as y\none-hot y", files: ["y.csv": csv(labels.map { [$0] })])
    #expect(outcome.failures.map(\.id) == [.notLabels])
  }

  static let table = """
    load "x.csv" as x
    load "y.csv" as y
    build net
      dense 3 softmax
    fit net on x, y
      epochs: 3

    """

  private func files(_ change: (inout [[Double]]) -> Void = { _ in }) -> [String: [UInt8]] {
    var rows = (0..<30).map { [Double($0 % 3), Double($0 % 5), 0.5, 1] }
    change(&rows)
    return ["x.csv": csv(rows), "y.csv": csv((0..<30).map { [Double($0 % 3)] })]
  }

  @Test func labelsThatAreNoSharesAreRefused() throws {
    let steps = Self.table.replacing("dense 3 softmax", with: "dense 1 sigmoid") + "  loss: binary_crossentropy"
    let outcome = try run(steps, files: files())
    #expect(outcome.failures.map(\.summary) == ["binary_crossentropy needs labels from 0 to 1, but they hold 2.0"])
  }

  @Test func labelsThatAreNoOneHotRowsAreRefused() throws {
    var files = files()
    files["y.csv"] = csv((0..<30).map { [Double($0 % 3), 7, 2500] })
    let outcome = try run(Self.table, files: files)
    #expect(outcome.failures.map(\.id) == [.doesNotFit])
    #expect(outcome.failures.first?.summary.hasPrefix("categorical_crossentropy needs labels from 0 to 1") == true)
  }

  @Test func labelsFromOneAreToldAWayOut() throws {
    var files = files()
    files["y.csv"] = csv((0..<30).map { [Double($0 % 3 + 1)] })
    files["y.csv"] = Array((0..<30).map { "\($0 % 3 + 1)" }.joined(separator: "\n").utf8)
    let outcome = try run(Self.table, files: files)
    #expect(outcome.failures.first?.summary.hasSuffix("or end the network with 'dense 4 softmax'") == true)
  }

  @Test(
    arguments: [
      ([[0.0, 16], [3, 4]], "go from 0 to 16", "standardise x"),
      ([[-1, 1], [0, 0.5]], "go from -1 to 1", "leave 'x' out"),
      ([[-2.5, 1], [0, 3]], "go from -2.5000 to 3", "leave 'x' out"), ([[0, 255], [3, 4]], nil, ""),
    ] as [([[Double]], String?, String)])
  func aRangeThatNoBytesHaveIsTold(rows: [[Double]], range: String?, advice: String) throws {
    let outcome = try run("load \"x.csv\" as x\nnormalise x", files: ["x.csv": csv(rows)])
    let remarks = (outcome.steps.last?.outputs ?? []).compactMap {
      if case .remark(let text) = $0 { text } else { nil }
    }
    #expect(remarks.count == (range == nil ? 0 : 1))
    if let range { #expect(remarks.first?.contains(range) == true && remarks.first?.contains(advice) == true) }
  }

  @Test func mistakesInATableAreATable() throws {
    let outcome = try run(Self.table + "mistakes net on x, y", files: files())
    #expect(outcome.failures == [])
    let outputs = outcome.steps.last?.outputs ?? []
    guard case .table(let table)? = outputs.last else {
      Issue.record("no table")
      return
    }
    #expect(table.header == ["sample", "answer", "probability", "truth"])
    #expect(table.rows.allSatisfy { $0[0].hasPrefix("x[") && $0[2].hasSuffix("%") && $0[1] != $0[3] })
  }

  @Test(arguments: ["first", "last"]) func aColumnOfATableIsItsLabels(place: String) throws {
    let rows = (0..<6).map { place == "first" ? [Double($0 % 2), 7, 8, 9] : [7, 8, 9, Double($0 % 2)] }
    let outcome = try run("load \"t.csv\" as x, y\n  labels: \(place)\nprint x[0], y", files: ["t.csv": csv(rows)])
    #expect(outcome.failures == [])
    let texts: [String] = (outcome.steps.last?.outputs ?? []).map { if case .text(let text) = $0 { text } else { "" } }
    #expect(texts.joined().contains("[7. 8. 9.]") && texts.joined().contains("0. 1. 0. 1. 0. 1."), "\(texts)")
  }

  @Test func plainOutputsAreNotCalledProbabilities() throws {
    let steps = Self.table.replacing("dense 3 softmax", with: "dense 3")
    let outcome = try run(steps + "predict net on x[0]\n  label: y[0]\npredict net on x[0:4]", files: files())
    #expect(outcome.failures == [])
    #expect(outcome.values[ValueName(step: "predict", key: "certainty")] == .text("none"))
    for step in outcome.steps.suffix(2) {
      #expect(!step.outputs.contains { if case .figure = $0 { true } else { false } })
      #expect(step.outputs.contains { if case .remark(let text) = $0 { text.contains("softmax") } else { false } })
    }
  }

  @Test func aNumberThatIsNoneIsToldOf() throws {
    let outcome = try run(
      Self.table + "load \"t.csv\" as t\nevaluate net on t, y",
      files: files().merging(["t.csv": csv((0..<30).map { [$0 == 7 ? .nan : 1, 0, 0, 0] })]) { $1 })
    #expect(outcome.failures.map(\.id) == [.notANumber])
    #expect(outcome.failures[0].summary.contains("sample 7"))
  }

  @Test func weightsThatGrowInTheLastStepAreToldOf() throws {
    let steps = Self.table + "fit net on x, y\n  optimizer: sgd\n  learning_rate: 3e38\n  batch_size: 30"
    #expect(try run(steps, files: files { $0[0][0] = 1e30 }).failures.map(\.id) == [.diverged])
  }

  /// The loss of a network whose weights come from a file is the one that its last layer is made for.
  @Test(arguments: [("sigmoid", "loss: binary_crossentropy"), ("linear", "loss: mse")])
  func aRestoredNetworkIsEvaluatedAlike(activation: String, loss: String) throws {
    let steps = """
      load "x.csv" as x
      load "b.csv" as y
      build a
        dense 1 \(activation)
      fit a on x, y
        \(loss)
      save a to "w.safetensors"
      build b
        dense 1 \(activation)
      evaluate a on x, y as first
      restore b from "w.safetensors"
      evaluate b on x, y as second
      evaluate b on x, y as third
        \(loss)
      """
    let labels = csv((0..<30).map { [Double($0 % 2)] })
    let outcome = try run(steps, files: files().merging(["b.csv": labels]) { $1 })
    #expect(outcome.failures == [])
    let losses = ["first", "second", "third"].map { outcome.values[ValueName(step: $0, key: "loss")] }
    #expect(losses[0] != nil && losses[0] == losses[1] && losses[0] == losses[2])
  }

  @Test func damagedWeightsAreFoundByTheCheck() throws {
    let steps = Self.table.replacing("epochs: 3", with: "epochs: 3\n  initial_weights: \"w.safetensors\"")
    let run = try LessonRun(
      LessonRun.step(steps), files: files().merging(["w.safetensors": Array("junk".utf8)]) { $1 })
    defer { run.remove() }
    #expect(run.outcome == nil)
    #expect(run.diagnostics.map(\.id) == [.unavailable])
  }

  @Test(arguments: [("1", 2), ("2", 3), ("true", 4)]) func patienceIsACountOfEpochs(_ patience: String, _ epochs: Int)
    throws
  {
    let steps = Self.table.replacing(
      "epochs: 3",
      with: "epochs: 20\n  optimizer: sgd\n  learning_rate: 1e-30\n  shuffle: false\n  early_stopping: \(patience)")
    let outcome = try run(steps, files: files())
    #expect(outcome.values[ValueName(step: "fit", key: "epochs")] == .integer(epochs))
  }

  @Test func anUnmetExpectationLeavesThePlayground() throws {
    let run = try LessonRun(LessonRun.trained + LessonRun.step("expect fit.accuracy > 1"))
    defer { run.remove() }
    #expect(run.outcome?.failures.map(\.id) == [.expectation])
    #expect(run.outcome?.playground() != nil)
  }
}
