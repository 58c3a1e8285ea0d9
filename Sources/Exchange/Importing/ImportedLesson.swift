/// A lesson as it is put together from a notebook: prose, steps, and what stays Python.
package struct ImportedLesson {
  struct Step: Equatable {
    var verb: String
    var operands: [String]
    /// `on x, y`, `as y_cat`, `to (-1, 784)`: the words in between, and what stands behind them.
    var joint = ""
    var names: [String] = []
    /// Lines below it: settings, layers.
    var lines: [String] = []

    var text: String {
      var head = ([verb] + (operands.isEmpty ? [] : [operands.joined(separator: ", ")])).joined(separator: " ")
      if !joint.isEmpty { head += " \(joint) " + names.joined(separator: ", ") }
      return ([head] + lines.map { "  " + $0 }).joined(separator: "\n")
    }
  }

  enum Block: Equatable {
    case prose(String)
    case steps([Step])
    /// Steps as a lesson had them that was exported.
    case written([String])
    case python(String)
  }

  /// What stays Python, or was left out of a step, by the line or cell that it comes from.
  package struct Remark: Equatable {
    package var place: String
    package var words: String
  }

  var blocks: [Block] = []
  /// Of random numbers, where the notebook says one.
  var seed: UInt64?
  package var remarks: [Remark] = []
  /// Why it is no use, where none of its Python becomes a step.
  package var problem: Problem?

  mutating func add(prose: String) {
    if !prose.trimmed.isEmpty { blocks.append(.prose(prose.trimmed)) }
  }

  mutating func add(python: String) { blocks.append(.python(python)) }

  /// Lines right below one another stay in one block.
  mutating func joinPython() {
    var joined: [Block] = []
    var lines: [String] = []
    for block in blocks + [.prose("")] {
      if case .python(let text) = block {
        lines.append(text)
        continue
      }
      if !lines.isEmpty { joined.append(.python(lines.joined(separator: "\n"))) }
      lines = []
      joined.append(block)
    }
    blocks = joined
  }

  /// Steps below one another stay in one block.
  mutating func add(written steps: [String]) {
    if case .written(let before)? = blocks.last {
      blocks[blocks.count - 1] = .written(before + steps)
    } else {
      blocks.append(.written(steps))
    }
  }

  var steps: [Step] {
    blocks.flatMap { block -> [Step] in if case .steps(let steps) = block { steps } else { [] } }
  }

  /// The step above, where nothing stands in between.
  var lastStep: Step? { if case .steps(let steps)? = blocks.last { steps.last } else { nil } }

  /// The file with numbers whose rows an array holds, as the lesson reads it.
  func file(of array: String) -> String? {
    let step = steps.first { $0.verb == "load" && $0.names == [array] && $0.lines.isEmpty }
    guard let text = step?.operands.first,
      [".csv", ".txt", ".data", ".tsv"].contains(where: { text.hasSuffix($0 + "\"") })
    else { return nil }
    return String(text.dropFirst().dropLast())
  }

  mutating func rename(_ array: String, to name: String) {
    blocks = blocks.map { block in
      guard case .steps(let steps) = block else { return block }
      return .steps(
        steps.map { step in
          var step = step
          step.names = step.names.map { $0 == array ? name : $0 }
          step.operands = step.operands.map { $0 == array ? name : $0 }
          return step
        })
    }
  }

  /// How often a network of that name is built, or of that name with a number behind it.
  func count(ofBuilds name: String) -> Int {
    steps.count { step in
      step.verb == "build"
        && step.operands.first.map {
          $0 == name || $0.hasPrefix(name + "_") && Int($0.dropFirst(name.count + 1)) != nil
        } ?? false
    }
  }

  /// How other steps call the last step of that verb and network: `fit-2`.
  func id(ofLast verb: String, of network: String) -> String? {
    let heads = blocks.flatMap { block -> [String] in
      switch block {
      case .steps(let steps): steps.map { $0.text }
      case .written(let lines): lines
      case .prose, .python: []
      }
    }.map { $0.split { " ,\n".contains($0) } }.filter { $0.first.map { $0 == verb } ?? false }
    guard let place = heads.lastIndex(where: { $0.count > 1 && $0[1] == network }) else { return nil }
    if let name = heads[place].firstIndex(of: "as").map({ heads[place][$0 + 1] }) { return String(name) }
    return place == 0 ? verb : "\(verb)-\(place + 1)"
  }

  /// Changes the last step of that verb in the block that is written; false where there is none.
  @discardableResult
  mutating func changeLast(
    _ verb: String, where isMeant: (Step) -> Bool = { _ in true }, _ change: (inout Step) -> Void
  ) -> Bool {
    guard case .steps(var steps)? = blocks.last,
      let place = steps.lastIndex(where: { $0.verb == verb && isMeant($0) })
    else { return false }
    change(&steps[place])
    blocks[blocks.count - 1] = .steps(steps)
    return true
  }

  /// Changes the first step of all that is meant; false where there is none.
  mutating func changeFirst(where isMeant: (Step) -> Bool, _ change: (inout Step) -> Void) -> Bool {
    for (index, block) in blocks.enumerated() {
      guard case .steps(var steps) = block, let place = steps.firstIndex(where: isMeant) else { continue }
      change(&steps[place])
      blocks[index] = .steps(steps)
      return true
    }
    return false
  }

  /// Several arrays that are changed alike are changed by one step.
  mutating func add(_ step: Step, joins: Bool = false) {
    guard case .steps(var steps)? = blocks.last else { return blocks.append(.steps([step])) }
    if joins, let place = Self.place(for: step, in: steps) {
      steps[place].operands += step.operands
      if step.verb == "split" { steps[place].names += step.names }
    } else {
      steps.append(step)
    }
    blocks[blocks.count - 1] = .steps(steps)
  }

  /// The step that does the same to others, with nothing behind it that touches the array.
  private static func place(for step: Step, in steps: [Step]) -> Int? {
    for (place, other) in steps.enumerated().reversed() {
      let isAlike =
        other.verb == step.verb && other.joint == step.joint && other.lines == step.lines
        && (step.verb == "split" || other.names == step.names)
      if isAlike { return other.operands.contains { step.operands.contains($0) } ? nil : place }
      let touched = other.operands + other.names
      if touched.contains(where: { step.operands.contains($0) }) { return nil }
    }
    return nil
  }

  /// Takes out predictions that only prints and drawings used, which other steps stand for now.
  mutating func dropUnusedAnswers() {
    let steps = self.steps
    let written = blocks.flatMap { block -> [String] in if case .written(let lines) = block { lines } else { [] } }
    func words(_ line: String) -> [Substring] { line.split { !$0.isLetter && !$0.isNumber && $0 != "_" } }
    func isUnused(_ step: Step) -> Bool {
      guard step.verb == "predict", let name = step.names.first?.split(separator: " ").last, step.names[0] != name
      else { return false }
      let isWritten = written.contains { words($0).contains(name) }
      return !isWritten
        && !steps.contains { other in
          other != step
            && (other.operands + other.names + other.lines).contains { words($0).contains(name) }
        }
    }
    blocks = blocks.map { block in
      if case .steps(let steps) = block { .steps(steps.filter { !isUnused($0) }) } else { block }
    }
  }

  package var text: String {
    let parts = blocks.map { block -> String in
      switch block {
      case .prose(let text): text
      case .written(let lines): "```step\n" + lines.joined(separator: "\n") + "\n```"
      case .steps(let steps): "```step\n" + steps.map { $0.text }.joined(separator: "\n") + "\n```"
      case .python(let text): "```python\n" + text + "\n```"
      }
    }
    let head = seed.map { $0 == 0 ? [] : ["---\nseed: \($0)\n---"] } ?? []
    return (head + parts).joined(separator: "\n\n") + "\n"
  }
}
