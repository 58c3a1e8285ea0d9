internal import Arrays
package import Networks

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

/// Bytes that the system can still give without swapping, as the kernel estimates them, or the rest of what a container
/// may use, if that is less; nil where neither is known.
private func availableMemory() -> Int? {
  let system = number("/proc/meminfo", "MemAvailable:").map { [$0, 1024].product }
  let group = "/sys/fs/cgroup/memory"
  var rest: Int?
  if let limit = number(group + ".max"), let used = number(group + ".current") {
    // Pages of files give way.
    rest = max(0, sum(limit - used, number(group + ".stat", "inactive_file ") ?? 0))
  }
  return [system, rest].compactMap { $0 }.min()
}

/// The number behind `key` in a system file.
private func number(_ file: String, _ key: String = "") -> Int? {
  systemValue(file, key)?.split(separator: " ").first.flatMap { Int($0) }
}
