package import Networks

/// A network as an ONNX file (<https://github.com/onnx/onnx/blob/main/docs/IR.md>, operators of opset 17), written node by
/// node. Its input is (N, H, W, C) or (N, features), as the network's own; ONNX wants images as (N, C, H, W), so they are
/// turned where a convolution or a pooling begins, and back.
package struct ONNXModel {
  /// One sample's shape before the layer that is written next: (H, W, C) or (features).
  private(set) var shape: [Int]
  private let layerWeights: [Weight]
  private let inputShape: [Int]
  private var graph = ProtocolBuffer()
  private var output = "input"
  private var nodes = 0
  private var isChannelsFirst = false
  /// The layer that is written: `dense_1`.
  private var name = ""

  /// The bytes of a file.
  package static func encode(layers: [LayerSpec], inputShape: [Int], weights: [Weight]) -> [UInt8] {
    var model = ONNXModel(shape: inputShape, layerWeights: weights, inputShape: inputShape)
    for (layer, name) in zip(layers, LayerSpec.names(of: layers)) {
      model.name = name
      layer.kind.onnx(layer, &model)
      model.shape = (try? layer.outputShape(for: model.shape)) ?? model.shape
    }
    model.arrange(channelsFirst: false)
    return model.file
  }

  private init(shape: [Int], layerWeights: [Weight], inputShape: [Int]) {
    self.shape = shape
    self.layerWeights = layerWeights
    self.inputShape = inputShape
  }

  // MARK: What layers write

  enum Attribute {
    case integer(Int)
    case float(Float)
    case integers([Int])
  }

  /// An operator on what was last given and on further values.
  mutating func node(_ type: String, _ further: [String] = [], attributes: [(name: String, value: Attribute)] = []) {
    nodes += 1
    let inputs = [output] + further
    output = "\(name)_\(nodes)"
    let (result, title) = (output, "\(name)/\(type)_\(nodes)")
    graph.message(1) { node in
      for input in inputs { node.text(1, input) }
      node.text(2, result)
      node.text(3, title)
      node.text(4, type)
      for attribute in attributes { node.message(5) { Self.write(attribute, &$0) } }
    }
  }

  /// A weight of the layer, put into another order where `arranged` says how; gives its name.
  mutating func weight(_ own: String, arranged: ((Weight) -> Weight)? = nil) -> String {
    guard let weight = layerWeights.first(where: { $0.name == "\(name).\(own)" }) else { return "" }
    let tensor = arranged?(weight) ?? weight
    graph.message(5) { message in
      for length in tensor.shape { message.integer(1, length) }
      message.integer(2, 1)
      message.text(8, tensor.name)
      // Little-endian, as every processor this builds for stores numbers.
      tensor.values.withUnsafeBytes { message.bytes(9, $0) }
    }
    return tensor.name
  }

  /// Images as (N, C, H, W), or as (N, H, W, C).
  mutating func arrange(channelsFirst: Bool) {
    guard shape.count == 3, channelsFirst != isChannelsFirst else { return }
    isChannelsFirst = channelsFirst
    node("Transpose", attributes: [("perm", .integers(channelsFirst ? [0, 3, 1, 2] : [0, 2, 3, 1]))])
  }

  mutating func activate(_ activation: Activation) {
    switch activation {
    case .linear: break
    case .relu: node("Relu")
    case .sigmoid: node("Sigmoid")
    case .tanh: node("Tanh")
    case .elu: node("Elu", attributes: [("alpha", .float(1))])
    case .softmax:
      arrange(channelsFirst: false)
      node("Softmax", attributes: [("axis", .integer(-1))])
    }
  }

  // MARK: The file

  private static func write(_ attribute: (name: String, value: Attribute), _ message: inout ProtocolBuffer) {
    message.text(1, attribute.name)
    switch attribute.value {
    case .float(let number):
      message.float(2, number)
      message.integer(20, 1)
    case .integer(let number):
      message.integer(3, number)
      message.integer(20, 2)
    case .integers(let numbers):
      for number in numbers { message.integer(8, number) }
      message.integer(20, 7)
    }
  }

  private var file: [UInt8] {
    var graph = graph
    graph.text(2, "network")
    graph.message(11) { Self.describe("input", inputShape, &$0) }
    graph.message(12) { Self.describe(output, shape, &$0) }
    var model = ProtocolBuffer()
    model.integer(1, 8)
    model.text(2, "lesson")
    model.bytes(7, graph.bytes)
    model.message(8) { operators in
      operators.text(1, "")
      operators.integer(2, 17)
    }
    return model.bytes
  }

  /// A value's name and its shape, with N samples.
  private static func describe(_ name: String, _ shape: [Int], _ message: inout ProtocolBuffer) {
    message.text(1, name)
    message.message(2) { type in
      type.message(1) { tensor in
        tensor.integer(1, 1)
        tensor.message(2) { lengths in
          lengths.message(1) { $0.text(2, "N") }
          for length in shape { lengths.message(1) { $0.integer(1, length) } }
        }
      }
    }
  }
}
