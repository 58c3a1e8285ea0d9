/// The parameters of a call that is understood, in the order that their places have.
struct KerasSignature: Sendable {
  struct Parameter: Sendable {
    /// The first is its name now, the others what older versions call it.
    let names: [String]
    /// The values that say nothing new, the usual one first; nil where a lesson has a setting for it.
    let usual: [String]?
    /// Whether nothing of a lesson depends on it.
    let isIdle: Bool
  }

  /// What a call of that name must be made on to be this one.
  enum Receiver { case any, network, table }

  let receiver: Receiver
  /// Whether any number of arguments comes before them.
  let takesMany: Bool
  let parameters: [Parameter]

  /// - Parameter text: the parameters with blanks in between: `units|output_dim` is one that steps take, with the name
  ///   it once had; `use_bias=True` one that lessons do not have, which says nothing new as it stands here;
  ///   `verbose=*` one that does not matter.
  init(_ receiver: Receiver, _ text: String) {
    let words = text.split(separator: " ")
    self.receiver = receiver
    takesMany = words.first == "*"
    parameters = words.filter { $0 != "*" }.map { word in
      let halves = word.split(separator: "=", maxSplits: 1)
      let values = halves.count > 1 ? halves[1].split(separator: "|").map { String($0) } : nil
      return Parameter(
        names: halves[0].split(separator: "|").map { String($0) }, usual: values, isIdle: values == ["*"])
    }
  }

  /// Of a call by its name; nil where it is none whose parameters are known.
  static func of(_ call: PythonExpression) -> KerasSignature? {
    guard let name = call.calledName else { return nil }
    guard ["Conv2D", "Convolution2D"].contains(name) else { return named[name] }
    return named[call.isOldConvolution ? "Convolution2D" : "Conv2D"]
  }

  func place(of name: String) -> Int? { takesMany ? nil : parameters.firstIndex { $0.names.contains(name) } }

  // MARK: What is left out

  /// What of a call's arguments no step says, each in words.
  func left(of call: PythonExpression, _ known: KerasKnowledge) -> [String] {
    var words: [String] = []
    if !takesMany {
      for (place, value) in call.arguments.enumerated() {
        let parameter = parameters.indices.contains(place) ? parameters[place] : nil
        if let found = Self.left(parameter, parameter?.names[0], value, known) { words.append(found) }
      }
    }
    for keyword in call.keywords {
      let parameter = parameters.first { parameter in keyword.name.map { parameter.names.contains($0) } ?? false }
      if let found = Self.left(
        parameter, keyword.name, keyword.value, isUnpacked: keyword.name == nil, known)
      {
        words.append(found)
      }
    }
    return words
  }

  private static func left(
    _ parameter: Parameter?, _ name: String?, _ value: PythonExpression, isUnpacked: Bool = false,
    _ known: KerasKnowledge
  ) -> String? {
    let usual = parameter.map { $0.usual } ?? []
    guard let usual, parameter?.isIdle != true else { return nil }
    let given = word(value, known)
    guard !usual.contains(where: { alike($0) == given }) else { return nil }
    guard name != nil || parameter != nil || !isUnpacked else { return "the arguments in \(value.source)" }
    let whole = (name.map { $0 + "=" } ?? "") + value.source
    let text = whole.count > 60 ? whole.prefix(59) + "…" : whole[...]
    guard let first = usual.first, first != "None" else { return "\(text); no setting of a lesson says that" }
    return "\(text); here it is \(first)"
  }

  /// A value in a form in which `'glorot_uniform'` and `initializers.GlorotUniform()` are one, and so are 1 and 1.0.
  private static func word(_ value: PythonExpression, _ known: KerasKnowledge) -> String {
    if let number = known.numberText(value) { return number }
    let value = known.resolved(value)
    if let parts = value.elements { return "(" + parts.map { word($0, known) }.joined(separator: ",") + ")" }
    return alike(known.text(value) ?? value.calledName ?? value.path?.last ?? value.source)
  }

  private static func alike(_ text: String) -> String {
    if let number = Double(text) { return KerasKnowledge.text(of: number) }
    return text.lowercased().filter { $0 != "_" }
  }
}

extension PythonExpression {
  /// The argument of that name, or of one of its other names; also where its place alone tells that it is this one.
  func given(_ name: String, _ others: String...) -> PythonExpression? {
    let names = [name] + others
    if let found = keywords.first(where: { keyword in keyword.name.map { names.contains($0) } ?? false }) {
      return found.value
    }
    guard let place = KerasSignature.of(self)?.place(of: name), arguments.indices.contains(place) else { return nil }
    return arguments[place]
  }

  /// `Conv2D(32, 3, 3)`, with the window's height and width as numbers of their own; `Conv2D(32, 3, 2)` moves by 2.
  var isOldConvolution: Bool {
    if keyword("nb_row") != nil { return true }
    guard arguments.count > 2, arguments[1].elements == nil else { return false }
    return calledName == "Convolution2D" || arguments[1] == arguments[2]
  }
}
