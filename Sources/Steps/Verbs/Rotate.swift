import Arrays
import Lesson
import Text

extension Verb {
  private static let turn = Key<Turn>.choice(
    "by", aliases: ["degrees", "angle"],
    [(.quarter, []), (.half, []), (.threeQuarters, ["-90"]), (.transpose, ["transposed"])], standard: .quarter,
    "degrees, against the clock as NumPy's rot90 turns; transpose swaps rows and columns")

  static let rotate = Verb(
    VerbDoc(
      "rotate", aliases: ["rot90"], forms: ["rotate x, …"],
      summary: "turns every image upright, for data sets that store them lying on their side", naming: .inPlace,
      keys: [turn.spec], example: "rotate x_train, x_test\n  by: transpose"),
    check: { checker, step, keys in
      ChangedArrays.change(step, &checker) { checker, operand, fact in
        guard checker.arePixels(operand, fact, "rotate") else { return false }
        guard (3...4).contains(fact.shape.count) else {
          checker.report(
            Diagnostic(
              id: .notAnImage, at: operand.range,
              "'rotate' needs images, but '\(operand.name)' has shape \(shapeText(fact.shape))",
              hint: "write 'rotate' above 'flatten'"))
          return false
        }
        if keys[turn] != .half { fact.shape.swapAt(1, 2) }
        return true
      }
    },
    perform: { step, stage throws(Diagnostic) in
      var lines: [String] = []
      for operand in step.operands {
        try stage.workspace.change(operand.name) { variable throws(Diagnostic) in
          let shape = variable.array.shape
          guard shape.count == 3 || shape.count == 4 else {
            throw Diagnostic(
              id: .notAnImage, at: operand.range, "\(operand.name) has shape \(shapeText(shape)), which is no image")
          }
          let order = step[turn].order(height: shape[1], width: shape[2])
          if !order.isEmpty, variable.array.count > 0 {
            variable.array = variable.array.reordered(order, width: shape.count == 4 ? shape[3] : 1)
          }
          if step[turn] != .half { variable.array.shape.swapAt(1, 2) }
          lines.append("\(operand.name): \(shapeText(shape)) → \(shapeText(variable.array.shape))")
        }
      }
      stage.show(lines: lines)
    },
    keras: { step, script in
      for operand in step.operands {
        let array = script.code(operand)
        if step[turn] == .transpose {
          script.write("\(array) = \(array).swapaxes(1, 2)")
        } else {
          script.use(.numpy)
          script.write("\(array) = np.rot90(\(array), \((Int(step[turn].rawValue) ?? 90) / 90), axes=(1, 2))")
        }
      }
    })
}

private enum Turn: String, Sendable {
  case quarter = "90"
  case half = "180"
  case threeQuarters = "270"
  case transpose

  /// Where each pixel of the turned image stands in the one before, (height, width), row by row.
  func order(height: Int, width: Int) -> [Int] {
    func place(_ row: Int, _ column: Int) -> Int {
      switch self {
      case .quarter: column * width + width - 1 - row
      case .half: (height - 1 - row) * width + width - 1 - column
      case .threeQuarters: (height - 1 - column) * width + row
      case .transpose: column * width + row
      }
    }
    let (rows, columns) = self == .half ? (height, width) : (width, height)
    return (0..<rows).flatMap { row in (0..<columns).map { place(row, $0) } }
  }
}
