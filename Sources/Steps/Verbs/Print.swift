import Arrays
import Datasets
import Lesson
import Text

extension Verb {
  private static let precision = Key<Int>.integer(
    "precision", in: 0...17, standard: 8, "digits behind the decimal point")
  private static let threshold = Key<Int>.integer(
    "threshold", in: 0...1_000_000, standard: 1000, "with more values than this, the middle is left out")
  private static let base = Key<Int>.integer(
    "base", in: 2...16, standard: 10, "how whole numbers are written: 16 is hexadecimal, 2 binary")
  private static let group = Key<GroupSize>.choice(
    "group", [(.one, []), (.two, []), (.four, []), (.eight, [])], standard: .one,
    "how many bytes make one number, the most significant byte first")

  static let print = Verb(
    VerbDoc(
      "print", forms: ["print x[5], …"], summary: "the values, laid out and shortened as NumPy prints them",
      keys: [precision.spec, threshold.spec, base.spec, group.spec],
      values: [
        ValueDoc("minimum", .number, "the first array's smallest number"),
        ValueDoc("maximum", .number, "the first array's largest number"),
        ValueDoc("first", .number, "the first array's first number"),
        ValueDoc("last", .number, "the first array's last number"),
      ],
      example: "print y_train[0:10]"),
    check: { checker, step, keys in
      guard let operands = checker.readOperands(step.operands, of: step) else { return nil }
      var areKnown = true
      for operand in operands {
        let fact = checker.fact(of: operand)
        areKnown = areKnown && fact != nil
        if let fact, !fits(fact, operand, keys, &checker) { return nil }
      }
      return areKnown ? Checked(operands: operands) : nil
    },
    perform: { step, stage throws(Diagnostic) in
      for (index, operand) in step.operands.enumerated() {
        var array = try stage.workspace.resolve(operand).array
        array = array.grouped(bytes: step[group].bytes) ?? array
        stage.show(
          .text(
            ArrayText.describe(
              array, precision: step[precision], threshold: step[threshold], base: step[base])))
        guard index == 0 else { continue }
        let (low, high) = extremes(array.values)
        let row = NDArray(shape: [array.count], values: array.values)
        let ends = [0, max(array.count - 1, 0)].map { place in
          row.rows(min(place, array.count)..<min(place + 1, array.count)).values.doubles.first ?? .nan
        }
        stage.note(
          step,
          ["minimum": .number(low), "maximum": .number(high), "first": .number(ends[0]), "last": .number(ends[1])])
      }
    },
    keras: { step, script in
      script.use(.numpy)
      for operand in step.operands {
        let array = script.code(operand)
        if step[group].bytes > 1 {
          script.write("print(np.frombuffer(\(array).tobytes(), \">u\(step[group].bytes)\"))")
        } else if step[base] != 10 {
          let format = [2: "{:08b}", 8: "{:03o}", 16: "{:02x}"][step[base]]
          script.write(
            format.map { "print(*(\"\($0)\".format(value) for value in \(array)))" }
              ?? "print(*(np.base_repr(value, \(step[base])) for value in \(array)))")
        } else if step[precision] != 8 || step[threshold] != 1000 {
          script.write("with np.printoptions(precision=\(step[precision]), threshold=\(step[threshold])):")
          script.write("    print(\(array))")
        } else {
          script.write("print(\(array))")
        }
      }
      guard let first = step.operands.first.map({ script.code($0) }) else { return }
      for (value, code) in [("minimum", "min()"), ("maximum", "max()"), ("first", "flat[0]"), ("last", "flat[-1]")] {
        script.note(value, of: step, "\(first).\(code)")
      }
    })

  /// Whether the numbers can be written in this base, and read in these groups.
  private static func fits(_ fact: ArrayFact, _ operand: Operand, _ keys: Keys, _ checker: inout Checker) -> Bool {
    if keys[base] != 10, let entry = keys.entry(base),
      [.float16, .float32, .float64].contains(fact.elementType)
    {
      checker.report(
        Diagnostic(
          id: .uselessKey, at: entry.key,
          "'base' is for whole numbers, but \(operand.text) holds decimal numbers (\(fact.elementType.rawValue))",
          hint: "leave the line out"))
      return false
    }
    let size = keys[group].bytes
    guard size > 1, let entry = keys.entry(group) else { return true }
    guard fact.elementType == .uint8 else {
      checker.report(
        Diagnostic(
          id: .uselessKey, at: entry.key,
          "'group' joins bytes, but \(operand.text) holds numbers of type \(fact.elementType.rawValue)",
          hint: "leave the line out"))
      return false
    }
    guard let last = fact.shape.last else {
      checker.report(
        Diagnostic(
          id: .uselessKey, at: entry.key, "\(operand.text) is a single byte, which cannot be put into groups",
          hint: "print several, such as \(operand.name)[0:\(size)]"))
      return false
    }
    if let last, last % size != 0 {
      checker.report(
        Diagnostic(
          id: .outOfRange, at: entry.place,
          "\(operand.text) has \(Words.count(last, "byte")) in a row, which are no whole groups of \(size)",
          hint: last < size ? nil : "print \(operand.name)[0:\(last / size * size)]"))
      return false
    }
    return true
  }
}

/// How many bytes make a number.
private enum GroupSize: String, Sendable {
  case one = "1"
  case two = "2"
  case four = "4"
  case eight = "8"

  var bytes: Int {
    switch self {
    case .one: 1
    case .two: 2
    case .four: 4
    case .eight: 8
    }
  }
}
