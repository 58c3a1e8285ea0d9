import Engine
import Markdown

extension Checker {
  /// The arrays that a verb changes in place; nil where one has a problem. Changing an array is not yet using it.
  private mutating func changed(_ step: StepSyntax) -> [(operand: Operand, fact: ArrayFact)]? {
    let used = scope.used
    defer { scope.used = used }
    guard let operands = readOperands(step.operands, of: step) else { return nil }
    var changed: [(Operand, ArrayFact)] = []
    var isWhole = true
    var names: Set<String> = []
    for operand in operands {
      if operand.selection != .all {
        report(
          Diagnostic(
            id: "whole-array-needed", at: operand.range,
            "'\(step.verb?.rawValue ?? "")' changes a whole array, not a part of one",
            hint: "write '\(operand.name)' alone"))
        isWhole = false
      } else if !names.insert(operand.name).inserted {
        report(
          Diagnostic(
            id: "duplicate-name", at: operand.range, "'\(operand.name)' stands twice in this step",
            hint: "keep one of the two"))
        isWhole = false
      } else if let fact = array(operand.name, at: operand.range) {
        changed.append((operand, fact))
      } else {
        isWhole = false
      }
    }
    return isWhole || !changed.isEmpty ? changed + (isWhole ? [] : [(Self.nothing, Self.noFact)]) : nil
  }

  private static let nothing = Operand(name: "", selection: .all, text: "", range: 0..<0)
  private static let noFact = ArrayFact(shape: [], elementType: .bool, role: .values, scale: .unknown)

  /// Applies `change` to each array; a problem of one does not keep the others from being changed.
  private mutating func change(
    _ step: StepSyntax, _ change: (inout Checker, Operand, inout ArrayFact) -> Bool
  ) -> [String]? {
    guard let arrays = changed(step) else { return nil }
    var isWhole = true
    for (operand, fact) in arrays {
      guard !operand.name.isEmpty else {
        isWhole = false
        continue
      }
      var fact = fact
      if change(&self, operand, &fact) {
        scope.update(operand.name, .array(fact))
      } else {
        scope.update(operand.name, .broken)
        isWhole = false
      }
    }
    return isWhole ? arrays.map(\.operand.name) : nil
  }

  mutating func flatten(_ step: StepSyntax) -> Action? {
    let names = change(step) { checker, operand, fact in
      guard fact.shape.count >= 2 else {
        checker.report(
          Diagnostic(
            id: "cannot-flatten", at: operand.range,
            "'\(operand.name)' has one number for each sample, so nothing can be flattened",
            hint: operand.name.hasPrefix("y") ? "did you mean '\("x" + operand.name.dropFirst())'?" : nil))
        return false
      }
      if fact.shape.count == 2 {
        checker.report(
          Diagnostic(
            .warning, id: "already-flat", at: operand.range,
            "'\(operand.name)' is flat already: its shape is \(Words.shape(fact.shape))",
            hint: "this step changes nothing",
            notes: checker.oneImage(operand.name, fact)))
      }
      let lengths = fact.shape.dropFirst().compactMap(\.self)
      fact.shape = [fact.shape[0], lengths.count == fact.shape.count - 1 ? lengths.product : nil]
      return true
    }
    return names.map(Action.flatten)
  }

  private func oneImage(_ name: String, _ fact: ArrayFact) -> [String] {
    guard let side = fact.shape[0], fact.shape[1] == side else { return [] }
    return ["if it is one image, write 'reshape \(name) to (1, \(side * side))'"]
  }

  mutating func reshape(_ step: StepSyntax) -> Action? {
    guard let clause = step.clauses[.to] else {
      report(
        Diagnostic(
          id: "missing-clause", at: step.headline, "'reshape' needs the new shape",
          hint: "write 'to (-1, 28, 28, 1)' at its end"))
      return nil
    }
    let tokens = clause.tokens[...]
    guard let shape = Numbers.shape(tokens), shape.count <= 8 else {
      report(
        Diagnostic(
          id: "bad-value", at: tokens.range, "'\(tokens.range.map(source.text) ?? "")' is no shape",
          hint: "write 'to (-1, 28, 28, 1)'"))
      return nil
    }
    guard shape.allSatisfy({ $0 >= -1 && $0 != 0 && $0 < 1 << 31 }), shape.filter({ $0 == -1 }).count <= 1 else {
      report(
        Diagnostic(
          id: "bad-value", at: tokens.range, "a shape is made of whole numbers from 1, and at most one -1",
          notes: ["-1 stands for the length that fits, most often the number of samples"]))
      return nil
    }
    let place = tokens.range ?? step.headline
    var isToldOf: Set<Int> = []
    let names = change(step) { $0.reshape($1, &$2, to: shape, at: place, &isToldOf) }
    return names.map { .reshape($0, to: shape) }
  }

  private mutating func reshape(
    _ operand: Operand, _ fact: inout ArrayFact, to shape: [Int], at place: Range<Int>, _ isToldOf: inout Set<Int>
  ) -> Bool {
    let known = shape.filter { $0 > 0 }
    let size = known.product
    let lengths = fact.shape.compactMap { $0 }
    guard lengths.count == fact.shape.count else {
      fact.shape = shape.map { $0 == -1 ? nil : $0 }
      return true
    }
    let count = lengths.product
    let isFit = size < .max && (known.count == shape.count ? count == size : size > 0 && count % size == 0)
    guard isFit else {
      let sample = fact.sampleShape.product
      // Arrays of samples that are as large have the same mistake.
      guard isToldOf.insert(sample).inserted else { return false }
      // The lengths that are written, if they are a sample's, with or without a wrong count before them.
      let written = [known, Array(known.dropFirst())].first { $0.product == sample && !$0.isEmpty }
      let lengths = written ?? (sample == 784 ? [28, 28, 1] : [sample])
      let wanted = Words.shape([-1] + lengths)
      report(
        Diagnostic(
          id: "bad-reshape", at: place,
          "'\(operand.name)' with shape \(Words.shape(fact.shape)) has \(count) values, and they do not fit into \(Words.shape(shape))",
          hint: "write 'to \(wanted)'",
          notes: ["each sample of '\(operand.name)' has \(Words.count(sample, "value"))"]))
      return false
    }
    fact.shape = shape.map { $0 == -1 ? count / max(size, 1) : $0 }
    return true
  }

  mutating func normalise(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard case .interval(let low, let high) = keys["range"] ?? .interval(0, 1) else { return nil }
    let names = change(step) { checker, operand, fact in
      guard checker.isPixels(operand, fact, "normalise") else { return false }
      switch fact.scale {
      case .interval, .standardised:
        checker.report(
          Diagnostic(
            .warning, id: "already-normalised", at: operand.range,
            "'\(operand.name)' is \(fact.scale == .standardised ? "standardised" : "normalised") already",
            hint: "leave one of the two steps out"))
      case .bytes, .unknown: break
      }
      fact.scale = .interval(low, high)
      fact.elementType = .float32
      return true
    }
    return names.map { .normalise($0, low: low, high: high) }
  }

  mutating func standardise(_ step: StepSyntax) -> Action? {
    let names = change(step) { checker, operand, fact in
      guard checker.isPixels(operand, fact, "standardise") else { return false }
      if fact.scale == .standardised {
        checker.report(
          Diagnostic(
            .warning, id: "already-normalised", at: operand.range, "'\(operand.name)' is standardised already",
            hint: "leave one of the two steps out"))
      }
      fact.scale = .standardised
      fact.elementType = .float32
      return true
    }
    return names.map(Action.standardise)
  }

  mutating func invert(_ step: StepSyntax) -> Action? {
    let names = change(step) { checker, operand, fact in
      guard checker.isPixels(operand, fact, "invert") else { return false }
      if fact.scale == .standardised {
        checker.report(
          Diagnostic(
            id: "cannot-invert", at: operand.range,
            "'\(operand.name)' is standardised, and has no lightest and darkest value",
            hint: "move 'invert' above 'standardise'"))
        return false
      }
      fact.isInverted.toggle()
      return true
    }
    return names.map(Action.invert)
  }

  /// Labels have no lightness.
  private mutating func isPixels(_ operand: Operand, _ fact: ArrayFact, _ verb: String) -> Bool {
    switch fact.role {
    case .values: return true
    case .labels, .oneHot, .probabilities:
      let images = "x" + operand.name.dropFirst()
      report(
        Diagnostic(
          id: "not-pixels", at: operand.range,
          "'\(verb)' is for images, but '\(operand.name)' holds \(fact.role.words)",
          hint: operand.name.hasPrefix("y") && scope.entries[images] != nil ? "did you mean '\(images)'?" : nil))
      return false
    }
  }

  mutating func shuffle(_ step: StepSyntax) -> Action? {
    guard let arrays = changed(step) else { return nil }
    let isWhole = arrays.allSatisfy { !$0.operand.name.isEmpty }
    guard sameLengths(arrays.filter { !$0.operand.name.isEmpty }, verb: "shuffle"), isWhole else { return nil }
    if arrays.count == 1, let partner = partner(of: arrays[0].operand.name, arrays[0].fact) {
      report(
        Diagnostic(
          .warning, id: "torn-apart", at: arrays[0].operand.range,
          "'\(partner)' keeps its order, so its samples no longer belong to those of '\(arrays[0].operand.name)'",
          hint: "write 'shuffle \(arrays[0].operand.name), \(partner)' to shuffle both alike"))
    }
    return .shuffle(arrays.map(\.operand.name))
  }

  /// For images their labels, for labels their images, as far as names and numbers tell: `y_train` of `x_train`.
  private func partner(of name: String, _ fact: ArrayFact) -> String? {
    let letter = name.first == "x" ? "y" : name.first == "y" ? "x" : nil
    guard let other = letter.map({ $0 + name.dropFirst() }), case .array(let found)? = scope.entries[other],
      let count = fact.shape.first, found.shape.first == count
    else { return nil }
    return other
  }

  mutating func augment(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard let arrays = changed(step) else { return nil }
    guard arrays.allSatisfy({ !$0.operand.name.isEmpty }) else { return nil }
    guard arrays.count <= 2 else {
      report(
        Diagnostic(
          id: "too-many-operands", at: arrays[2].operand.range,
          "'augment' takes images and their labels, no third array",
          hint: "write 'augment \(arrays[0].operand.name), \(arrays[1].operand.name)'"))
      return nil
    }
    guard sameLengths(arrays, verb: "augment"), isPixels(arrays[0].operand, arrays[0].fact, "augment") else {
      return nil
    }
    let sample = arrays[0].fact.sampleShape
    guard sample.count == 2 || sample.count == 3 else {
      report(
        Diagnostic(
          id: "not-an-image", at: arrays[0].operand.range,
          "'augment' needs images, but '\(arrays[0].operand.name)' has shape \(Words.shape(arrays[0].fact.shape))",
          hint: "move 'augment' above 'flatten'"))
      return nil
    }
    let copies = keys.integer("copies") ?? 1
    for (operand, fact) in arrays {
      var fact = fact
      fact.shape[0] = fact.shape[0].map { [$0, copies + 1].product }
      scope.update(operand.name, .array(fact))
    }
    return .augment(
      Augment(
        images: arrays[0].operand.name, labels: arrays.count > 1 ? arrays[1].operand.name : nil, copies: copies,
        shift: keys.number("shift") ?? 2, rotate: keys.number("rotate") ?? 10, zoom: keys.number("zoom") ?? 0.1))
  }

  /// Whether all arrays have as many samples; what does not is reported.
  mutating func sameLengths(_ arrays: [(operand: Operand, fact: ArrayFact)], verb: String) -> Bool {
    guard let first = arrays.first, let count = first.fact.shape.first ?? nil else { return true }
    for (operand, fact) in arrays.dropFirst() {
      guard let other = fact.shape.first ?? nil, other != count else { continue }
      report(
        Diagnostic(
          id: "different-lengths", at: operand.range,
          "\(first.operand.text) has \(Words.count(count, "sample")), but \(operand.text) has \(other)",
          notes: ["'\(verb)' needs arrays that belong together"]))
      return false
    }
    return true
  }
}

extension ArrayFact.Role {
  var words: String {
    switch self {
    case .values: "values"
    case .labels: "labels"
    case .oneHot: "one-hot labels"
    case .probabilities: "probabilities"
    }
  }
}
