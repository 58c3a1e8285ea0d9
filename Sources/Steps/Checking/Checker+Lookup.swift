import Arrays
import Lesson
import Markdown
import Text

extension Checker {
  /// The array that `operand` picks: its facts after the selection; nil where there is none, which is reported once.
  mutating func fact(of operand: Operand) -> ArrayFact? {
    guard let whole = array(operand.name, at: operand.place) else { return nil }
    return select(operand, from: whole)
  }

  /// The array of that name; nil where there is none, which is reported once.
  mutating func array(_ name: String, at place: Place) -> ArrayFact? {
    scope.used.insert(name)
    var place = place
    let start = place.range.lowerBound
    place.range = start..<min(place.range.upperBound, start + name.utf8.count)
    switch scope.entries[name] {
    case .array(let fact): return fact
    case .broken: return nil
    case .network:
      report(
        Diagnostic(
          id: .notAnArray, at: place, "'\(name)' is a network, and an array is needed here",
          notes: isFlooded || scope.arrays.isEmpty ? [] : ["the arrays so far are \(Words.list(scope.arrays))"]))
      return nil
    case nil:
      if !scope.lacksNames, scope.missing.insert(name).inserted { report(unknownArray(name, place)) }
      return nil
    }
  }

  private func unknownArray(_ name: String, _ place: Place) -> Diagnostic {
    var diagnostic = Diagnostic(id: .unknownArray, at: place, "there is no array '\(name)'")
    if isFlooded { return diagnostic }
    if name.hasSuffix(".shape"), scope.entries[String(name.dropLast(6))] != nil {
      diagnostic.hint = "write 'shape \(name.dropLast(6))'"
    } else if let later = place.setting == nil ? laterPlace(of: name, after: place.range.lowerBound) : nil {
      diagnostic.summary = "there is no array '\(name)' yet"
      diagnostic.notes = ["it is made on line \(later) only: move that step up, or this one down"]
    } else if let nearest = nearest(name, among: scope.possibleArrays) {
      diagnostic.hint = "did you mean '\(nearest)'?"
    } else if scope.arrays.isEmpty {
      diagnostic.notes = ["load the data first: 'load mnist as x_train, y_train, x_test, y_test'"]
    } else {
      diagnostic.notes = ["the arrays so far are \(Words.list(scope.arrays))"]
    }
    return diagnostic
  }

  /// Whether a step that cannot be read was perhaps to build a network.
  private var meansToBuild: Bool { steps.contains { $0.meant?.takesLayers == true } }

  /// The network of that name; nil where there is none, which is reported once.
  mutating func network(_ name: String, at place: Place) -> NetworkFact? {
    scope.used.insert(name)
    switch scope.entries[name] {
    case .network(let fact): return fact
    case .broken: return nil
    case .array:
      report(
        Diagnostic(
          id: .notANetwork, at: place, "'\(name)' is an array, and a network is needed here",
          notes: isFlooded || scope.networks.isEmpty
            ? ["build one first: 'build network' with a layer on each indented line"]
            : ["the networks so far are \(Words.list(scope.networks))"]))
      return nil
    case nil:
      guard !meansToBuild, scope.missing.insert(name).inserted else { return nil }
      var diagnostic = Diagnostic(id: .unknownNetwork, at: place, "there is no network '\(name)'")
      if isFlooded {
      } else if let later = laterPlace(of: name, after: place.range.lowerBound) {
        diagnostic.summary = "there is no network '\(name)' yet"
        diagnostic.notes = ["it is built on line \(later) only: move that step up, or this one down"]
      } else if let nearest = nearest(name, among: scope.networks) {
        diagnostic.hint = "did you mean '\(nearest)'?"
      } else if scope.networks.isEmpty {
        diagnostic.notes = ["build it first: 'build \(name)' with a layer on each indented line"]
      } else {
        diagnostic.notes = ["the networks so far are \(Words.list(scope.networks))"]
      }
      report(diagnostic)
      return nil
    }
  }

  /// `net` of `summary net`; its shapes come from the data it is used on, maybe further down.
  mutating func onlyNetwork(_ step: StepSyntax) -> Operand? {
    guard let name = oneName(step, "network"), network(name.name, at: name.place) != nil else { return nil }
    return name
  }

  /// The line of the step below that makes `name`.
  func laterPlace(of name: String, after offset: Int) -> Int? {
    makers[name]?.first { $0 > offset }.map(source.line)
  }

  private mutating func select(_ operand: Operand, from whole: ArrayFact) -> ArrayFact? {
    var fact = whole
    switch operand.selection {
    case .all: return whole
    case .element(let index):
      guard let first = whole.shape.first else { return tooFlat(operand) }
      if let length = first, index >= length || index < -length {
        report(
          Diagnostic(
            id: .outside, at: operand.place,
            "'\(operand.name)' has \(Words.count(length, "sample")), so there is no \(operand.text)",
            hint: length > 0 ? "the last one is \(operand.name)[\(length - 1)]" : nil))
        return nil
      }
      fact.shape.removeFirst()
    case .slice(let from, let to):
      guard let first = whole.shape.first else { return tooFlat(operand) }
      guard let length = first else { return fact }
      let start = min(max(from.map { $0 < 0 ? $0 + length : $0 } ?? 0, 0), length)
      let end = min(max(to.map { $0 < 0 ? $0 + length : $0 } ?? length, 0), length)
      guard start < end else {
        report(
          Diagnostic(
            id: .outside, at: operand.place,
            "\(operand.text) holds no samples", notes: ["'\(operand.name)' has \(Words.count(length, "sample"))"]))
        return nil
      }
      if let to, to > length {
        report(
          Diagnostic(
            .warning, id: .outside, at: operand.place,
            "'\(operand.name)' has only \(Words.count(length, "sample")), so \(operand.text) ends there",
            hint: nil))
      }
      fact.shape[0] = end - start
    case .matching(let labels, let value):
      guard let labelFact = array(labels, at: labelPlace(operand, labels)) else { return nil }
      guard checkFilter(operand, of: whole, labels: labels, labelFact, value: value) else { return nil }
      fact.shape[0] = nil
    }
    return fact
  }

  private func labelPlace(_ operand: Operand, _ labels: String) -> Place {
    var place = operand.place
    let lexer = Lexer(place.setting.map { SourceText($0) } ?? source, place.range)
    let token = lexer.tokens.dropFirst().first { $0.text == labels && $0.range.lowerBound > place.range.lowerBound }
    place.range = token?.range ?? place.range
    return place
  }

  private mutating func tooFlat(_ operand: Operand) -> ArrayFact? {
    report(
      Diagnostic(
        id: .outside, at: operand.place, "'\(operand.name)' is a single number, so nothing can be picked from it"))
    return nil
  }

  private mutating func checkFilter(
    _ operand: Operand, of whole: ArrayFact, labels: String, _ labelFact: ArrayFact, value: Int
  ) -> Bool {
    let place = labelPlace(operand, labels)
    if labelFact.role == .oneHot || labelFact.shape.count != 1 {
      report(
        Diagnostic(
          id: .badFilter, at: place,
          "'where' needs one label for each sample, but '\(labels)' has shape \(shapeText(labelFact.shape))",
          notes: labelFact.role == .oneHot ? ["keep the labels: 'one-hot y as y_cat' leaves y as it is"] : []))
      return false
    }
    if let count = whole.shape.first ?? nil, let labelCount = labelFact.shape[0], count != labelCount {
      report(
        Diagnostic(
          id: .differentLengths, at: place,
          "'\(operand.name)' has \(Words.count(count, "sample")), but '\(labels)' has \(Words.count(labelCount, "label"))",
          notes: ["use the labels that belong to '\(operand.name)'"]))
      return false
    }
    if case .labels(let classes?) = labelFact.role, !(0..<classes).contains(value) {
      report(
        Diagnostic(
          id: .outside, at: operand.place, "no label in '\(labels)' is \(value)",
          notes: ["the labels are the whole numbers from 0 to \(classes - 1)"]))
      return false
    }
    return true
  }
}
