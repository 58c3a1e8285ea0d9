import Foundation
import Testing

import Arrays
@testable import Engine
import Networks

/// A network of Reference/parity.json: what Keras was given and what it came to. See keras_parity.py there.
struct ReferenceNetwork: Decodable, CustomTestStringConvertible, Sendable {
  var name: String
  var input: [Int]
  var layers: [Layer]
  var loss: String
  var optimizer: UpdateRule
  var batchSize: Int
  var epochs: Int
  var validationSplit: Double?
  var earlyStopping: Int?
  var schedule: Schedule?
  var keepBest: Bool?
  var history: [Epoch]
  var evaluation: Evaluation

  struct Layer: Decodable {
    var kind: String
    var units: Int?
    var filters: Int?
    var kernel: [Int]?
    var strides: [Int]?
    var padding: String?
    var window: [Int]?
    var rate: Float?
    var activation: String?
  }

  struct UpdateRule: Decodable {
    var kind: String
    var learningRate: Float
    var momentum: Float?
    var nesterov: Bool?
    var decay: Float
  }

  struct Schedule: Decodable {
    var kind: String
    var end: Double?
    var warmup: Int?
    var over: Int?
    var factor: Double?
    var every: Int?
    var patience: Int?
    var least: Double?
  }

  struct Epoch: Decodable {
    var loss: Double
    var accuracy: Double
    var valLoss: Double?
    var valAccuracy: Double?
    /// Where a plateau lowers it; of other schedules Keras tells what comes after the epoch.
    var learningRate: Double?
  }

  struct Evaluation: Decodable {
    var loss: Double
    var accuracy: Double
    var batchSize: Int
    var mae: Double?
    var mse: Double?
    /// Without an underscore, by the decoder's rule for snakes.
    var top5: Double?
  }

  var testDescription: String { name }

  static let all: [ReferenceNetwork] = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode([ReferenceNetwork].self, from: Data(Reference.bytes("parity.json")))
    } catch {
      fatalError("\(error)")
    }
  }()

  /// Every tensor of parity.safetensors by its name there, `sgd/initial/dense_1.kernel`.
  static let tensors: [String: Weight] = {
    do {
      let tensors = try Safetensors.decode(Reference.bytes("parity.safetensors"))
      return Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0) })
    } catch {
      fatalError("\(error)")
    }
  }()
}

extension ReferenceNetwork {
  enum Unknown: Error { case layer(String), optimizer(String), name(String) }

  var specs: [LayerSpec] {
    get throws { try layers.map { try $0.spec } }
  }

  var options: FitOptions {
    get throws {
      guard let loss = Loss(rawValue: loss) else { throw Unknown.name(loss) }
      var options = FitOptions()
      options.epochs = epochs
      options.batchSize = batchSize
      options.loss = loss
      options.optimizer = try optimizer.optimizer
      options.validationSplit = validationSplit ?? 0
      options.earlyStopping = earlyStopping.map(EarlyStopping.init(patience:))
      options.shuffle = false
      options.keepsBest = keepBest ?? false
      options.schedule = try schedule.map { try $0.schedule(from: Double(optimizer.learningRate)) }
      return options
    }
  }

  /// `x`, `predictions`, …
  func array(_ name: String) throws -> NDArray {
    guard let tensor = ReferenceNetwork.tensors["\(self.name)/\(name)"] else { throw Unknown.name(name) }
    return NDArray(shape: tensor.shape, values: .float32(tensor.values))
  }

  /// Labels in one dimension are classes, so integers.
  var labels: NDArray {
    get throws {
      let labels = try array("y")
      guard labels.shape.count == 1, case .float32(let values) = labels.values else { return labels }
      return NDArray(shape: labels.shape, values: .int64(values.map { Int64($0) }))
    }
  }

  /// The weights under `initial` or `final`, with the names that networks give them.
  func weights(_ when: String) -> [Weight] {
    let prefix = "\(name)/\(when)/"
    return ReferenceNetwork.tensors.values.filter { $0.name.hasPrefix(prefix) }.map { tensor in
      Weight(name: String(tensor.name.dropFirst(prefix.count)), shape: tensor.shape, values: tensor.values)
    }
  }
}

extension ReferenceNetwork.Schedule {
  func schedule(from start: Double) throws -> RateSchedule {
    let course: RateSchedule.Course
    switch kind {
    case "cosine": course = .cosine(end: end!, warmup: warmup!, over: over)
    case "exponential": course = .exponential(factor: factor!, every: every!)
    case "step": course = .step(factor: factor!, every: every!)
    case "plateau": course = .plateau(factor: factor!, patience: patience!, least: least!)
    default: throw ReferenceNetwork.Unknown.name(kind)
    }
    return RateSchedule(start: start, course: course)
  }
}

extension ReferenceNetwork.Layer {
  var spec: LayerSpec {
    get throws {
      let activation = activation.flatMap(Activation.init(rawValue:))
      switch (kind, activation) {
      case ("dense", let activation?): return .dense(units: units!, activation: activation)
      case ("conv2d", let activation?):
        return .conv2d(
          filters: filters!, kernel: Size2D(kernel![0], kernel![1]), strides: Size2D(strides![0], strides![1]),
          padding: Padding(rawValue: padding!)!, activation: activation)
      case ("maxpool", _): return .maxPool2d(Size2D(window![0], window![1]))
      case ("avgpool", _): return .averagePool2d(Size2D(window![0], window![1]))
      case ("flatten", _): return .flatten
      case ("dropout", _): return .dropout(rate: rate!)
      case ("batchnorm", _): return .batchNormalization
      case ("layernorm", _): return .layerNormalization
      case ("activation", let activation?): return .activation(activation)
      default: throw ReferenceNetwork.Unknown.layer(kind)
      }
    }
  }
}

extension ReferenceNetwork.UpdateRule {
  var optimizer: Optimizer {
    get throws {
      switch kind {
      case "sgd":
        return .sgd(learningRate: learningRate, momentum: momentum!, nesterov: nesterov!, decay: decay)
      case "adam": return .adam(learningRate: learningRate, decay: decay)
      case "rmsprop": return .rmsprop(learningRate: learningRate, momentum: momentum!, decay: decay)
      default: throw ReferenceNetwork.Unknown.optimizer(kind)
      }
    }
  }
}
