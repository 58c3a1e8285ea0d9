/// values (N, size) = act(input), which may be the same buffer; gradient becomes gradient · act′, told from `values`.
package struct Elementwise {
  package enum Function: String, Sendable { case identity, relu, sigmoid, tanh, elu, softmax }
  package var function: Function
  package var input: Floats
  package var values: Floats
  package var gradient: Floats?
  package var size: Int
  /// The last dimension, over which softmax runs.
  package var width: Int

  package init(function: Function, input: Floats, values: Floats, gradient: Floats?, size: Int, width: Int) {
    self.function = function
    self.input = input
    self.values = values
    self.gradient = gradient
    self.size = size
    self.width = width
  }
}

/// input (N, height, width, channels) and output (N, height / windowHeight, width / windowWidth, channels).
package struct Pool {
  package var isMaximum: Bool
  package var input: Floats
  package var output: Floats
  package var inputGradient: Floats?
  package var outputGradient: Floats?
  package var height: Int
  package var width: Int
  package var channels: Int
  package var windowHeight: Int
  package var windowWidth: Int
  /// Whether `input` comes from a ReLU, whose gradient is taken with the maximum's.
  package var masksReLU = false

  package init(
    isMaximum: Bool, input: Floats, output: Floats, inputGradient: Floats?, outputGradient: Floats?, height: Int,
    width: Int, channels: Int, windowHeight: Int, windowWidth: Int
  ) {
    self.isMaximum = isMaximum
    self.input = input
    self.output = output
    self.inputGradient = inputGradient
    self.outputGradient = outputGradient
    self.height = height
    self.width = width
    self.channels = channels
    self.windowHeight = windowHeight
    self.windowWidth = windowWidth
  }
}

/// output = input / (1 − rate) where the mask keeps an element of (N, size), else 0. The gradient takes the same way.
package struct Dropout {
  package var input: Floats
  package var output: Floats
  package var size: Int
  package var rate: Float
  /// Keeps the masks of several dropout layers apart.
  package var layer: UInt64

  package init(input: Floats, output: Floats, size: Int, rate: Float, layer: UInt64) {
    self.input = input
    self.output = output
    self.size = size
    self.rate = rate
    self.layer = layer
  }
}

/// Batch normalization over the last of (N, rows, channels).
package struct BatchNorm {
  package var input: Floats
  package var output: Floats
  package var inputGradient: Floats?
  package var outputGradient: Floats?
  package var rows: Int
  package var channels: Int
  package var gamma: Floats
  package var beta: Floats
  package var gammaGradient: Floats
  package var betaGradient: Floats
  package var movingMean: Floats
  package var movingVariance: Floats
  /// The statistics in use: the batch's in training, else the moving ones.
  package var mean: Floats
  package var inverseDeviation: Floats
  package var isTraining: Bool
  package var momentum: Float = 0.99
  package var epsilon: Float = 1e-3

  package init(
    input: Floats, output: Floats, inputGradient: Floats?, outputGradient: Floats?, rows: Int, channels: Int,
    gamma: Floats, beta: Floats, gammaGradient: Floats, betaGradient: Floats, movingMean: Floats,
    movingVariance: Floats, mean: Floats, inverseDeviation: Floats, isTraining: Bool
  ) {
    self.input = input
    self.output = output
    self.inputGradient = inputGradient
    self.outputGradient = outputGradient
    self.rows = rows
    self.channels = channels
    self.gamma = gamma
    self.beta = beta
    self.gammaGradient = gammaGradient
    self.betaGradient = betaGradient
    self.movingMean = movingMean
    self.movingVariance = movingVariance
    self.mean = mean
    self.inverseDeviation = inverseDeviation
    self.isTraining = isTraining
  }
}

/// outputs (N, width) with targets (N) class numbers, or (N, width); losses (N) and hits (N) come out, and gradient
/// (N, width) of the batch's mean loss.
package struct LossKernel {
  package enum Kind: Sendable {
    /// From logits, which become probabilities in place; the gradient is that of the logits.
    case softmaxCrossEntropy, sigmoidCrossEntropy
    /// From probabilities, clipped to [1e-7, 1 − 1e-7].
    case sparseCrossEntropy, crossEntropy, binaryCrossEntropy
    case squaredError
    case absoluteError

    package var takesLogits: Bool { self == .softmaxCrossEntropy || self == .sigmoidCrossEntropy }
  }
  package var kind: Kind
  package var outputs: Floats
  package var targets: Floats
  package var targetsAreClasses: Bool
  package var width: Int
  package var losses: Floats
  /// 1 where the prediction is right, else 0.
  package var hits: Floats
  package var gradient: Floats?
  package enum Answer: Sendable { case stored, softmax, sigmoid }
  /// Whose largest number is the answer, as Keras takes that of the last layer's outputs: what `outputs` holds in the
  /// end, or, where that is another function, this one of the logits. Several can round to the same.
  package var answer: Answer

  package init(
    kind: Kind, outputs: Floats, targets: Floats, targetsAreClasses: Bool, width: Int, losses: Floats, hits: Floats,
    gradient: Floats?, answer: Answer
  ) {
    self.kind = kind
    self.outputs = outputs
    self.targets = targets
    self.targetsAreClasses = targetsAreClasses
    self.width = width
    self.losses = losses
    self.hits = hits
    self.gradient = gradient
    self.answer = answer
  }
}

/// source: `matrices` matrices (rows, columns), one below the other in one set of panels; target: as many panels of
/// (columns, rows), one behind the other.
package struct Transpose {
  package var source: Panels
  package var matrices: Int
  package var target: Floats
  /// Of a single matrix: threads take the parts that they have updated; nil for other ones.
  package var ownership: Ownership?

  package init(source: Panels, matrices: Int, target: Floats, ownership: Ownership? = nil) {
    self.source = source
    self.matrices = matrices
    self.target = target
    self.ownership = ownership
  }
}

/// Nothing but multiply-adds in registers, to measure what the processor can do at most: `rounds` of 12 vectors of 16
/// on each thread.
package struct MultiplyAdds {
  package static let perRound = 12 * 16
  /// Floats for each thread: the factor, the term, and room for the result, 16 of each.
  package static let size = 48
  package var rounds: Int
  package var values: Floats

  package init(rounds: Int, values: Floats) {
    self.rounds = rounds
    self.values = values
  }
}
