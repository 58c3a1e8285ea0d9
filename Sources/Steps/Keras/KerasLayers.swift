package import Engine
import Networks
import Text

extension LayerSpec {
  /// `keras.layers.Conv2D(32, (3, 3), activation="relu")`
  package var keras: String {
    var arguments: [String] = []
    for argument in kind.arguments {
      switch argument {
      case .count: arguments.append("\(count)")
      case .window: arguments.append(KerasScript.tuple([window.height, window.width]))
      case .rate: arguments.append("\(rate)")
      case .activation(let standard):
        let word = KerasScript.quoted((activation ?? .linear).rawValue)
        // A layer that is nothing but its activation takes it first.
        if kind.arguments.count == 1 {
          arguments.append(word)
        } else if activation != standard {
          arguments.append("activation=\(word)")
        }
      }
    }
    for setting in kind.settings {
      guard let value = settings[setting.name], value != setting.standard else { continue }
      switch value {
      case .word(let word): arguments.append("\(setting.name)=\(KerasScript.quoted(word))")
      case .size(let size): arguments.append("\(setting.name)=\(KerasScript.tuple([size.height, size.width]))")
      }
    }
    return "keras.layers.\(kind.className)(\(arguments.joined(separator: ", ")))"
  }
}

extension Optimizer {
  /// `keras.optimizers.Adam(learning_rate=0.001)`; Keras' word alone where nothing differs from what that means.
  ///
  /// - Parameter schedule: the learning rate's, as Python; nil where it has none.
  func keras(schedule: String? = nil) -> String {
    let isUsual = schedule == nil
    switch self {
    case .adam(let rate, let decay):
      guard rate != 0.001 || decay != 0 || !isUsual else { return "\"adam\"" }
      return "keras.optimizers.Adam(\(Self.rate(rate, decay, schedule)))"
    case .sgd(let rate, let momentum, let nesterov, let decay):
      guard rate != 0.01 || momentum != 0 || nesterov || decay != 0 || !isUsual else { return "\"sgd\"" }
      let more = (momentum == 0 ? "" : ", momentum=\(momentum)") + (nesterov ? ", nesterov=True" : "")
      return "keras.optimizers.SGD(\(Self.rate(rate, decay, schedule))\(more))"
    case .rmsprop(let rate, let momentum, let decay):
      guard rate != 0.001 || momentum != 0 || decay != 0 || !isUsual else { return "\"rmsprop\"" }
      let more = momentum == 0 ? "" : ", momentum=\(momentum)"
      return "keras.optimizers.RMSprop(\(Self.rate(rate, decay, schedule))\(more))"
    }
  }

  private static func rate(_ rate: Float, _ decay: Float, _ schedule: String?) -> String {
    if let schedule { return "learning_rate=\(schedule)" }
    guard decay != 0 else { return "learning_rate=\(rate)" }
    return "learning_rate=keras.optimizers.schedules.InverseTimeDecay(\(rate), decay_steps=1, decay_rate=\(decay))"
  }
}

extension RateSchedule {
  /// `keras.optimizers.schedules.CosineDecay(…)`; nil where the rate is one number, and a callback may change it.
  ///
  /// - Parameters:
  ///   - epochs: of the training.
  ///   - batches: of an epoch, as Python.
  func keras(epochs: Int, batches: String) -> String? {
    let name = "keras.optimizers.schedules."
    switch course {
    case .constant, .plateau: return nil
    case .cosine(let end, let warmup, let over):
      let decay = "\(over ?? (epochs - warmup)) * \(batches), alpha=\(Words.number(end / start))"
      guard warmup > 0 else { return "\(name)CosineDecay(\(Words.number(start)), \(decay))" }
      let rise = "warmup_target=\(Words.number(start)), warmup_steps=\(warmup) * \(batches)"
      return "\(name)CosineDecay(0.0, \(decay), \(rise))"
    case .exponential(let factor, let every):
      return "\(name)ExponentialDecay(\(Words.number(start)), \(every) * \(batches), \(Words.number(factor)))"
    case .step(let factor, let every):
      return
        "\(name)ExponentialDecay(\(Words.number(start)), \(every) * \(batches), \(Words.number(factor)), staircase=True)"
    }
  }
}
