import Lesson
import Markdown
import Text

/// What was changed in a lesson since its author sealed it, and on the command line; without a seal, on the command line
/// alone.
struct Experiment {
  /// What is not as it was, in words: `you changed 'fit'`.
  typealias Cause = String

  private let source: SourceText
  /// By the first byte of the step.
  private var causes: [Int: Cause] = [:]
  /// From the step on that starts there: what was taken out may have made or changed anything.
  private var losses: [(start: Int, cause: Cause)] = []
  private var isSeedChanged = false
  /// Of the seal; that the lesson is another one than was sealed is only noted.
  private(set) var problems: [Diagnostic] = []

  /// - Parameters:
  ///   - codes: those of the steps as they will be performed.
  ///   - isTold: whether the command line sets anything.
  init(_ syntax: LessonSyntax, codes: [StepCode], seed: UInt64?, isTold: Bool) {
    source = syntax.document.source
    let written = syntax.frontMatter.seal
    let seal = written.flatMap { Seal($0.text) }
    if let written, seal == nil {
      problems.append(
        Diagnostic(
          .warning, id: .damagedSeal, at: written.range,
          "this seal is damaged, so it cannot tell what was changed in the lesson",
          notes: [
            "copy the line from the lesson as you got it, or delete it; its author writes it with 'lesson fmt --seal'"
          ]))
    }
    guard seal != nil || isTold || seed != nil else { return }
    let asWritten = Seal(of: syntax)
    let sealed = seal ?? asWritten
    var front = syntax.frontMatter
    if let seed { front.seed = seed }
    let steps = syntax.steps.steps
    let kept = steps.indices.filter { Seal.holds(steps[$0]) }
    let now = Seal(seed: front.seed, steps: kept.map { codes[$0] })
    isSeedChanged = now.seed != sealed.seed
    let alignment = Alignment(sealed: sealed.steps, now: now.steps)
    for (index, change) in alignment.changes.sorted(by: { $0.key < $1.key }) {
      let step = steps[kept[index]]
      let cause = "you \(change == .added ? "added" : "changed") '\(step.id)'"
      causes[step.range.lowerBound] = cause
      if change == .replacing { losses.append((step.range.lowerBound, cause)) }
    }
    for index in alignment.losses {
      let next = index < kept.count ? steps[kept[index]].range.lowerBound : source.utf8.count
      let place = index < kept.count ? " above line \(source.line(of: next))" : ""
      losses.append((next, "you took out a step\(place)"))
    }
    if let written, let seal, seal != asWritten { note(written) }
  }

  /// Why each expectation that depends on a change need not hold, by the first byte of its step.
  func excuses(_ planned: [PlannedStep]) -> [Int: String] {
    guard isSeedChanged || !causes.isEmpty || !losses.isEmpty else { return [:] }
    var excuses: [Int: String] = [:]
    /// Of what is there, what hangs on which changes, in the order in which they are met.
    var tainted: [Resource: [Cause]] = [:]
    let seed = isSeedChanged ? [Self.seed] : []
    for step in planned {
      let effects = step.effects
      let start = step.range.lowerBound
      var reasons = seed + losses.filter { $0.start <= start }.map { $0.cause }
      for resource in effects.reads + effects.changes { reasons += tainted[resource] ?? [] }
      if let own = causes[start] { reasons.append(own) }
      // What a step tries are steps above it.
      for tried in step.trials?.combinations.first(where: { $0.problem == nil })?.steps ?? [] {
        if let cause = causes[tried.range.lowerBound] { reasons.append(cause) }
      }
      reasons = Self.unique(reasons)
      for resource in effects.makes + effects.changes { tainted[resource] = reasons }
      if step.verb.name == Verb.expect.name, !reasons.isEmpty { excuses[start] = Self.words(reasons) }
    }
    return excuses
  }

  /// `you changed 'build' and 'fit'`; of many, the first ones.
  private static func words(_ causes: [Cause]) -> String {
    let shown = causes.prefix(3).enumerated().map { index, cause in
      let start = "you changed "
      let isAlike = index > 0 && cause.hasPrefix(start) && causes[index - 1].hasPrefix(start)
      return isAlike ? String(cause.dropFirst(start.count)) : cause
    }
    return Words.list(causes.count > shown.count ? shown + ["\(causes.count - shown.count) more"] : shown)
  }

  /// Tells a student that expectations may not apply, and an author that the seal is that of another lesson.
  private mutating func note(_ seal: FrontMatter.Seal) {
    let all = causes.sorted { $0.key < $1.key }.map { $0.value } + losses.map { $0.cause }
    let unique = Self.unique((isSeedChanged ? [Self.seed] : []) + all)
    guard !unique.isEmpty else { return }
    problems.append(
      Diagnostic(
        .note, id: .changedSteps, at: seal.range, "this is not the lesson as it was sealed: \(Self.words(unique))",
        notes: [
          "an 'expect' that no longer holds for that reason is told, and fails nothing",
          "the lesson's author seals it anew with 'lesson fmt --seal'",
        ]))
  }

  private static let seed: Cause = "you changed the seed"

  private static func unique(_ causes: [Cause]) -> [Cause] {
    causes.reduce(into: []) { unique, cause in
      if !unique.contains(cause) { unique.append(cause) }
    }
  }
}

extension Experiment {
  /// What was changed since the lesson was sealed, the command line's settings included.
  init(_ syntax: LessonSyntax, _ checker: Checker, seed: UInt64?) {
    var keys: [Int: Keys] = [:]
    for (step, own) in checker.keysOfSteps { keys[step.range.lowerBound] = own }
    let codes = checker.steps.map {
      StepCode($0, keys[$0.range.lowerBound] ?? Seal.keys(of: $0, checker.source).keys)
    }
    self.init(syntax, codes: codes, seed: seed, isTold: !checker.settings.isEmpty)
  }
}
