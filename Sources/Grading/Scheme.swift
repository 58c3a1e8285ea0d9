package import Lesson
import Markdown
package import Steps

/// What a lesson gives points for.
package struct Scheme: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// An answer that a person reads.
    case question
    case expectation
    /// A blank among the prose, whose value a step gives.
    case blank
    /// A blank in a step, which is right where it holds what its author wrote.
    case setting
  }

  package struct Item: Sendable, Equatable {
    package var kind: Kind
    /// Unique in the lesson, and the name of its column.
    package var id: String
    package var points: Double
    /// For readers.
    package var title: String
    /// The question's name, the expectation's step, the blank's value, or the step with its line.
    package var subject: String
    /// Of several that ask for the same, which one it is, from 0.
    package var turn = 0
    package var hint: String?
  }

  package private(set) var items: [Item] = []
  /// Whether the lesson says what anything is worth; else everything is worth a point.
  package private(set) var isWritten = true

  /// What answers are matched by: the question's own name, or its number among all.
  static func questionName(_ own: String?, number: Int) -> String { own ?? "question-\(number)" }

  /// - Parameter steps: as planned.
  package init(_ lesson: ResolvedLesson, steps: [PlannedStep]) {
    let regions = Self.all(lesson.regions)
    let hidden = regions.filter { [.solution, .teacher].contains($0.kind) }.map { $0.range }
    func isHidden(_ range: Range<Int>) -> Bool { hidden.contains { $0.contains(range.lowerBound) } }
    var found: [(item: Item, points: Double?, place: Int)] = []
    let answers = Set(regions.filter { $0.kind == .answer }.compactMap { $0.question })
    for region in regions where region.kind == .question && !isHidden(region.range) {
      let isAnswered = region.question.map { answers.contains($0) } ?? false
      guard isAnswered || region.points != nil else { continue }
      let name = Self.questionName(region.name, number: region.question ?? 0)
      let title = Self.words(region.parts)
      let item = Item(kind: .question, id: name, points: 0, title: title, subject: name)
      found.append((item, region.points, region.range.lowerBound))
    }
    for step in steps where step.verb.name == Verb.expectName && !isHidden(step.range) {
      let text = Verb.expectation(of: step)?.text ?? step.id
      var item = Item(kind: .expectation, id: step.id, points: 0, title: text, subject: step.id)
      item.hint = Verb.hint(of: step)
      found.append((item, Verb.points(of: step), step.range.lowerBound))
    }
    for link in Self.links(lesson.parts) where link.kind != .shown && !isHidden(link.whole) {
      let name = link.value.map { "\($0.step).\($0.key)" } ?? link.name
      let turn = found.count { $0.item.kind == .blank && $0.item.subject == name }
      var item = Item(
        kind: .blank, id: turn == 0 ? name : "\(name)-\(turn + 1)", points: 0, title: name, subject: name)
      item.turn = turn
      found.append((item, link.points, link.whole.lowerBound))
    }
    for block in lesson.stepBlocks where !isHidden(block.range) {
      for step in block.steps {
        for line in block.lines[step.lines] where line.tokens.contains(where: { $0.kind == .blank }) {
          let comment = line.tokens.first { $0.kind == .comment }.map { $0.text.dropFirst() } ?? ""
          guard let points = Points.written(String(comment)).flatMap({ Points.value($0) }) else { continue }
          let subject = line.tokens.first { $0.kind != .space }?.text ?? ""
          let name = "\(step.id).\(line.range == block.lines[step.lines.lowerBound].range ? "line" : subject)"
          let turn = found.count { $0.item.kind == .setting && $0.item.subject == name }
          var item = Item(
            kind: .setting, id: turn == 0 ? name : "\(name)-\(turn + 1)", points: 0, title: name, subject: name)
          item.turn = turn
          found.append((item, points, line.range.lowerBound))
        }
      }
    }
    isWritten = found.contains { $0.points != nil }
    let standard = isWritten ? 0.0 : 1
    items = found.sorted { $0.place < $1.place }.map { entry in
      var item = entry.item
      item.points = entry.points ?? standard
      return item
    }.filter { $0.points > 0 }
    var ids: Set<String> = []
    for index in items.indices {
      var id = items[index].id
      var number = 2
      while !ids.insert(id).inserted {
        id = "\(items[index].id)-\(number)"
        number += 1
      }
      items[index].id = id
    }
  }

  package var total: Double { items.reduce(0) { $0 + $1.points } }

  package func total(of kind: Kind) -> Double { items.filter { $0.kind == kind }.reduce(0) { $0 + $1.points } }

  /// `10 points: 4 for expectations, 6 for answers`; nil where the lesson gives none.
  package var text: String? {
    guard isWritten else { return nil }
    let names: [(Kind, String)] = [
      (.expectation, "expectations"), (.blank, "blanks in the text"), (.setting, "blanks in steps"),
      (.question, "answers"),
    ]
    let parts = names.filter { total(of: $0.0) > 0 }.map { "\(Points.number(total(of: $0.0))) for \($0.1)" }
    return Points.text(total) + (parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))")
  }

  /// The steps whose values points depend on.
  func judging(_ plan: Plan) -> Set<String> {
    let subjects = Set(items.map { $0.subject })
    let values = plan.steps.filter { subjects.contains($0.id) }.flatMap { $0.effects.reads }
      .compactMap { if case .value(let name) = $0 { name.step } else { nil } }
    return Set(values + subjects.compactMap { Self.value($0)?.step })
  }

  /// The value that a blank's subject names.
  static func value(_ subject: String) -> ValueName? {
    guard let dot = subject.lastIndex(of: ".") else { return nil }
    return ValueName(step: String(subject[..<dot]), key: String(subject[subject.index(after: dot)...]))
  }

  // MARK: Parts

  static func all(_ regions: [Region]) -> [Region] { regions.flatMap { [$0] + all($0.children) } }

  /// The first words of a question.
  private static func words(_ parts: [ResolvedLesson.Part]) -> String {
    for part in parts {
      if case .paragraph(let prose) = part {
        let text = prose.inlines(keepsRemarks: false) { _, words in words }.plainText
        return text.split { $0.isWhitespace }.joined(separator: " ")
      }
    }
    return ""
  }

  static func links(_ parts: [ResolvedLesson.Part]) -> [ValueLink] {
    parts.flatMap { part -> [ValueLink] in
      switch part {
      case .heading(let heading): links(heading.content)
      case .paragraph(let prose): links(prose)
      case .table(_, let header, let rows): (header + rows.flatMap { $0 }).flatMap { links($0) }
      case .block, .steps: []
      case .quote(let inner), .note(_, let inner): links(inner)
      case .list(_, _, let items): items.flatMap { links($0.parts) }
      case .region(let region): links(region.parts)
      }
    }
  }

  private static func links(_ prose: [Prose]) -> [ValueLink] {
    prose.flatMap { piece -> [ValueLink] in
      switch piece {
      case .leaf, .remark: []
      case .around(_, let content): links(content)
      case .value(let link, let words): [link] + links(words)
      }
    }
  }
}
