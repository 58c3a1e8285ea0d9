/// How the learning rate goes over a training, as Keras 3 defines it. Keras counts in batches; here everything is told in
/// epochs.
package struct RateSchedule: Sendable, Equatable {
  package enum Course: Sendable, Equatable {
    case constant
    /// `CosineDecay`: half a cosine down to `end`, over so many epochs, or all that follow the warm-up. In the epochs of
    /// the warm-up the rate rises from 0 on a line.
    case cosine(end: Double, warmup: Int, over: Int?)
    /// `ExponentialDecay`: times `factor` in `every` epochs, batch by batch.
    case exponential(factor: Double, every: Int)
    /// `ExponentialDecay` with `staircase`: times `factor` after every so many epochs.
    case step(factor: Double, every: Int)
    /// `ReduceLROnPlateau`: times `factor` where the validation loss, else the training loss, has not fallen by 1e-4 for
    /// `patience` epochs; never below `least`.
    case plateau(factor: Double, patience: Int, least: Double)
  }

  /// At the beginning, or behind the warm-up.
  package var start: Double
  package var course: Course

  package init(start: Double, course: Course = .constant) {
    self.start = start
    self.course = course
  }

  /// Whether the rate in an epoch hangs on how many there are in all.
  package var dependsOnEpochs: Bool { if case .cosine(_, _, nil) = course { true } else { false } }

  /// Whether it follows from the losses of the epochs before.
  package var followsLosses: Bool { if case .plateau = course { true } else { false } }

  /// - Parameters:
  ///   - step: the batches trained so far.
  ///   - perEpoch: batches of an epoch.
  ///   - epochs: of the whole training.
  ///   - history: the epochs before, for a rate that follows their losses.
  package func rate(step: Int, perEpoch: Int, epochs: Int, after history: [EpochResult]) -> Float {
    let step = Int64(step)
    func batches(_ epochs: Int) -> Int64 { Int64(epochs) * Int64(perEpoch) }
    switch course {
    case .constant: return Float(start)
    case .cosine(let end, let warmup, let over):
      let (warm, decay) = (batches(warmup), max(1, batches(over ?? (epochs - warmup))))
      if step < warm { return Float(start * Double(step) / Double(warm)) }
      let fallen = Self.risen(Double(min(step - warm, decay)) / Double(decay))
      return Float(start + (end - start) * fallen)
    case .exponential(let factor, let every):
      let (whole, rest) = step.quotientAndRemainder(dividingBy: batches(every))
      let root = rest == 0 ? 1 : Self.root(batches(every), of: factor)
      return Float(start * Self.power(factor, whole) * Self.power(root, rest))
    case .step(let factor, let every):
      return Float(start * Self.power(factor, step / batches(every)))
    case .plateau(let factor, let patience, let least):
      return plateau(factor: factor, patience: patience, least: least, history)
    }
  }

  private func plateau(factor: Double, patience: Int, least: Double, _ history: [EpochResult]) -> Float {
    var rate = Float(start)
    var best = Double.infinity
    var wait = 0
    for epoch in history {
      let watched = epoch.watchedLoss
      if watched < best - 1e-4 {
        best = watched
        wait = 0
        continue
      }
      wait += 1
      guard wait >= patience, rate > Float(least) else { continue }
      rate = Float(max(Double(rate) * factor, least))
      wait = 0
    }
    return rate
  }

  /// (1 − cos πt) / 2 = sin²(πt / 2), for t from 0 to 1, by the sine's series.
  private static func risen(_ t: Double) -> Double {
    let x = t * Double.pi / 2
    var term = x
    var sine = x
    for n in 1...11 {
      let even = Double(2 * n)
      term *= -x * x / (even * (even + 1))
      sine += term
    }
    return min(1, sine * sine)
  }

  private static func power(_ base: Double, _ exponent: Int64) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest % 2 == 1 { result *= square }
      square *= square
      rest /= 2
    }
    return result
  }

  /// The root of a number above 0 and at most 1, by Newton's method from above.
  private static func root(_ degree: Int64, of number: Double) -> Double {
    var root = 1.0
    for _ in 0..<200 {
      let power = power(root, degree - 1)
      let next = root - (root * power - number) / (Double(degree) * power)
      guard next < root else { break }
      root = next
    }
    return root
  }
}

extension EpochResult {
  /// What early stopping, a plateau and the choice of the best epoch look at.
  package var watchedLoss: Double { validationLoss ?? loss }
}
