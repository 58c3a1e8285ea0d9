internal import Networks
internal import Operations

extension Optimizer {
  var rule: Update.Rule {
    switch self {
    case .sgd(_, let momentum, let nesterov, _): momentum == 0 ? .sgd : .momentum(momentum, nesterov: nesterov)
    case .adam: .adam
    case .rmsprop(_, let momentum, _): .rmsprop(momentum: momentum)
    }
  }

  var needsFirst: Bool {
    switch self {
    case .sgd(_, let momentum, _, _), .rmsprop(_, let momentum, _): momentum != 0
    case .adam: true
    }
  }

  var needsSecond: Bool {
    switch self {
    case .sgd: false
    case .adam, .rmsprop: true
    }
  }

  var learningRate: Float {
    switch self {
    case .sgd(let rate, _, _, _), .adam(let rate, _), .rmsprop(let rate, _, _): rate
    }
  }

  /// The step size of step `step`, counted from 0, at a learning rate. Adam's: lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ) (Kingma, Ba, 2015, section 2).
  func stepSize(_ step: Int, at rate: Float, powers: inout (Float, Float)) -> Float {
    switch self {
    case .sgd(_, _, _, let decay), .rmsprop(_, _, let decay):
      return rate / (1 + decay * Float(step))
    case .adam(_, let decay):
      powers.0 *= 0.9
      powers.1 *= 0.999
      return rate / (1 + decay * Float(step)) * (1 - powers.1).squareRoot() / (1 - powers.0)
    }
  }
}
