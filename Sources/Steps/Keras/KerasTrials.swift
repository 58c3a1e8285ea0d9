import Lesson

/// A step that tries settings as Python: a function that builds, trains and tests once, and a loop over the settings.
struct KerasTrials {
  private struct Parameter {
    var name: String
    /// By combination.
    var texts: [String]
    /// Whether it is an object, which each run needs anew.
    var isMade: Bool
  }

  private let design: TrialDesign
  /// Those that can run.
  private let combinations: [Int]
  private var parameters: [Parameter] = []
  private var lines: [String] = []

  static func write(_ step: PlannedStep, _ script: inout KerasScript) {
    guard let design = step.trials, let measure = design.measure else { return }
    var trials = KerasTrials(design)
    let names = [measure.name] + (design.test.map { [$0.name] } ?? [])
    guard let values = trials.read(step, names, &script) else {
      return script.lack(step, "'try' of settings that change more than a few words of Python")
    }
    trials.write(step, names, values, &script)
  }

  private init(_ design: TrialDesign) {
    self.design = design
    combinations = design.combinations.indices.filter { design.combinations[$0].problem == nil }
  }

  // MARK: The function

  /// The steps of a run, with a parameter wherever combinations differ.
  private mutating func read(_ step: PlannedStep, _ names: [ValueName], _ script: inout KerasScript) -> [String]? {
    var versions: [[String]] = []
    var values: [String] = []
    for index in combinations {
      let steps = design.combinations[index].steps.filter { $0.usesNetwork }
      let ids = Set(steps.map { $0.id })
      let isOfNetworks = design.varied.allSatisfy { place in
        ids.contains { "\($0).\(design.axes[place].key)" == design.axes[place].name }
      }
      guard isOfNetworks, script.keepsArrays(of: steps, until: step),
        let found = script.function(of: steps, giving: names)
      else { return nil }
      versions.append(Self.quiet(found.lines))
      values = found.values
    }
    guard let first = versions.first, versions.allSatisfy({ $0.count == first.count }) else { return nil }
    for row in first.indices {
      guard let line = line(versions.map { $0[row] }) else { return nil }
      lines.append(line)
    }
    return values
  }

  private mutating func line(_ versions: [String]) -> String? {
    guard let first = versions.first, versions.contains(where: { $0 != first }) else { return versions.first }
    let parts = versions.map { Self.parts($0) }
    let shortest = parts.map { $0.count }.min() ?? 0
    let start = (0..<shortest).first { place in parts.contains { $0[place] != parts[0][place] } } ?? shortest
    let end =
      (0..<(shortest - start)).first { place in
        parts.contains { $0[$0.count - 1 - place] != parts[0][parts[0].count - 1 - place] }
      } ?? (shortest - start)
    let texts = parts.map { $0[start..<($0.count - end)].joined() }
    guard texts.allSatisfy({ Self.isExpression($0) }), let name = name(of: texts, behind: parts[0][..<start]) else {
      return nil
    }
    let parameter = Parameter(name: name, texts: texts, isMade: texts.contains { $0.utf8.contains(UInt8(ascii: "(")) })
    if let known = parameters.first(where: { $0.name == name }) {
      guard known.texts == texts else { return nil }
    } else {
      parameters.append(parameter)
    }
    let rest = parts[0][(parts[0].count - end)...]
    return parts[0][..<start].joined() + name + (parameter.isMade ? "()" : "") + rest.joined()
  }

  /// The setting that they follow from; else the argument whose values they are.
  private func name(of texts: [String], behind parts: ArraySlice<String>) -> String? {
    let axes = design.varied.filter { place in
      var known: [String: String] = [:]
      for (index, text) in zip(combinations, texts) {
        let value = design.combinations[index].values[place]
        if let other = known[value], other != text { return false }
        known[value] = text
      }
      return true
    }
    let same = axes.first { place in
      zip(combinations, texts).allSatisfy { design.combinations[$0].values[place] == $1 }
    }
    if let axis = same ?? axes.first { return KerasScript.identifier(design.axes[axis].key) }
    guard parts.last == "=", let argument = parts.dropLast().last else { return nil }
    return KerasScript.identifier(argument)
  }

  /// Training without a line for every epoch.
  private static func quiet(_ lines: [String]) -> [String] {
    var lines = lines
    var isFit = false
    for (index, line) in lines.enumerated().reversed() {
      if line == ")" { isFit = lines[..<index].last { !$0.hasPrefix(" ") }?.hasSuffix(".fit(") ?? false }
      if line == ")", isFit { lines.insert("    verbose=0,", at: index) }
    }
    return lines
  }

  private static func parts(_ line: String) -> [String] {
    var parts: [String] = []
    var word = ""
    for character in line {
      guard "()[],=: ".contains(character) else {
        word.append(character)
        continue
      }
      if !word.isEmpty { parts.append(word) }
      word = ""
      parts.append(String(character))
    }
    return word.isEmpty ? parts : parts + [word]
  }

  /// Whether it can be handed to a function as it is.
  private static func isExpression(_ text: String) -> Bool {
    var depth = 0
    for character in text {
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      if depth < 0 || depth == 0 && ",=".contains(character) { return false }
    }
    return depth == 0 && !text.isEmpty
  }

  // MARK: The loop

  private func write(_ step: PlannedStep, _ names: [ValueName], _ values: [String], _ script: inout KerasScript) {
    script.use(.keras, .numpy)
    let network = combinations.first.flatMap { index in
      design.combinations[index].steps.first { $0.id == design.fit }?.network
    }
    let function = KerasScript.identifier("try_" + (network ?? "network"))
    let arguments = parameters.map { $0.name } + ["seed"]
    let told = names.map { "\($0.step).\($0.key)" }.joined(separator: " and ")
    script.write("def \(function)(\(arguments.joined(separator: ", "))):")
    script.write("    \"\"\"\(told) of one run.\"\"\"\n    keras.utils.set_random_seed(seed)")
    for line in lines { script.write("    " + line) }
    script.write("    return \(values.joined(separator: ", "))\n\n\nsettings = [")
    for (place, index) in combinations.enumerated() {
      let own = parameters.map { ($0.isMade ? "lambda: " : "") + $0.texts[place] }
      script.write("    (\(([KerasScript.quoted(design.words(index))] + own).joined(separator: ", "))),")
    }
    script.write("]")
    let results = script.variable("results", of: step)
    let (first, count) = (design.seeds.first ?? 0, design.seeds.count)
    script.write("\(results) = []\nfor words, *values in settings:")
    let seeds = "range(\(first), \(first &+ UInt64(count)))"
    script.write("    runs = np.array([\(function)(*values, seed) for seed in \(seeds)]).reshape(\(count), -1)")
    let spread = count > 1 ? "runs[:, 0].std(ddof=1), " : ""
    script.write("    \(results).append((*runs.mean(axis=0), \(spread)words))")
    let isBetterHigh = design.measure?.isBetterHigh ?? true
    script.write("\(results).sort(key=lambda result: result[0]\(isBetterHigh ? ", reverse=True" : ""))")
    script.write("for result in \(results):\n    print(*result)")
    script.note("best", of: step, "\(results)[0][0]")
    script.note("best_setting", of: step, "\(results)[0][-1]")
    script.note("spread", of: step, "\(results)[0][-2]")
    script.note("runs", of: step, "len(\(results)) * \(count)")
  }
}

extension PlannedStep {
  /// Whether it builds, changes or asks a network.
  fileprivate var usesNetwork: Bool {
    (effects.writes + effects.reads + effects.changes).contains { if case .network = $0 { true } else { false } }
  }
}
