import Arrays
import Lesson

extension Verb {
  private static let newRange = Key<Interval>.interval(
    "range", standard: Interval(low: 0, high: 1), text: "0..1", "the new lowest and highest value")

  static let normalise = Verb(
    VerbDoc(
      "normalise", aliases: ["rescale", "scale"], forms: ["normalise x, …"],
      summary: "turns bytes from 0 to 255 into decimal numbers (32-bit floats) from 0 to 1", naming: .inPlace,
      keys: [newRange.spec], example: "normalise x_train, x_test"),
    check: { checker, step, keys in
      let range = keys[newRange]
      return ChangedArrays.change(step, &checker) { checker, operand, fact in
        guard checker.arePixels(operand, fact, "normalise") else { return false }
        switch fact.scale {
        case .interval, .standardised:
          checker.report(
            Diagnostic(
              .warning, id: "already-normalised", at: operand.range,
              "'\(operand.name)' is \(fact.scale == .standardised ? "standardised" : "normalised") already",
              hint: "leave one of the two steps out"))
        case .bytes, .unknown: break
        }
        fact.scale = .interval(range.low, range.high)
        fact.elementType = .float32
        return true
      }
    },
    perform: { step, stage throws(Diagnostic) in
      let (low, high) = (Double(step[newRange].low), Double(step[newRange].high))
      for operand in step.operands {
        try stage.workspace.change(operand.name) { variable in
          let scale = variable.pixels ?? .bytes
          // The division comes first, so that the default range gives NumPy's x / 255 to the last bit.
          let change = { ($0 - scale.low) / (scale.high - scale.low) * (high - low) + low }
          transform(&variable.array.values, by: change)
          variable.pixels = scale.mapped(change)
        }
      }
      stage.show(lines: try stage.workspace.rangeLines(step.operands))
    })
}
