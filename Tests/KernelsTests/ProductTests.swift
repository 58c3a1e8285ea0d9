import Operations
import Testing

/// The fast products against three plain loops, at sizes around the tiles' 4 and 12 rows and 16 and 32 columns.
@Suite struct ProductTests {
  static let sizes = [
    (1, 1, 1), (2, 3, 5), (3, 7, 16), (4, 1, 17), (5, 13, 31), (7, 2, 32), (11, 5, 33), (12, 16, 10), (13, 31, 47),
    (23, 17, 48), (24, 9, 49), (25, 64, 65), (37, 129, 97), (300, 11, 19), (6, 1031, 70),
  ]

  @Test(arguments: Variant.all, sizes)
  func dense(variant: Variant, size: (Int, Int, Int)) {
    let (n, k, columns) = size
    let input = Numbers(random: n * k, seed: 2)
    let weights = Matrix(rows: k, columns: columns, seed: 3)
    let bias = Numbers(random: columns, seed: 4)
    let output = Numbers(zeros: n * columns)
    var product = Product(input: input.pointer, weights: weights.panels, bias: bias.pointer, output: output.pointer)
    var expected = [Float](repeating: 0, count: n * columns)
    for row in 0..<n {
      for column in 0..<columns {
        var sum: Float = 0
        for index in 0..<k { sum += input.pointer[row * k + index] * weights[index, column] }
        expected[row * columns + column] = sum + bias.pointer[column]
      }
    }
    variant(.dense(product), count: n)
    #expect(isClose(output.values, expected))
    #expect(output.pointer[n * columns].isNaN, "writes behind the output")
    product.appliesReLU = true
    variant(.dense(product), count: n)
    #expect(isClose(output.values, expected.map { max($0, 0) }))
    product.appliesReLU = false
    let mask = Numbers(random: n * columns, seed: 5)
    product.mask = mask.pointer
    product.bias = nil
    variant(.dense(product), count: n)
    let masked = (0..<n * columns).map { mask.pointer[$0] <= 0 ? 0 : expected[$0] - bias.pointer[$0 % columns] }
    #expect(isClose(output.values, masked))
    #expect(output.pointer[n * columns].isNaN, "writes behind the output")
  }

  @Test(arguments: Variant.all, sizes)
  func denseWeights(variant: Variant, size: (Int, Int, Int)) {
    let (n, rows, columns) = size
    let input = Numbers(random: n * rows, seed: 2)
    let gradient = Numbers(random: n * columns, seed: 3)
    let weights = Matrix(rows: rows, columns: columns)
    let bias = Numbers(zeros: (columns + 15) / 16 * 16)
    let product = Product(
      input: input.pointer, weights: weights.panels, bias: bias.pointer, output: gradient.pointer)
    variant(.denseWeights(product), count: n)
    var expected: [Float] = []
    var found: [Float] = []
    for row in 0..<rows {
      for column in 0..<columns {
        var sum: Float = 0
        for sample in 0..<n { sum += input.pointer[sample * rows + row] * gradient.pointer[sample * columns + column] }
        expected.append(sum)
        found.append(weights[row, column])
      }
    }
    #expect(isClose(found, expected))
    let sums = (0..<columns).map { column in (0..<n).reduce(Float(0)) { $0 + gradient.pointer[$1 * columns + column] } }
    #expect(isClose(Array(bias.values.prefix(columns)), sums))
    #expect(weights.numbers.pointer[weights.numbers.count].isNaN, "writes behind the weights")
  }

  /// What an optimizer takes on the way has the same bits as what it takes from memory.
  @Test(arguments: Variant.all, sizes + [(40, 500, 130)])
  func updatesOnTheWay(variant: Variant, size: (Int, Int, Int)) {
    let (n, rows, columns) = size
    guard n <= Product.samplesAtATime else { return }
    let input = Numbers(random: n * rows, seed: 2)
    let output = Numbers(random: n * columns, seed: 3)
    for rule in [Update.Rule.sgd, .adam] {
      for background in [Float(0), 0.5] {
        let found = [false, true].map { isFused in
          let gradients = Matrix(rows: rows, columns: columns)
          let values = Matrix(rows: rows, columns: columns, seed: 4)
          let moments = [Matrix(rows: rows, columns: columns), Matrix(rows: rows, columns: columns)]
          let bias = Numbers(zeros: (columns + 15) / 16 * 16)
          var product = Product(
            input: input.pointer, weights: gradients.panels, bias: bias.pointer, output: output.pointer)
          product.background = background
          let update = Update(
            rule: rule, values: values.panels, ownership: product.ownership, gradients: gradients.panels.values,
            partialSize: 0, first: moments[0].panels.values, second: moments[1].panels.values)
          product.update = isFused ? update : nil
          for _ in 0..<2 {
            variant(.denseWeights(product), count: n, learningRate: 0.1)
            if !isFused { variant(.update(update), count: n, learningRate: 0.1) }
          }
          let matrices = [values] + moments
          return matrices.flatMap { matrix in
            (0..<rows * columns).map { matrix[$0 / columns, $0 % columns].bitPattern }
          }
        }
        #expect(found[0] == found[1])
      }
    }
  }

  @Test(arguments: Variant.all, [Float.nan, .infinity])
  func whatIsNoNumberComesOut(variant: Variant, value: Float) {
    let (n, k, columns) = (29, 21, 51)
    let input = Numbers(random: n * k)
    let weights = Matrix(rows: k, columns: columns, seed: 3)
    let output = Numbers(zeros: n * columns)
    input.pointer[17 * k + 20] = value
    var product = Product(input: input.pointer, weights: weights.panels, bias: nil, output: output.pointer)
    product.appliesReLU = value.isNaN
    variant(.dense(product), count: n)
    for index in 0..<n * columns {
      #expect(output.pointer[index].isFinite == (index / columns != 17), "element \(index)")
    }
  }

  @Test(arguments: Variant.all, [(5, 3, 1), (16, 33, 1), (7, 17, 6), (40, 48, 2)])
  func transpose(variant: Variant, size: (Int, Int, Int)) {
    let (rows, columns, matrices) = size
    let source = Matrix(rows: rows * matrices, columns: columns, seed: 7)
    let area = Panels.size(rows: columns, columns: rows)
    let shape = Matrix(rows: columns, columns: rows)
    for ownership in matrices == 1 ? [nil, .rows, .columns, .inputs] : [Ownership?.none] {
      let target = Numbers(zeros: matrices * area)
      variant(
        .transpose(
          Transpose(source: source.panels, matrices: matrices, target: target.pointer, ownership: ownership)),
        count: 0)
      for matrix in 0..<matrices {
        for row in 0..<rows {
          for column in 0..<columns {
            let found = target.pointer[matrix * area + shape.position(column, row)]
            #expect(found == source[matrix * rows + row, column])
          }
        }
      }
    }
  }
}
