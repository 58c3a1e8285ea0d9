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
