import Markdown
import Networks
import Testing

@testable import Lesson

/// The learning rate as a lesson writes it.
@Suite struct RateTests {
  private static let spec = Key<RateSchedule?>.rate("learning_rate", text: "", "").spec

  private func read(_ text: String) -> Result<KeyValue, ValueProblem> {
    let source = SourceText(text)
    return KeyReader(source: source, spec: Self.spec).read(Lexer(source, 0..<source.utf8.count).tokens[...])
  }

  @Test(arguments: [
    ("cosine 0.01", RateSchedule(start: 0.01, course: .cosine(end: 0, warmup: 0, over: nil))),
    (
      "cosine 0.01 to 1e-4 warmup 2 epochs over 20 epochs",
      RateSchedule(start: 0.01, course: .cosine(end: 1e-4, warmup: 2, over: 20))
    ),
    ("CosineDecay 1/100", RateSchedule(start: 0.01, course: .cosine(end: 0, warmup: 0, over: nil))),
    ("exponential 0.1 by 0.9", RateSchedule(start: 0.1, course: .exponential(factor: 0.9, every: 1))),
    ("step 0.1, by 0.5, every 3", RateSchedule(start: 0.1, course: .step(factor: 0.5, every: 3))),
    ("plateau 0.1", RateSchedule(start: 0.1, course: .plateau(factor: 0.1, patience: 10, least: 0))),
    (
      "reduce_on_plateau 0.1 by 50 % after 3 to 0.001",
      RateSchedule(start: 0.1, course: .plateau(factor: 0.5, patience: 3, least: 0.001))
    ),
  ])
  func schedules(text: String, schedule: RateSchedule) throws {
    #expect(try read(text).get() == .rate(schedule))
    // What it is written as means the same.
    #expect(try read(schedule.text { "\($0)" }).get() == .rate(schedule))
  }

  @Test func numbers() throws {
    #expect(try read("0.01").get() == .number(0.01))
    #expect(throws: ValueProblem.self) { try read("0").get() }
  }

  @Test(arguments: [
    ("cosin 0.01", "'learning_rate' needs a number, or a schedule's name, not 'cosin'"),
    ("cosine", "'cosine' needs the learning rate that it starts from"),
    ("cosine 0", "the learning rate must be above 0, not 0"),
    ("cosine 0.01 by 0.5", "'cosine' knows no 'by'"),
    ("cosine 0.01 to", "'to' needs a number behind it"),
    ("cosine 0.01 to 0.1", "the learning rate falls, so 0.1 must be less than 0.01"),
    ("cosine 0.01 warmup 1.5", "'warmup' counts epochs, so 1.5 cannot stand there"),
    ("cosine 0.01 to 0.001 to 0.001", "'to' stands there twice"),
    ("step 0.01 every 2", "'step' needs 'by' and a number below 1 that it multiplies with"),
    ("exponential 0.01 by 2", "the number behind 'by' must be above 0 and below 1, not 2"),
    ("plateau 0.01 after 0", "the number behind 'after' must be from 1 to 1000000, not 0"),
    ("step 0.01 0.5", "the learning rate must be one number, not '0.01 0.5'"),
  ])
  func mistakes(text: String, summary: String) {
    guard case .failure(let problem) = read(text) else {
      Issue.record("'\(text)' is read")
      return
    }
    #expect(problem.summary == summary)
  }
}
