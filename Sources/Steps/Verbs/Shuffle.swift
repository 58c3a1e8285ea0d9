import Text
import Arrays
import Lesson

extension Verb {
  static let shuffle = Verb(
    VerbDoc(
      "shuffle", forms: ["shuffle x, y"],
      summary: "puts the samples into a random order, the same for all the arrays named", naming: .inPlace,
      example: "shuffle x_train, y_train", keepsFacts: true),
    keeping: Keeping(drawsNumbers: true),
    check: { checker, step, _ in
      let changed = ChangedArrays(step, &checker)
      guard checker.sameLengths(changed.arrays, verb: "shuffle"), changed.areAllThere else { return nil }
      let operands = changed.arrays.map { $0.operand }
      if operands.count == 1, let partner = partner(of: operands[0].name, changed.arrays[0].fact, checker.scope) {
        checker.report(
          Diagnostic(
            .warning, id: .tornApart, at: operands[0].range,
            "'\(partner)' keeps its order, so its samples no longer belong to those of '\(operands[0].name)'",
            hint: "write 'shuffle \(operands[0].name), \(partner)' to shuffle both alike"))
      }
      return Checked(operands: operands)
    },
    perform: { step, stage throws(Diagnostic) in
      let names = step.operands.map { $0.name }
      guard let first = names.first else { return }
      let count = try stage.workspace.variable(first, at: step.headline).array.rowCount
      let random = RandomStream(seed: stage.seed, purpose: .shuffle, step: step.stream)
      let order = random.permutation(count).map { Int($0) }
      for operand in step.operands {
        try stage.workspace.change(operand.name) { variable throws(Diagnostic) in
          guard variable.array.rowCount == count else {
            throw Diagnostic(
              id: .differentLengths, at: operand.range,
              "\(first) has \(Words.count(count, "sample")), but \(operand.name) has \(variable.array.rowCount)",
              notes: ["'shuffle' needs arrays that belong together"])
          }
          variable.array = variable.array.rows(at: order)
        }
      }
      stage.show(.text(names.joined(separator: ", ") + ": \(grouped(count)) samples in a new order"))
    },
    keras: { step, script in
      guard let first = step.operands.first.map({ script.code($0) }) else { return }
      script.use(.numpy)
      let order = script.variable("order", of: step)
      script.write("\(order) = np.random.default_rng(\(script.seed)).permutation(len(\(first)))")
      for operand in step.operands {
        let array = script.code(operand)
        script.write("\(array) = \(array)[\(order)]")
      }
    })

  /// For images their labels, for labels their images, as far as names and numbers tell: `y_train` of `x_train`.
  private static func partner(of name: String, _ fact: ArrayFact, _ scope: Scope) -> String? {
    let letter = name.first == "x" ? "y" : name.first == "y" ? "x" : nil
    guard let other = letter.map({ $0 + name.dropFirst() }), case .array(let found)? = scope.entries[other],
      let count = fact.shape.first, found.shape.first == count
    else { return nil }
    return other
  }
}
