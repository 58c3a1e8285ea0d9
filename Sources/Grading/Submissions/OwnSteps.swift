import Lesson
import Markdown
import Steps

/// A place where students may add steps: an answer that is handed out with an empty step block in it.
struct StepRoom {
  /// The question's name.
  let name: String
  /// Where the steps go in the exercise's text.
  let place: Int
  /// How many of the lesson's steps stand above.
  let above: Int

  static func all(in lesson: ResolvedLesson, _ steps: [StepSyntax]) -> [StepRoom] {
    Scheme.all(lesson.regions).filter { $0.kind == .question }.flatMap { question in
      Scheme.all(question.children).filter { $0.kind == .answer }.compactMap { answer -> StepRoom? in
        guard let name = answer.name ?? question.question.map({ Scheme.questionName(question.name, number: $0) }),
          let end = answer.parts.lazy.compactMap({ Self.end(of: $0, in: lesson.source) }).first
        else { return nil }
        return StepRoom(name: name, place: end, above: steps.count { $0.range.lowerBound < end })
      }
    }
  }

  /// The start of the fence that ends an empty step block.
  private static func end(of part: ResolvedLesson.Part, in source: SourceText) -> Int? {
    guard case .block(let block) = part, case .codeBlock(let code) = block.kind, code.lines.isEmpty,
      code.info?.split(separator: " ").first?.lowercased() == "step"
    else { return nil }
    return source.lineRange(source.line(of: max(block.range.upperBound - 1, block.range.lowerBound))).lowerBound
  }
}

/// The steps that a student has added where the lesson lets them. They must not touch what the lesson judges by.
struct OwnSteps {
  struct Step {
    let room: Int
    let text: String
    /// For who reads the grades.
    let line: String
  }

  let rooms: [StepRoom]
  private(set) var steps: [Step] = []
  /// Why some of them do not run.
  private(set) var problems: [String] = []

  init(_ found: [(room: Int, step: StepSyntax)], _ rooms: [StepRoom], in source: SourceText) {
    self.rooms = rooms
    steps = found.map { found in
      let text = source.text(found.step.range)
      let line = text.prefix { $0 != "\n" && $0 != "\r" }.prefix(120)
      return Step(room: found.room, text: text, line: String(line))
    }.sorted { $0.room < $1.room }
  }

  var edits: [(range: Range<Int>, text: String)] {
    rooms.indices.compactMap { room in
      let own = steps.filter { $0.room == room }
      let place = rooms[room].place
      return own.isEmpty ? nil : (place..<place, own.map { $0.text + "\n" }.joined())
    }
  }

  /// Where each stands among all steps, in order.
  var indices: [Int] { steps.enumerated().map { rooms[$0.element.room].above + $0.offset } }

  /// The lesson's own among all steps.
  func others(_ all: [StepSyntax]) -> [StepSyntax] {
    let own = Set(indices)
    return all.enumerated().filter { !own.contains($0.offset) }.map { $0.element }
  }

  /// Leaves one out, with the reason.
  mutating func refuse(_ index: Int, _ reason: String) {
    let step = steps.remove(at: index)
    problems.append("'\(step.line)', added to the answer '\(rooms[step.room].name)', was not run: \(reason)")
  }

  mutating func refuseAll(_ reason: String) { while !steps.isEmpty { refuse(steps.count - 1, reason) } }

  /// The first that must not run as it is planned, and why.
  func forbidden(_ plan: Plan, judging: Set<String>) -> (index: Int, reason: String)? {
    let own = indices
    let protected = Self.protected(plan, judging: judging, own: Set(own))
    for (index, place) in own.enumerated() where place < plan.steps.count {
      let effects = plan.steps[place].effects
      for resource in effects.reads {
        switch resource {
        case .file, .dataset: return (index, "which data and files there are is the lesson's alone")
        default: break
        }
      }
      let writes = effects.writes.contains { resource in
        switch resource {
        case .array, .network: true
        default: false
        }
      }
      if writes, let array = (effects.reads + effects.writes).first(where: { protected.contains($0) })?.array {
        return (index, "'\(array)' is what the lesson judges by")
      }
    }
    return nil
  }

  /// The arrays that steps with values that count ask about; what a network is trained on is none of them.
  private static func protected(_ plan: Plan, judging: Set<String>, own: Set<Int>) -> Set<Resource> {
    var arrays: Set<Resource> = []
    for (index, step) in plan.steps.enumerated() where judging.contains(step.id) && !own.contains(index) {
      let trains = step.effects.makes.contains { if case .training = $0 { true } else { false } }
      let operands = (trains ? [] : step.data) + step.settings.values.flatMap { $0.operands }
      arrays.formUnion(operands.map { .array($0.name) })
    }
    return arrays
  }
}
