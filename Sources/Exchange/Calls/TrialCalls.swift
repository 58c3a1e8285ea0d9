// Loops that try settings, as an exported lesson has them: a function that builds, trains and tests once, and a loop.

/// `def try_network(dense_1, seed): …`
struct TrialSketch {
  var parameters: [String]
  var body: [PythonStatement]
  var text: String

  init?(_ words: [PythonToken], _ body: [PythonStatement], _ text: String) {
    let names = words.filter { $0.kind == .name }.map { $0.text }
    guard names.count > 2, names[1].hasPrefix("try_"), names.last == "seed" else { return nil }
    (parameters, self.body, self.text) = (Array(names[2..<(names.count - 1)]), body, text)
  }

  /// `for units in [16, 64]: …`, with what a run is measured by.
  init(loop names: [String], _ body: [PythonStatement], _ text: String, measure: String?) {
    (parameters, self.body, self.text, ownMeasure) = (names, body, text, measure)
  }

  private var ownMeasure: String?

  /// `fit.val_accuracy` of the function's own words.
  private var measure: String? {
    if let ownMeasure { return ownMeasure }
    guard case .expression(.string(let text))? = body.first?.kind else { return nil }
    return text.split(separator: " ").first.map { String($0) }
  }

  /// The lines of the step; nil where its settings are no list for each name.
  func lines(_ settings: [PythonExpression], seeds: Int, of own: String? = nil, _ reader: KerasReader) -> (
    network: String, lines: [String]
  )? {
    var runs: [[TrialSetting]] = []
    var network = ""
    for setting in settings {
      guard let values = setting.elements?.dropFirst(), values.count == parameters.count,
        let run = self.run(Array(values), reader), let name = run.first(where: { $0.verb == "fit" })?.operands.first
      else { return nil }
      network = own ?? name
      runs.append(TrialSetting.all(run))
    }
    guard let first = runs.first, runs.allSatisfy({ $0.map { $0.name } == first.map { $0.name } }) else { return nil }
    let own = TrialSetting.all(
      ["build", "fit"].compactMap { verb in reader.lesson.steps.last { $0.verb == verb && $0.operands == [network] } })
    var axes: [(name: String, values: [String], all: [String])] = []
    for (place, setting) in first.enumerated() {
      let whole = runs.map { $0[place].value }
      let given = own.first { $0.name == setting.name }?.value ?? setting.value
      guard (whole + [given]).contains(where: { $0 != setting.value }) else { continue }
      guard let all = TrialSetting.differing(whole, given) else { return nil }
      guard let id = reader.lesson.id(ofLast: setting.verb, of: network) else { return nil }
      let values = all.enumerated().filter { all.firstIndex(of: $1) == $0 }.map { $1 }
      axes.append((id + "." + setting.key, values, all))
    }
    // What changes most seldom stands on top, what never changes below.
    func changes(_ all: [String]) -> Int {
      let count = zip(all, all.dropFirst()).count { $0 != $1 }
      return count == 0 ? Int.max : count
    }
    axes.sort { changes($0.all) < changes($1.all) }
    var size = runs.count
    let isGrid = axes.allSatisfy { axis in
      size /= axis.values.count
      return size > 0 && axis.all.enumerated().allSatisfy { $1 == axis.values[$0 / size % axis.values.count] }
    }
    let isPaired = !(isGrid && size == 1)
    guard !axes.isEmpty, !isPaired || axes.allSatisfy({ [1, runs.count].contains($0.values.count) }) else { return nil }
    var lines = axes.map { "\($0.name): " + $0.values.joined(separator: ", ") }
    if isPaired { lines.append("pairs: true") }
    if let measure, !measure.hasPrefix("fit") || !measure.hasSuffix(".val_accuracy") {
      lines.append("measure: \(measure)")
    }
    return (network, lines + ["seeds: \(seeds)"])
  }

  /// The steps of one run.
  private func run(_ values: [PythonExpression], _ reader: KerasReader) -> [ImportedLesson.Step]? {
    let given = zip(parameters, values).reduce(into: [String: PythonExpression]()) { $0[$1.0] = Self.made($1.1) }
    var inner = reader
    inner.lesson = ImportedLesson()
    for statement in body where !inner.understands(statement.substituting(given)) { return nil }
    return inner.lesson.steps
  }

  /// `lambda: (3, 3)`, which each run makes anew.
  private static func made(_ value: PythonExpression) -> PythonExpression {
    guard case .other(let text) = value, text.hasPrefix("lambda: "),
      case .expression(let inner)? = PythonParser.statements(String(text.dropFirst(8))).first?.kind
    else { return value }
    return inner
  }
}

/// What a step is set to, by the name that `try` has for it.
private struct TrialSetting {
  var verb: String
  var key: String
  var value: String
  var name: String { verb + "." + key }

  /// What holds where a step does not say it.
  private static let usual = ["optimizer": "adam", "batch_size": "32", "epochs": "1", "shuffle": "true"]

  /// Of `16 relu` and `64 relu` the numbers, which stand for the whole; nil where more than a word differs.
  static func differing(_ values: [String], _ own: String) -> [String]? {
    let words = (values + [own]).map { $0.split(separator: " ") }
    guard words[0].count > 1, words.allSatisfy({ $0.count == words[0].count }) else { return values }
    let places = words[0].indices.filter { place in words.contains { $0[place] != words[0][place] } }
    return places.count == 1 ? values.indices.map { String(words[$0][places[0]]) } : nil
  }

  static func all(_ steps: [ImportedLesson.Step]) -> [TrialSetting] {
    steps.flatMap { step -> [TrialSetting] in
      switch step.verb {
      case "build":
        var counts: [Substring: Int] = [:]
        return step.lines.filter { !$0.hasPrefix("input: ") }.map { line in
          let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: !line.hasPrefix(" "))
          counts[words[0], default: 0] += 1
          return TrialSetting(
            verb: "build", key: "\(words[0])_\(counts[words[0]] ?? 1)", value: words.count > 1 ? String(words[1]) : "")
        }
      case "fit":
        let said = step.lines.map { line in
          (String(line.prefix { $0 != ":" }), String(line.drop { $0 != ":" }.dropFirst(2)))
        }
        let unsaid = usual.filter { entry in !said.contains { $0.0 == entry.key } }.map { ($0.key, $0.value) }
        return (said + unsaid).sorted { $0.0 < $1.0 }.map { TrialSetting(verb: "fit", key: $0.0, value: $0.1) }
      default: return []
      }
    }
  }
}

extension KerasCall {
  /// `for units in [16, 64, 256]:` with a training in it: the first value's steps, and a step that tries all.
  static func triesEach(_ head: String, _ body: [PythonStatement], _ text: String, _ reader: inout KerasReader) -> Bool
  {
    guard body.contains(where: { $0.expressions.contains { $0.calledName == "fit" } }),
      case .expression(let words)? =
        PythonParser.statements(String(head.dropFirst("for ".count).prefix { $0 != ":" })).first?.kind,
      case .binary(let last, "in", let list) = words.elements?.last ?? words
    else { return false }
    let names = ((words.elements?.dropLast() ?? []) + [last]).flatMap { $0.elements ?? [$0] }.compactMap { $0.root }
    let settings = reader.known.elements(list).map { PythonExpression.tuple([.string("")] + ($0.elements ?? [$0])) }
    guard settings.count > 1,
      settings.allSatisfy({ $0.elements?.count == names.count + 1 && reader.known.isConstant($0) })
    else { return false }
    let first = zip(names, settings[0].elements?.dropFirst() ?? []).reduce(into: [:]) { $0[$1.0] = $1.1 }
    let count = reader.lesson.steps.count
    for statement in body where !reader.understands(statement.substituting(first)) { return false }
    guard let fit = reader.lesson.steps.dropFirst(count).last(where: { $0.verb == "fit" }) else { return false }
    let network = fit.operands[0]
    let isValidated = fit.lines.contains { $0.hasPrefix("validation_") }
    let isOfNumbers = fit.lines.contains { $0.hasPrefix("loss: mean_") }
    let value = isOfNumbers ? "loss" : "accuracy"
    let id = reader.lesson.id(ofLast: "fit", of: network).map { "\($0).\(isValidated ? "val_" : "")\(value)" }
    let sketch = TrialSketch(loop: names, body, text, measure: id)
    guard let (_, lines) = sketch.lines(settings, seeds: 1, of: network, reader) else { return false }
    return reader.step("try", [network], lines: lines)
  }

  /// `for words, *values in settings: runs = np.array([try_network(*values, seed) for seed in range(0, 3)])…`; nil for
  /// other loops.
  static func tries(_ head: [PythonToken], _ text: String, _ reader: inout KerasReader) -> Bool? {
    let words = PythonLexer.tokens(text)
    guard
      let sketch = words.lazy.compactMap({ [known = reader.known] word -> TrialSketch? in
        if case .trial(let sketch)? = known.names[word.text] { sketch } else { nil }
      }).first
    else { return nil }
    if let place = words.firstIndex(where: { $0.text == "range" }), words.count > place + 4,
      let first = Int(words[place + 2].text), let end = Int(words[place + 4].text), first < end,
      let list = head.last(where: { $0.kind == .name }), case .value(let settings)? = reader.known.names[list.text],
      let (network, lines) = sketch.lines(settings.elements ?? [], seeds: end - first, reader)
    {
      return reader.step("try", [network], lines: lines)
    }
    reader.lesson.add(python: sketch.text)
    return false
  }
}
