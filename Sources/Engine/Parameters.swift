internal import Operations

/// A layer's weights: `kernel` as a matrix in panels, everything else as vectors.
struct LayerParameters {
  var kernel: Panels?
  /// bias; gamma, beta, moving mean, moving variance.
  var vectors: [Floats] = []
}

/// All weights of a network in one block, the trainable ones first, so that an optimizer takes them in one pass;
/// gradients and moments lie in blocks of the same layout.
final class Parameters {
  struct Tensor {
    var name: String
    var shape: [Int]
    /// Into the block.
    var offset: Int
    var isMatrix: Bool
    var layer: Int
  }

  /// Where the weights of a network lie.
  struct Layout {
    /// In the order of Keras' `get_weights`: layer by layer.
    let tensors: [Tensor]
    /// Floats in the trainable part, and in all.
    let trainableSize: Int
    let size: Int

    /// - Parameter inputs: one sample's shape before each layer.
    init(layers: [LayerSpec], names: [String], inputs: [[Int]]) {
      var trainable: [Tensor] = []
      var fixed: [Tensor] = []
      var offset = 0
      func append(_ list: inout [Tensor], _ layer: Int, _ name: String, _ shape: [Int], isMatrix: Bool) {
        list.append(
          Tensor(name: "\(names[layer]).\(name)", shape: shape, offset: offset, isMatrix: isMatrix, layer: layer))
        let columns = shape[shape.count - 1]
        offset += Panels.size(rows: shape.dropLast().reduce(1, *), columns: columns)
      }
      for (layer, spec) in layers.enumerated() {
        let channels = inputs[layer].last ?? 1
        switch spec {
        case .dense(let units, _):
          append(&trainable, layer, "kernel", [channels, units], isMatrix: true)
          append(&trainable, layer, "bias", [units], isMatrix: false)
        case .conv2d(let filters, let kernel, _, _, _):
          append(&trainable, layer, "kernel", [kernel.height, kernel.width, channels, filters], isMatrix: true)
          append(&trainable, layer, "bias", [filters], isMatrix: false)
        case .batchNormalization:
          append(&trainable, layer, "gamma", [channels], isMatrix: false)
          append(&trainable, layer, "beta", [channels], isMatrix: false)
        case .maxPool2d, .averagePool2d, .flatten, .dropout, .activation: break
        }
      }
      trainableSize = offset
      for (layer, spec) in layers.enumerated() where spec == .batchNormalization {
        append(&fixed, layer, "moving_mean", [inputs[layer].last ?? 1], isMatrix: false)
        append(&fixed, layer, "moving_variance", [inputs[layer].last ?? 1], isMatrix: false)
      }
      size = offset
      tensors = layers.indices.flatMap { layer in (trainable + fixed).filter { $0.layer == layer } }
    }
  }

  private let layout: Layout
  var tensors: [Tensor] { layout.tensors }
  var trainableSize: Int { layout.trainableSize }
  var size: Int { layout.size }
  let values: Floats
  private let buffers = Buffers()

  init(layers: [LayerSpec], names: [String], inputs: [[Int]]) {
    layout = Layout(layers: layers, names: names, inputs: inputs)
    values = buffers.floats(layout.size + 16)
  }

  var areFinite: Bool { UnsafeBufferPointer(start: values, count: size).allSatisfy(\.isFinite) }

  /// The weights of one layer, or their likes in another block of the same layout.
  func layer(_ layer: Int, in block: Floats) -> LayerParameters {
    var parameters = LayerParameters()
    for tensor in tensors where tensor.layer == layer {
      if tensor.isMatrix {
        parameters.kernel = panels(tensor, in: block)
      } else {
        parameters.vectors.append(block + tensor.offset)
      }
    }
    return parameters
  }

  func panels(_ tensor: Tensor, in block: Floats) -> Panels {
    Panels(
      values: block + tensor.offset, rows: tensor.shape.dropLast().reduce(1, *),
      columns: tensor.shape[tensor.shape.count - 1])
  }

  /// Row-major values out of the block.
  func read(_ tensor: Tensor) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(tensor.shape.reduce(1, *))
    let panels = panels(tensor, in: values)
    for row in 0..<panels.rows {
      for column in 0..<panels.columns { result.append(panels.values[panels.position(row, column)]) }
    }
    return result
  }

  func write(_ tensor: Tensor, _ source: [Float]) {
    let panels = panels(tensor, in: values)
    var index = 0
    for row in 0..<panels.rows {
      for column in 0..<panels.columns {
        panels.values[panels.position(row, column)] = source[index]
        index += 1
      }
    }
  }

  /// Glorot uniform for kernels; gamma and the moving variance start at 1, all else at 0.
  func initialize(seed: UInt64, step: UInt64) {
    for (index, tensor) in tensors.enumerated() {
      if tensor.isMatrix {
        write(tensor, GlorotUniform(shape: tensor.shape, seed: seed, step: step, index: index).values)
      } else {
        let isOne = tensor.name.hasSuffix(".gamma") || tensor.name.hasSuffix(".moving_variance")
        write(tensor, [Float](repeating: isOne ? 1 : 0, count: tensor.shape.reduce(1, *)))
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
