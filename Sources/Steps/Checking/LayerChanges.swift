import Engine
import Lesson
import Markdown
import Networks
import Text

/// What `--set build.dense_1=64` and the like change of a network's layers.
extension Keys {
  func place(ofLayer name: String) -> Int? {
    let folded = Spelling.fold(name)
    return written.firstIndex { Spelling.fold($0.name) == folded }
  }

  /// Whether a name that is no setting looks like that of a layer: `dense`, `dense_4`, `dense4`.
  func means(layer name: String) -> Bool {
    let kind = name.reversed().drop { $0.isNumber }.drop { $0 == "_" || $0 == "-" }.reversed()
    return Verb.vocabulary.layer(named: name) != nil || Verb.vocabulary.layer(named: String(kind)) != nil
      || Suggestion.nearest(name, among: written.map { $0.name }) != nil
  }
}

extension KeysReader {
  func unknownLayer(_ name: String, at place: Place, keys: Keys) -> Diagnostic {
    let names = keys.written.map { $0.name }
    let kind = Verb.vocabulary.layer(named: name)?.name
    let nearest =
      names.first { $0 == "\(kind ?? name)_1" || Spelling.fold($0).filter { $0 != "_" } == Spelling.fold(name) }
      ?? Suggestion.nearest(name, among: names)
    return Diagnostic(
      id: .unknownLayer, at: place, "'\(owner)' has no layer '\(name)'",
      hint: nearest.map { "did you mean '\($0)'?" },
      notes: [
        "its layers are \(Words.list(names)): each kind is counted from 1",
        "to add one, write it among the layers, and 'off' behind it where it is to be left out at first",
      ])
  }

  /// - Parameter tokens: of the whole setting.
  mutating func change(_ place: Int, _ setting: Setting, _ tokens: [Token], _ keys: inout Keys) {
    let name = keys.written[place].name
    let start = setting.step.utf8.count + 1
    let key = Place(range: start..<(start + setting.key.utf8.count), setting: setting.text)
    let equals = tokens.firstIndex { $0.isSymbol("=") }
    let value = tokens[(equals.map { $0 + 1 } ?? tokens.count)...]
    // Told where it stands in the lesson.
    guard let layer = keys.written[place].layer else { return }
    guard let range = value.range else {
      keys.isValid = false
      return problems.append(
        Diagnostic(
          id: .missingValue, at: key, "'\(name)' has no value",
          hint: "write '\(setting.step).\(name)=\(layer.sample)'"))
    }
    let text = SourceText(setting.text)
    if value.count == 1, let flag = value.first.flatMap({ Self.switches[$0.text.lowercased()] }) {
      keys.written[place].isOn = flag
      keys.written[place].text = flag ? layer.argumentText : "off"
      return
    }
    var reader = LayerReader(source: text, doc: LayerDoc.of(layer))
    switch layer.misfit(value, text.text(range)).map({ .failure($0) }) ?? reader.change(layer, value) {
    case .success(let changed):
      keys.written[place].layer = changed
      keys.written[place].isOn = true
      keys.written[place].text = changed.argumentText
    case .failure(var problem):
      keys.isValid = false
      let form = "write '\(setting.step).\(name)="
      problem.hint = problem.hint.map { hint in
        hint == "write '\(LayerDoc.of(layer).form)'"
          ? "\(form)\(layer.sample)'" : hint.substituting(form, for: "write '\(layer.kind.name) ")
      }
      problems.append(Diagnostic(problem, at: Place(range: range, setting: setting.text)))
    }
  }

  private static let switches: [String: Bool] = [
    "on": true, "yes": true, "true": true, "off": false, "no": false, "none": false, "false": false,
  ]
}

extension LayerDoc {
  static func of(_ layer: LayerSpec) -> LayerDoc {
    LayerDoc.all.first { $0.name == layer.kind.name } ?? LayerDoc.all[0]
  }
}

extension LayerSpec {
  /// A value of it that a message can show.
  fileprivate var sample: String {
    kind.takes(.count) ? "\(count)" : kind.takes(.rate) ? Words.number(Double(rate)) : "off"
  }

  /// What stands behind its name: `32 3x3 relu`; `on` where nothing does.
  var argumentText: String {
    let parts = kind.arguments.map { argument in
      switch argument {
      case .count: "\(count)"
      case .window: "\(window.height)x\(window.width)"
      case .rate: Words.number(Double("\(rate)") ?? Double(rate))
      case .activation: (activation ?? .linear).rawValue
      }
    }
    return parts.isEmpty ? "on" : parts.joined(separator: " ")
  }

  /// What is said of a number that is not of the kind that it takes.
  fileprivate func misfit(_ value: ArraySlice<Token>, _ text: String) -> ValueProblem? {
    let isNumber = Numbers.number(value) != nil
    if kind.arguments.isEmpty {
      return ValueProblem(
        id: .unexpected, summary: "'\(kind.name)' takes nothing but on and off, not \(text)",
        hint: "write '\(kind.name) off'")
    }
    if isNumber, kind.takes(.count), Numbers.integer(value) == nil {
      return ValueProblem(
        id: .badValue, summary: "'\(kind.name)' takes a whole number of \(kind.counted), not \(text)",
        hint: "write '\(kind.name) \(count)'")
    }
    if isNumber, kind.arguments.allSatisfy({ if case .activation = $0 { true } else { false } }) {
      return ValueProblem(
        id: .badValue, summary: "'\(kind.name)' takes the name of a function, not \(text)",
        hint: "write '\(kind.name) relu'")
    }
    return nil
  }

  /// What may stand behind its name, in words.
  var rangeText: String {
    let parts = kind.arguments.map { argument in
      switch argument {
      case .count(let noun): "\(noun) from 1 to 1000000"
      case .window: "a window such as 3x3"
      case .rate: "from 0 to below 1"
      case .activation: "an activation"
      }
    }
    return (parts + ["off"]).joined(separator: ", ")
  }
}
