import Engine
import Figures
import Lesson
import Text

extension Verb {
  private static let seeds = Key<Int>.integer(
    "seeds", aliases: ["seed"], in: 1...100, standard: 3,
    "how often each combination runs, with the lesson's seed and those behind it")
  private static let pairs = Key<Bool>.flag(
    "pairs", standard: false,
    "takes the first values of all lists together, then the second ones, instead of every combination")
  private static let measure = Key<String?>.text(
    "measure", text: "the validation accuracy of the network's last fit", "the value that they are ranked by")
  private static let timeLimit = Key<Double?>.duration("time_limit", "no run starts, or goes on, after so many seconds")

  static let `try` = Verb(
    VerbDoc(
      "try", aliases: ["sweep", "compare"], forms: ["try net"],
      summary:
        "runs the steps above with every combination of settings, listed on indented lines by step and name, and ranks them",
      keys: [seeds.spec, pairs.spec, measure.spec, timeLimit.spec, Key<String?>.caption.spec],
      values: [
        ValueDoc("best", .number, "the measure of the best combination, the mean over the seeds"),
        ValueDoc("best_setting", .text, "its settings, as in 'dense_1 64, epochs 20'"),
        ValueDoc("spread", .number, "the standard deviation of the best over the seeds"),
        ValueDoc("runs", .integer, "how many runs there were"),
      ],
      example: "try network\n  build.dense_1: 16, 64, 256\n  fit.epochs: 1, 5, 20\n  seeds: 3",
      takesSettings: true),
    keeping: Keeping(drawsNumbers: true),
    effects: { step in Effects(reads: step.trials?.outside ?? []) },
    lacks: { value, step in
      value == "spread" && step[seeds] == 1 ? "one seed has no spread: add 'seeds: 3' to that step" : nil
    },
    check: { checker, step, keys in
      let before = checker.scope.used
      guard let name = checker.onlyNetwork(step) else { return nil }
      // Whoever only tries a network has not used it.
      checker.scope.used = before.union([name.name])
      guard keys.isValid, let end = checker.indices[step.id] else { return nil }
      let request = TrialRequest(
        lists: keys.lists, isPaired: keys[pairs], seeds: keys[seeds], seed: checker.seed,
        measure: keys[measure].map { text in (text, keys.entry(measure)?.place ?? Place(range: step.headline)) },
        network: name.name, timeLimit: keys[timeLimit], end: end, place: step.headline)
      return request.design(&checker).map { Checked(trials: $0) }
    },
    perform: { step, stage throws(Diagnostic) in
      guard let design = step.trials else { return }
      let runs = try run(design, &stage)
      if stage.isInterrupted { return }
      let ranking = TrialRanking(design, runs)
      stage.isWhole = runs.isWhole
      if !runs.isWhole {
        stage.warn(
          "Not all of the \(Words.count(design.runs, "run")) were done: the time was up, or they were stopped.")
      }
      stage.show(.table(ranking.table))
      for sentence in ranking.sentences { stage.show(.sentence(sentence)) }
      if let figure = ranking.figure { stage.draw(.trials(figure), step, caption: step[.caption]) }
      guard ranking.best != nil else {
        let problem = ranking.rows.compactMap { $0.problem }.first
        throw Diagnostic(
          id: .nothingRuns, at: step.headline, "none of the runs came to its end",
          notes: problem.map { ["the first one: \($0)"] } ?? [])
      }
      note(ranking, step, &stage)
    },
    keras: { step, script in KerasTrials.write(step, &script) })

  private static func note(_ ranking: TrialRanking, _ step: PlannedStep, _ stage: inout Stage) {
    stage.note(step, ["runs": .integer(ranking.design.runs)])
    guard let best = ranking.best, let measure = ranking.design.measure else { return }
    stage.note(
      step,
      [
        "best": measure.isShare ? .fraction(best.mean) : .number(best.mean),
        "best_setting": .text(ranking.design.words(best.combination)),
      ])
    if let spread = best.spread {
      stage.note(step, ["spread": measure.isShare ? .fraction(spread) : .number(spread)])
    }
  }

  /// Within the time that the step and the whole run have.
  private static func run(_ design: TrialDesign, _ stage: inout Stage) throws(Diagnostic) -> TrialRuns {
    let left = stage.environment.limits.seconds.map { max($0 - stage.stopwatch.seconds, 0) }
    let seconds = [design.timeLimit, left].compactMap { $0 }.min()
    let (perform, stops) = (stage.environment.trials, stage.environment.stopsTraining)
    let runs = try perform(design, seconds) { progress in
      stage.send(.trials(progress))
      return !stage.isInterrupted && !stops()
    }
    for source in runs.sources { stage.read(source) }
    if let notice = runs.sampleNotice { stage.notify(notice) }
    return runs
  }
}
