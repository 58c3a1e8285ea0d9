/// Where networks are computed: the kernels picked for this processor, and the worker threads.
package final class Device: Sendable {
  package let threads: Int
  /// `baseline`, `avx2`, `avx512` or `arm64`.
  package let processor: String

  /// - Parameters:
  ///   - threads: nil for all cores.
  ///   - processor: a forced kernel variant, as `LESSON_CPU` gives it; nil or empty picks the best supported.
  package init(threads: Int?, processor: String?) throws(EngineError) {
    self.threads = threads ?? 1
    self.processor = processor ?? "baseline"
  }
}

/// A network with its weights, trained and used through whole arrays; the first dimension of `x` and `y` is N.
package final class Network {
  package let layers: [LayerSpec]
  package let layerNames: [String]
  /// One sample's shape.
  package let inputShape: [Int]

  /// Weights are drawn as Keras draws them (Glorot uniform, zero biases) from the stream keyed by `seed` and `step`.
  package init(
    layers: [LayerSpec], inputShape: [Int], seed: UInt64, step: UInt64, device: Device
  ) throws(EngineError) {
    self.layers = layers
    self.layerNames = LayerSpec.names(of: layers)
    self.inputShape = inputShape
  }

  package var weights: [Weight] { [] }

  package func setWeights(_ weights: [Weight]) throws(EngineError) {}

  /// - Parameters:
  ///   - x: (N, inputShape…), any element type.
  ///   - y: (N) integer labels, or (N, outputs).
  ///   - onEvent: answers whether to go on; `false` ends the fit after this batch with `.interrupted`.
  package func fit(
    x: NDArray, y: NDArray, validation: (x: NDArray, y: NDArray)?, options: FitOptions,
    onEvent: (FitEvent) -> Bool
  ) throws(EngineError) -> History {
    History(epochs: [], ending: .allEpochs)
  }

  package func evaluate(x: NDArray, y: NDArray, loss: Loss, batchSize: Int) throws(EngineError) -> Evaluation {
    Evaluation(loss: 0, accuracy: 0)
  }

  /// The outputs, (N, outputs…), `float32`.
  package func predict(x: NDArray, batchSize: Int) throws(EngineError) -> NDArray {
    NDArray(shape: [0, 1], values: .float32([]))
  }
}
