internal import Arrays
import Files
package import Networks

/// What a network takes in memory, told before anything is allocated.
struct MemoryNeed {
  var bytes: Int64

  /// - Parameters:
  ///   - shapes: one sample's shape at the input and after each layer.
  ///   - isTraining: gradients, moments and transposes come on top.
  init(layers: [LayerSpec], shapes: [[Int]], batch: Int, isTraining: Bool) {
    let blocks = layers.map { isTraining ? $0.kind.weightBlocks.training : $0.kind.weightBlocks.otherwise }.max() ?? 1
    var weights: Int64 = 0
    var activations: Int64 = 0
    for (index, layer) in layers.enumerated() {
      for weight in layer.weights(for: shapes[index]) { weights = sum(weights, elements(weight.shape)) }
    }
    for shape in shapes { activations = sum(activations, elements(shape)) }
    let perSample = [activations, isTraining ? 3 : 1].product
    bytes = [4, sum([weights, Int64(blocks)].product, [perSample, sum(Int64(batch), 3)].product)].product
  }

  /// What building takes: the weights, and while its first values are drawn, the largest of them a second time.
  static func building(layers: [LayerSpec], shapes: [[Int]]) -> MemoryNeed {
    var need = MemoryNeed(layers: layers, shapes: shapes, batch: 1, isTraining: false)
    let weights = zip(layers, shapes).flatMap { layer, shape in layer.weights(for: shape) }
    let largest = weights.map { elements($0.shape) }.max() ?? 0
    need.bytes = sum(need.bytes, [largest, 4].product)
    return need
  }

  func check() throws(EngineError) { try checkMemory(bytes: bytes) }
}

/// Elements of a shape; more than an `Int` of 32 bits may count.
func elements(_ shape: [Int]) -> Int64 { shape.map { Int64($0) }.product }

/// For arrays that a step is about to make.
package func checkMemory(bytes: Int64) throws(EngineError) {
  guard let available = availableMemory().map({ Int64($0) }), bytes > available else { return }
  throw .notEnoughMemory(needed: bytes, available: available)
}
