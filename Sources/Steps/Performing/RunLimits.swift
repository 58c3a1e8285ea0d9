import Arrays
import Engine
import Files
import Lesson
import Text

/// What a run may take at most, so that a lesson of somebody else can be run; nil where nothing is said.
package struct RunLimits: Sendable {
  /// All steps together.
  package var seconds: Double?
  /// Bytes of all arrays and networks that there are at a time.
  package var memory: Int64?
  /// Bytes of what the steps show and save.
  package var outputSize: Int64?

  package init(seconds: Double? = nil, memory: Int64? = nil, outputSize: Int64? = nil) {
    self.seconds = seconds
    self.memory = memory
    self.outputSize = outputSize
  }
}

/// What a step is about to take, told before anything is allocated.
struct MemoryUse: Sendable {
  /// Of new arrays and of copies that stand beside the old ones for a moment.
  var bytes: Int64
  /// How to make do with less.
  var advice: String

  init(bytes: Int64, advice: String = "use fewer samples, such as 'train: 10_000' below 'load'") {
    self.bytes = bytes
    self.advice = advice
  }

  static let none = MemoryUse(bytes: 0)

  /// What most verbs do with arrays: one is copied at a time.
  static func ofCopies(_ step: PlannedStep, _ stage: Stage) -> MemoryUse {
    guard step.verb.doc.naming != .step, step.data.isEmpty else { return .none }
    return MemoryUse(
      bytes: step.operands.map { stage.workspace.arrays[$0.name].map { ofCopy($0.array) } ?? 0 }.max() ?? 0)
  }

  /// Whose numbers are changed one by one: bytes keep their room, others go through 64 bits.
  private static func ofCopy(_ array: NDArray) -> Int64 {
    switch array.values {
    case .uint8, .indexed, .float32: array.byteCount
    default: [Int64(array.count), 12].product
    }
  }
}

extension Stage {
  /// Whether the run has used up its time.
  var isOutOfTime: Bool { environment.limits.seconds.map { stopwatch.seconds >= $0 } ?? false }

  func outOfTime(at range: Range<Int>) -> Diagnostic {
    let seconds = environment.limits.seconds ?? 0
    return Diagnostic(
      id: .outOfTime, at: range,
      "the run was stopped here: it had taken the \(decimal(seconds, 0)) s that '--time' allows",
      notes: [
        "let it do less, with fewer epochs or samples, or allow more: '--time \(decimal(max(2 * seconds, 10), 0))'"
      ])
  }

  /// Before a step: whether there is still time, and memory for what it makes.
  func checkLimits(before step: PlannedStep) throws(Diagnostic) {
    if isOutOfTime { throw outOfTime(at: step.headline) }
    let use = step.verb.memory(step, self)
    guard use.bytes > 0 else { return }
    if let limit = environment.limits.memory {
      let taken = workspace.byteCount
      guard taken + use.bytes <= limit else {
        throw Diagnostic(
          id: .noMemory, at: step.headline,
          "this step needs about \(byteText(use.bytes)) of memory beside the \(byteText(taken)) that the lesson has taken, more than the \(byteText(limit)) that '--memory' allows",
          notes: [use.advice])
      }
    }
    if let available = availableMemory(), use.bytes > available {
      throw Diagnostic(
        cause: .machine, id: .noMemory, at: step.headline,
        "this step needs about \(byteText(use.bytes)) of memory, but only \(byteText(available)) are free",
        notes: [use.advice])
    }
  }

  /// After a step: whether what was shown and saved so far is not too much.
  func checkOutput(after step: PlannedStep) throws(Diagnostic) {
    guard let limit = environment.limits.outputSize, outputBytes > limit else { return }
    throw Diagnostic(
      id: .outputTooLarge, at: step.headline,
      "the run was stopped here: what it shows and saves takes \(byteText(outputBytes)), more than the \(byteText(limit)) that '--output-size' allows",
      notes: ["show and save less"])
  }
}

extension Output {
  /// Of its text; figures are drawn later.
  var byteCount: Int64 {
    switch self {
    case .text(let text), .sentence(let text), .remark(let text), .folded(_, let text): Int64(text.utf8.count)
    case .table(let table): ([table.header] + table.rows).joined().reduce(Int64(0)) { $0 + Int64($1.utf8.count) + 1 }
    case .figure: 0
    }
  }
}
