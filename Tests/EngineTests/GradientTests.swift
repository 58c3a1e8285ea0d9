import Arrays
import Engine
import Networks
import Testing

/// One law for every layer and loss: the gradient that a step of SGD takes equals the slope of the training loss.
@Suite struct GradientTests {
  struct Subject: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var inputShape: [Int]
    var layers: [LayerSpec]
    var loss = Loss.meanSquaredError
    var samples = 5
  }

  private static func dense(_ units: Int, _ activation: Activation = .linear) -> LayerSpec {
    .dense(units: units, activation: activation)
  }

  private static func conv(
    _ filters: Int, _ kernel: Size2D, strides: Size2D = Size2D(1, 1), padding: Padding = .valid,
    _ activation: Activation = .tanh
  ) -> LayerSpec {
    .conv2d(filters: filters, kernel: kernel, strides: strides, padding: padding, activation: activation)
  }

  static let activations = Activation.allCases.flatMap { activation in
    [
      Subject(
        testDescription: "dense \(activation)", inputShape: [7],
        layers: [dense(19, activation), dense(3)]),
      Subject(
        testDescription: "activation \(activation)", inputShape: [4],
        layers: [dense(5, .sigmoid), .activation(activation), dense(3)]),
      Subject(
        testDescription: "conv2d \(activation)", inputShape: [5, 4, 2],
        layers: [conv(3, Size2D(2, 2), .tanh), conv(4, Size2D(2, 2), activation), .flatten, dense(2)]),
    ]
  }

  static let layers = [
    Subject(
      testDescription: "conv2d same", inputShape: [5, 6, 3],
      layers: [conv(4, Size2D(3, 3), padding: .same), conv(2, Size2D(2, 4), padding: .same), .flatten, dense(2)]),
    Subject(
      testDescription: "conv2d strides", inputShape: [8, 9, 2],
      layers: [
        conv(17, Size2D(3, 2), strides: Size2D(2, 1)), conv(3, Size2D(2, 3), strides: Size2D(1, 2)), .flatten, dense(2),
      ]),
    Subject(
      testDescription: "conv2d same, strides", inputShape: [7, 8, 2],
      layers: [
        conv(3, Size2D(3, 3), strides: Size2D(2, 2), padding: .same),
        conv(3, Size2D(3, 3), strides: Size2D(2, 3), padding: .same), .flatten, dense(2),
      ]),
    Subject(
      testDescription: "maxpool", inputShape: [7, 6, 3],
      layers: [conv(3, Size2D(2, 2)), .maxPool2d(Size2D(2, 2)), .flatten, dense(2)]),
    Subject(
      testDescription: "avgpool", inputShape: [7, 6, 3],
      layers: [conv(3, Size2D(2, 2)), .averagePool2d(Size2D(2, 3)), .flatten, dense(2)]),
    Subject(
      testDescription: "dropout", inputShape: [6],
      layers: [dense(20, .tanh), .dropout(rate: 0.4), dense(9, .sigmoid), .dropout(rate: 0.2), dense(2)]),
    Subject(
      testDescription: "batchnorm on rows", inputShape: [6],
      layers: [dense(5, .tanh), .batchNormalization, dense(4, .tanh), dense(2)], samples: 9),
    Subject(
      testDescription: "batchnorm on images", inputShape: [5, 5, 2],
      layers: [conv(3, Size2D(2, 2)), .batchNormalization, conv(2, Size2D(2, 2)), .flatten, dense(2)]),
    Subject(
      testDescription: "conv2d of whole vectors", inputShape: [10, 12, 2],
      layers: [
        conv(16, Size2D(3, 3)), .maxPool2d(Size2D(2, 2)), conv(32, Size2D(3, 3), .elu), .flatten, dense(2),
      ], samples: 5),
    Subject(
      testDescription: "conv2d same of whole vectors", inputShape: [7, 9, 1],
      layers: [
        conv(16, Size2D(3, 3), padding: .same), .maxPool2d(Size2D(2, 2)), conv(16, Size2D(3, 3), padding: .same, .tanh),
        .flatten, dense(2),
      ], samples: 5),
    Subject(
      testDescription: "batchnorm first", inputShape: [5],
      layers: [.batchNormalization, dense(4, .sigmoid), dense(2)], samples: 8),
    Subject(
      testDescription: "layernorm on rows", inputShape: [6],
      layers: [dense(19, .tanh), .layerNormalization, dense(4, .tanh), dense(2)]),
    Subject(
      testDescription: "layernorm on images", inputShape: [5, 5, 2],
      layers: [conv(3, Size2D(2, 2)), .layerNormalization, conv(2, Size2D(2, 2)), .flatten, dense(2)]),
    Subject(
      testDescription: "layernorm first", inputShape: [5], layers: [.layerNormalization, dense(4, .sigmoid), dense(2)]),
  ]

  static let losses = Loss.allCases.flatMap { loss in
    [Activation.softmax, .sigmoid].flatMap { activation in
      [
        Subject(
          testDescription: "\(loss.rawValue) after \(activation)", inputShape: [4],
          layers: [dense(6, .tanh), dense(3, activation)], loss: loss),
        Subject(
          testDescription: "\(loss.rawValue) after a layer activation \(activation)", inputShape: [4],
          layers: [dense(3, .tanh), .activation(activation)], loss: loss),
      ]
    }
  }

  @Test(arguments: activations + layers + losses)
  func gradientIsTheSlopeOfTheLoss(_ subject: Subject) throws {
    let device = try Device(threads: 2, processor: nil)
    let network = try Network(
      layers: subject.layers, inputShape: subject.inputShape, seed: 5, step: 0, device: device)
    var start = network.weights
    for index in start.indices where start[index].name.hasSuffix(".bias") || start[index].name.hasSuffix(".beta") {
      for element in start[index].values.indices { start[index].values[element] = Float(element % 5) * 0.1 - 0.2 }
    }
    let (x, y) = data(for: subject, outputs: network.outputShapes.last?.first ?? 1)

    func fit(_ weights: [Weight], learningRate: Float) throws -> Double {
      try network.setWeights(weights)
      var options = FitOptions()
      options.batchSize = subject.samples
      options.shuffle = false
      options.loss = subject.loss
      options.optimizer = .sgd(learningRate: learningRate)
      return try network.fit(x: x, y: y, validation: nil, options: options) { _ in true }.epochs[0].loss
    }

    let here = try fit(start, learningRate: 1)
    let moved = network.weights
    for (index, weight) in start.enumerated() where !weight.name.contains("moving") {
      var gradients: [Double] = []
      // At a kink of ReLU or of a maximum the slopes of the two sides differ; the gradient is that of one of them.
      var slopes: [[Double]] = []
      // A few elements of every tensor, spread over all of it.
      for element in stride(from: 0, to: weight.values.count, by: max(1, weight.values.count / 7)) {
        let step: Float = 5e-3
        var changed = start
        changed[index].values[element] = weight.values[element] + step
        let above = try fit(changed, learningRate: 0)
        changed[index].values[element] = weight.values[element] - step
        let below = try fit(changed, learningRate: 0)
        slopes.append([above - below, 2 * (above - here), 2 * (here - below)].map { $0 / Double(2 * step) })
        gradients.append(Double(weight.values[element] - moved[index].values[element]))
      }
      let scale = slopes.map { abs($0[0]) }.max() ?? 0
      for (gradient, slopes) in zip(gradients, slopes) {
        let error = slopes.map { abs(gradient - $0) }.min() ?? .infinity
        #expect(error <= 0.01 * scale + 2e-4, "\(weight.name): \(gradient) against \(slopes)")
      }
    }
  }

  private func data(for subject: Subject, outputs: Int) -> (NDArray, NDArray) {
    let stream = RandomStream(seed: 11, purpose: .split, step: 1)
    let size = subject.samples * subject.inputShape.reduce(1, *)
    let x = (0..<size).map { Float(stream.uniform(UInt64($0)) * 2 - 1) }
    let input = NDArray(shape: [subject.samples] + subject.inputShape, values: .float32(x))
    let classes = (0..<subject.samples).map { $0 * 7 % outputs }
    if subject.loss == .sparseCategoricalCrossentropy {
      return (input, NDArray(shape: [subject.samples], values: .int64(classes.map(Int64.init))))
    }
    var rows = [Float](repeating: 0, count: subject.samples * outputs)
    for (sample, label) in classes.enumerated() { rows[sample * outputs + label] = 1 }
    return (input, NDArray(shape: [subject.samples, outputs], values: .float32(rows)))
  }
}
