import Glibc
import Operations
import Testing

/// Elementwise functions, losses and updates against the C library in double precision.
@Suite struct FunctionTests {
  private static let inputs: [Float] =
    [
      0, -0.0, 1e-30, -1e-30, 1e-10, -1e-10, 0.3, -0.3, 0.624, 0.626, -0.625, 1, -1, 5, -5, 20, -20, 87, -87, 88.7, 100,
      -103, -200, 1e30, -1e30, .infinity, -.infinity,
    ] + (0..<200).map { Float($0) * 0.07 - 7 }

  @Test(arguments: Variant.all)
  func activations(variant: Variant) {
    let functions: [(Elementwise.Function, (Double) -> Double)] = [
      (.relu, { max($0, 0) }), (.sigmoid, { 1 / (1 + exp(-$0)) }), (.tanh, { tanh($0) }),
      (.elu, { $0 > 0 ? $0 : expm1($0) }),
    ]
    for (function, reference) in functions {
      let numbers = Numbers(Self.inputs + [.nan])
      variant(
        .activate(
          Elementwise(
            function: function, input: numbers.pointer, values: numbers.pointer, gradient: nil, size: numbers.count,
            width: numbers.count)), count: 1)
      for (x, y) in zip(Self.inputs, numbers.values) {
        let expected = Float(reference(Double(x)))
        #expect(y == expected || abs(y - expected) <= 2e-7 * max(1, abs(expected)), "\(function)(\(x)) = \(y)")
      }
      #expect(numbers.pointer[Self.inputs.count].isNaN)
    }
  }

  @Test(arguments: Variant.all, [1, 2, 10, 16, 17, 33])
  func softmax(variant: Variant, width: Int) {
    let logits = Numbers(random: 5 * width)
    for index in 0..<5 * width { logits.pointer[index] *= 30 }
    let expected = (0..<5).flatMap { row in
      let z = (0..<width).map { exp(Double(logits.pointer[row * width + $0])) }
      return z.map { Float($0 / z.reduce(0, +)) }
    }
    variant(
      .activate(
        Elementwise(
          function: .softmax, input: logits.pointer, values: logits.pointer, gradient: nil, size: width, width: width)),
      count: 5)
    #expect(isClose(logits.values, expected, tolerance: 1e-6))
  }

  @Test(arguments: Variant.all, [1, 2, 3, 10, 17])
  func crossEntropyOfLogits(variant: Variant, width: Int) {
    let n = 6
    let logits = Numbers(random: n * width)
    for index in 0..<n * width { logits.pointer[index] *= 100 }
    let z = logits.values.map(Double.init)
    let targets = Numbers((0..<n).map { Float($0 * 5 % width) })
    let (losses, hits) = (Numbers(zeros: n), Numbers(zeros: n))
    let gradient = Numbers(zeros: n * width)
    let kernel = LossKernel(
      kind: .softmaxCrossEntropy, outputs: logits.pointer, targets: targets.pointer, targetsAreClasses: true,
      width: width, losses: losses.pointer, hits: hits.pointer, gradient: gradient.pointer, answer: .stored)
    variant(.loss(kernel), count: n)
    for row in 0..<n {
      let row0 = z[row * width..<(row + 1) * width]
      let largest = row0.max() ?? 0
      let sum = row0.reduce(0) { $0 + exp($1 - largest) }
      let label = Int(targets.pointer[row])
      let loss = log(sum) + largest - z[row * width + label]
      #expect(abs(Double(losses.pointer[row]) - loss) <= 1e-5 * (1 + loss))
      // A single output is compared with ½ instead.
      if width > 1 { #expect((hits.pointer[row] == 1) == (z[row * width + label] == largest)) }
      for column in 0..<width {
        let slope = (exp(z[row * width + column] - largest) / sum - (column == label ? 1 : 0)) / Double(n)
        #expect(abs(Double(gradient.pointer[row * width + column]) - slope) <= 1e-6)
      }
    }
  }

  @Test(arguments: Variant.all, [(1, 1), (5, 16), (7, 33), (60, 40)])
  func updates(variant: Variant, size: (Int, Int)) {
    let (rows, columns) = size
    let rules: [Update.Rule] = [.sgd, .momentum(0.9, nesterov: true), .adam, .rmsprop(momentum: 0.5)]
    for rule in rules {
      for ownership in [Ownership.rows, .columns] {
        let weights = Matrix(rows: rows, columns: columns, seed: 1)
        let count = weights.numbers.count
        let gradients = Numbers(random: count, seed: 2)
        let (first, second) = (Numbers(random: count, seed: 3), Numbers((0..<count).map { Float($0 % 7) * 0.1 }))
        let (w, m, v) = (weights.numbers.values, first.values, second.values)
        variant(
          .update(
            Update(
              rule: rule, values: weights.panels, ownership: ownership, gradients: gradients.pointer, partialSize: 0,
              first: first.pointer, second: second.pointer)), count: 1, learningRate: 0.1)
        let expected = (0..<count).map { index in
          reference(rule, w[index], gradients.pointer[index], m[index], v[index], 0.1)
        }
        #expect(isClose(weights.numbers.values, expected, tolerance: 1e-6), "\(rule)")
      }
    }
  }

  /// Numbers below 2⁻¹²⁶ take some processors a hundred times as long.
  @Test(arguments: Variant.all, [Update.Rule.momentum(0.9, nesterov: false), .adam, .rmsprop(momentum: 0.9)])
  func momentsEndAtZero(variant: Variant, rule: Update.Rule) {
    let weights = Matrix(rows: 3, columns: 16, seed: 1)
    let count = weights.numbers.count
    let (first, second) = (Numbers(random: count, seed: 3), Numbers((0..<count).map { Float($0 % 7) * 0.1 }))
    let gradients = Numbers(zeros: count)
    let update = Update(
      rule: rule, values: weights.panels, ownership: .rows, gradients: gradients.pointer, partialSize: 0,
      first: first.pointer, second: second.pointer)
    for _ in 0..<2000 { variant(.update(update), count: 1, learningRate: 0.1) }
    let before = weights.numbers.values
    variant(.update(update), count: 1, learningRate: 0.1)
    #expect(weights.numbers.values == before)
    #expect(first.values.allSatisfy { $0 == 0 })
    #expect(second.values.allSatisfy { $0 == 0 || $0.isNormal })
    #expect(gradients.values.allSatisfy { $0 == 0 })
  }

  private func reference(_ rule: Update.Rule, _ w: Float, _ g: Float, _ m: Float, _ v: Float, _ rate: Float) -> Float {
    switch rule {
    case .sgd: return w - rate * g
    case .momentum(let momentum, _):
      let velocity = momentum * m - rate * g
      return w + momentum * velocity - rate * g
    case .adam:
      let (first, second) = (m + (g - m) * 0.1, v + (g * g - v) * 0.001)
      return w - rate * first / (second.squareRoot() + 1e-7)
    case .rmsprop(let momentum):
      let second = 0.9 * v + 0.1 * g * g
      return w - (momentum * m + rate * g / (second + 1e-7).squareRoot())
    }
  }
}
