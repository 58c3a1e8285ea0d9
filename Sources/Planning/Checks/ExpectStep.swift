import Engine
import Markdown
import Text

extension Checker {
  mutating func expect(_ step: StepSyntax) -> Action? {
    guard let name = step.operands.first else {
      _ = readOperands([], of: step)
      return nil
    }
    guard name.kind == .word, name.text.contains(".") else {
      report(
        Diagnostic(
          id: "not-a-value", at: name.range, "'expect' needs a step's value, not '\(source.text(name.range))'",
          hint: "write 'expect evaluate.accuracy >= 0.95'"))
      return nil
    }
    let value = value(name.text, at: name.range)
    guard step.operands.count > 1, step.operands[1].kind == .symbol,
      let comparison = Comparison(rawValue: step.operands[1].text == "==" ? "=" : step.operands[1].text)
    else {
      report(
        Diagnostic(
          id: "no-comparison", at: step.operands.dropFirst().range ?? name.range,
          "'expect' needs a comparison behind '\(name.text)'",
          hint: "write 'expect \(name.text) \(value?.1.kind == .integer ? "= 10" : ">= 0.95")'",
          notes: ["it compares with >=, <=, >, <, = and !="]))
      return nil
    }
    if value?.1.kind == .text {
      report(
        Diagnostic(
          id: "not-a-number", at: name.range, "'\(name.text)' is a text, and 'expect' compares numbers",
          notes: ["'[text](value:\(name.text))' shows it among the prose"]))
      return nil
    }
    let numberTokens = step.operands[2...]
    guard let number = Numbers.number(numberTokens) else {
      report(
        Diagnostic(
          id: "bad-value", at: numberTokens.range ?? step.operands[1].range,
          numberTokens.isEmpty
            ? "a number is missing at the end" : "'\(numberTokens.range.map(source.text) ?? "")' is no number",
          hint: "write 'expect \(name.text) \(comparison.rawValue) 0.95'"))
      return nil
    }
    guard let (id, entry) = value else { return nil }
    if entry.kind == .fraction, number > 1 {
      report(
        Diagnostic(
          id: "out-of-range", at: numberTokens.range,
          "'\(name.text)' lies between 0 and 1, so it cannot be compared with \(Words.number(number))",
          hint: number <= 100 ? "write \(Words.number(number / 100)) or \(Words.number(number)) %" : nil))
      return nil
    }
    return .expect(
      value: ValueName(step: id, key: entry.name), comparison: comparison, number: number,
      text: "\(id).\(entry.name) \(comparison.rawValue) \(numberTokens.text)")
  }

  /// The step and the catalogue's entry behind `evaluate.accuracy`; nil where there is none, which is reported. A step
  /// that is broken gives nil silently.
  mutating func value(_ text: String, at range: Range<Int>, inProse: Bool = false) -> (
    id: String, ValueCatalogue.Entry
  )? {
    guard let dot = text.lastIndex(of: ".") else {
      report(
        Diagnostic(
          id: "not-a-value", at: range, "'\(text)' names no value of a step", hint: "write it as in 'evaluate.accuracy'"
        ))
      return nil
    }
    let (id, key) = (self.id(named: String(text[..<dot])), String(text[text.index(after: dot)...]))
    guard let syntax = indices[id].map({ steps[$0] }) else {
      let verb = id.lastIndex(of: "-").flatMap { Int(id[id.index(after: $0)...]) == nil ? nil : id[..<$0] } ?? id[...]
      let isTold = Verb.named(String(verb)).map(meant.contains) == true
      if !isTold, scope.missingSteps.insert(id).inserted { report(unknownStep(id, key, range)) }
      return nil
    }
    if !inProse, syntax.range.lowerBound >= range.lowerBound {
      report(
        Diagnostic(
          id: "too-early", at: range, "'\(text)' is not known yet",
          notes: [
            "move this step below line \(source.line(of: syntax.headline.lowerBound)), where '\(id)' stands"
          ]))
      return nil
    }
    guard let verb = syntax.verb else { return nil }
    let entries = ValueCatalogue.entries(of: verb)
    guard let entry = entries.first(where: { Spelling.fold($0.name) == Spelling.fold(key) }) else {
      let nearest = Suggestion.nearest(key, among: entries.map(\.name))
      report(
        Diagnostic(
          id: "unknown-value", at: range, "'\(id)' has no value '\(key)'",
          hint: nearest.map { "did you mean '\(id).\($0)'?" },
          notes: nearest != nil
            ? []
            : [
              entries.isEmpty ? "'\(verb.rawValue)' has no values" : "its values are \(Words.list(entries.map(\.name)))"
            ]))
      return nil
    }
    guard let step = plannedIndices[id].map({ planned[$0] }) else { return nil }
    if let missing = unmet(entry, step.action) {
      report(Diagnostic(id: "unknown-value", at: range, "'\(id)' has no value '\(key)'", notes: [missing]))
      return nil
    }
    return (id, entry)
  }

  private func unmet(_ entry: ValueCatalogue.Entry, _ action: Action) -> String? {
    switch (entry.condition, action) {
    case (.dataset, .loadFile): return "only a data set such as mnist has it, a file has not"
    case (.validation, .fit(let fit)) where fit.validation == nil && fit.options.validationSplit == 0:
      return "it validates nothing: add 'validation_split: 0.1' or 'validation_data' to that step"
    case (let condition?, .predict(let predict)):
      if predict.into != nil { return "with 'as', a prediction makes an array and draws no answers" }
      if !predict.x.isOneSample, condition == .single || condition == .label {
        return "it is asked about several samples: pick one, as in x_test[0]"
      }
      if predict.label == nil, condition == .label || condition == .labelled {
        return "add 'label: \(predict.x.isOneSample ? "y_test[0]" : "y_test")' to that step"
      }
      return nil
    default: return nil
    }
  }

  private func unknownStep(_ id: String, _ key: String, _ range: Range<Int>) -> Diagnostic {
    if isFlooded { return Diagnostic(id: "unknown-step", at: range, "no step is called '\(id)'") }
    let ids = steps.filter { $0.verb.map { !ValueCatalogue.entries(of: $0).isEmpty } == true }.map(\.id)
    // `fit` where the only fit is called otherwise by its `as`.
    let renamed = Verb.named(id).flatMap { verb in steps.first { $0.verb == verb } }?.id
    let nearest = renamed ?? nearest(id, among: ids)
    let entries = nearest.flatMap { name in indices[name].flatMap { steps[$0].verb } }.map(ValueCatalogue.entries) ?? []
    let known = entries.first { Spelling.fold($0.name) == Spelling.fold(key) }?.name ?? key
    return Diagnostic(
      id: "unknown-step", at: range, "no step is called '\(id)'",
      hint: nearest.map { "did you mean '\($0).\(known)'?" },
      notes: nearest == nil && !ids.isEmpty ? ["steps with values: \(ids.joined(separator: ", "))"] : [])
  }

  /// The links to values, each looked up.
  mutating func links(_ links: [(name: String, range: Range<Int>)]) -> [ValueLink] {
    links.compactMap { name, range in
      value(name, at: range, inProse: true).map {
        ValueLink(value: ValueName(step: $0.id, key: $0.1.name), range: range)
      }
    }
  }
}
