import Lesson
import Testing

import Running
@testable import Steps

@Suite struct ShareIntervalTests {
  /// Expected: the formula of the paper, worked out in Python.
  @Test(arguments: [
    (936, 1000, 0.9191, 0.9496), (9_500, 10_000, 0.9456, 0.9541), (5, 10, 0.2366, 0.7634), (0, 10, 0, 0.2775),
    (10, 10, 0.7225, 1),
  ])
  func equalsWilsons(_ hits: Int, _ count: Int, _ low: Double, _ high: Double) {
    let interval = ShareInterval(hits: hits, of: count)
    #expect(abs(interval.low - low) < 5e-5 && abs(interval.high - high) < 5e-5, "\(interval)")
  }

  @Test func ofNoSamplesNothingIsKnown() {
    let interval = ShareInterval(hits: 0, of: 0)
    #expect((interval.low, interval.high) == (0, 1))
  }

  @Test func anAccuracyIsShownWithItsInterval() throws {
    let run = try LessonRun(LessonRun.trained + LessonRun.step("evaluate net on x_test, y_test"))
    defer { run.remove() }
    let outcome = try #require(run.outcome, "\(run.diagnostics)")
    guard case .integer(let correct) = outcome.values[ValueName(step: "evaluate", key: "correct")] else {
      Issue.record("\(outcome.values)")
      return
    }
    let interval = ShareInterval(hits: correct, of: 100)
    #expect(outcome.values[ValueName(step: "evaluate", key: "accuracy_low")] == .fraction(interval.low))
    #expect(outcome.values[ValueName(step: "evaluate", key: "accuracy_high")] == .fraction(interval.high))
    guard case .table(let table) = outcome.steps.last?.outputs.first else {
      Issue.record("no table")
      return
    }
    #expect(table.header == ["loss", "accuracy", "95 % interval", "correct", "samples"])
  }

  /// Changed copies are not independent of each other; 66 digits of the sample are untouched.
  @Test func copiesHaveNoInterval() throws {
    let steps = """
      load mnist as x, y, u, v
        train: 1066
        test: 20
      split x, y as few, few_y
        first: 66
      normalise x, few, u
      build net
        flatten
        dense 10 softmax
      fit net on few, few_y
      evaluate net on x, y
      evaluate net on u, v
      augment u, v
      evaluate net on u, v
      load mnist as a, b, c, d
        train: 66
      normalise a
      evaluate net on a, b
      """
    let run = try LessonRun(LessonRun.step(steps))
    defer { run.remove() }
    let outcome = try #require(run.outcome, "\(run.diagnostics)")
    let have = ["evaluate", "evaluate-2", "evaluate-3", "evaluate-4"].map {
      outcome.values[ValueName(step: $0, key: "accuracy_low")] != nil
    }
    #expect(have == [false, true, false, true])
    let first = try #require(outcome.steps.first { $0.id == "evaluate" })
    #expect(
      first.outputs.contains { if case .remark(let text) = $0 { text.hasPrefix("A 95 % interval") } else { false } })
  }

  /// Validation on the built-in sample tells learning by heart from learning: none of its digits are trained on.
  @Test func overfittingShowsOnTheSample() throws {
    let run = try LessonRun(
      LessonRun.step(
        """
        load mnist as x_train, y_train, x_test, y_test
          train: 4000
        flatten x_train
        normalise x_train
        split x_train, y_train as x_val, y_val
          last: 1000
        build net
          dense 128 relu
          dense 10 softmax
        fit net on x_train, y_train
          epochs: 16
          validation_data: x_val, y_val
        """))
    defer { run.remove() }
    let outcome = try #require(run.outcome, "\(run.diagnostics)")
    guard case .table(let table) = outcome.steps.last?.outputs.first else {
      Issue.record("no table")
      return
    }
    func column(_ name: String) throws -> [Double] {
      let index = try #require(table.header.firstIndex(of: name))
      return table.rows.compactMap { Double($0[index]) }
    }
    let (training, validation) = (try column("loss"), try column("val_loss"))
    #expect(training.count == 16 && validation.count == 16)
    let lowest = try #require(validation.min())
    let (last, lastOfTraining) = (try #require(validation.last), try #require(training.last))
    #expect(lastOfTraining < lowest / 10, "\(training)")
    #expect(last > lowest * 1.05, "\(validation)")
    #expect(validation[15] > validation[8], "\(validation)")
  }
}
