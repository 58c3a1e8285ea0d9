package import Lesson
package import Markdown

/// What tells a student's experiment from the lesson as its author wrote it: a code for the seed and one for each step but
/// `expect`, in order, behind one for all of them. The lesson's head holds it.
package struct Seal: Sendable, Equatable {
  let seed: String
  let steps: [StepCode]

  package var text: String {
    let codes = [seed] + steps.map { $0.text }
    return ([Self.check(codes)] + codes).joined(separator: " ")
  }

  /// nil where the text is none that `lesson fmt --seal` has written.
  init?(_ text: String) {
    let codes = text.split { $0 == " " || $0 == "\t" }.map { String($0) }
    let isWhole = codes.allSatisfy { code in
      code.utf8.count == StepCode.length && code.utf8.allSatisfy { StepCode.alphabet.contains($0) }
    }
    guard isWhole, codes.count > 1, codes[0] == Self.check(Array(codes[1...])) else { return nil }
    seed = codes[1]
    steps = codes[2...].map { StepCode($0) }
  }

  init(seed: UInt64, steps: [StepCode]) {
    self.seed = StepCode.letters(StepCode.hash(["seed", "\(seed)"]), StepCode.length)
    self.steps = steps
  }

  private static func check(_ codes: [String]) -> String { StepCode.letters(StepCode.hash(codes), StepCode.length) }

  // MARK: Of a lesson

  /// Of a lesson as it stands, whatever data is there.
  package static func of(_ source: SourceText) -> Seal { Seal(of: LessonSyntax(source, Verb.vocabulary)) }

  init(of syntax: LessonSyntax) {
    self.init(syntax, syntax.steps.steps.map { StepCode($0, Self.keys(of: $0, syntax.document.source).keys) })
  }

  init(_ syntax: LessonSyntax, _ codes: [StepCode]) {
    let steps = syntax.steps.steps
    self.init(
      seed: syntax.frontMatter.seed, steps: zip(steps, codes).compactMap { Seal.holds($0) ? $1 : nil })
  }

  /// An expectation may be another one without any of the lesson being.
  static func holds(_ step: StepSyntax) -> Bool { step.verb != Verb.expect.doc }

  static func keys(of step: StepSyntax, _ source: SourceText) -> (keys: Keys, problems: [Diagnostic]) {
    guard let verb = step.verb else { return (Keys(specs: []), []) }
    var reader = KeysReader(source: source, owner: verb.name)
    let (keys, problems) = reader.keys(of: step, verb)
    return (keys, problems + reader.problems)
  }

  /// The lesson with its seal in its head, which it gets where it has none.
  ///
  /// - Parameter written: the lesson with its steps in any order of spaces.
  /// - Throws: the first problem there of a step that cannot be read.
  package static func sealed(_ source: SourceText, as written: SourceText) throws(Diagnostic) -> SourceText {
    let unordered = LessonSyntax(written, Verb.vocabulary)
    let problems = unordered.problems + unordered.steps.steps.flatMap { keys(of: $0, written).problems }
    if let problem = problems.first(where: { $0.severity == .error }) { throw problem }
    let head = LessonSyntax(source, Verb.vocabulary).frontMatter
    return source.replacing([edit(of: head, in: source, seal: Seal.of(source).text)])
  }

  private static func edit(of head: FrontMatter, in source: SourceText, seal: String) -> (
    range: Range<Int>, text: String
  ) {
    let isBehindColon = head.seal.map { source.utf8[$0.range.lowerBound - 1] == UInt8(ascii: ":") } ?? false
    if let written = head.seal { return (written.range, (isBehindColon ? " " : "") + seal) }
    let end =
      source.lineStarts.count > 1 && source.utf8[source.lineStarts[1] - 1] == 0x0A
        && source.lineStarts[1] > 1 && source.utf8[source.lineStarts[1] - 2] == 0x0D ? "\r\n" : "\n"
    let line = "seal: \(seal)\(end)"
    guard !head.range.isEmpty else {
      let start = source.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      return (start..<start, "---\(end)\(line)---\(end)\(end)")
    }
    let last = source.lineStarts[source.line(of: head.range.upperBound - 1) - 1]
    return (last..<last, line)
  }
}
