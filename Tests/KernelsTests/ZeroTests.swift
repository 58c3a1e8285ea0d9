import Operations
import Testing

/// Products of rows that are mostly zeros, as pictures are: what is skipped changes no bit.
@Suite struct ZeroTests {
  /// About one of eight is not zero; some of the zeros have a sign.
  private static func picture(_ count: Int) -> Numbers {
    let random = Numbers(random: count, seed: 2)
    return Numbers(
      random.values.enumerated().map { index, number in
        (index / 5) % 8 == 3 || index % 31 == 0 ? number : index % 2 == 0 ? 0 : -0.0
      })
  }

  /// The same where threads share the inputs; what lies between the parts is no number.
  private static func inParts(_ input: Numbers, samples: Int, inputs: Int) -> Numbers {
    let layout = InputParts(inputs: inputs, samples: samples)
    let numbers = Numbers([Float](repeating: .nan, count: layout.size))
    for (part, sample) in (0..<InputParts.count).flatMap({ part in (0..<samples).map { (part, $0) } }) {
      for (place, index) in layout.range(part).enumerated() {
        numbers.pointer[sample * layout.stride + layout.place(part) + place] = input.pointer[sample * inputs + index]
      }
    }
    return numbers
  }

  @Test(arguments: Variant.all, [(29, 211, 10), (32, 200, 16), (33, 195, 32), (7, 230, 49)])
  func weightsHaveTheSameBits(variant: Variant, size: (Int, Int, Int)) {
    let (n, rows, columns) = size
    let input = Self.picture(n * rows)
    let inParts = Self.inParts(input, samples: n, inputs: rows)
    for special in [Float(0.5), .infinity, .nan] {
      let gradient = Numbers(random: n * columns, seed: 3)
      gradient.pointer[n / 2 * columns + columns / 2] = special
      // No number of the last row's lanes behind the last column keeps zeros from being skipped.
      for lane in 0..<16 { gradient.pointer[n * columns + lane] = 0 }
      let found = [false, true].map { areShared in
        let weights = Matrix(rows: rows, columns: columns)
        var product = Product(
          input: (areShared ? inParts : input).pointer, weights: weights.panels, bias: nil, output: gradient.pointer)
        product.parts = areShared ? InputParts(inputs: rows, samples: n) : nil
        variant(.denseWeights(product), count: n)
        return (0..<rows * columns).map { place in
          let number = weights[place / columns, place % columns]
          return number.isNaN ? Float.nan.bitPattern : number.bitPattern
        }
      }
      #expect(found[0] == found[1], "with \(special)")
    }
  }

  @Test(arguments: Variant.all, [(29, 211, 10), (32, 200, 16), (33, 195, 32), (7, 230, 49)])
  func parts(variant: Variant, size: (Int, Int, Int)) {
    let (n, k, columns) = size
    let wide = (columns + 15) / 16 * 16
    let input = Self.picture(n * k)
    let inParts = Self.inParts(input, samples: n, inputs: k)
    for special in [Float(0.5), .infinity] {
      let weights = Matrix(rows: k, columns: columns, seed: 3)
      weights.numbers.pointer[weights.position(k / 2, columns / 2)] = special
      let output = Numbers(zeros: n * columns)
      var product = Product(input: inParts.pointer, weights: weights.panels, bias: nil, output: output.pointer)
      product.partialSize = (n + 3) * wide
      let partials = Numbers(zeros: InputParts.count * product.partialSize)
      product.partials = partials.pointer
      product.parts = InputParts(inputs: k, samples: n)
      variant(.denseParts(product), count: n)
      variant(.denseSum(product), count: n)
      var expected = [Float](repeating: 0, count: n * columns)
      for place in expected.indices {
        for index in 0..<k {
          expected[place] += input.pointer[place / columns * k + index] * weights[index, place % columns]
        }
      }
      #expect(output.values.map { $0.isFinite } == expected.map { $0.isFinite })
      let numbers = expected.indices.filter { expected[$0].isFinite }
      #expect(isClose(numbers.map { output.pointer[$0] }, numbers.map { expected[$0] }), "with \(special)")
    }
  }
}
