import Files
import Lesson
import Markdown
import Running
import Steps

/// A lesson as cells of prose and of Python, each with what the run showed of it.
struct PythonCells {
  enum Cell {
    /// Markdown, and the lesson's pictures that it shows.
    case prose([String], pictures: [ReportFile])
    /// Of one step, or several of which only the last shows something; and those steps, where the code says what they say.
    case code(id: String, [String], steps: [String], outputs: [Output])
  }

  private(set) var cells: [Cell] = []
  /// What no Python stands for.
  private(set) var gaps: [KerasScript.Gap] = []
  private let composition: Composition
  private let page: MarkdownPage
  private var script: KerasScript
  private var prose: [Part] = []

  init(_ composition: Composition) {
    self.composition = composition
    page = MarkdownPage(composition)
    let plan = composition.outcome.plan
    let shown = Set(composition.parts.steps.flatMap { $0.ids })
    script = KerasScript(seed: plan.frontMatter.seed, steps: plan.steps.filter { shown.contains($0.id) })
    cells.append(.prose(page.opening, pictures: []))
    add(composition.parts)
    finishProse()
    gaps = script.gaps
    let start = KerasImport.allCases.filter { script.imports.contains($0) }.map { $0.rawValue }
    guard !start.isEmpty else { return }
    let seed = script.imports.contains(.keras) ? ["", "keras.utils.set_random_seed(\(plan.frontMatter.seed))"] : []
    cells.insert(.code(id: "imports", start + seed, steps: [], outputs: []), at: 1)
  }

  private mutating func add(_ parts: [Part]) {
    for part in parts {
      switch part {
      case .step(let step): add(step)
      case .region(.answer, _, _, _, _):
        finishProse()
        prose = [part]
        finishProse()
      case .region(let kind, _, _, _, let inner) where kind == .question || !inner.steps.isEmpty:
        let title: String? = kind == .hint ? "Hint" : kind == .solution ? "Solution" : nil
        if let title {
          let words = Inline(kind: .strong([Inline(kind: .text(title), range: 0..<0)]), range: 0..<0)
          prose.append(.leaf(Block(kind: .paragraph([words]), range: 0..<0)))
        }
        add(inner)
      default:
        prose.append(part)
        for step in [part].steps { add(step) }
      }
    }
  }

  private mutating func finishProse() {
    guard !prose.isEmpty else { return }
    let lines = page.lines(of: prose)
    let pictures = composition.images.files.filter { file in lines.contains { $0.holds(file.path) } }
    if !lines.isEmpty { cells.append(.prose(lines, pictures: pictures)) }
    prose = []
  }

  private mutating func add(_ step: StepPart) {
    finishProse()
    let planned = step.ids.compactMap { id in composition.outcome.plan.steps.first { $0.id == id } }
    var lines = planned.flatMap { script.code(for: $0) }
    let hidden = step.source.flatMap { line in
      line.tokens.filter { $0.kind == .gap }.map { blank(of: $0, in: line) }
    }
    if !hidden.isEmpty, composition.options.edition == .student {
      lines = Self.emptied(lines, hidden) ?? (["# Fill in the gaps of this step:"] + step.source.map { "# " + $0.text })
    }
    // What the command line has changed stands in the code alone.
    let isWritten = planned.allSatisfy { $0.changes.isEmpty }
    let steps = isWritten ? step.source.map { $0.text } : []
    cells.append(.code(id: step.ids.last ?? "", lines, steps: steps, outputs: step.outputs))
  }

  // MARK: Blanks

  struct Hidden {
    var text: String
    /// The setting whose value it is; nil of a layer's number.
    var key: String?
  }

  private func blank(of token: StepToken, in line: StepLine) -> Hidden {
    let written = composition.outcome.plan.lesson.source.text(token.range)
    return Hidden(
      text: String(written.drop { $0 == "[" }.prefix { $0 != "]" }),
      key: line.tokens.first { $0.kind == .key }?.text)
  }

  /// With `____` in the place of what students are to find; nil where that is not found for certain.
  static func emptied(_ lines: [String], _ hidden: [Hidden]) -> [String]? {
    var lines = lines
    var start = 0
    for blank in hidden {
      let found = lines.indices.first { index in
        guard index >= start else { return false }
        if let key = blank.key, !lines[index].holds(key + "=") { return false }
        return emptied(lines[index], blank.text) != nil
      }
      guard let found, let line = emptied(lines[found], blank.text) else { return nil }
      lines[found] = line
      start = found
    }
    return lines
  }

  private static func emptied(_ line: String, _ word: String) -> String? {
    let (bytes, wanted) = (Array(line.utf8), Array(word.utf8))
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return nil }
    func isPart(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      let byte = bytes[index]
      return byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || (97...122).contains(byte | 32)
        || (48...57).contains(byte)
    }
    for start in 0...bytes.count - wanted.count where bytes[start..<start + wanted.count].elementsEqual(wanted) {
      guard !isPart(start - 1), !isPart(start + wanted.count) else { continue }
      let result = bytes[..<start] + Array(Handout.blank.utf8) + bytes[(start + wanted.count)...]
      return String(decoding: result, as: UTF8.self)
    }
    return nil
  }
}

extension [Part] {
  /// Of all that stands in these parts, in order.
  var steps: [StepPart] {
    flatMap { part -> [StepPart] in
      switch part {
      case .heading, .leaf: []
      case .quote(let parts), .alert(_, let parts), .note(_, let parts), .region(_, _, _, _, let parts): parts.steps
      case .list(_, _, let items): items.flatMap { $0.parts.steps }
      case .step(let step): [step]
      }
    }
  }
}
