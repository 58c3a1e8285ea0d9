/// Turns the statements of a tutorial with Keras, NumPy and Matplotlib into steps, one after the other; what each name
/// holds is known from those before. What calls and assignments become stands with them, in `KerasCall` and
/// `KerasAssignment`.
struct KerasReader {
  var lesson = ImportedLesson()
  var known = KerasKnowledge()
  var models: [String: ModelSketch] = [:]
  var fits = 0
  var plotted: Set<String> = []
  /// Whether the branch that stands behind `else` holds, of a question that is answered here.
  private var otherBranchHolds: Bool?
  private var place: (Int) -> String = { "line \($0)" }
  /// Of the statement that is read.
  private var line = 0

  /// Reads a cell.
  mutating func read(_ cell: Notebook.Cell) {
    guard cell.isCode else { return lesson.add(prose: cell.text) }
    place = { cell.place(of: $0) }
    if let steps = cell.steps { return take(steps, of: cell) }
    let start = lesson.blocks.count
    for statement in PythonParser.statements(cell.text, firstLine: cell.firstLine) {
      let before = self
      if !understands(statement) {
        // Nothing of a step that was half understood.
        let remarks = lesson.remarks
        self = before
        lesson.remarks = remarks
        lesson.add(python: statement.text)
        line = statement.line
        remark("not understood: \(statement.text.split(separator: "\n").first ?? "")")
      }
    }
    // A cell's steps stand in a block of their own.
    if lesson.blocks.count > start { lesson.blocks.append(.prose("")) }
  }

  /// The steps stand as they were; the code only tells those below what its names hold.
  private mutating func take(_ steps: [String], of cell: Notebook.Cell) {
    let (before, known) = (lesson, Set(models.keys))
    for statement in PythonParser.statements(cell.text, firstLine: cell.firstLine) {
      let earlier = self
      if !understands(statement) { self = earlier }
    }
    lesson = before
    for name in models.keys where !known.contains(name) { models[name]?.isBuilt = true }
    lesson.add(written: steps)
    for line in steps where !line.hasPrefix(" ") {
      let words = line.split(separator: " ")
      guard let place = words.lastIndex(of: "as") else { continue }
      for name in words[(place + 1)...].prefix(while: { $0 != "#" }) {
        let name = String(name.filter { $0 != "," })
        if self.known.names[name] == nil { self.known.names[name] = .array(name) }
      }
    }
  }

  // MARK: What calls and assignments do

  mutating func remark(_ words: String) {
    lesson.remarks.append(ImportedLesson.Remark(place: place(line), words: words))
  }

  /// Writes a step, and says that what it is of is understood.
  @discardableResult
  mutating func step(
    _ verb: String, _ operands: [String], _ joint: String = "", _ names: [String] = [], lines: [String] = [],
    joins: Bool = false
  ) -> Bool {
    let step = ImportedLesson.Step(verb: verb, operands: operands, joint: joint, names: names, lines: lines)
    if verb != "print" || lesson.lastStep != step { lesson.add(step, joins: joins) }
    return true
  }

  /// Remembers what a name stands for, and says that it is understood.
  @discardableResult
  mutating func name(_ name: String, _ meaning: KerasKnowledge.Meaning) -> Bool {
    known.names[name] = meaning
    return true
  }

  /// Writes the step that builds a network, before the first that needs it.
  mutating func build(_ name: String) -> Bool {
    guard var sketch = models[name], sketch.unknown == nil, !sketch.lines.isEmpty else { return false }
    guard !sketch.isBuilt else { return true }
    sketch.isBuilt = true
    models[name] = sketch
    let input = sketch.input.map { ["input: " + $0.map { "\($0)" }.joined(separator: "x")] } ?? []
    return step("build", [name], lines: input + sketch.lines)
  }

  /// The step that plots a training, once.
  mutating func plot(_ fit: String) -> Bool { plotted.insert(fit).inserted ? step("plot", [fit]) : true }

  // MARK: Statements

  private mutating func understands(_ statement: PythonStatement) -> Bool {
    line = statement.line
    switch statement.kind {
    case .imports: return true
    case .other: return expects(statement.text)
    case .assignment(let targets, let value):
      for target in targets.reversed() where !assigns(target, value) { return false }
      return true
    case .augmented(let target, let sign, let value): return assigns(target, .binary(target, sign, value))
    case .expression(let expression): return performs(expression)
    case .compound(let keyword, let head, let body): return understands(keyword, head, body, statement)
    }
  }

  mutating func assigns(_ target: PythonExpression, _ value: PythonExpression) -> Bool {
    for assignment in KerasAssignment.all {
      if let isUnderstood = assignment.read(target, value, &self) { return isUnderstood }
    }
    return false
  }

  mutating func performs(_ expression: PythonExpression) -> Bool {
    switch expression {
    case .string, .number: return true
    case .tuple(let parts):
      for part in parts where !KerasCall.prints(part, &self) { return false }
      return true
    case .attribute, .name, .subscripted: return KerasCall.prints(expression, &self)
    case .call: break
    default: return known.isResult(expression)
    }
    for call in KerasCall.named[expression.calledName ?? ""] ?? [] {
      if let isUnderstood = call.read(expression, &self) { return isUnderstood }
    }
    if known.network(expression.receiver) != nil { return false }
    if let fit = known.history(in: expression) { return plot(fit) }
    // A function of the notebook's own that draws what is there; whether values are missing, which `load` tells.
    if case .call(.name(let function), let arguments, _) = expression, known.names[function] == nil,
      !arguments.isEmpty, arguments.allSatisfy({ known.isResult($0) })
    {
      return true
    }
    return expression.all.contains { ["isnull", "isna"].contains($0.calledName ?? "") } || known.isDrawing(expression)
  }

  /// `assert accuracy >= 0.9, "expected evaluate.accuracy >= 0.9"`, as an exported lesson has it.
  private mutating func expects(_ text: String) -> Bool {
    if ["%matplotlib", "%config", "%load_ext", "del ", "pass"].contains(where: { text.hasPrefix($0) }) { return true }
    guard text.hasPrefix("assert "), let message = PythonLexer.tokens(text).last(where: { $0.kind == .string })?.text,
      message.hasPrefix("expected ")
    else { return false }
    return step("expect", [String(message.dropFirst("expected ".count))])
  }

  private mutating func understands(
    _ keyword: String, _ head: String, _ body: [PythonStatement], _ statement: PythonStatement
  ) -> Bool {
    let words = PythonLexer.tokens(head)
    switch keyword {
    case "def", "class":
      guard words.count > 1 else { return false }
      if Self.exported.contains(words[1].text) { return true }
      guard statement.expressions.contains(where: { $0.calledName == "frombuffer" }) else { return false }
      known.names[words[1].text] = .fileReader
      return true
    case "with":
      if words.contains(where: { $0.text == "printoptions" }) { return KerasCall.prints(body, words, &self) }
      return KerasAssignment.reads(words, body, &self)
    case "for": return KerasCall.draws(words, body, &self)
    case "if" where words.contains { $0.text == "image_data_format" }:
      // Images have their channels at the end.
      let isFirst = words.contains { $0.text == "channels_first" } != words.contains { $0.text == "!=" }
      otherBranchHolds = isFirst
      return isFirst || performs(body)
    case "else":
      guard let holds = otherBranchHolds else { return false }
      otherBranchHolds = nil
      return !holds || performs(body)
    case "if":
      // `if outputs.shape[1] == 1:` and the like, about what only drawings use.
      if head.hasSuffix(".shape[1] == 1:") { return true }
      return body.allSatisfy { known.isDrawing($0) } && !body.isEmpty
    default: return false
    }
  }

  private mutating func performs(_ body: [PythonStatement]) -> Bool {
    for statement in body where !understands(statement) { return false }
    return true
  }

  /// Functions that an exported lesson brings along.
  private static let exported: Set<String> = [
    "read_idx", "load_npz", "cut_out_digit", "show_images", "show_predictions", "plot_history", "predict_classes",
    "augment", "wilson", "TimeLimit", "load_safetensors", "show_weights", "errors", "find_pictures", "load_pictures",
  ]
}
