import Arrays
import Markdown

extension Checker {
  mutating func shuffle(_ step: StepSyntax) -> Action? {
    let (arrays, isWhole) = changed(step)
    guard sameLengths(arrays, verb: "shuffle"), isWhole else { return nil }
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
    let (arrays, isWhole) = changed(step)
    guard isWhole else { return nil }
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
          "'augment' needs images, but '\(arrays[0].operand.name)' has shape \(shapeText(arrays[0].fact.shape))",
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
}
