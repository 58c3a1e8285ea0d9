import Engine
import Glibc
import Networks
import Text

/// What a peer took for each network, by name; or why it was not measured.
struct PeerResult {
  var name: String
  var measurements: [String: Measurement] = [:]
  var problem: String?
}

/// The same networks on the same data in other frameworks, one after the other.
struct PeerRun {
  var peers: Settings.Peers
  var networks: [BenchmarkNetwork]
  var data: TrainingData
  var settings: Settings

  private static let frameworks = [
    ("tensorflow", "Keras/TensorFlow"), ("jax", "Keras/JAX"), ("torch", "PyTorch"),
  ]

  /// Finds out before anything is trained what would be missing after it.
  static func check(_ peers: Settings.Peers) throws {
    guard access(peers.script, R_OK) == 0 else {
      throw UsageError(
        message:
          "there is no '\(peers.script)' here; run it in the package's folder, or name the file with '--peers-script'")
    }
    guard try runProcess([peers.python, "--version"]).status == 0 else {
      throw UsageError(message: "'\(peers.python)' is no Python that runs")
    }
  }

  func results() throws(ProcessProblem) -> [PeerResult] {
    let folder = try TemporaryFolder()
    try folder.write(data.images, to: "images")
    try folder.write(data.labels, to: "labels")
    try folder.write(Array(description.text.utf8), to: "networks.json")
    var results: [PeerResult] = []
    for (framework, name) in PeerRun.frameworks {
      report("training in \(name) …")
      let arguments = [peers.python, peers.script, framework, folder.path]
      let output = try runProcess(arguments)
      results.append(PeerRun.result(name, output))
    }
    return results
  }

  /// One JSON object a line: a network's seconds, or the reason why there are none.
  private static func result(_ name: String, _ output: ProcessOutput) -> PeerResult {
    var result = PeerResult(name: name)
    for line in output.bytes.split(separator: UInt8(ascii: "\n")) {
      guard let json = try? JSON(parsing: line) else { continue }
      if case .string(let problem)? = json["problem"] { result.problem = problem }
      guard case .string(let network)? = json["network"], case .array(let seconds)? = json["seconds"] else { continue }
      result.measurements[network] = Measurement(
        seconds: seconds.compactMap(\.double), peakMemory: Int(json["peak_memory"]?.double ?? 0),
        accuracy: json["accuracy"]?.double ?? .nan)
    }
    if output.status != 0 && result.problem == nil {
      result.problem = "its process ended with status \(output.status)"
    }
    return result
  }

  private var description: JSON {
    .object([
      .init("epochs", .integer(settings.epochs)), .init("threads", settings.threads.map { .integer($0) } ?? .null),
      .init("networks", .array(networks.map(\.description))),
    ])
  }
}

extension JSON {
  fileprivate var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}

extension BenchmarkNetwork {
  /// What the peers' script builds it from.
  fileprivate var description: JSON {
    let name: String
    let rate: Float
    switch optimizer {
    case .sgd(let learningRate, _, _, _): (name, rate) = ("sgd", learningRate)
    case .adam(let learningRate, _): (name, rate) = ("adam", learningRate)
    case .rmsprop(let learningRate, _, _): (name, rate) = ("rmsprop", learningRate)
    }
    return .object([
      .init("name", .string(self.name)), .init("input", sizes(inputShape)),
      .init("layers", .array(layers.map(BenchmarkNetwork.description))), .init("loss", .string(loss.rawValue)),
      .init("optimizer", .string(name)), .init("learning_rate", .number(Double(rate))),
      .init("batch_size", .integer(batchSize)), .init("samples", sizes([samples.lowerBound, samples.upperBound])),
      .init("pixels", .string(pixels.rawValue)),
    ])
  }

  private func sizes(_ sizes: [Int]) -> JSON { .array(sizes.map { .integer($0) }) }

  private static func description(_ layer: LayerSpec) -> JSON {
    let isConvolution = layer.kind == .conv2d
    let arguments = layer.kind.arguments.map { argument -> JSON.Member in
      switch argument {
      case .count: .init(isConvolution ? "filters" : "units", .integer(layer.count))
      case .window:
        .init(
          isConvolution ? "kernel" : "window", .array([.integer(layer.window.height), .integer(layer.window.width)]))
      case .rate: .init("rate", .number(Double(layer.rate)))
      case .activation: .init("activation", .string((layer.activation ?? .linear).rawValue))
      }
    }
    return .object([.init("kind", .string(layer.kind.name))] + arguments)
  }
}
