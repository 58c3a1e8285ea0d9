import Lesson
package import Markdown
package import Steps

/// What a student handed in, laid upon the lesson: the lesson's rules with the student's settings, layers and words.
package struct Submission {
  /// The lesson with what was taken over; it always has the lesson's steps, and its expectations word for word.
  package private(set) var text: SourceText
  package private(set) var plan: Plan
  /// Why steps are not run, by their ids.
  package private(set) var withheld: [String: String] = [:]
  /// What a person should know.
  package private(set) var problems: [String] = []
  /// By the questions' names, as written.
  package private(set) var answers: [String: String] = [:]
  /// By the values' names, in order.
  package private(set) var blanks: [String: [String]] = [:]
  /// Blanks in steps that hold what the author wrote.
  package private(set) var rightSettings: Set<String> = []
  /// What is not as in the lesson: `fit.epochs`, `20`.
  package private(set) var changes: [(name: String, text: String)] = []

  /// Whether at least half of the lesson's steps are there.
  package private(set) var isOfLesson = true
  /// Whether there is nothing of the student's in it.
  package var isUntouched: Bool {
    changes.isEmpty && answers.values.allSatisfy { $0.isEmpty }
      && blanks.values.allSatisfy { $0.allSatisfy { $0.isEmpty } }
      && rightSettings.isEmpty
  }

  package init(of source: SourceText, on exercise: Exercise, _ surroundings: Surroundings) {
    let syntax = LessonSyntax(source, Verb.vocabulary)
    var found = StudentSteps(syntax)
    found.take(
      Self.answers(in: source).compactMap { answer in
        exercise.rooms.firstIndex { $0.name == answer.name }.map { ($0, answer.range) }
      })
    var pairing = Pairing(exercise.headlines, found.steps.map { Headline($0) })
    let lost = (pairing.missing + pairing.renamed).map { exercise.steps[$0] }
    found.add(like: lost)
    pairing = Pairing(exercise.headlines, found.steps.map { Headline($0) })
    (text, plan) = (exercise.text, exercise.plan)
    isOfLesson = pairing.pairs.count * 2 >= exercise.steps.count
    tell(pairing, found, exercise)
    var lifts: [Int: Lift] = [:]
    for (own, index) in pairing.pairs {
      let lift = Lift(
        exercise.steps[own], in: exercise.text, blanks: exercise.blanks, from: found.steps[index], in: source,
        isRenamed: pairing.renamed.contains(own))
      lifts[own] = lift
      let id = exercise.steps[own].id
      problems += lift.problems.sorted().map { "in '\(id)': \($0)" }
      if let refusal = lift.refusal { withheld[id] = refusal }
    }
    for own in pairing.missing where exercise.blanks.contains(where: { exercise.steps[own].range.overlaps($0) }) {
      withheld[exercise.steps[own].id] = "it is missing"
    }
    let own = OwnSteps(found.own, exercise.rooms, in: source)
    settle(lifts.filter { $0.value.refusal == nil && !$0.value.edits.isEmpty }, own, exercise, surroundings)
    compareSettings(exercise, found, pairing)
    readAnswers(source, exercise)
    readBlanks(syntax, exercise)
    let blanks = blanks
    plan.lesson = Filling(answers: answers, blanks: blanks).filled(plan.lesson)
    problems.sort()
  }

  private mutating func tell(_ pairing: Pairing, _ found: StudentSteps, _ exercise: Exercise) {
    for own in pairing.missing where exercise.steps[own].verb != nil {
      problems.append("the step '\(exercise.steps[own].id)' is missing, so it is run as it was handed out")
    }
    for own in pairing.renamed {
      problems.append("the first line of '\(exercise.steps[own].id)' was changed; the lesson's own counts")
    }
    let added = pairing.added.map { found.steps[$0] }
    let expectations = added.filter { $0.verb?.name == Verb.expectName }
    if !expectations.isEmpty { problems.append("expectations were added or changed; the lesson's own count") }
    let others = added.filter { $0.verb?.name != Verb.expectName }
    if !others.isEmpty {
      let names = others.prefix(4).map { "'\($0.verb?.name ?? "")'" }.joined(separator: ", ")
      problems.append(
        "steps were added that are not run: \(names)\(others.count > 4 ? " and \(others.count - 4) more" : "")")
    }
  }

  // MARK: The steps

  /// Takes over all that can be run; what cannot is left as it was handed out, and not run.
  private mutating func settle(
    _ lifts: [Int: Lift], _ added: OwnSteps, _ exercise: Exercise, _ surroundings: Surroundings
  ) {
    var (active, own) = (lifts, added)
    defer { problems += own.problems }
    while true {
      let edits = active.sorted { $0.key < $1.key }.flatMap { $0.value.edits } + own.edits
      let merged = exercise.text.replacing(edits)
      let syntax = LessonSyntax(merged, Verb.vocabulary)
      let steps = own.others(syntax.steps.steps)
      guard Self.isSame(syntax, steps, merged, exercise, except: Set(active.keys)) else {
        if !own.steps.isEmpty {
          own.refuseAll("with it the lesson's own steps would have other names; give yours one with 'as'")
          continue
        }
        // It is not the lesson's form any more, whatever it was.
        for index in active.keys { withheld[exercise.steps[index].id] = "its lines cannot be read" }
        active = [:]
        if edits.isEmpty { return }
        continue
      }
      let result = Planner.plan(text: merged, surroundings: surroundings)
      if let plan = result.plan {
        if let (index, reason) = own.forbidden(plan, judging: exercise.scheme.judging(plan)) {
          own.refuse(index, reason)
          continue
        }
        (text, self.plan) = (merged, plan)
        note(active, steps, merged, exercise)
        for step in own.steps { changes.append((own.rooms[step.room].name, step.line)) }
        return
      }
      guard let error = result.diagnostics.first(where: { $0.severity == .error }) else { return }
      let all = syntax.steps.steps
      if let index = own.indices.firstIndex(where: { all[$0].range.contains(error.range?.lowerBound ?? -1) }) {
        own.refuse(index, error.summary)
        continue
      }
      guard let culprit = culprit(error, steps, Set(active.keys)) else {
        if own.steps.isEmpty { return }
        own.refuseAll(error.summary)
        continue
      }
      let id = exercise.steps[culprit].id
      let place = steps.first { $0.range.contains(error.range?.lowerBound ?? -1) }?.id
      withheld[id] =
        place == id || place == nil ? error.summary : "with it, '\(place ?? "")' cannot run: \(error.summary)"
      active[culprit] = nil
    }
  }

  /// The step whose lines were taken over that is to blame: the one with the problem, else the last one above it.
  private func culprit(_ error: Diagnostic, _ steps: [StepSyntax], _ active: Set<Int>) -> Int? {
    let place = error.range?.lowerBound ?? 0
    let index = steps.lastIndex { $0.range.lowerBound <= place } ?? 0
    if active.contains(index) { return index }
    return active.filter { $0 <= index }.max() ?? active.min()
  }

  /// Whether the lesson has its own steps still, and all that is not the student's word for word.
  private static func isSame(
    _ syntax: LessonSyntax, _ steps: [StepSyntax], _ merged: SourceText, _ exercise: Exercise,
    except lifted: Set<Int>
  ) -> Bool {
    guard steps.count == exercise.steps.count, syntax.formProblems.allSatisfy({ $0.severity != .error }) else {
      return false
    }
    return zip(steps, exercise.steps).enumerated().allSatisfy { index, pair in
      guard pair.0.id == pair.1.id, pair.0.verb == pair.1.verb else { return false }
      return lifted.contains(index) || merged.text(pair.0.range) == exercise.text.text(pair.1.range)
    }
  }

  private mutating func note(
    _ active: [Int: Lift], _ steps: [StepSyntax], _ merged: SourceText, _ exercise: Exercise
  ) {
    for index in active.keys.sorted() {
      let (now, before) = (steps[index], exercise.steps[index])
      let old = before.lines.map { Lift.plain(exercise.text.text($0.range)) }
      let new = now.lines.map { merged.text($0.range) }
      guard old != new else { continue }
      if now.verb?.takesLayers == true {
        changes.append((now.id, new.joined(separator: ", ")))
      } else {
        for line in now.lines where !old.contains(merged.text(line.range)) {
          let value = line.tokens.firstIndex { $0.isSeparator }.flatMap { line.tokens[($0 + 1)...].range }
          changes.append(("\(now.id).\(Lift.name(line))", value.map { merged.text($0) } ?? ""))
        }
        for line in before.lines where !now.lines.contains(where: { Lift.name($0) == Lift.name(line) }) {
          changes.append(("\(now.id).\(Lift.name(line))", "not set"))
        }
      }
    }
  }

  /// Which blanks in steps hold what the author wrote in them.
  private mutating func compareSettings(_ exercise: Exercise, _ found: StudentSteps, _ pairing: Pairing) {
    func code(_ text: String) -> String {
      // 37, 37.0 and 3_7 are one number.
      text.split { $0.isWhitespace }.map { word in
        Numbers.decimal(String(word)).map { "\($0)" } ?? word.lowercased()
      }.joined(separator: " ")
    }
    for item in exercise.scheme.items where item.kind == .setting {
      guard let dot = item.subject.lastIndex(of: "."),
        let own = exercise.steps.firstIndex(where: { $0.id == item.subject[..<dot] }),
        let student = pairing.pairs[own].map({ found.steps[$0] })
      else { continue }
      let name = String(item.subject[item.subject.index(after: dot)...])
      let isLine = name == "line"
      let wanted =
        isLine
        ? [Headline(exercise.steps[own]).plain]
        : exercise.steps[own].lines.filter { $0.tokens.first?.text == name && isBlank($0.range, exercise) }.map {
          code(Lift.plain(exercise.text.text($0.range)))
        }
      guard item.turn < wanted.count else { continue }
      let given =
        isLine ? [Headline(student).plain] : student.lines.map { code(Lift.plain(found.source.text($0.range))) }
      if given.contains(wanted[item.turn]) { rightSettings.insert(item.id) }
    }
  }

  private func isBlank(_ range: Range<Int>, _ exercise: Exercise) -> Bool {
    exercise.blanks.contains { $0.overlaps(range) }
  }

  // MARK: Words

  private mutating func readAnswers(_ source: SourceText, _ exercise: Exercise) {
    let known = Set(exercise.scheme.items.filter { $0.kind == .question }.map { $0.subject })
    var doubled: Set<String> = []
    for (name, range) in Self.answers(in: source) where known.contains(name) {
      let text = Self.trimmed(source.text(range))
      if let earlier = answers[name], !earlier.isEmpty {
        if !text.isEmpty, text != earlier { doubled.insert(name) }
      } else {
        answers[name] = String(text.prefix(20_000))
      }
    }
    for name in doubled { problems.append("the question '\(name)' is answered twice; the first answer counts") }
    let lost = known.filter { answers[$0] == nil }.sorted()
    if !lost.isEmpty {
      problems.append("no mark of an answer is left for \(lost.prefix(6).map { "'\($0)'" }.joined(separator: ", "))")
    }
  }

  /// What stands behind each mark of an answer, up to the next mark, by the question's name: however much of the others is
  /// left.
  private static func answers(in source: SourceText) -> [(name: String, range: Range<Int>)] {
    let marks = marks(source)
    var found: [(name: String, range: Range<Int>)] = []
    var question: String?
    var number = 0
    for (index, mark) in marks.enumerated() where mark.isOpening {
      if mark.kind == .question {
        number += 1
        question = Scheme.questionName(mark.name, number: number)
      }
      guard mark.kind == .answer, let name = mark.name ?? question else { continue }
      let end = index + 1 < marks.count ? marks[index + 1].range.lowerBound : source.utf8.count
      found.append((name, mark.range.upperBound..<end))
    }
    return found
  }

  private static func marks(_ source: SourceText) -> [RegionMark] {
    var marks: [RegionMark] = []
    var index = 0
    while let start = source.utf8.firstPlace(of: "<!--", from: index), marks.count < 5000 {
      guard let end = source.utf8.firstPlace(of: "-->", from: start + 4, before: min(source.utf8.count, start + 300))
      else {
        index = start + 4
        continue
      }
      index = end + 3
      if let mark = RegionMark(source.text(start..<index), range: start..<index, container: -1) { marks.append(mark) }
    }
    return marks
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private mutating func readBlanks(_ syntax: LessonSyntax, _ exercise: Exercise) {
    for (link, words) in Filling.answered(ResolvedLesson(syntax).parts) {
      blanks[link.name.lowercased(), default: []].append(String(words.answer.prefix(200)))
    }
  }
}
