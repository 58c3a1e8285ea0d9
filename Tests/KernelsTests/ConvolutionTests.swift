import Operations
import Testing

/// The fast convolutions against plain loops.
@Suite struct ConvolutionTests {
  struct Size: Sendable, CustomTestStringConvertible {
    var n = 3
    var height: Int
    var width: Int
    var channels: Int
    var kernel: (Int, Int)
    var strides = (1, 1)
    var filters: Int
    var outputHeight: Int { (height - kernel.0) / strides.0 + 1 }
    var outputWidth: Int { (width - kernel.1) / strides.1 + 1 }
    var pixels: Int { n * outputHeight * outputWidth }
    var weightRows: Int { kernel.0 * kernel.1 * channels }
    var testDescription: String { "\(n)×\(height)×\(width)×\(channels), \(kernel), \(strides), \(filters)" }
  }

  static let sizes = [
    Size(n: 1, height: 1, width: 1, channels: 1, kernel: (1, 1), filters: 1),
    Size(height: 3, width: 3, channels: 2, kernel: (3, 3), filters: 5),
    Size(height: 5, width: 1, channels: 3, kernel: (2, 1), strides: (1, 2), filters: 16),
    Size(height: 6, width: 7, channels: 1, kernel: (3, 3), filters: 32),
    Size(height: 7, width: 14, channels: 5, kernel: (2, 3), filters: 33),
    Size(n: 9, height: 8, width: 5, channels: 16, kernel: (3, 2), filters: 17),
    Size(n: 5, height: 9, width: 11, channels: 31, kernel: (3, 3), strides: (2, 3), filters: 47),
    Size(n: 2, height: 11, width: 6, channels: 33, kernel: (2, 4), strides: (3, 1), filters: 64),
    Size(n: 70, height: 6, width: 6, channels: 13, kernel: (3, 3), filters: 3),
  ]

  @Test(arguments: Variant.all, sizes)
  func forward(variant: Variant, size: Size) {
    let input = Numbers(random: size.n * size.height * size.width * size.channels)
    let weights = Matrix(rows: size.kernel.0 * size.kernel.1 * size.channels, columns: size.filters, seed: 2)
    let bias = Numbers(random: size.filters, seed: 3)
    let count = size.n * size.outputHeight * size.outputWidth * size.filters
    let output = Numbers(zeros: count)
    variant(
      .convolution(size.operation(input.pointer, weights.panels, bias.pointer, output.pointer)), count: size.n)
    var expected = (0..<count).map { bias.pointer[$0 % size.filters] }
    size.forEachMeeting { to, from, row in
      for channel in 0..<size.channels {
        for filter in 0..<size.filters {
          expected[to + filter] += input.pointer[from + channel] * weights[row + channel, filter]
        }
      }
    }
    #expect(isClose(output.values, expected))
    #expect(output.pointer[count].isNaN, "writes behind the output")
  }

  @Test(arguments: Variant.all, sizes)
  func inputGradient(variant: Variant, size: Size) {
    let area = size.kernel.0 * size.kernel.1
    let weights = Matrix(rows: area * size.channels, columns: size.filters, seed: 2)
    let matrix = Panels.size(rows: size.filters, columns: size.channels)
    let transposed = Numbers(zeros: area * matrix)
    variant(
      .transpose(Transpose(source: weights.panels, matrices: area, target: transposed.pointer)), count: 0)
    let gradient = Numbers(random: size.n * size.outputHeight * size.outputWidth * size.filters, seed: 3)
    let count = size.n * size.height * size.width * size.channels
    let found = Numbers(random: count)
    let panels = Panels(values: transposed.pointer, rows: size.filters, columns: size.channels)
    variant(.convolutionInput(size.operation(found.pointer, panels, nil, gradient.pointer)), count: size.n)
    var expected = [Float](repeating: 0, count: count)
    size.forEachMeeting { to, from, row in
      for channel in 0..<size.channels {
        for filter in 0..<size.filters {
          expected[from + channel] += gradient.pointer[to + filter] * weights[row + channel, filter]
        }
      }
    }
    #expect(isClose(found.values, expected))
    #expect(found.pointer[count].isNaN, "writes behind the gradient")
  }

  @Test(arguments: Variant.all, sizes)
  func weightsGradient(variant: Variant, size: Size) {
    let input = Numbers(random: size.n * size.height * size.width * size.channels)
    let gradient = Numbers(random: size.n * size.outputHeight * size.outputWidth * size.filters, seed: 3)
    let rows = size.kernel.0 * size.kernel.1 * size.channels
    // Sums over every four samples lie behind each other.
    let shape = Matrix(rows: rows, columns: size.filters)
    let block = shape.numbers.count
    let chunks = (size.n + 3) / 4
    let partial = Numbers(zeros: chunks * block)
    let bias = Numbers(zeros: chunks * block)
    var op = size.operation(
      input.pointer, Panels(values: partial.pointer, rows: rows, columns: size.filters), bias.pointer,
      gradient.pointer)
    op.partialSize = block
    variant(.convolutionWeights(op), count: size.n)
    var expected = [Float](repeating: 0, count: rows * size.filters)
    size.forEachMeeting { to, from, row in
      for channel in 0..<size.channels {
        for filter in 0..<size.filters {
          expected[(row + channel) * size.filters + filter] +=
            input.pointer[from + channel] * gradient.pointer[to + filter]
        }
      }
    }
    let found = (0..<rows * size.filters).map { index in
      let position = shape.position(index / size.filters, index % size.filters)
      return (0..<chunks).reduce(Float(0)) { $0 + partial.pointer[$1 * block + position] }
    }
    #expect(isClose(found, expected, tolerance: 1e-3))
    let biases = (0..<size.filters).map { filter in
      (0..<chunks).reduce(Float(0)) { $0 + bias.pointer[$1 * block + filter] }
    }
    let sums = (0..<size.filters).map { filter in
      stride(from: filter, to: gradient.count, by: size.filters).reduce(Float(0)) { $0 + gradient.pointer[$1] }
    }
    #expect(isClose(biases, sums, tolerance: 1e-3))
    #expect(partial.pointer[partial.count].isNaN, "writes behind the weights")
  }

  @Test(arguments: Variant.all)
  func whatIsNoNumberComesOut(variant: Variant) {
    let size = Size(n: 1, height: 6, width: 6, channels: 3, kernel: (3, 3), filters: 20)
    let input = Numbers(random: 108)
    input.pointer[0] = .nan
    let weights = Matrix(rows: 27, columns: 20, seed: 2)
    let output = Numbers(zeros: 320)
    var op = size.operation(input.pointer, weights.panels, nil, output.pointer)
    op.appliesReLU = true
    variant(.convolution(op), count: 1)
    #expect(output.values.prefix(20).allSatisfy { $0.isNaN })
    #expect(output.values.dropFirst(20).allSatisfy { $0.isFinite })
    let pooled = Numbers(zeros: 80)
    let pool = Pool(
      isMaximum: true, input: output.pointer, output: pooled.pointer, inputGradient: nil, outputGradient: nil,
      height: 4, width: 4, channels: 20, windowHeight: 2, windowWidth: 2)
    variant(.pool(pool), count: 1)
    #expect(pooled.values.prefix(20).allSatisfy { $0.isNaN })
    #expect(pooled.values.dropFirst(20).allSatisfy { $0.isFinite })
  }
}

extension ConvolutionTests.Size {
  func operation(_ input: Floats, _ weights: Panels, _ bias: Floats?, _ output: Floats) -> Convolution {
    Convolution(
      input: input, height: height, width: width, channels: channels, kernelHeight: kernel.0,
      kernelWidth: kernel.1, strideHeight: strides.0, strideWidth: strides.1,
      outputHeight: outputHeight, outputWidth: outputWidth, filters: filters, weights: weights,
      bias: bias, output: output)
  }

  /// Every pair of an output pixel and a kernel position: their offsets in output, input, and the weights' row.
  func forEachMeeting(_ body: (_ output: Int, _ input: Int, _ row: Int) -> Void) {
    for image in 0..<n {
      for y in 0..<outputHeight {
        for x in 0..<outputWidth {
          for ky in 0..<kernel.0 {
            for kx in 0..<kernel.1 {
              let pixel = (image * height + y * strides.0 + ky) * width + x * strides.1 + kx
              body(
                ((image * outputHeight + y) * outputWidth + x) * filters, pixel * channels,
                (ky * kernel.1 + kx) * channels)
            }
          }
        }
      }
    }
  }
}
