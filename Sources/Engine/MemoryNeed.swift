import Files

/// What a network takes in memory, told before anything is allocated.
struct MemoryNeed {
  var bytes: Int

  /// - Parameters:
  ///   - shapes: one sample's shape at the input and after each layer.
  ///   - isTraining: gradients, moments and transposes come on top.
  init(layers: [LayerSpec], shapes: [[Int]], batch: Int, isTraining: Bool) {
    // Blocks of the size of all weights. A convolution's transformed kernels take four times its weights, once for each
    // direction; its gradients are sums over eight chunks.
    let copies = isTraining ? (layers.hasConvolutions ? 23 : 6) : (layers.hasConvolutions ? 5 : 1)
    var weights = 0
    var activations = 0
    for (index, layer) in layers.enumerated() {
      let count = layer.parameterCount(for: shapes[index])
      weights = sum(weights, sum(count.trainable, count.other))
    }
    for shape in shapes { activations = sum(activations, shape.product) }
    let perSample = [activations, isTraining ? 3 : 1].product
    bytes = [4, sum([weights, copies].product, [perSample, sum(batch, 3)].product)].product
  }

  func check() throws(EngineError) { try checkMemory(bytes: bytes) }
}

/// For arrays that a step is about to make.
package func checkMemory(bytes: Int) throws(EngineError) {
  guard let available = availableMemory(), bytes > available else { return }
  throw .notEnoughMemory(needed: bytes, available: available)
}

/// Stays at the largest number instead of overflowing.
func sum(_ a: Int, _ b: Int) -> Int {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? .max : sum
}

extension Sequence<Int> {
  /// The number of elements of a shape; the largest number where it overflows, as a damaged file's header may.
  package var product: Int {
    reduce(1) { result, length in
      let (product, overflow) = result.multipliedReportingOverflow(by: length)
      return overflow ? .max : product
    }
  }
}
