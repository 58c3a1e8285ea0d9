import Running
import Steps

/// How precisely each weight of a kernel must be known, and the numbers that say so.
///
/// The weight from input i to output o is what it was before training, where that is known, plus a whole number times
/// `step` · 2^((rows[i] + columns[o]) / 2): training changes most weights little. Steps are in
/// inverse proportion to how much the input varies and to how much the network's outputs depend on that output, so that
/// every weight contributes alike to their error.
struct KernelPrecision {
  /// (inputs, outputs), outputs running fastest.
  let kernel: [Float]
  /// `kernel` less what it was before training, where that is less.
  let change: [Float]
  /// What it was before training, where `change` starts from there.
  let start: StartingKernel?
  let inputs: Int
  let outputs: Int
  /// Half octaves.
  private(set) var rows: [Int]
  private(set) var columns: [Int]
  /// `step`, divided by the noise that the network's outputs may have.
  private(set) var unit: Double
  /// No step below this can be told.
  private let finest: Double
  /// Each input's mean; zeros where it is not known.
  private var means: [Float]
  /// What share of an error at a pixel its neighbours to the right and below make good, since they vary with it.
  private var spill: [(right: Float, below: Float)] = []

  /// - Parameters:
  ///   - samples: inputs of the layer, (N, inputs); without any, all weights are taken for equally important.
  ///   - isImage: whether the inputs are 28×28 pixels.
  ///   - sensitivity: the square of what each output counts in the network's outputs.
  ///   - weights: how many the network has in all.
  init(
    kernel: [Float], start: StartingKernel?, outputs: Int, samples: [Float], isImage: Bool, sensitivity: [Double],
    weights: Int
  ) {
    self.kernel = kernel
    let change = start.map { zip(kernel, $0.values).map { $0 - $1 } } ?? kernel
    let isLess = change.count == kernel.count && KernelPrecision.square(change) < KernelPrecision.square(kernel)
    self.start = isLess ? start : nil
    self.change = isLess ? change : kernel
    self.outputs = outputs
    inputs = kernel.count / outputs
    rows = [Int](repeating: 0, count: inputs)
    columns = [Int](repeating: 0, count: outputs)
    means = [Float](repeating: 0, count: inputs)
    let largest = Double(kernel.reduce(0) { max($0, abs($1)) })
    finest = largest / 0x1p20
    unit = largest / 0x1p17 / KernelPrecision.leastNoise
    guard samples.count >= 2 * inputs, sensitivity.count == outputs else { return }
    unit = (12 / Double(weights)).squareRoot()
    columns = KernelPrecision.halfOctaves(sensitivity)
    let moments = InputMoments(samples: samples, inputs: inputs, width: isImage ? 28 : nil)
    means = moments.means
    spill = moments.spill
    rows = KernelPrecision.halfOctaves(moments.variances)
  }

  /// Standard deviation, in the network's outputs before the last activation.
  static let leastNoise = 1e-5

  private static func square(_ values: [Float]) -> Double { values.reduce(0) { $0 + Double($1) * Double($1) } }

  /// −log₂ of each value, where values below a thousandth of their mean count as that.
  private static func halfOctaves(_ values: [Double]) -> [Int] {
    let least = values.reduce(0, +) / Double(values.count) / 1000
    return values.map { value in
      let octaves = -Octaves.of(max(value, least))
      return octaves.isFinite ? Int(octaves.rounded()) : 0
    }
  }

  var lowestClass: Int { (rows.min() ?? 0) + (columns.min() ?? 0) }
  var classes: Int { (rows.max() ?? 0) + (columns.max() ?? 0) - lowestClass + 1 }

  /// The square of what each input counts in the network's outputs: through its weights, and as often as it is not zero.
  func sensitivity(ofInputs samples: [Float], _ sensitivity: [Double]) -> [Double] {
    guard sensitivity.count == outputs else { return [] }
    let count = samples.count / inputs
    return (0..<inputs).map { input in
      let square = (0..<outputs).reduce(0.0) { sum, output in
        let weight = Double(kernel[input * outputs + output])
        return sum + weight * weight * sensitivity[output]
      }
      let active = stride(from: input, to: count * inputs, by: inputs).reduce(0) { $0 + (samples[$1] == 0 ? 0 : 1) }
      return square * Double(active) / Double(max(count, 1))
    }
  }

  func step(noise: Double) -> Double {
    max(unit * noise, finest * Octaves.power(halves: -lowestClass))
  }

  /// About how many bits the numbers take: those of a bell curve as wide as the weights are spread.
  func bits(noise: Double) -> Double {
    let square = KernelPrecision.square(change) / Double(change.count)
    let most = Octaves.of(4.133 * square.squareRoot() / step(noise: noise))
    var counts: [Int: Double] = [:]
    for column in columns { counts[column, default: 0] += 1 }
    let columnCounts = counts.sorted { $0.key < $1.key }
    return rows.reduce(0.0) { sum, row in
      columnCounts.reduce(sum) { $0 + $1.value * max(most - Double(row + $1.key) / 2, 0.1) }
    }
  }

  /// The numbers, and what to add to each output's bias so that its mean stays as it was.
  func numbers(step: Double) -> (numbers: [Int32], shift: [Float]) {
    var rest = change
    var numbers = [Int32](repeating: 0, count: kernel.count)
    var shift = [Float](repeating: 0, count: outputs)
    let scales = columns.map { step * Octaves.power(halves: $0) }
    for row in 0..<inputs {
      let factor = Octaves.power(halves: rows[row])
      let share = row < spill.count ? spill[row] : (right: 0, below: 0)
      for column in 0..<outputs {
        let index = row * outputs + column
        let scale = Float(scales[column] * factor)
        let quotient = (rest[index] / scale).rounded()
        let number = quotient.isFinite ? min(max(quotient, -0x1p29), 0x1p29) : 0
        numbers[index] = Int32(number)
        let error = rest[index] - number * scale
        if share.right != 0 { rest[index + outputs] += share.right * error }
        if share.below != 0 { rest[index + 28 * outputs] += share.below * error }
        shift[column] += means[row] * (change[index] - number * scale)
      }
    }
    return (numbers, shift)
  }

  func text(_ numbers: [Int32]) -> String {
    var code = ArithmeticCode(classes: classes)
    let lowest = lowestClass
    for row in 0..<inputs {
      for column in 0..<outputs {
        code.append(Int(numbers[row * outputs + column]), class: rows[row] + columns[column] - lowest)
      }
    }
    return code.text()
  }
}
