package import Networks
internal import Operations

extension LayerSpec {
  /// Window = stride, no padding, floor.
  package static func maxPool2d(_ window: Size2D) -> LayerSpec { LayerSpec(.maxPool2d, window: window) }
  package static func averagePool2d(_ window: Size2D) -> LayerSpec { LayerSpec(.averagePool2d, window: window) }
}

extension LayerKind {
  package static let maxPool2d = pooling(
    name: "maxpool", className: "MaxPooling2D",
    aliases: ["maxpool2d", "max_pooling2d", "maxpooling2d", "max_pool", "maxpooling"],
    summary: "keeps the largest of every 2×2 pixels", isMaximum: true)

  package static let averagePool2d = pooling(
    name: "avgpool", className: "AveragePooling2D",
    aliases: ["averagepool", "average_pooling2d", "averagepooling2d", "avgpool2d", "avg_pool", "averagepooling"],
    summary: "keeps the mean of every 2×2 pixels", isMaximum: false)

  private static func pooling(
    name: String, className: String, aliases: [String], summary: String, isMaximum: Bool
  ) -> LayerKind {
    LayerKind(
      name: name, className: className, aliases: aliases, form: "\(name) 2x2", summary: summary,
      arguments: [.window(standard: Size2D(2, 2))], page: .computed,
      slidingWindow: { SlidingWindow(size: $0.window, strides: $0.window, padding: .valid) },
      outputShape: { layer, input throws(ShapeProblem) in
        let window = layer.window
        guard input.count == 3 else { throw .needsImages(input) }
        guard input[0] >= window.height, input[1] >= window.width else { throw .windowTooLarge(window, input) }
        return [input[0] / window.height, input[1] / window.width, input[2]]
      },
      onnx: { layer, model in
        model.arrange(channelsFirst: true)
        let window = ONNXModel.Attribute.integers([layer.window.height, layer.window.width])
        model.node(
          isMaximum ? "MaxPool" : "AveragePool", attributes: [("kernel_shape", window), ("strides", window)])
      },
      pass: { place in
        func pool(_ output: Floats, _ gradient: Floats? = nil, _ inputGradient: Floats? = nil) -> Pool {
          Pool(
            isMaximum: isMaximum, input: place.input, output: output, inputGradient: inputGradient,
            outputGradient: gradient, height: place.inputShape[0], width: place.inputShape[1],
            channels: place.inputShape[2], windowHeight: place.layer.window.height,
            windowWidth: place.layer.window.width)
        }
        let output = place.newOutput()
        return LayerPass(
          output: output, forward: [.pool(pool(output))],
          backward: { gradient in
            let input = Gradient(
              values: place.newInputGradient(), isMasked: isMaximum && place.followsReLU)
            var pool = pool(output, gradient.values, input.values)
            pool.masksReLU = input.isMasked
            return LayerPass.Backward(samples: [.poolGradient(pool)], input: input)
          })
      })
  }
}
