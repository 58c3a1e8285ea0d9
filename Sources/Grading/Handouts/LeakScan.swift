package import Files
package import Lesson
import Markdown
package import Steps

/// Looks for what students are not to get in all that they get.
package struct LeakScan {
  private let copy: Handout.Copy
  private let source: SourceText
  private let secrets: Secrets
  private let passages: Passages

  /// - Parameter allowed: words that may be handed out although a solution holds them, as the author says.
  package init(_ copy: Handout.Copy, allowed: [String] = []) {
    self.copy = copy
    source = copy.lesson.source
    passages = Passages(copy)
    secrets = Secrets(copy, passages, allowed: allowed)
  }

  // MARK: The lesson

  /// Where the lesson itself says what stands in a solution, a blank, or a note for teachers.
  package var problems: [Diagnostic] {
    var problems: [Diagnostic] = []
    for passage in passages.passages {
      let read = Reading(passage.text).words
      let found = passage.kind == .hint ? long(in: read) : found(in: read, isOpen: passage.kind.isOpen)
      for (words, run) in found {
        // What a step above has said is known by then.
        if run.isNumber, passage.kind == .expected, passage.range.upperBound < run.origin.range.lowerBound { continue }
        let place = place(of: words, in: passage.range)
        problems.append(problem(words, run, at: place, "\(passage.kind.words) says"))
      }
    }
    problems += shownValues + savedWeights
    var seen: Set<String> = []
    return problems.sorted { ($0.range?.lowerBound ?? 0) < ($1.range?.lowerBound ?? 0) }
      .filter { problem in
        // One for each place and passage that it is from.
        let line = problem.range.map { source.line(of: $0.lowerBound) } ?? 0
        return seen.insert("\(line) \(problem.notes.first ?? "")").inserted
      }
  }

  /// The longest runs first, none within another one.
  private func found(in words: [Reading.Word], isOpen: Bool, isData: Bool = false) -> [([Reading.Word], Secrets.Run)] {
    var found: [([Reading.Word], Secrets.Run)] = []
    var start = 0
    while start < words.count {
      var end = start + 1
      for length in secrets.lengths.reversed() where start + length <= words.count {
        let run = words[start..<(start + length)]
        guard let secret = secrets.runs[Secrets.text(run)], !secret.isFaint || !isOpen,
          !isData || !secret.isNumber && length > 2
        else { continue }
        found.append((Array(run), secret))
        end = start + length
        break
      }
      start = end
    }
    return found
  }

  /// A hint may use some of a solution's words, but not all of its sentence: eight in a row.
  private func long(in words: [Reading.Word]) -> [([Reading.Word], Secrets.Run)] {
    var (streak, start) = (0, 0)
    while start + Secrets.length <= words.count {
      let run = secrets.runs[Secrets.text(words[start..<(start + Secrets.length)])]
      streak = run == nil ? 0 : streak + 1
      if let run, streak == 4 { return [(Array(words[(start - 3)..<(start + Secrets.length)]), run)] }
      start += 1
    }
    return []
  }

  /// Where the words stand in the lesson as written; all of `range` where they are written in another way.
  private func place(of words: [Reading.Word], in range: Range<Int>) -> Range<Int> {
    let written = Reading(source.utf8, in: range).words
    let texts = words.map { $0.text }
    guard written.count >= texts.count else { return range }
    for start in 0...(written.count - texts.count) {
      let run = written[start..<(start + texts.count)]
      if run.map({ $0.text }) == texts, let first = run.first, let last = run.last {
        return first.range.lowerBound..<last.range.upperBound
      }
    }
    return range
  }

  private func problem(
    _ words: [Reading.Word], _ run: Secrets.Run, at range: Range<Int>?, _ start: String
  ) -> Diagnostic {
    let line = source.line(of: run.origin.range.lowerBound)
    let owner =
      switch run.origin.kind {
      case .solution: "the solution on line \(line)"
      case .teacher: "the note for teachers on line \(line)"
      case .blank: "the blank on line \(line)"
      }
    return Diagnostic(
      id: .leak, at: range, "\(start) '\(words.map { $0.text }.joined(separator: " "))', which students are not to get",
      notes: [
        "it stands in \(owner)",
        "say it in other words, or move it; where it may be told, allow it: --told \"\(words.map { $0.text }.joined(separator: " "))\"",
      ])
  }

  /// What a blank asks for, shown elsewhere in the prose.
  private var shownValues: [Diagnostic] {
    let asked = Dictionary(
      copy.secrets.compactMap { secret in secret.value.map { ($0.lowercased(), secret) } }, uniquingKeysWith: { $1 })
    let hidden = copy.removals
    let syntax = LessonSyntax(source, Verb.vocabulary)
    return syntax.prose.links.filter { link in
      link.kind == .shown && !hidden.contains { $0.contains(link.whole.lowerBound) }
    }.compactMap { link in
      asked[link.name.lowercased()].map { secret in
        Diagnostic(
          id: .leak, at: link.whole, "the text shows the value '\(link.name)', which a blank asks for",
          notes: [
            "it stands in the blank on line \(source.line(of: secret.whole.lowerBound))",
            "make a blank of this one, too, or take it out",
          ])
      }
    }
  }

  /// Weights that students restore, and a step of a solution has made.
  private var savedWeights: [Diagnostic] {
    let steps = LessonSyntax(source, Verb.vocabulary).steps.steps
    func isHidden(_ step: StepSyntax) -> Bool { copy.removals.contains { $0.contains(step.range.lowerBound) } }
    var made: [String: StepSyntax] = [:]
    for step in steps where isHidden(step) && step.verb?.name == "save" {
      for token in step.clauses[.to]?.tokens ?? [] { made[token.text.lowercased()] = step }
    }
    let tokens = steps.filter { !isHidden($0) && $0.verb?.name != "save" }.flatMap { step in
      (step.operands + (step.clauses[.from]?.tokens ?? []) + step.lines.flatMap { $0.tokens })
    }
    return tokens.filter { $0.kind == .quoted }.compactMap { token in
      let name = token.text.split(separator: "/").last.map { $0.lowercased() } ?? ""
      return made[name].map { step in
        Diagnostic(
          id: .leak, at: token.range, "'\(token.text)' holds what a solution has trained",
          notes: [
            "it stands in the step '\(step.id)' on line \(source.line(of: step.range.lowerBound))",
            "save weights for students under another name, from a step that they have",
          ])
      }
    }
  }

  // MARK: Files

  /// Where a file that goes along says it: in its name, its words, or among its bytes.
  ///
  /// - Parameter name: as students see it.
  package func problems(in bytes: [UInt8], named name: String) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for (words, run) in found(in: Reading(name).words, isOpen: false) {
      problems.append(problem(words, run, at: nil, "the name of the file '\(name)' says"))
    }
    for piece in FileWords.pieces(of: bytes) {
      for (words, run) in found(in: Reading(piece.text).words, isOpen: piece.isData, isData: piece.isData) {
        problems.append(problem(words, run, at: nil, "'\(name)', \(piece.place), says"))
      }
      if problems.count > 20 { break }
    }
    return problems
  }

  /// Where a report says it that was made of the students' edition. Its numbers are results of its steps, and hints stand
  /// in it.
  package func problems(inReport text: String, named name: String) -> [Diagnostic] {
    long(in: Reading(text.resolvingReferences).words).map { words, run in
      problem(words, run, at: nil, "\(name) says")
    }
  }

  /// Where a page says it that runs by itself: in its words, or in the files that it holds. Of the scripts in it one is the
  /// lesson, which is looked at as it is; the others are the same in all pages.
  package func problems(inPage text: String, holding files: [FolderFile], named name: String) -> [Diagnostic] {
    var words = ""
    var rest = text[...]
    while let start = rest.firstPlace(of: Self.packed) {
      words += rest[..<start.lowerBound]
      rest = rest[(rest[start.upperBound...].firstPlace(of: "</script>")?.lowerBound ?? rest.endIndex)...]
    }
    return problems(inReport: words + rest, named: name) + files.flatMap { problems(in: $0.bytes, named: $0.path) }
  }

  private static let packed = "<script type=\"text/plain\""

  /// Files that steps of solutions would leave beside a report.
  package func problems(savedBy plan: Plan) -> [Diagnostic] {
    plan.steps.filter { copy.isRemoved($0.range) }.flatMap { step in
      step.effects.makes.compactMap { resource -> Diagnostic? in
        guard case .file(let name) = resource else { return nil }
        return Diagnostic(
          id: .leak, at: step.headline, "'\(name)' would lie beside the report, and a step of a solution makes it",
          notes: [
            "it stands in the step '\(step.id)'; take the step out, or save under that name in a step that students have"
          ])
      }
    }
  }
}

extension Handout.Copy {
  /// Whether students do not get what stands there.
  func isRemoved(_ range: Range<Int>) -> Bool { removals.contains { $0.contains(range.lowerBound) } }

  /// What students have of the steps.
  package func kept(of plan: Plan) -> Plan {
    var plan = plan
    plan.steps.removeAll { isRemoved($0.range) }
    return plan
  }
}
