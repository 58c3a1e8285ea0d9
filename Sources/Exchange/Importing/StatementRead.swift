/// A statement that was understood, and what it did.
struct StatementRead {
  var text: String
  var place: String
  /// Among all that were read, in whose order remarks are listed.
  var number: Int
  /// What it gives a meaning to: `model`, and `model.compile` of what a network is compiled with.
  var gives: Set<String> = []
  /// Whether what these meant before is gone.
  var givesAnew = false
  var uses: Set<String> = []
  /// Whether no step stands for it: it is lost unless a step below uses what it gives.
  var isOnlyKnown = false
  /// Where it stands in the lesson: behind so many blocks, the last of which had so many steps.
  var blocks: Int
  var steps: Int
  /// The functions of the script's own that it was read through.
  var functions: [FunctionSketch] = []
}

extension KerasReader {
  /// Tells which arguments of calls that are understood no step says.
  mutating func tellWhatIsLeft(of statement: PythonStatement) {
    if case .compound = statement.kind { return }
    for call in statement.expressions {
      guard let signature = KerasSignature.of(call), let name = call.calledName else { continue }
      switch signature.receiver {
      case .any: break
      case .network: if known.network(call.receiver) == nil { continue }
      case .table: if call.receiver.flatMap({ TablePart.table($0, known) }) == nil { continue }
      }
      for words in signature.left(of: call, known) { remark("left out of '\(name)': \(words)") }
    }
  }

  /// Remembers what an understood statement did, and what it needs.
  mutating func keep(_ statement: PythonStatement, since before: ImportedLesson) {
    var read = StatementRead(
      text: statement.text, place: place(statement.line), number: number, blocks: before.blocks.count,
      steps: before.lastSteps, functions: seenThrough)
    let isWritten =
      before.seed != lesson.seed
      || before.blocks != lesson.blocks
        && before.blocks.filter { !$0.isPython } != lesson.blocks.filter { !$0.isPython }
    var used: [PythonExpression] = []
    switch statement.kind {
    case .assignment(let targets, let value):
      read.gives = Set(targets.flatMap { $0.elements ?? [$0] }.compactMap { $0.root })
      read.givesAnew = targets.allSatisfy { target in
        (target.elements ?? [target]).allSatisfy { if case .name = $0 { true } else { false } }
      }
      read.isOnlyKnown = !isWritten && read.gives.contains { isLostUnused($0) }
      used = value.all + (read.givesAnew ? [] : targets.flatMap { $0.all })
    case .augmented(let target, _, let value):
      read.gives = Set([target.root].compactMap { $0 })
      read.isOnlyKnown = !isWritten && read.gives.contains { isLostUnused($0) }
      used = target.all + value.all
    case .expression(let call):
      used = call.all
      if let root = call.receiver?.root, isChanged(root) {
        read.gives = [call.calledName == "compile" ? root + ".compile" : root]
        read.isOnlyKnown = !isWritten
      }
    case .compound: read.uses = Self.names(in: statement.text)
    case .imports, .other: return
    }
    for part in used {
      switch part {
      case .name(let name): read.uses.insert(name)
      case .other(let text): read.uses.formUnion(Self.names(in: text))
      case .call(.attribute(.name(let network), "fit"), _, _), .call(.attribute(.name(let network), "evaluate"), _, _):
        read.uses.insert(network + ".compile")
      default: break
      }
    }
    for function in seenThrough {
      read.uses.formUnion(Self.names(in: function.text))
      read.uses.formUnion(read.uses.map { $0 + ".compile" })
    }
    // What only shows a table or a network is no step of it.
    if !isWritten, !read.isOnlyKnown { read.uses = read.uses.filter { !isChanged($0) } }
    readings.append(read)
  }

  /// Steps that stood in the text already need what the code beside them does.
  mutating func keep(carried cell: Notebook.Cell) {
    var read = StatementRead(text: "", place: "", number: number, blocks: lesson.blocks.count, steps: 0)
    read.uses = Self.names(in: cell.text)
    readings.append(read)
  }

  /// All names in a text, each also as a network that is compiled.
  private static func names(in text: String) -> Set<String> {
    let names = PythonLexer.tokens(text).filter { $0.kind == .name }.map { $0.text }
    return Set(names + names.map { $0 + ".compile" })
  }

  /// Whether only a step that uses the name says what it stands for.
  private func isLostUnused(_ name: String) -> Bool {
    switch known.names[name] {
    case nil, .array?, .result?, .history?, .file?, .fileReader?, .trial?: false
    default: true
    }
  }

  /// Whether calls change what the name stands for.
  private func isChanged(_ name: String) -> Bool {
    switch known.names[name] {
    case .network?, .table?, .scaler?, .encoder?, .wordEncoder?: true
    default: false
    }
  }

  /// What was known of a name is no longer so, where a statement that is not understood gives it another meaning. Arrays
  /// stay: what changes them is listed, and steps below may be what is wanted.
  mutating func unlearn(_ statement: PythonStatement) {
    var names: [String] = []
    switch statement.kind {
    case .assignment(let targets, _): names = targets.flatMap { $0.elements ?? [$0] }.compactMap { $0.root }
    case .augmented(let target, _, _): names = [target.root].compactMap { $0 }
    case .expression(let call):
      if call.calledName == "add" || call.keyword("inplace") == .name("True"), let root = call.receiver?.root {
        names = [root]
      }
    default: break
    }
    for name in names {
      if case .array? = known.names[name] { continue }
      known.names[name] = nil
      known.strangers.insert(name)
    }
  }

  /// A function whose statements stand where it is called need not be shown.
  mutating func forget(_ function: FunctionSketch) {
    seenThrough.append(function)
    for index in lesson.blocks.indices.reversed() where lesson.blocks[index] == .python(function.text) {
      lesson.blocks.remove(at: index)
      for place in readings.indices where readings[place].blocks > index {
        readings[place].blocks -= 1
        if readings[place].blocks == index {
          readings[place].steps = index == 0 ? 0 : lesson.blocks[index - 1].stepCount
        }
      }
    }
    told.removeAll { $0.remark.words == Self.notUnderstood + function.text.prefix { $0 != "\n" } }
  }

  // MARK: At the end

  /// The lesson, with all that no step stands for as Python at its place.
  func finished() -> ImportedLesson {
    var (lesson, told) = (lesson, told)
    let lost = self.lost
    let numbers = Set(lost.map { $0.number })
    told.removeAll { numbers.contains($0.number) }
    for read in lost {
      let functions = read.functions.map { $0.text }.filter { !lesson.blocks.contains(.python($0)) }
      lesson.insert(
        python: (functions + [read.text]).joined(separator: "\n"), behind: read.blocks, steps: read.steps)
      let words = "no step uses it: " + read.text.prefix { $0 != "\n" }
      told.append((read.number, ImportedLesson.Remark(place: read.place, words: words)))
    }
    for case .table(let sketch) in known.names.values where !sketch.unsaid.isEmpty {
      let words =
        "left out of 'drop': \(sketch.unsaid.joined(separator: ", ")); "
        + "write the columns that stay below \"\(sketch.file)\", as in 'columns: length, width'"
      let place = readings.last { $0.gives.contains(sketch.features ?? "") }
      told.append((place?.number ?? number, ImportedLesson.Remark(place: place?.place ?? "", words: words)))
    }
    lesson.remarks = told.enumerated().sorted {
      ($0.element.number, $0.offset) < ($1.element.number, $1.offset)
    }.map { $0.element.remark }
    return lesson
  }

  /// What was understood, and no step needs; the last first.
  private var lost: [StatementRead] {
    var needed: Set<String> = []
    return readings.reversed().filter { read in
      // A part of an array that a step has taken out since.
      let isTaken = read.gives.contains { name in
        if case .array? = known.names[name] { true } else { false }
      }
      if read.isOnlyKnown, needed.isDisjoint(with: read.gives), !isTaken { return true }
      if read.givesAnew { needed.subtract(read.gives) }
      needed.formUnion(read.uses)
      return false
    }
  }
}

extension ImportedLesson.Block {
  fileprivate var isPython: Bool { if case .python = self { true } else { false } }

  /// How many steps stand in it.
  var stepCount: Int { if case .steps(let steps) = self { steps.count } else { 0 } }
}

extension ImportedLesson {
  fileprivate var lastSteps: Int { blocks.last?.stepCount ?? 0 }

  /// Python behind so many blocks, the last of which is parted behind so many steps.
  fileprivate mutating func insert(python: String, behind count: Int, steps: Int) {
    let place = min(count, blocks.count)
    if steps > 0, place > 0, case .steps(let all) = blocks[place - 1], steps < all.count {
      blocks[place - 1] = .steps(Array(all[..<steps]))
      blocks.insert(.steps(Array(all[steps...])), at: place)
    }
    blocks.insert(.python(python), at: place)
  }
}
