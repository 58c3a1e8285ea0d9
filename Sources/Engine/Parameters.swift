internal import Networks
internal import Operations

/// A layer's weights, each in the order of Keras' `get_weights`: kernels as matrices in panels, everything else as vectors.
struct LayerParameters {
  var matrices: [Panels] = []
  var vectors: [Floats] = []
}

/// All weights of a network in one block, the trainable ones first, so that an optimizer takes them in one pass;
/// gradients and moments lie in blocks of the same layout.
final class Parameters {
  struct Tensor {
    var weight: WeightShape
    /// Into the block.
    var offset: Int
    var isMatrix: Bool { weight.shape.count > 1 }
  }

  /// In the order of Keras' `get_weights`.
  let tensors: [Tensor]
  /// Floats in the trainable part, and in all.
  let trainableSize: Int
  let size: Int
  let values: Floats
  private let buffers = Buffers()

  /// - Parameter inputs: one sample's shape before each layer.
  init(layers: [LayerSpec], names: [String], inputs: [[Int]]) {
    var tensors = layers.weightShapes(names: names, inputs: inputs).map { Tensor(weight: $0, offset: 0) }
    var offset = 0
    func place(where isWanted: (WeightShape) -> Bool) {
      for index in tensors.indices where isWanted(tensors[index].weight) {
        tensors[index].offset = offset
        let shape = tensors[index].weight.shape
        offset += Panels.size(rows: shape.dropLast().reduce(1, *), columns: shape[shape.count - 1])
      }
    }
    place { $0.isTrainable }
    trainableSize = offset
    place { !$0.isTrainable }
    size = offset
    self.tensors = tensors
    values = buffers.floats(size + 16)
  }

  var areFinite: Bool { UnsafeBufferPointer(start: values, count: size).allSatisfy { $0.isFinite } }

  /// The weights of one layer, or their likes in another block of the same layout.
  func layer(_ layer: Int, in block: Floats) -> LayerParameters {
    var parameters = LayerParameters()
    for tensor in tensors where tensor.weight.layer == layer {
      if tensor.isMatrix {
        parameters.matrices.append(panels(tensor, in: block))
      } else {
        parameters.vectors.append(block + tensor.offset)
      }
    }
    return parameters
  }

  func panels(_ tensor: Tensor, in block: Floats) -> Panels {
    Panels(
      values: block + tensor.offset, rows: tensor.weight.shape.dropLast().reduce(1, *),
      columns: tensor.weight.shape[tensor.weight.shape.count - 1])
  }

  /// Row-major values out of the block, or out of another one of the same layout.
  func read(_ tensor: Tensor, from block: Floats? = nil) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(tensor.weight.shape.reduce(1, *))
    let panels = panels(tensor, in: block ?? values)
    for row in 0..<panels.rows {
      for column in 0..<panels.columns { result.append(panels.values[panels.position(row, column)]) }
    }
    return result
  }

  func write(_ tensor: Tensor, _ source: [Float], to block: Floats? = nil) {
    let panels = panels(tensor, in: block ?? values)
    var index = 0
    for row in 0..<panels.rows {
      for column in 0..<panels.columns {
        panels.values[panels.position(row, column)] = source[index]
        index += 1
      }
    }
  }

  func initialize(seed: UInt64, step: UInt64) {
    for (index, tensor) in tensors.enumerated() {
      let shape = tensor.weight.shape
      switch tensor.weight.start {
      case .glorotUniform: write(tensor, GlorotUniform(shape: shape, seed: seed, step: step, index: index).values)
      case .zeros: write(tensor, [Float](repeating: 0, count: shape.reduce(1, *)))
      case .ones: write(tensor, [Float](repeating: 1, count: shape.reduce(1, *)))
      }
    }
  }
}

extension Panels {
  func position(_ row: Int, _ column: Int) -> Int {
    let halves = (columns + 15) / 16
    let half = column / 16
    return half / 2 * rows * 32 + half % 2 * 16 + row * (half | 1 < halves ? 32 : 16) + column % 16
  }
}
