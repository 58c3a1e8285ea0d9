/// Layer normalization over the last of (N, rows, channels).
package struct LayerNorm {
  package enum Stage: String, Sendable { case forward, weightsGradient, inputGradient }
  package var stage: Stage
  package var input: Floats
  /// (N, rows, channels), or its gradient.
  package var output: Floats
  package var inputGradient: Floats?
  package var rows: Int
  package var channels: Int
  package var gamma: Floats
  package var beta: Floats
  package var gammaGradient: Floats
  package var betaGradient: Floats
  /// (N, rows): those of the forward pass.
  package var mean: Floats
  package var inverseDeviation: Floats
  package var epsilon: Float = 1e-3

  package init(
    input: Floats, output: Floats, rows: Int, channels: Int, gamma: Floats, beta: Floats, gammaGradient: Floats,
    betaGradient: Floats, mean: Floats, inverseDeviation: Floats
  ) {
    stage = .forward
    self.input = input
    self.output = output
    self.rows = rows
    self.channels = channels
    self.gamma = gamma
    self.beta = beta
    self.gammaGradient = gammaGradient
    self.betaGradient = betaGradient
    self.mean = mean
    self.inverseDeviation = inverseDeviation
  }
}
