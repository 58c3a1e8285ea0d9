import Lesson
import Markdown
import Text

/// What is to be tried, as it is written, before any name of it is looked up.
struct TrialRequest {
  var lists: [SettingList]
  var isPaired = false
  /// How often each combination runs.
  var seeds: Int
  var seed: UInt64
  /// As written; nil for the validation of the last training.
  var measure: (text: String, place: Place)?
  /// Whose training it is; nil for any.
  var network: String?
  var timeLimit: Double?
  /// Steps from there on cannot be tried.
  var end: Int
  /// Of the step; nil for the command line.
  var place: Range<Int>?

  static let mostRuns = 1000

  /// Where what concerns all of it is told.
  var whole: Place { place.map { Place(range: $0) } ?? lists.first?.place ?? Place(range: 0..<0) }
}

extension TrialRequest {
  /// Everything that is to run, checked; nil where there is a problem, which is reported.
  func design(_ checker: inout Checker) -> TrialDesign? {
    var axes: [TrialDesign.Axis] = []
    var fits = true
    for list in lists {
      guard let axis = axis(list, &checker) else {
        fits = false
        continue
      }
      if axes.contains(where: { $0.name == axis.name }) {
        checker.report(
          Diagnostic(
            id: .duplicateKey, at: list.place, "'\(axis.name)' is tried twice here", hint: "keep one of the two"))
        fits = false
      }
      axes.append(axis)
    }
    guard fits else { return nil }
    guard !axes.isEmpty else {
      return checker.refuse(
        Diagnostic(
          id: .missingKey, at: place, "nothing is to be tried here",
          hint: "write 'fit.epochs: 1, 5, 20' on an indented line below"))
    }
    guard let values = combinations(axes, &checker) else { return nil }
    // Where something else is wrong with the lesson, nothing can be said of other settings.
    guard !checker.diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    var design = TrialDesign(
      axes: axes, combinations: values.map { TrialDesign.Combination(values: $0) },
      seeds: (0..<UInt64(seeds)).map { seed &+ $0 }, timeLimit: timeLimit)
    plan(&design, &checker)
    guard let first = design.combinations.first(where: { $0.problem == nil }) else {
      let problem = design.combinations.first?.problem ?? ""
      return checker.refuse(
        Diagnostic(
          id: .nothingRuns, at: whole,
          values.count == 1 ? "this cannot run" : "none of these \(values.count) combinations can run",
          notes: ["the first one: \(problem)"]))
    }
    guard choose(first.steps, &design, &checker) else { return nil }
    cut(&design)
    return warn(&design, &checker) ? design : nil
  }

  // MARK: Settings

  private func axis(_ list: SettingList, _ checker: inout Checker) -> TrialDesign.Axis? {
    if let blank = list.blank {
      return checker.refuse(
        Diagnostic(
          id: .unfilledBlank, at: blank, "the blank for '\(list.name)' is still empty",
          hint: "write your answer in its place"))
    }
    let name = Setting(list.name)
    guard !name.step.isEmpty, !name.key.isEmpty else { return checker.refuse(withoutStep(list, checker)) }
    let id = checker.id(named: name.step)
    let ids = checker.steps[..<end].filter { $0.verb != nil && $0.verb?.takesSettings != true }.map { $0.id }
    guard let index = checker.indices[id] else {
      let nearest = checker.nearest(name.step, among: ids)
      return checker.refuse(
        Diagnostic(
          id: .unknownStep, at: list.place, "no step is called '\(name.step)'",
          hint: nearest.map { "did you mean '\($0).\(name.key)'?" },
          notes: nearest == nil ? ["the steps\(place == nil ? "" : " above") are \(Words.list(ids))"] : []))
    }
    guard index < end, checker.steps[index].verb?.takesSettings != true else {
      let isSelf = checker.steps[index].verb?.takesSettings == true
      return checker.refuse(
        Diagnostic(
          id: .tooEarly, at: list.place,
          isSelf ? "'\(id)' cannot try settings of its own kind" : "'\(id)' stands below this step",
          notes: isSelf
            ? ["the steps that it can change are \(Words.list(ids))"]
            : ["move this step below line \(checker.source.line(of: checker.steps[index].range.lowerBound))"]))
    }
    // A step that has a problem has told it.
    guard let (step, keys) = checker.keysOfSteps.first(where: { $0.step.id == id }), let verb = step.verb else {
      return nil
    }
    let spec = keys.specs.first { $0.answers(to: name.key) }
    let list = spec?.kind == .pair ? list.joined : list
    let key = spec?.name ?? keys.place(ofLayer: name.key).map { keys.written[$0].name } ?? name.key
    var texts: [String] = []
    for value in list.values {
      guard isAllowed(value, of: "\(id).\(key)", keys, verb.name, list, &checker) else { return nil }
      guard !texts.contains(where: { Spelling.fold($0) == Spelling.fold(value.text) }) else {
        return checker.refuse(
          Diagnostic(
            id: .duplicateValue, at: value.place, "'\(id).\(key)' is to be \(value.text) twice",
            hint: "keep one of the two", notes: ["for several runs of the same settings, ask for more seeds"]))
      }
      texts.append(value.text)
    }
    return TrialDesign.Axis(name: "\(id).\(key)", values: texts)
  }

  /// `epochs: 1, 5`, or `fit: 1, 5`: what is meant, where a step above has such a setting.
  private func withoutStep(_ list: SettingList, _ checker: Checker) -> Diagnostic {
    let owners = checker.keysOfSteps.filter { step, keys in
      keys.specs.contains { $0.answers(to: list.name) } || keys.place(ofLayer: list.name) != nil
    }.map { $0.step.id }
    let own = Suggestion.nearest(list.name, among: ["seeds", "pairs", "measure", "time_limit", "caption"])
    let isOwn = place != nil && owners.isEmpty ? own : nil
    return Diagnostic(
      id: .unknownKey, at: list.place, "'\(list.name)' does not say which step's setting it is",
      hint: owners.last.map { "write '\($0).\(list.name)'" } ?? isOwn.map { "did you mean '\($0)'?" },
      notes: ["a setting to try is written as its step, a point, and its name: 'fit.epochs', 'build.dense_1'"])
  }

  /// Whether the step can have that value, by the rules of the lesson's own lines.
  private func isAllowed(
    _ value: SettingList.Entry, of name: String, _ keys: Keys, _ verb: String, _ list: SettingList,
    _ checker: inout Checker
  ) -> Bool {
    var (keys, reader) = (keys, KeysReader(source: checker.source, owner: verb))
    reader.apply(Setting("\(name)=\(value.text)"), to: &keys)
    guard let problem = reader.problems.first(where: { $0.severity == .error }) else { return true }
    let isOfName = problem.range.map { $0.lowerBound < name.utf8.count } ?? false
    var told = problem
    told.range = isOfName ? list.place.range : value.place.range
    if isOfName, value.text.isEmpty { told.range = value.place.range }
    told.setting = list.place.setting
    if list.place.setting == nil { told.hint = told.hint?.substituting("\(name): ", for: "\(name)=") }
    if value.lacksCommas { (told.hint, told.notes) = (nil, ["put a comma between the values"]) }
    checker.report(told)
    return false
  }

  private func combinations(_ axes: [TrialDesign.Axis], _ checker: inout Checker) -> [[String]]? {
    if isPaired {
      let lengths = Set(axes.map { $0.values.count }.filter { $0 > 1 })
      guard lengths.count < 2 else {
        let told = axes.filter { $0.isVaried }.map { "\($0.name) has \($0.values.count)" }
        return checker.refuse(
          Diagnostic(
            id: .differentLengths, at: whole,
            "lists side by side are equally long, but \(Words.list(told))",
            notes: ["without 'pairs', each value is tried with each of the others"]))
      }
      return (0..<(lengths.first ?? 1)).map { index in axes.map { $0.isVaried ? $0.values[index] : $0.values[0] } }
    }
    var count = seeds
    for axis in axes { count = min(count * axis.values.count, TrialRequest.mostRuns * 1000) }
    guard count <= TrialRequest.mostRuns else {
      let factors = axes.filter { $0.isVaried }.map { "\($0.values.count)" }
      return checker.refuse(
        Diagnostic(
          id: .tooManyRuns, at: whole,
          "\((factors + (seeds > 1 ? ["\(seeds) seeds"] : [])).joined(separator: " × ")) are more than \(TrialRequest.mostRuns) runs",
          notes: ["try fewer values, fewer settings at once, or fewer seeds"]))
    }
    return axes.reduce([[]]) { combinations, axis in combinations.flatMap { first in axis.values.map { first + [$0] } }
    }
  }
}
