import Caching
import Engine
import Foundation
import Lesson
import Markdown
import Steps
import Synchronization
import Testing

@testable import Running

/// A `try` step and what `lesson sweep` asks for.
@Suite struct TrialTests {
  private static func lesson(_ step: String = "", split: Bool = true) -> String {
    """
    ---
    seed: 3
    ---
    ```step
    load mnist as x_train, y_train, x_test, y_test
      train: 100
      test: 20
    flatten x_train, x_test
    normalise x_train, x_test
    build net
      dense 8 relu
      dropout 0.1
      dense 10 softmax
    fit net on x_train, y_train
      epochs: 2
      batch_size: 10
    \(split ? "  validation_split: 0.2" : "")
    evaluate net on x_test, y_test
    \(step)
    ```
    """
  }

  private static let step = """
    try net
      build.dense_1: 4, 12
      fit.epochs: 1, 3
      seeds: 2
    """

  private func session(_ lesson: CachedLesson, _ text: String, threads: Int = 2) throws -> Session {
    try lesson.write("lesson.md", text)
    var options = Session.Options()
    options.outputFolder = lesson.folder.path + "/output"
    options.usesSample = true
    options.threads = threads
    options.program = "test"
    options.store = lesson.store
    return try Session(path: lesson.folder.path + "/lesson.md", options: options)
  }

  private func trials(
    _ session: Session, _ settings: [String], seeds: Int = 1, measure: String? = nil, seconds: Double? = nil,
    hear: (TrialProgress) -> Bool = { _ in true }
  ) throws -> (design: TrialDesign, runs: TrialRuns) {
    let order = TrialOrder(
      settings: settings, isPaired: false, seeds: seeds, seed: nil, measure: measure, timeLimit: nil)
    let (result, found) = Planner.trials(text: session.source, surroundings: session.surroundings, order: order)
    let design = try #require(found, "\(result.diagnostics.map(\.summary))")
    return (design, try session.run(design, of: try #require(result.plan), seconds: seconds, hear: hear))
  }

  /// To the last bit, with any number of threads, with what was kept and without.
  @Test func eachRunIsTheLessonWithTheseSettings() throws {
    let lesson = try CachedLesson(nil)
    let settings = ["build.dense_1=4,12", "fit.epochs=1,3"]
    let all = try trials(session(lesson, Self.lesson(), threads: 3), settings, seeds: 2)
    let kept = try CachedLesson(MemoryStore().store)
    for _ in 0..<2 {
      let again = try trials(session(kept, Self.lesson(), threads: 1), settings, seeds: 2)
      #expect(again.runs.runs == all.runs.runs)
    }
    for (index, combination) in all.design.combinations.enumerated() {
      // Two seeds of each would say the same twice.
      for (place, seed) in all.design.seeds.enumerated() where place == index % 2 {
        let settings = zip(all.design.axes, combination.values).map { "\($0.name)=\($1)" }
        let alone = try session(lesson, Self.lesson())
        let plan = try #require(
          Planner.plan(
            text: alone.source, surroundings: alone.surroundings, settings: settings.map { Setting($0) }, seed: seed
          ).plan)
        let outcome = try alone.run(plan, settings: settings) { _ in true }
        let run = try #require(all.runs.runs[index][place])
        #expect(run.values.count > 10)
        for (name, value) in run.values { #expect(outcome.values[name] == value, "\(settings) \(name)") }
      }
    }
    #expect(all.design.words(1) == "dense_1 4, epochs 3" && all.design.seeds == [3, 4])
  }

  @Test func theStepGivesATableAFigureAndValues() throws {
    let outcome = try CachedLesson(nil).run(Self.lesson(Self.step)).outcome
    #expect(outcome.failures.isEmpty)
    let value = { outcome.values[ValueName(step: "try", key: $0)] }
    #expect(value("runs") == .integer(8))
    guard case .fraction(let best)? = value("best"), case .fraction(let spread)? = value("spread"),
      case .text(let setting)? = value("best_setting")
    else { return #expect(Bool(false), "\(outcome.values)") }
    #expect(best > 0.2 && spread >= 0 && setting.hasPrefix("dense_1 "))
    let outputs = try #require(outcome.steps.last).outputs
    guard case .table(let table)? = outputs.first else { return #expect(Bool(false)) }
    #expect(
      table.header == ["rank", "dense_1", "epochs", "fit.val_accuracy", "evaluate.accuracy", "parameters", "steps"])
    #expect(table.rows.count == 4 && table.rows[0][0] == "1")
    // 80 samples in batches of 10.
    #expect(Set(table.rows.map { $0[6] }) == ["8", "24"])
    #expect(Set(table.rows.map { $0[5] }) == ["3,190", "9,550"])
    let figures = outputs.compactMap { if case .figure(let figure) = $0 { figure.alternativeText } else { nil } }
    #expect(figures.count == 1 && figures[0].hasPrefix("fit.val_accuracy for 4 combinations of dense_1 and epochs"))
  }

  /// The second time nothing is trained, and the report is the same; with one value more, that alone is.
  @Test func whatWasRunIsKept() throws {
    let lesson = try CachedLesson(MemoryStore().store)
    let step = "try net\n  build.dense_1: 12\n  fit.epochs: 1, 3\n  seeds: 1"
    let first = try lesson.run(Self.lesson(step))
    #expect(try lesson.run(Self.lesson(step)).performed == [])
    #expect(try CachedLesson(nil).run(Self.lesson(step)).bytes == first.bytes)
    let longer = Self.lesson(step.replacing("1, 3", with: "1, 3, 4"))
    var shares: [Double] = []
    let more = try lesson.run(longer) { event in
      if case .trials(let progress) = event, progress.finished != nil { shares.append(progress.share) }
      return true
    }
    #expect(more.performed == ["try"] && shares.count == 3)
    #expect((shares.last ?? 0) > 0.999)
    #expect(try CachedLesson(nil).run(longer).bytes == more.bytes)
    // The lesson with settings that were tried needs no training either.
    #expect(!(try lesson.run(Self.lesson(), settings: ["build.dense_1=12", "fit.epochs=3"]).performed.contains("fit")))
  }

  @Test func whatIsInterruptedGoesOn() throws {
    let lesson = try CachedLesson(MemoryStore().store)
    var count = 0
    let part = try trials(session(lesson, Self.lesson(), threads: 1), ["fit.epochs=1,100000"]) { progress in
      if progress.finished != nil { count += 1 }
      return count < 1
    }
    #expect(!part.runs.isWhole && part.runs.runs[0][0] != nil)
    let rows = TrialRanking(part.design, part.runs).rows
    #expect(rows.contains { $0.problem == "not run" && $0.rank == nil } && rows[0].rank == 1)
    let whole = try trials(session(lesson, Self.lesson()), ["fit.epochs=1,2"])
    #expect(whole.runs.isWhole && whole.runs.runs[0] == part.runs.runs[0])
  }

  @Test func aTimeLimitHolds() throws {
    let lesson = try CachedLesson(MemoryStore().store)
    let none = try trials(session(lesson, Self.lesson()), ["fit.epochs=100000,200000"], seconds: 0)
    #expect(none.runs.runs.allSatisfy { $0 == [nil] })
    let step = "try net\n  fit.epochs: 1, 100000\n  seeds: 1\n  time_limit: 0.01"
    _ = try lesson.run(Self.lesson("try net\n  fit.epochs: 1\n  seeds: 1"))
    let outcome = try lesson.run(Self.lesson(step)).outcome
    let outputs = try #require(outcome.steps.last).outputs
    #expect(outputs.contains { if case .remark(let text) = $0 { text.contains("the time was up") } else { false } })
    #expect(outcome.values[ValueName(step: "try", key: "best_setting")] == .text("epochs 1"))
    #expect(try lesson.run(Self.lesson(step)).performed == ["try"], "what is not whole is not kept")
  }

  /// A run that fails, and one that cannot even be checked, say why in their rows.
  @Test func failuresStandInTheirRows() throws {
    let lesson = try CachedLesson(nil)
    let (design, runs) = try trials(
      session(lesson, Self.lesson()), ["fit.learning_rate=0.01,1e30", "fit.optimizer=sgd"], seeds: 2)
    let rows = TrialRanking(design, runs).rows
    #expect(rows[0].problem == nil && rows[0].rank == 1)
    #expect(rows[1].problem?.hasPrefix("the loss stopped being a number") == true && rows[1].rank == nil)
    let (other, given) = try trials(session(lesson, Self.lesson()), ["build.dense_2=10,9"])
    let table = TrialRanking(other, given).table
    #expect(table.header.last == "problem" && table.rows[0].last == "–" && table.rows[1].last != "–")
    let same = "In all of them fit.optimizer is sgd, the network has 6,370 parameters and training takes 16 steps."
    #expect(TrialRanking(design, runs).sentences.contains(same))
  }

  @Test func equalResultsShareARank() throws {
    let lesson = try CachedLesson(nil)
    let (design, runs) = try trials(
      session(lesson, Self.lesson()), ["fit.shuffle=true,yes", "fit.epochs=1"], seeds: 1)
    let ranking = TrialRanking(design, runs)
    #expect(ranking.rows.map(\.rank) == [1, 1])
    #expect(ranking.sentences[0].hasPrefix("All of them are equally good"))
  }

  @Test func pairsAreTakenSideBySide() throws {
    let step = "try net\n  build.dense_1: 4, 12\n  fit.epochs: 1, 3\n  seeds: 1\n  pairs: true"
    let outcome = try CachedLesson(nil).run(Self.lesson(step)).outcome
    guard case .table(let table)? = outcome.steps.last?.outputs.first else { return #expect(Bool(false)) }
    #expect(Set(table.rows.map { $0[1] + " " + $0[2] }) == ["4 1", "12 3"])
    #expect(outcome.values[ValueName(step: "try", key: "spread")] == nil)
  }

  @Test func withoutValidationNothingIsRanked() throws {
    let lesson = try CachedLesson(nil)
    let (design, runs) = try trials(session(lesson, Self.lesson(split: false)), ["fit.epochs=1,2"])
    let ranking = TrialRanking(design, runs)
    #expect(design.measure == nil && ranking.rows.map(\.combination) == [0, 1] && ranking.best == nil)
    #expect(ranking.table.header == ["epochs", "evaluate.accuracy", "steps"])
    let loss = try trials(session(lesson, Self.lesson(split: false)), ["fit.epochs=1,2"], measure: "fit.loss")
    #expect(TrialRanking(loss.design, loss.runs).rows.map(\.combination) == [1, 0], "the smaller loss is better")
  }
}
