import Operations
import Testing

/// Convolution and pooling in one against the two kernels one after the other.
@Suite struct PooledConvolutionTests {
  typealias Size = ConvolutionTests.Size

  static let sizes = [
    Size(n: 1, height: 4, width: 4, channels: 1, kernel: (3, 3), filters: 16),
    Size(n: 3, height: 9, width: 6, channels: 1, kernel: (3, 3), filters: 48),
    Size(n: 9, height: 11, width: 13, channels: 1, kernel: (3, 3), filters: 32),
    Size(n: 2, height: 8, width: 17, channels: 1, kernel: (3, 3), filters: 80),
  ]

  @Test(arguments: Variant.all, sizes)
  func equalsThePartsAlone(variant: Variant, size: Size) {
    let input = Numbers(random: size.n * size.height * size.width * size.channels)
    let weights = Matrix(rows: size.weightRows, columns: size.filters, seed: 2)
    let bias = Numbers(random: size.filters, seed: 3)
    let output = Numbers(zeros: size.pixels * size.filters)
    let height = size.outputHeight / 2
    let width = size.outputWidth / 2
    let count = size.n * height * width * size.filters
    let expected = Numbers(zeros: count)
    var convolution = size.operation(input.pointer, weights.panels, bias.pointer, output.pointer)
    convolution.appliesReLU = true
    #expect(PooledConvolution.suits(convolution))
    variant(.convolution(convolution), count: size.n)
    let gradient = Numbers(random: count, seed: 4)
    let inner = Numbers(zeros: output.count)
    var pool = Pool(
      isMaximum: true, input: output.pointer, output: expected.pointer, inputGradient: inner.pointer,
      outputGradient: gradient.pointer, height: size.outputHeight, width: size.outputWidth, channels: size.filters,
      windowHeight: 2, windowWidth: 2)
    pool.masksReLU = true
    variant(.pool(pool), count: size.n)
    variant(.poolGradient(pool), count: size.n)

    let found = Numbers(zeros: count)
    let winners = Numbers(zeros: count)
    convolution.output = found.pointer
    let op = PooledConvolution(convolution: convolution, winners: winners.pointer, activations: found.pointer)
    variant(.pooledConvolution(op), count: size.n)
    #expect(found.values == expected.values, "the same sums, to the last bit")
    #expect(found.pointer[count].isNaN && winners.pointer[count].isNaN, "writes behind the output")

    func weightGradients(_ run: (Convolution) -> Void, _ gradient: Floats) -> (weights: [Float], bias: [Float]) {
      let shape = Matrix(rows: size.weightRows, columns: size.filters)
      let block = shape.numbers.count
      let chunks = (size.n + 3) / 4
      let partial = Numbers(zeros: chunks * block)
      let biases = Numbers(zeros: chunks * block)
      var op = size.operation(
        input.pointer, Panels(values: partial.pointer, rows: size.weightRows, columns: size.filters), biases.pointer,
        gradient)
      op.appliesReLU = true
      op.partialSize = block
      run(op)
      #expect(partial.pointer[partial.count].isNaN, "writes behind the weights")
      func total(_ numbers: Numbers, _ position: Int) -> Float {
        (0..<chunks).reduce(Float(0)) { $0 + numbers.pointer[$1 * block + position] }
      }
      return (
        (0..<size.weightRows * size.filters).map { index in
          total(partial, shape.position(index / size.filters, index % size.filters))
        }, (0..<size.filters).map { total(biases, $0) }
      )
    }
    let plain = weightGradients({ variant(.convolutionWeights($0), count: size.n) }, inner.pointer)
    let pooled = weightGradients(
      {
        variant(
          .pooledConvolutionWeights(
            PooledConvolution(convolution: $0, winners: winners.pointer, activations: found.pointer)), count: size.n)
      }, gradient.pointer)
    #expect(plain.weights.contains { abs($0) > 0.1 })
    #expect(isClose(pooled.weights, plain.weights, tolerance: 1e-3))
    #expect(isClose(pooled.bias, plain.bias, tolerance: 1e-3))
    withExtendedLifetime((input, weights, bias, output, gradient, inner, winners, found)) {}
  }

  @Test(arguments: [
    Size(n: 1, height: 9, width: 6, channels: 3, kernel: (3, 3), filters: 48),
    Size(n: 1, height: 13, width: 12, channels: 1, kernel: (3, 3), strides: (2, 1), filters: 16),
    Size(n: 1, height: 13, width: 12, channels: 1, kernel: (3, 3), strides: (1, 2), filters: 16),
    Size(n: 1, height: 9, width: 9, channels: 1, kernel: (3, 2), filters: 16),
    Size(n: 1, height: 9, width: 9, channels: 1, kernel: (3, 3), filters: 20),
  ])
  func othersGoThroughTheTwoKernels(size: Size) {
    let nowhere = Numbers(zeros: 16)
    let weights = Matrix(rows: size.weightRows, columns: size.filters)
    let convolution = size.operation(nowhere.pointer, weights.panels, nil, nowhere.pointer)
    #expect(!PooledConvolution.suits(convolution))
  }

  @Test(arguments: Variant.all)
  func whatIsNoNumberComesOut(variant: Variant) {
    let size = Size(n: 1, height: 6, width: 6, channels: 1, kernel: (3, 3), filters: 16)
    let input = Numbers(random: 36)
    input.pointer[7] = .nan
    let weights = Matrix(rows: 9, columns: 16, seed: 2)
    let output = Numbers(zeros: 64)
    let winners = Numbers(zeros: 64)
    let convolution = size.operation(input.pointer, weights.panels, nil, output.pointer)
    variant(
      .pooledConvolution(
        PooledConvolution(convolution: convolution, winners: winners.pointer, activations: output.pointer)), count: 1)
    #expect(output.values.prefix(16).allSatisfy { $0.isNaN })
    #expect(output.values.suffix(16).allSatisfy { $0.isFinite })
    withExtendedLifetime((input, weights, winners)) {}
  }
}
