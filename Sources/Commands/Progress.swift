import Lesson
import Steps
import Running
import Text

/// Shows a run as it goes: a redrawn bar on a terminal, a line an epoch elsewhere.
struct Progress {
  enum Detail { case quiet, normal, verbose }

  let terminal: Terminal
  let detail: Detail
  private var fitStart: ContinuousClock.Instant?
  /// The share of a training that an earlier run has done.
  private var doneBefore = 0.0
  private var hasLine = false
  private var verb = ""
  /// Seconds, of runs.
  private var lastRedraw = -1.0

  init(terminal: Terminal, detail: Detail) {
    self.terminal = terminal
    self.detail = detail
  }

  mutating func hear(_ event: RunEvent) {
    guard detail != .quiet else { return }
    switch event {
    case .stepStarted(let index, let count, let step):
      fitStart = nil
      doneBefore = 0
      verb = step.id
      if terminal.isInteractive { redraw("step \(index + 1)/\(count)  \(step.id)") }
    case .training(let progress): show(progress)
    case .picture(let height, let width, let values):
      if detail == .verbose { line(halfBlocks(height: height, width: width, values: values)) }
    case .remark(let text): line(text)
    case .trials(let progress): show(progress)
    case .stepFinished(let step, let outcome):
      if detail == .verbose {
        line("── \(step.id)")
        for output in outcome.outputs { describe(output).map { line($0) } }
      } else if outcome.isKept, let text = keptTraining(step, outcome) {
        line(text)
      } else if step.verb.name == "evaluate" {
        for case .table(let table) in outcome.outputs {
          for row in table.rows {
            line("\(step.id): " + zip(table.header, row).map { "\($0) \($1)" }.joined(separator: "  "))
          }
        }
      }
    }
  }

  /// Takes the redrawn line away before other text.
  mutating func clear() {
    if hasLine { terminal.err("\r\u{1B}[K") }
    hasLine = false
  }

  private mutating func line(_ text: String) {
    clear()
    terminal.err(text.printable(keeping: ["\n"]) + "\n")
  }

  private mutating func redraw(_ text: String) {
    terminal.err("\r\u{1B}[K" + String(text.printable().prefix(max(terminal.width - 1, 20))))
    hasLine = true
  }

  private mutating func show(_ progress: TrialProgress) {
    let name = verb.isEmpty ? "" : "\(verb)  "
    if let finished = progress.finished { line("\(name)run \(progress.done)/\(progress.of)  \(finished)") }
    let now = ContinuousClock.now
    let start = fitStart ?? now
    fitStart = start
    guard terminal.isInteractive, progress.done < progress.of else { return }
    let elapsed = (now - start) / .seconds(1)
    guard elapsed - lastRedraw > 0.1 || progress.finished != nil else { return }
    lastRedraw = elapsed
    let share = progress.share
    let left = share > 0 && elapsed > 0.5 ? "  \(duration(elapsed * (1 - share) / share)) left" : ""
    redraw("\(name)run \(progress.done + 1)/\(progress.of) \(bar(share))\(left)")
  }

  private mutating func show(_ progress: TrainingProgress) {
    if progress.isKept {
      doneBefore = Double(progress.epoch) / Double(max(progress.epochs, 1))
      return
    }
    let now = ContinuousClock.now
    let start = fitStart ?? now
    fitStart = start
    let digits = String(progress.epochs).count
    let epoch = String(progress.epoch)
    let name = "\(verb)  epoch \(String(repeating: " ", count: digits - epoch.count))\(epoch)/\(progress.epochs)"
    let accuracy = progress.accuracy.map { "  accuracy \(decimal($0, 4))" } ?? ""
    let numbers = "loss \(decimal(progress.loss, 4))\(accuracy)"
    if progress.isEpochEnd {
      var text = "\(name)  \(numbers)"
      if let loss = progress.validationLoss { text += "  val_loss \(decimal(loss, 4))" }
      if let accuracy = progress.validationAccuracy { text += "  val_accuracy \(decimal(accuracy, 4))" }
      line(text)
    } else if terminal.isInteractive {
      let share = Double(progress.batch) / Double(max(progress.batches, 1))
      let done = (Double(progress.epoch - 1) + share) / Double(max(progress.epochs, 1))
      let elapsed = (now - start) / .seconds(1)
      let own = done - doneBefore
      let left = own > 0 && elapsed > 0.5 ? "  \(duration(elapsed * (1 - done) / own)) left" : ""
      redraw("\(name) \(bar(share)) \(progress.batch)/\(progress.batches)  \(numbers)\(left)")
    }
  }
}

/// The last line of a training that an earlier run has done; nil where a step trains nothing.
private func keptTraining(_ step: PlannedStep, _ outcome: StepOutcome) -> String? {
  guard step.verb.name == "fit" else { return nil }
  for case .table(let table) in outcome.outputs {
    guard let last = table.rows.last else { continue }
    let numbers = zip(table.header, last).filter { $0.0 != "epoch" && !$0.1.isEmpty }.map { "\($0) \($1)" }
    return "\(step.id)  epoch \(last[0])  \(numbers.joined(separator: "  "))  (from the cache)"
  }
  return nil
}

/// Twenty characters, filled up to `share`.
func bar(_ share: Double) -> String {
  let filled = Int(min(max(share, 0), 1) * 20)
  return String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
}

/// `12 s`, `3 min 20 s`
func duration(_ seconds: Double) -> String {
  let whole = Int(seconds.rounded(.up))
  return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
}

/// An image of two pixels a character: upper and lower half blocks, ink where the value is above a half.
func halfBlocks(height: Int, width: Int, values: [Float]) -> String {
  func isInk(_ row: Int, _ column: Int) -> Bool { row < height && values[row * width + column] > 0.5 }
  return stride(from: 0, to: height, by: 2).map { row in
    let cells = (0..<width).map { column -> Character in
      switch (isInk(row, column), isInk(row + 1, column)) {
      case (true, true): "█"
      case (true, false): "▀"
      case (false, true): "▄"
      case (false, false): " "
      }
    }
    return String(cells)
  }.joined(separator: "\n")
}

private func describe(_ output: Output) -> String? {
  switch output {
  case .text(let text), .folded(_, let text), .sentence(let text), .remark(let text): return text
  case .figure(let figure): return "[figure \(figure.name)] \(figure.alternativeText)"
  case .table(let table):
    return PlainTable.text([table.header] + table.rows, isRight: table.alignments.map { $0 == .right })
  }
}
