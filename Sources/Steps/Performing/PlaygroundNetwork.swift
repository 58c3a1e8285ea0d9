/// A kernel whose i-th value is (2u − 1) · `limit`, with u the i-th number of the random stream `key`.
package struct StartingKernel: Sendable {
  package var key: UInt64
  package var limit: Double
  package var values: [Float]

  package init(key: UInt64, limit: Double, values: [Float]) {
    self.key = key
    self.limit = limit
    self.values = values
  }
}

/// A trained network as plain values, with what its input needs: enough to run it in the page.
package struct PlaygroundNetwork: Sendable {
  package struct Layer: Sendable {
    /// `dense`, `conv2d`, `maxpool`, `avgpool`, `flatten`, `batchnorm`, `activation` (dropout does nothing there).
    package var kind: String
    package var activation: String
    package var kernelHeight: Int
    package var kernelWidth: Int
    package var strideHeight: Int
    package var strideWidth: Int
    package var isSame: Bool
    package var outputShape: [Int]
    /// Kernel then bias; gamma, beta, moving mean, moving variance.
    package var weights: [[Float]]
    /// What a dense layer took in for some training samples, (N, inputs); empty where that is not known.
    package var inputs: [Float]
    /// What a dense layer's kernel was before training.
    package var start: StartingKernel?

    package init(
      kind: String, activation: String, kernelHeight: Int = 0, kernelWidth: Int = 0, strideHeight: Int = 1,
      strideWidth: Int = 1, isSame: Bool = false, outputShape: [Int], weights: [[Float]], inputs: [Float] = []
    ) {
      self.kind = kind
      self.activation = activation
      self.kernelHeight = kernelHeight
      self.kernelWidth = kernelWidth
      self.strideHeight = strideHeight
      self.strideWidth = strideWidth
      self.isSame = isSame
      self.outputShape = outputShape
      self.weights = weights
      self.inputs = inputs
    }
  }
  /// (784) or (28, 28, 1) or (28, 28); another one where there are no layers, since nothing can be drawn for it.
  package var inputShape: [Int]
  package var layers: [Layer]
  package var classNames: [String]
  /// The network's input for no ink and for full ink: 0 and 1, 0 and 255, or 1 and 0 where the pixels were inverted.
  package var paper: Float
  package var ink: Float
  /// A test image (784 values, 0…1, ink 1) with the engine's own probabilities, to start with and to check against.
  package var example: (pixels: [Float], probabilities: [Float])?

  package init(
    inputShape: [Int], layers: [Layer], classNames: [String], paper: Float, ink: Float,
    example: (pixels: [Float], probabilities: [Float])?
  ) {
    self.inputShape = inputShape
    self.layers = layers
    self.classNames = classNames
    self.paper = paper
    self.ink = ink
    self.example = example
  }
}
