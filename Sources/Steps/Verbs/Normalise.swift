import Arrays
import Lesson
import Text

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
              .warning, id: .alreadyNormalised, at: operand.range,
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
        let array = try stage.workspace.variable(operand.name, at: operand.range)
        if let doubt = doubt(array, operand.name) { stage.warn(doubt) }
        try stage.workspace.change(operand.name) { variable in
          let scale = variable.pixels ?? .bytes
          // The division comes first, so that the default range gives NumPy's x / 255 to the last bit.
          let change = { ($0 - scale.low) / (scale.high - scale.low) * (high - low) + low }
          transform(&variable.array.values, by: change)
          variable.pixels = scale.mapped(change)
        }
      }
      stage.show(lines: try stage.workspace.rangeLines(step.operands))
    },
    keras: { step, script in
      let new = step[newRange]
      for operand in step.operands {
        let array = script.code(operand)
        let old = script.ranges[operand.name] ?? Interval(low: 0, high: 255)
        var code = "\(array).astype(\"float32\")"
        if old.low != 0 { code = "(\(code) - \(KerasScript.number(old.low)))" }
        if old.high - old.low != 1 { code += " / \(KerasScript.number(old.high - old.low))" }
        if new.high - new.low != 1 { code += " * \(KerasScript.number(new.high - new.low))" }
        if new.low != 0 { code += " \(new.low < 0 ? "-" : "+") \(KerasScript.number(abs(new.low)))" }
        script.write("\(array) = \(code)")
        script.ranges[operand.name] = new
      }
    })

  /// Why numbers are rather no bytes from 0 to 255, as they are taken for where nothing else is known of them; nil where
  /// they may well be.
  private static func doubt(_ variable: Variable, _ name: String) -> String? {
    guard (variable.pixels ?? .bytes) == .bytes, variable.array.count > 0 else { return nil }
    let (low, high) = extremes(variable.array.values)
    guard low < 0 || high > 255 || (low, high) != (0, 0) && high <= 32 else { return nil }
    let advice =
      if variable.array.elementType == .int8 {
        "Bytes above 127 have become negative: save the pictures as uint8."
      } else if low >= -1 && high <= 1 {
        "They are small enough already: leave '\(name)' out of this step."
      } else if low < 0 && low > -32 && high < 32 {
        "If they are standardised already, leave '\(name)' out of this step; else write 'standardise \(name)' instead."
      } else {
        "Write 'standardise \(name)' instead, which fits numbers of any range."
      }
    return "The numbers of '\(name)' go from \(shortest(low)) to \(shortest(high)), but 'normalise' divides by 255, as "
      + "suits bytes from 0 to 255. \(advice)"
  }
}
