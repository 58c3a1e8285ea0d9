import Engine
import Markdown
import Text

extension Checker {
  /// The array that `operand` picks: its facts after the selection; nil where there is none, which is reported once.
  mutating func fact(of operand: Operand) -> ArrayFact? {
    guard let whole = array(operand.name, at: operand.range) else { return nil }
    return select(operand, from: whole)
  }

  /// The array of that name; nil where there is none, which is reported once.
  mutating func array(_ name: String, at range: Range<Int>) -> ArrayFact? {
    scope.used.insert(name)
    let range = range.lowerBound..<min(range.upperBound, range.lowerBound + name.utf8.count)
    switch scope.entries[name] {
    case .array(let fact): return fact
    case .broken: return nil
    case .network:
      report(
        Diagnostic(
          id: "not-an-array", at: range, "'\(name)' is a network, and an array is needed here",
          notes: isFlooded || scope.arrays.isEmpty ? [] : ["the arrays so far are \(Words.list(scope.arrays))"]))
      return nil
    case nil:
      if !scope.lacksNames, scope.missing.insert(name).inserted { report(unknownArray(name, range)) }
      return nil
    }
  }

  private func unknownArray(_ name: String, _ range: Range<Int>) -> Diagnostic {
    var diagnostic = Diagnostic(id: "unknown-array", at: range, "there is no array '\(name)'")
    if isFlooded { return diagnostic }
    if name.hasSuffix(".shape"), scope.entries[String(name.dropLast(6))] != nil {
      diagnostic.hint = "write 'shape \(name.dropLast(6))'"
    } else if let later = laterPlace(of: name, after: range.lowerBound) {
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

  /// The line of the step below that makes `name`.
  func laterPlace(of name: String, after offset: Int) -> Int? {
    makers[name]?.first { $0 > offset }.map(source.line)
  }

  /// The network of that name; nil where there is none, which is reported once.
  mutating func network(_ name: String, at range: Range<Int>) -> NetworkFact? {
    scope.used.insert(name)
    switch scope.entries[name] {
    case .network(let fact): return fact
    case .broken: return nil
    case .array:
      report(
        Diagnostic(
          id: "not-a-network", at: range, "'\(name)' is an array, and a network is needed here",
          notes: isFlooded || scope.networks.isEmpty
            ? ["build one first: 'build network' with a layer on each indented line"]
            : ["the networks so far are \(Words.list(scope.networks))"]))
      return nil
    case nil:
      guard !meant.contains(.build), scope.missing.insert(name).inserted else { return nil }
      var diagnostic = Diagnostic(id: "unknown-network", at: range, "there is no network '\(name)'")
      if isFlooded {
      } else if let later = laterPlace(of: name, after: range.lowerBound) {
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

  private mutating func select(_ operand: Operand, from whole: ArrayFact) -> ArrayFact? {
    var fact = whole
    switch operand.selection {
    case .all: return whole
    case .element(let index):
      guard let first = whole.shape.first else { return tooFlat(operand) }
      if let length = first, index >= length || index < -length {
        report(
          Diagnostic(
            id: "outside", at: operand.range,
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
            id: "outside", at: operand.range,
            "\(operand.text) holds no samples", notes: ["'\(operand.name)' has \(Words.count(length, "sample"))"]))
        return nil
      }
      if let to, to > length {
        report(
          Diagnostic(
            .warning, id: "outside", at: operand.range,
            "'\(operand.name)' has only \(Words.count(length, "sample")), so \(operand.text) ends there",
            hint: nil))
      }
      fact.shape[0] = end - start
    case .matching(let labels, let value):
      guard let labelFact = array(labels, at: labelRange(operand, labels)) else { return nil }
      guard checkFilter(operand, whole, labels, labelFact, value) else { return nil }
      fact.shape[0] = nil
    }
    return fact
  }

  private func labelRange(_ operand: Operand, _ labels: String) -> Range<Int> {
    let lexer = Lexer(source, operand.range)
    let token = lexer.tokens.dropFirst().first { $0.text == labels && $0.range.lowerBound > operand.range.lowerBound }
    return token?.range ?? operand.range
  }

  private mutating func tooFlat(_ operand: Operand) -> ArrayFact? {
    report(
      Diagnostic(
        id: "outside", at: operand.range, "'\(operand.name)' is a single number, so nothing can be picked from it"))
    return nil
  }

  private mutating func checkFilter(
    _ operand: Operand, _ whole: ArrayFact, _ labels: String, _ labelFact: ArrayFact, _ value: Int
  ) -> Bool {
    let range = labelRange(operand, labels)
    if labelFact.role == .oneHot || labelFact.shape.count != 1 {
      report(
        Diagnostic(
          id: "bad-filter", at: range,
          "'where' needs one label for each sample, but '\(labels)' has shape \(shapeText(labelFact.shape))",
          notes: labelFact.role == .oneHot ? ["keep the labels: 'one-hot y as y_cat' leaves y as it is"] : []))
      return false
    }
    if let count = whole.shape.first ?? nil, let labelCount = labelFact.shape[0], count != labelCount {
      report(
        Diagnostic(
          id: "different-lengths", at: range,
          "'\(operand.name)' has \(Words.count(count, "sample")), but '\(labels)' has \(Words.count(labelCount, "label"))",
          notes: ["use the labels that belong to '\(operand.name)'"]))
      return false
    }
    if case .labels(let classes?) = labelFact.role, !(0..<classes).contains(value) {
      report(
        Diagnostic(
          id: "outside", at: operand.range, "no label in '\(labels)' is \(value)",
          notes: ["the labels are the whole numbers from 0 to \(classes - 1)"]))
      return false
    }
    return true
  }

  /// A report does without a picture, but an author wants to know.
  mutating func checkPictures(_ pictures: [(name: String, range: Range<Int>)]) {
    for (name, range) in pictures {
      guard case .failure(let problem) = surroundings.picture(name) else { continue }
      report(
        Diagnostic(
          .warning, id: "missing-picture", at: range, "\(problem.summary), so only the picture's words are shown",
          hint: problem.hint, notes: problem.notes))
    }
  }
}
