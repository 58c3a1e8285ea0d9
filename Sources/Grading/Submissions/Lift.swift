import Lesson
import Markdown
import Steps

/// What a student's step changes in the lesson's: its settings and layers, and what stands in its blanks. Which data it
/// works on, what it expects, and which files it touches is the lesson's alone.
struct Lift {
  /// In the lesson.
  var edits: [(range: Range<Int>, text: String)] = []
  /// Why the step cannot be run as the student has it.
  var refusal: String?
  /// What was left aside.
  var problems: [String] = []

  /// Steps that only the lesson decides about.
  private static let fixed: Set<String> = ["load", "save", "restore", "expect", "evaluate", "split"]

  /// - Parameters:
  ///   - own: the lesson's step; `blanks` are the places of `[[…]]` in the lesson.
  ///   - isRenamed: whether the student's first line is another one.
  init(
    _ own: StepSyntax, in lesson: SourceText, blanks: [Range<Int>], from student: StepSyntax, in file: SourceText,
    isRenamed: Bool
  ) {
    guard let verb = own.verb, verb.name != Verb.expectName else { return }
    let isFixed = Self.fixed.contains(verb.name) || !(verb.naming == .step || verb.name == "augment")
    headline(own, lesson, blanks, student, file, isFixed: isFixed, isRenamed: isRenamed)
    let isBlank = { (range: Range<Int>) in blanks.contains { $0.overlaps(range) } }
    let ownBlanks = own.lines.filter { isBlank($0.range) || $0.tokens.contains { $0.kind == .blank } }
    guard !isFixed || !ownBlanks.isEmpty else { return }
    if let gap = student.lines.first(where: { $0.tokens.contains { $0.kind == .blank } }) {
      refusal = refusal ?? "the blank for '\(Self.name(gap))' is still empty"
      return
    }
    var lines: [(text: String, depth: Int)] = []
    if verb.takesLayers {
      let depth = student.lines.map { $0.indentation }.min() ?? 0
      lines = student.lines.compactMap { line in
        usable(line, file, verb).map { (text: $0, depth: min(8, line.indentation - depth)) }
      }
      if lines.isEmpty, !own.lines.isEmpty { refusal = refusal ?? "it has no layers" }
    } else {
      // Those that are not the student's, as the lesson has them.
      for line in own.lines where !isBlank(line.range) && (isFixed || !Self.isOpen(line, verb)) {
        lines.append((Self.text(line, lesson), 0))
      }
      for line in student.lines {
        let isAsked = ownBlanks.contains { Self.name($0) == Self.name(line) }
        if isFixed && !isAsked { continue }
        if StepSyntax.isAllow(Self.name(line)) { continue }
        if let text = usable(line, file, verb) { lines.append((text, 0)) }
      }
      for line in ownBlanks where !student.lines.contains(where: { Self.name($0) == Self.name(line) }) {
        refusal = refusal ?? "the line '\(Self.name(line)): …' with its blank is missing"
      }
    }
    replaceLines(of: own, in: lesson, by: lines, hasBlanks: !ownBlanks.isEmpty)
  }

  /// What stands in the blanks of a step's first line.
  private mutating func headline(
    _ own: StepSyntax, _ lesson: SourceText, _ blanks: [Range<Int>], _ student: StepSyntax, _ file: SourceText,
    isFixed: Bool, isRenamed: Bool
  ) {
    let wanted = Headline(own, blanks: blanks)
    guard wanted.hasBlank else { return }
    let found = Headline(student)
    guard !isRenamed, !found.hasBlank else {
      refusal =
        found.hasBlank ? "a blank of its first line is still empty" : "its first line is not the lesson's any more"
      return
    }
    guard !isFixed else {
      if Headline(own).words != found.words { refusal = "what stands in its blank is not what the lesson asks for" }
      return
    }
    let blank = blanks.filter { $0.overlaps(own.headline) }
    let start = min(own.headline.lowerBound, blank.map { $0.lowerBound }.min() ?? own.headline.lowerBound)
    let end = max(own.headline.upperBound, blank.map { $0.upperBound }.max() ?? 0)
    edits.append((start..<end, Self.plain(file.text(student.headline))))
  }

  /// A line as it can stand below the lesson's step; nil, with a problem told, where it cannot.
  private mutating func usable(_ line: LineSyntax, _ file: SourceText, _ verb: VerbDoc) -> String? {
    let text = Self.text(line, file)
    let key = Self.key(line, verb)
    if key?.kind == .file || key == nil && line.tokens.contains(where: { $0.kind == .quoted }) {
      problems.append("the line '\(text)' names a file, so it is left aside")
      return nil
    }
    guard !line.isBroken, line.tokens.first?.kind == .word, text.utf8.count < 400,
      !text.utf8.contains(where: { $0 < 0x20 })
    else {
      refusal = refusal ?? "the line '\(text.prefix(80))' cannot be read"
      return nil
    }
    return text
  }

  private mutating func replaceLines(
    of own: StepSyntax, in lesson: SourceText, by lines: [(text: String, depth: Int)], hasBlanks: Bool
  ) {
    let before = own.lines.map { Self.text($0, lesson) }
    guard before != lines.map({ $0.text }) || hasBlanks else { return }
    let headEnd = lesson.lineRange(lesson.line(of: own.headline.upperBound)).upperBound
    let lastLine = lesson.line(of: max(own.headline.upperBound, own.range.upperBound))
    let end = max(headEnd, lesson.lineRange(lastLine).upperBound)
    let first = lesson.lineRange(lesson.line(of: own.headline.lowerBound))
    let margin = lesson.text(first.lowerBound..<own.headline.lowerBound).substituting("", for: "[[")
    let written = lines.map { "\n" + margin + String(repeating: " ", count: 2 + max(0, $0.depth)) + $0.text }
    edits.append((headEnd..<end, written.joined()))
  }

  // MARK: Lines

  static func name(_ line: LineSyntax) -> String {
    guard let separator = line.tokens.firstIndex(where: { $0.isSeparator }), separator > 0 else {
      return line.tokens.first.map { $0.text.lowercased() } ?? ""
    }
    return Spelling.fold(line.tokens[..<separator].text)
  }

  private static func key(_ line: LineSyntax, _ verb: VerbDoc) -> KeySpec? {
    let word = name(line)
    return verb.key(named: word) ?? Verb.vocabulary.layers.flatMap { $0.keys }.first { $0.answers(to: word) }
  }

  /// Whether a setting is the student's to choose.
  private static func isOpen(_ line: LineSyntax, _ verb: VerbDoc) -> Bool {
    if StepSyntax.isAllow(name(line)) { return false }
    return verb.key(named: name(line)).map { $0.kind != .file } ?? true
  }

  private static func text(_ line: LineSyntax, _ source: SourceText) -> String { plain(source.text(line.range)) }

  /// Without the brackets of a blank, of which tokens know nothing.
  static func plain(_ text: String) -> String { text.substituting("", for: "[[").substituting("", for: "]]") }
}
