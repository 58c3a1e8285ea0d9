/// What is known of a layer's inputs from samples.
struct InputMoments {
  var means: [Float]
  /// Of images, what the pixels to the right and below do not tell of a pixel.
  var variances: [Double]
  /// The regression of a pixel on its neighbours to the right and below.
  var spill: [(right: Float, below: Float)] = []

  /// - Parameters:
  ///   - samples: (N, inputs).
  ///   - width: pixels in a row, where inputs are an image.
  init(samples: [Float], inputs: Int, width: Int?) {
    let count = samples.count / inputs
    let sums = (0..<inputs).map { input in
      stride(from: input, to: count * inputs, by: inputs).reduce(0.0) { $0 + Double(samples[$1]) }
    }
    let means = sums.map { $0 / Double(count) }
    func covariance(_ one: Int, _ other: Int) -> Double {
      let sum = stride(from: 0, to: count * inputs, by: inputs).reduce(0.0) {
        $0 + (Double(samples[$1 + one]) - means[one]) * (Double(samples[$1 + other]) - means[other])
      }
      return sum / Double(count)
    }
    self.means = means.map { Float($0) }
    variances = (0..<inputs).map { covariance($0, $0) }
    let mean = variances.reduce(0, +) / Double(inputs)
    guard let width, mean > 0, mean.isFinite else { return }
    let plain = variances
    for pixel in 0..<inputs {
      let hasRight = pixel % width < width - 1
      let hasBelow = pixel + width < inputs
      let right = hasRight ? covariance(pixel, pixel + 1) : 0
      let below = hasBelow ? covariance(pixel, pixel + width) : 0
      let both = hasRight && hasBelow ? covariance(pixel + 1, pixel + width) : 0
      // The normal equations of two unknowns, with a hundredth of the mean variance for stability.
      let first = (hasRight ? plain[pixel + 1] : 0) + mean / 100
      let second = (hasBelow ? plain[pixel + width] : 0) + mean / 100
      let determinant = first * second - both * both
      let share = ((right * second - below * both) / determinant, (below * first - right * both) / determinant)
      spill.append((Float(share.0), Float(share.1)))
      variances[pixel] = max(plain[pixel] - share.0 * right - share.1 * below, 0)
    }
  }
}
