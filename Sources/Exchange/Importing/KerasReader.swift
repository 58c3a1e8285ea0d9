/// Turns the statements of a tutorial with Keras, NumPy and Matplotlib into steps, one after the other; what each name
/// holds is known from those before. What calls and assignments become stands with them, in `KerasCall` and
/// `KerasAssignment`.
struct KerasReader {
  var lesson = ImportedLesson()
  var known = KerasKnowledge()
  var models: [String: ModelSketch] = [:]
  var fits = 0
  var plotted: Set<String> = []
  /// A title that was said before its figure.
  var title: String?
  /// The names of a table's columns, where it can be read.
  let header: (String) -> [String]?
  /// Whether the branch that stands behind `else` holds, of a question that is answered here.
  private var otherBranchHolds: Bool?
  var place: (Int) -> String = { "line \($0)" }
  /// Of the statement that is read.
  private var line = 0
  /// Which it is of all, and the functions that it was read through.
  private(set) var number = 0
  var seenThrough: [FunctionSketch] = []
  var readings: [StatementRead] = []
  var told: [(number: Int, remark: ImportedLesson.Remark)] = []
  /// Names of modules that no lesson knows, and of what was taken from them.
  private var foreign: Set<String> = []

  init(header: @escaping (String) -> [String]? = { _ in nil }) { self.header = header }

  /// Reads a cell.
  mutating func read(_ cell: Notebook.Cell) {
    guard cell.isCode else { return lesson.add(prose: cell.text) }
    (place, title) = ({ cell.place(of: $0) }, nil)
    if let steps = cell.steps { return take(steps, of: cell) }
    let start = lesson.blocks.count
    // `%%bash` and the like: no Python.
    if cell.text.hasPrefix("%%"), !["%%time", "%%capture", "%%timeit"].contains(where: { cell.text.hasPrefix($0) }) {
      lesson.add(python: cell.text)
      line = cell.firstLine
      return remark(Self.notUnderstood + cell.text.prefix { $0 != "\n" })
    }
    follow(PythonParser.statements(cell.text, firstLine: cell.firstLine))
    // A cell's steps stand in a block of their own.
    if lesson.blocks.count > start { lesson.blocks.append(.prose("")) }
  }

  /// Reads statements one after the other; those that are not understood stay.
  private mutating func follow(_ statements: [PythonStatement], depth: Int = 0) {
    for statement in statements {
      if depth < 4, let inner = inner(statement) {
        let own = place
        if case .expression(let call) = statement.kind, let function = known.function(call) { place = function.place }
        follow(inner, depth: depth + 1)
        place = own
        continue
      }
      if case .expression(.string(let text)) = statement.kind {
        lesson.add(prose: text)
        continue
      }
      number += 1
      seenThrough = []
      let before = self
      if understands(statement) {
        keep(statement, since: before.lesson)
        continue
      }
      // Nothing of a step that was half understood.
      self = before
      lesson.add(python: statement.text)
      line = statement.line
      remark(Self.notUnderstood + statement.text.prefix { $0 != "\n" })
      unlearn(statement)
      // Where it is called, its statements may be.
      if let function = FunctionSketch(statement, place: place),
        let name = PythonLexer.tokens(statement.text).dropFirst().first
      {
        known.names[name.text] = .function(function)
      }
    }
  }

  static let notUnderstood = "not understood: "

  /// What stands in the place of a statement: the body of `if __name__ == "__main__":`, or of the function that it calls.
  private mutating func inner(_ statement: PythonStatement) -> [PythonStatement]? {
    switch statement.kind {
    case .compound("if", let head, let body) where PythonLexer.tokens(head).contains { $0.text == "__name__" }:
      return body
    case .expression(let call):
      guard let function = known.function(call), let body = function.statements(of: call, for: nil)?.body else {
        return nil
      }
      forget(function)
      return body
    default: return nil
    }
  }

  /// The steps stand as they were; the code only tells those below what its names hold.
  private mutating func take(_ steps: [String], of cell: Notebook.Cell) {
    keep(carried: cell)
    let (before, known) = ((lesson, told, readings), Set(models.keys))
    for statement in PythonParser.statements(cell.text, firstLine: cell.firstLine) {
      let earlier = self
      if !understands(statement) { self = earlier }
    }
    (lesson, told, readings) = before
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
    let remark = ImportedLesson.Remark(place: place(line), words: words)
    let own = told.reversed().prefix { $0.number == number }
    if !own.contains(where: { $0.remark == remark }) { told.append((number, remark)) }
  }

  /// Writes a step, and says that what it is of is understood.
  @discardableResult
  mutating func step(
    _ verb: String, _ operands: [String], _ joint: String = "", _ names: [String] = [], lines: [String] = [],
    joins: Bool = false
  ) -> Bool {
    var step = ImportedLesson.Step(verb: verb, operands: operands, joint: joint, names: names, lines: lines)
    if let title, KerasCall.captioned.contains(verb) { step.lines.append("caption: \(title)") }
    if KerasCall.figures.contains(verb) { title = nil }
    // Arrays that are printed one behind the other.
    if verb == "print", let last = lesson.lastStep, last.verb == verb, last.lines == lines {
      return lesson.changeLast(verb) { $0.operands += last.operands.contains(operands[0]) ? [] : operands }
    }
    lesson.add(step, joins: joins)
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

  mutating func understands(_ statement: PythonStatement) -> Bool {
    line = statement.line
    guard foreign.isEmpty || !statement.expressions.contains(where: { $0.root.map { foreign.contains($0) } ?? false })
    else { return false }
    guard takes(statement) else { return false }
    line = statement.line
    tellWhatIsLeft(of: statement)
    return true
  }

  private mutating func takes(_ statement: PythonStatement) -> Bool {
    switch statement.kind {
    case .imports:
      foreign.formUnion(ForeignModules.names(importedBy: statement.text))
      return true
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
    if let function = known.function(value) {
      guard let (body, returned) = function.statements(of: value, for: target), let returned else { return false }
      let own = place
      place = function.place
      defer { place = own }
      guard performs(body) else { return false }
      forget(function)
      return returned == target || assigns(target, returned)
    }
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
    if known.network(expression.receiver) != nil || expression.keyword("inplace") == .name("True") { return false }
    if let fit = known.history(in: expression) { return plot(fit) }
    // A function of the notebook's own that draws what is there; whether values are missing, which `load` tells.
    if case .call(.name(let function), let arguments, _) = expression, known.names[function] == nil,
      arguments.contains(where: { known.holdsResult($0) }), arguments.allSatisfy({ known.isResult($0) })
    {
      return true
    }
    return expression.all.contains { ["isnull", "isna"].contains($0.calledName ?? "") } || known.isDrawing(expression)
  }

  /// `assert accuracy >= 0.9, "expected evaluate.accuracy >= 0.9"`, as an exported lesson has it.
  private mutating func expects(_ text: String) -> Bool {
    if Self.idle.contains(where: { text.hasPrefix($0) }) { return true }
    guard text.hasPrefix("assert "), let message = PythonLexer.tokens(text).last(where: { $0.kind == .string })?.text,
      message.hasPrefix("expected ")
    else { return false }
    return step("expect", [String(message.dropFirst("expected ".count))])
  }

  /// What changes nothing for a lesson.
  private static let idle = [
    "%matplotlib", "%config", "%load_ext", "%reload_ext", "%autoreload", "%tensorboard", "%pip", "!pip", "%%time",
    "%%capture", "!nvidia-smi", "del ", "pass",
  ]

  private mutating func understands(
    _ keyword: String, _ head: String, _ body: [PythonStatement], _ statement: PythonStatement
  ) -> Bool {
    let words = PythonLexer.tokens(head)
    switch keyword {
    case "def", "class":
      guard words.count > 1 else { return false }
      if Self.exported.contains(words[1].text) { return true }
      if let trial = TrialSketch(words, body, statement.text) { return name(words[1].text, .trial(trial)) }
      guard statement.expressions.contains(where: { $0.calledName == "frombuffer" }) else { return false }
      known.names[words[1].text] = .fileReader
      return true
    case "with":
      if words.contains(where: { $0.text == "printoptions" }) { return KerasCall.prints(body, words, &self) }
      return KerasAssignment.reads(words, body, &self)
    case "for":
      if let isTried = KerasCall.tries(words, statement.text, &self) { return isTried }
      let before = self
      if KerasCall.triesEach(head, body, statement.text, &self) { return true }
      self = before
      return KerasCall.draws(words, body, &self)
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
