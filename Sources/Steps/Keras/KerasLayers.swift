package import Engine
import Networks

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
  var keras: String {
    switch self {
    case .adam(let rate, let decay):
      return rate == 0.001 && decay == 0 ? "\"adam\"" : "keras.optimizers.Adam(\(Self.rate(rate, decay)))"
    case .sgd(let rate, let momentum, let nesterov, let decay):
      guard rate != 0.01 || momentum != 0 || nesterov || decay != 0 else { return "\"sgd\"" }
      let more = (momentum == 0 ? "" : ", momentum=\(momentum)") + (nesterov ? ", nesterov=True" : "")
      return "keras.optimizers.SGD(\(Self.rate(rate, decay))\(more))"
    case .rmsprop(let rate, let momentum, let decay):
      guard rate != 0.001 || momentum != 0 || decay != 0 else { return "\"rmsprop\"" }
      return "keras.optimizers.RMSprop(\(Self.rate(rate, decay))\(momentum == 0 ? "" : ", momentum=\(momentum)"))"
    }
  }

  private static func rate(_ rate: Float, _ decay: Float) -> String {
    guard decay != 0 else { return "learning_rate=\(rate)" }
    return "learning_rate=keras.optimizers.schedules.InverseTimeDecay(\(rate), decay_steps=1, decay_rate=\(decay))"
  }
}
