import Operations
import Testing

/// The convolutions by minimal filtering against plain loops.
@Suite struct WinogradTests {
  typealias Size = ConvolutionTests.Size

  static let sizes = [
    Size(n: 1, height: 5, width: 5, channels: 16, kernel: (3, 3), filters: 16),
    Size(n: 2, height: 13, width: 13, channels: 32, kernel: (3, 3), filters: 64),
    Size(n: 9, height: 6, width: 10, channels: 48, kernel: (3, 3), filters: 16),
    Size(n: 3, height: 11, width: 7, channels: 16, kernel: (3, 3), filters: 80),
    Size(n: 37, height: 6, width: 6, channels: 16, kernel: (3, 3), filters: 32),
  ]

  private func matrices(_ variant: Variant, _ weights: Matrix, _ size: Size) -> Numbers {
    let target = Numbers(zeros: Winograd.kernelsSize(rows: size.channels, columns: size.filters))
    variant(
      .winogradKernels(
        WinogradKernels(
          source: weights.panels.values, rows: size.channels, columns: size.filters, isStacked: true,
          target: target.pointer)), count: 0)
    return target
  }

  private func transposedMatrices(_ variant: Variant, _ weights: Matrix, _ size: Size) -> Numbers {
    let transposed = Numbers(zeros: 9 * Panels.size(rows: size.filters, columns: size.channels))
    variant(.transpose(Transpose(source: weights.panels, matrices: 9, target: transposed.pointer)), count: 0)
    let target = Numbers(zeros: Winograd.kernelsSize(rows: size.filters, columns: size.channels))
    variant(
      .winogradKernels(
        WinogradKernels(
          source: transposed.pointer, rows: size.filters, columns: size.channels, isStacked: false,
          target: target.pointer)), count: 0)
    return target
  }

  /// With scratch memory for two threads, full of what is no number.
  private func operation(_ convolution: Convolution, _ kernels: Numbers, _ inputGradient: Floats?) -> (
    Winograd, Numbers
  ) {
    var op = Winograd(
      convolution: convolution, kernels: kernels.pointer, inputGradient: inputGradient, scratch: kernels.pointer)
    let scratch = Numbers([Float](repeating: .nan, count: 2 * op.scratchSize))
    op.scratch = scratch.pointer
    return (op, scratch)
  }

  @Test(arguments: Variant.all, sizes)
  func forward(variant: Variant, size: Size) {
    let input = Numbers(random: size.n * size.height * size.width * size.channels)
    let weights = Matrix(rows: size.weightRows, columns: size.filters, seed: 2)
    let bias = Numbers(random: size.filters, seed: 3)
    let output = Numbers(zeros: size.pixels * size.filters)
    var convolution = size.operation(input.pointer, weights.panels, bias.pointer, output.pointer)
    convolution.appliesReLU = true
    #expect(Winograd.suits(convolution))
    let kernels = matrices(variant, weights, size)
    let (op, scratch) = operation(convolution, kernels, nil)
    withExtendedLifetime((kernels, scratch)) { variant(.winograd(op), count: size.n) }
    var expected = (0..<output.count).map { bias.pointer[$0 % size.filters] }
    size.forEachMeeting { to, from, row in
      for channel in 0..<size.channels {
        for filter in 0..<size.filters {
          expected[to + filter] += input.pointer[from + channel] * weights[row + channel, filter]
        }
      }
    }
    #expect(isClose(output.values, expected.map { max(0, $0) }))
    #expect(output.pointer[output.count].isNaN, "writes behind the output")
    #expect(scratch.pointer[scratch.count].isNaN, "writes behind the scratch memory")
  }

  @Test(arguments: Variant.all, sizes)
  func gradients(variant: Variant, size: Size) {
    let input = Numbers(random: size.n * size.height * size.width * size.channels)
    let weights = Matrix(rows: size.weightRows, columns: size.filters, seed: 2)
    let gradient = Numbers(random: size.pixels * size.filters, seed: 3)
    let shape = Matrix(rows: size.weightRows, columns: size.filters)
    let block = shape.numbers.count
    let chunks = (size.n + 3) / 4
    let partial = Numbers(zeros: chunks * block)
    let bias = Numbers(zeros: chunks * block)
    let found = Numbers(random: input.count)
    var convolution = size.operation(
      input.pointer, Panels(values: partial.pointer, rows: size.weightRows, columns: size.filters), bias.pointer,
      gradient.pointer)
    convolution.partialSize = block
    let kernels = transposedMatrices(variant, weights, size)
    let (op, scratch) = operation(convolution, kernels, found.pointer)
    withExtendedLifetime((kernels, scratch)) { variant(.winogradGradients(op), count: size.n) }
    var expected = [Float](repeating: 0, count: size.weightRows * size.filters)
    var expectedInput = [Float](repeating: 0, count: input.count)
    size.forEachMeeting { to, from, row in
      for channel in 0..<size.channels {
        for filter in 0..<size.filters {
          expected[(row + channel) * size.filters + filter] +=
            input.pointer[from + channel] * gradient.pointer[to + filter]
          expectedInput[from + channel] += gradient.pointer[to + filter] * weights[row + channel, filter]
        }
      }
    }
    let sums = expected.indices.map { index in
      let position = shape.position(index / size.filters, index % size.filters)
      return (0..<chunks).reduce(Float(0)) { $0 + partial.pointer[$1 * block + position] }
    }
    #expect(isClose(sums, expected, tolerance: 1e-3))
    #expect(isClose(found.values, expectedInput, tolerance: 1e-3))
    let biases = (0..<size.filters).map { filter in
      (0..<chunks).reduce(Float(0)) { $0 + bias.pointer[$1 * block + filter] }
    }
    let columns = (0..<size.filters).map { filter in
      stride(from: filter, to: gradient.count, by: size.filters).reduce(Float(0)) { $0 + gradient.pointer[$1] }
    }
    #expect(isClose(biases, columns, tolerance: 1e-3))
    #expect(found.pointer[found.count].isNaN, "writes behind the input's gradient")
    #expect(scratch.pointer[scratch.count].isNaN, "writes behind the scratch memory")
  }

  @Test(arguments: Variant.all)
  func whatIsNoNumberComesOut(variant: Variant) {
    let size = Size(n: 2, height: 6, width: 6, channels: 16, kernel: (3, 3), filters: 16)
    let input = Numbers(random: size.n * 36 * 16)
    input.pointer[0] = .nan
    let weights = Matrix(rows: 144, columns: 16, seed: 2)
    let output = Numbers(zeros: size.pixels * 16)
    let convolution = size.operation(input.pointer, weights.panels, nil, output.pointer)
    let kernels = matrices(variant, weights, size)
    let (op, scratch) = operation(convolution, kernels, nil)
    withExtendedLifetime((kernels, scratch)) { variant(.winograd(op), count: size.n) }
    #expect(output.values.prefix(16).allSatisfy { $0.isNaN })
    #expect(output.values.dropFirst(256).allSatisfy { $0.isFinite }, "another image's outputs")
  }
}
