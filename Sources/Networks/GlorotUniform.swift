package import Arrays

/// Keras' Glorot uniform: within ±√(6 / (fan in + fan out)), a convolution's fans times its kernel's area.
package struct GlorotUniform {
  package let stream: RandomStream
  package let limit: Double
  private let count: Int

  /// - Parameters:
  ///   - shape: (in, out) or (kernel height, kernel width, in, out).
  ///   - index: the tensor's place among all of the network's.
  package init(shape: [Int], seed: UInt64, step: UInt64, index: Int) {
    let area = shape.dropLast(2).reduce(1, *)
    let fans = (shape[shape.count - 2] + shape[shape.count - 1]) * area
    limit = (6 / Double(max(1, fans))).squareRoot()
    stream = RandomStream(seed: seed, purpose: .weights, step: step, part: UInt64(index))
    count = shape.reduce(1, *)
  }

  package var values: [Float] { (0..<count).map { Float((stream.uniform(UInt64($0)) * 2 - 1) * limit) } }
}
