package import Arrays

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
  ) throws(DataError) -> NDArray {
    guard images.shape.count == 3 || images.shape.count == 4 else {
      throw .unfit(
        problem: "only images can be augmented, not an array of shape \(shapeText(images.shape))",
        advice: "augment before flattening: images have shape (N, 28, 28) or (N, 28, 28, 1)")
    }
    let count = images.shape[0]
    let shape = Array(images.shape[1...]) + (images.shape.count == 3 ? [1] : [])
    let sources = (0..<max(copies, 0)).flatMap { _ in 0..<count }
    func grown<P: Pixel>(_ pixels: [P]) -> [P] {
      pixels + Self.copies(of: pixels, shape: shape, sources: sources, limits: limits, seed: seed, stream: stream)
    }
    let values: NDArray.Values
    switch images.values {
    case .uint8(let pixels): values = .uint8(grown(pixels))
    case .float32, .indexed: values = .float32(grown(images.values.floats))
    case .float64(let pixels): values = .float64(grown(pixels))
    default:
      throw .unfit(
        problem: "images of type \(images.elementType.rawValue) cannot be augmented",
        advice: "put a 'normalise' step before it, which makes them float32")
    }
    return NDArray(shape: [count + sources.count] + images.shape.dropFirst(), values: values)
  }

  /// A changed copy of each of the images (H, W, C) that `sources` counts off; copy n depends only on its source, the
  /// key, and n.
  static func copies<P: Pixel>(
    of pixels: [P], shape: [Int], sources: [Int], limits: Limits, seed: UInt64, stream: UInt64
  ) -> [P] {
    let (height, width, channels) = (shape[0], shape[1], shape[2])
    let size = height * width * channels
    return [P](unsafeUninitializedCapacity: sources.count * size) { target, initializedCount in
      pixels.withUnsafeBufferPointer { pixels in
        guard let target = target.baseAddress, let pixels = pixels.baseAddress, size > 0 else { return }
        for (index, source) in sources.enumerated() {
          let random = RandomStream(seed: seed, purpose: .augment, step: stream, part: UInt64(index))
          // Each at least -1 and less than 1.
          let draws = (0..<4).map { random.uniform($0) * 2 - 1 }
          let placement = Placement(
            height: height, width: width, shift: (draws[0] * limits.shift, draws[1] * limits.shift),
            turn: draws[2] * limits.rotate, zoom: max(1 + draws[3] * limits.zoom, 0.01))
          placement.resample(
            pixels + source * size, into: target + index * size, height: height, width: width, channels: channels)
        }
        initializedCount = sources.count * size
      }
    }
  }

  /// Labels (N, …) repeated as `grow` repeats the images.
  package static func repeated(labels: NDArray, copies: Int) -> NDArray {
    let count = labels.shape.isEmpty ? 0 : labels.rowCount
    return labels.rows(at: (0...max(copies, 0)).flatMap { _ in 0..<count })
  }
}
