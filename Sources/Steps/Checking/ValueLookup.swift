import Text
import Lesson
import Markdown

/// Values of steps, looked up by the names that the prose and `expect` write.
enum ValueLookup {
  /// The step and the catalogue's entry behind `evaluate.accuracy`; nil where there is none, which is reported. A step
  /// that is broken gives nil silently.
  static func value(
    _ text: String, at range: Range<Int>, inProse: Bool = false, _ checker: inout Checker
  ) -> (id: String, value: ValueDoc)? {
    guard let dot = text.lastIndex(of: ".") else {
      checker.report(
        Diagnostic(
          id: .notAValue, at: range, "'\(text)' names no value of a step", hint: "write it as in 'evaluate.accuracy'"
        ))
      return nil
    }
    let (id, key) = (checker.id(named: String(text[..<dot])), String(text[text.index(after: dot)...]))
    guard let syntax = checker.indices[id].map({ checker.steps[$0] }) else {
      let verb = id.lastIndex(of: "-").flatMap { Int(id[id.index(after: $0)...]) == nil ? nil : id[..<$0] } ?? id[...]
      let isTold = Verb.named(String(verb)).map { checker.meant.contains($0.name) } == true
      if !isTold, checker.scope.missingSteps.insert(id).inserted {
        checker.report(unknownStep(id, key: key, at: range, checker))
      }
      return nil
    }
    if !inProse, syntax.range.lowerBound >= range.lowerBound {
      checker.report(
        Diagnostic(
          id: .tooEarly, at: range, "'\(text)' is not known yet",
          notes: [
            "move this step below line \(checker.source.line(of: syntax.headline.lowerBound)), where '\(id)' stands"
          ]))
      return nil
    }
    guard let verb = syntax.verb else { return nil }
    let names = verb.values.map { $0.name }
    guard let value = verb.value(named: key) else {
      let nearest = Suggestion.nearest(key, among: names)
      checker.report(
        Diagnostic(
          id: .unknownValue, at: range, "'\(id)' has no value '\(key)'",
          hint: nearest.map { "did you mean '\(id).\($0)'?" },
          notes: nearest != nil
            ? []
            : [
              names.isEmpty ? "'\(verb.name)' has no values" : "its values are \(Words.list(names))"
            ]))
      return nil
    }
    guard let step = checker.plannedIndices[id].map({ checker.planned[$0] }) else { return nil }
    if let missing = step.verb.lacks(value.name, step) {
      checker.report(Diagnostic(id: .unknownValue, at: range, "'\(id)' has no value '\(key)'", notes: [missing]))
      return nil
    }
    return (id, value)
  }

  private static func unknownStep(_ id: String, key: String, at range: Range<Int>, _ checker: Checker) -> Diagnostic {
    if checker.isFlooded { return Diagnostic(id: .unknownStep, at: range, "no step is called '\(id)'") }
    let ids = checker.steps.filter { $0.verb?.values.isEmpty == false }.map { $0.id }
    // `fit` where the only fit is called otherwise by its `as`.
    let renamed = Verb.named(id).flatMap { verb in checker.steps.first { $0.verb == verb.doc } }?.id
    let nearest = renamed ?? checker.nearest(id, among: ids)
    let verb = nearest.flatMap { name in checker.indices[name].flatMap { checker.steps[$0].verb } }
    let known = verb?.value(named: key)?.name ?? key
    return Diagnostic(
      id: .unknownStep, at: range, "no step is called '\(id)'",
      hint: nearest.map { "did you mean '\($0).\(known)'?" },
      notes: nearest == nil && !ids.isEmpty ? ["steps with values: \(ids.joined(separator: ", "))"] : [])
  }

  /// The values that links name, by the names as written.
  static func values(of links: [ValueLink], _ checker: inout Checker) -> [String: ValueName] {
    var values: [String: ValueName] = [:]
    for link in links {
      guard let (id, value) = value(link.name, at: link.range, inProse: true, &checker) else { continue }
      values[link.name] = ValueName(step: id, key: value.name)
    }
    return values
  }
}
