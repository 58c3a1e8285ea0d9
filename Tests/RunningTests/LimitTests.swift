import Foundation
import Lesson
import Markdown
import Testing

@testable import Running
@testable import Steps

/// What a run may take at most, and what is told where a lesson takes more.
@Suite struct LimitTests {
  private func run(_ steps: String, _ limits: RunLimits) throws -> Outcome {
    let run = try LessonRun(LessonRun.step(steps), limits: limits)
    defer { run.remove() }
    return try #require(run.outcome, "\(run.diagnostics.map(\.summary))")
  }

  private static let load = "load mnist as x_train, y_train, x_test, y_test\n  train: 1000\n  test: 100\n"
  private static let megabyte: Int64 = 1 << 20

  /// 0.8 MB of images: each step alone would do, all together do not.
  @Test func aChainThatMultipliesIsStopped() throws {
    let steps =
      Self.load + [String](repeating: "augment x_train, y_train\n  copies: 3", count: 6).joined(separator: "\n")
    let outcome = try run(steps, RunLimits(memory: 100 * Self.megabyte))
    let problem = try #require(outcome.failures.first)
    #expect(outcome.failures.count == 1 && problem.id == .noMemory && problem.cause == .lesson)
    // 1,000, 4,000, 16,000, 64,000 images of 784 bytes: the next step would hold 256,000 of them.
    #expect(outcome.steps.map(\.id) == ["load", "augment", "augment-2", "augment-3", "augment-4"])
    #expect(
      problem.summary.hasPrefix("this step needs about 335.39 MB of memory beside the 47.99 MB"), "\(problem.summary)")
    #expect(problem.notes == ["write a smaller 'copies', or give it fewer samples"])
  }

  @Test func whatFitsRuns() throws {
    let steps = Self.load + "augment x_train, y_train\n  copies: 3\nnormalise x_train\none-hot y_train\nshape x_train"
    let outcome = try run(steps, RunLimits(seconds: 600, memory: 100 * Self.megabyte, outputSize: Self.megabyte))
    #expect(outcome.failures == [] && outcome.steps.count == 5)
  }

  @Test(arguments: [
    ("one-hot y_train\n  classes: 100_000", "381.47 MB", "leave this step out and train with"),
    (
      "build net\n  dense 100_000 relu\n  dense 10 softmax\nflatten x_train\npredict net on x_train[0]", "MB",
      "use fewer units"
    ),
  ])
  func everyVerbThatMakesArraysIsCounted(steps: String, size: String, advice: String) throws {
    let outcome = try run(Self.load + steps, RunLimits(memory: 50 * Self.megabyte))
    let problem = try #require(outcome.failures.first)
    #expect(problem.id == .noMemory && problem.summary.firstPlaceOf(size), "\(problem.summary)")
    #expect(problem.notes.first?.hasPrefix(advice) == true)
  }

  /// The rule itself: of which verbs a step that takes an array is counted.
  @Test func verbsThatChangeArraysCountACopy() throws {
    for verb in Verb.all where [.inPlace, .arrayOrInPlace].contains(verb.doc.naming) {
      let step =
        switch verb.name {
        case "one-hot": "one-hot y_train"
        case "reshape": "reshape x_train to (-1, 784)"
        case "shuffle", "augment": "\(verb.name) x_train, y_train"
        default: "\(verb.name) x_train"
        }
      let outcome = try run(Self.load + step, RunLimits(memory: 900_000))
      let isSparing = ["flatten", "reshape"].contains(verb.name)
      #expect(outcome.failures.map(\.id) == (isSparing ? [] : [.noMemory]), "\(verb.name)")
    }
  }

  @Test func timeEndsTraining() throws {
    let steps =
      Self.load + "flatten x_train\nnormalise x_train\nbuild net\n  dense 10 softmax\nfit net on x_train, y_train\n"
      + "  epochs: 1_000_000\nshape x_train"
    let outcome = try run(steps, RunLimits(seconds: 1))
    let problem = try #require(outcome.failures.first)
    #expect(outcome.failures.count == 1 && problem.id == .outOfTime && problem.cause == .lesson)
    // The epochs so far stand in the report, and the step below did not run.
    #expect(outcome.steps.map(\.id) == ["load", "flatten", "normalise", "build", "fit"])
    #expect(outcome.steps.last?.outputs.isEmpty == false && !outcome.isInterrupted)
  }

  @Test func withoutTimeNothingStarts() throws {
    let outcome = try run(Self.load, RunLimits(seconds: 0))
    #expect(outcome.failures.map(\.id) == [.outOfTime] && outcome.steps.count == 1)
  }

  @Test func muchOutputEndsARun() throws {
    let steps = Self.load + (0..<20).map { "print x_train[\($0)]" }.joined(separator: "\n")
    let outcome = try run(steps, RunLimits(outputSize: 10_000))
    #expect(outcome.failures.map(\.id) == [.outputTooLarge])
    #expect((2..<20).contains(outcome.steps.count))
  }

  @Test func savedFilesCount() throws {
    let steps =
      Self.load
      + "flatten x_train\nbuild net\n  dense 10 softmax\npredict net on x_train[0]\nsave net to \"a.safetensors\""
    #expect(try run(steps, RunLimits(outputSize: 40_000)).failures.map(\.id) == [])
    #expect(try run(steps, RunLimits(outputSize: 30_000)).failures.map(\.id) == [.outputTooLarge])
  }
}

extension String {
  fileprivate func firstPlaceOf(_ text: String) -> Bool { contains(text) }
}
