/// Spreads the samples of a component over the picture's pixels. Halved ones lie between the pixels, so that each pixel
/// gets three quarters of the nearer sample and one of the farther, as libjpeg does; others are repeated.
struct JPEGUpsampling {
  private enum Way { case asTheyAre, acrossHalved, downHalved, bothHalved, repeated }

  private let component: JPEGComponent
  private let samples: UnsafePointer<UInt8>
  private let frame: JPEGFrame
  private let way: Way
  private let line: JPEGMemory<UInt8>
  /// Sums of two rows.
  private let sums: JPEGMemory<Int32>
  private let empty = JPEGMemory<UInt8>(1, repeating: 0)

  init(_ component: JPEGComponent, _ frame: JPEGFrame) {
    self.component = component
    self.frame = frame
    samples = UnsafePointer(component.samples?.start ?? empty.start)
    let isWide = component.width > 2
    way =
      switch (frame.across == component.across, frame.down == component.down) {
      case (true, true): .asTheyAre
      case (false, true): frame.across == 2 * component.across && isWide ? .acrossHalved : .repeated
      case (true, false): frame.down == 2 * component.down ? .downHalved : .repeated
      case (false, false):
        frame.across == 2 * component.across && frame.down == 2 * component.down && isWide ? .bothHalved : .repeated
      }
    line = JPEGMemory(2 * component.width + frame.width, repeating: 0)
    sums = JPEGMemory(component.width, repeating: 0)
  }

  /// A row of the picture, which stays until the next one is asked for.
  func row(_ y: Int) -> UnsafePointer<UInt8> {
    let near = samples + (y * component.down / frame.down) * component.stride
    let out = line.start
    let width = component.width
    switch way {
    case .asTheyAre: return near
    case .acrossHalved:
      out[0] = near[0]
      out[1] = UInt8((Int32(near[0]) * 3 + Int32(near[1]) + 2) >> 2)
      for x in 1..<width - 1 {
        let nearer = Int32(near[x]) &* 3
        out[2 * x] = UInt8(truncatingIfNeeded: (nearer &+ Int32(near[x - 1]) &+ 1) >> 2)
        out[2 * x + 1] = UInt8(truncatingIfNeeded: (nearer &+ Int32(near[x + 1]) &+ 2) >> 2)
      }
      out[2 * width - 2] = UInt8((Int32(near[width - 1]) * 3 + Int32(near[width - 2]) + 1) >> 2)
      out[2 * width - 1] = near[width - 1]
    case .downHalved:
      let far = farther(y)
      let rounding: Int32 = y % 2 == 0 ? 1 : 2
      for x in 0..<width {
        out[x] = UInt8(truncatingIfNeeded: (Int32(near[x]) &* 3 &+ Int32(far[x]) &+ rounding) >> 2)
      }
    case .bothHalved:
      let far = farther(y)
      let sums = sums.start
      for x in 0..<width { sums[x] = Int32(near[x]) &* 3 &+ Int32(far[x]) }
      out[0] = UInt8((sums[0] * 4 + 8) >> 4)
      out[1] = UInt8((sums[0] * 3 + sums[1] + 7) >> 4)
      for x in 1..<width - 1 {
        let nearer = sums[x] &* 3
        out[2 * x] = UInt8(truncatingIfNeeded: (nearer &+ sums[x - 1] &+ 8) >> 4)
        out[2 * x + 1] = UInt8(truncatingIfNeeded: (nearer &+ sums[x + 1] &+ 7) >> 4)
      }
      out[2 * width - 2] = UInt8((sums[width - 1] * 3 + sums[width - 2] + 8) >> 4)
      out[2 * width - 1] = UInt8((sums[width - 1] * 4 + 7) >> 4)
    case .repeated:
      for x in 0..<frame.width { out[x] = near[x * component.across / frame.across] }
    }
    return UnsafePointer(out)
  }

  /// The row that is the second nearest to a picture's row, where they are halved; beyond the border, the last one.
  private func farther(_ y: Int) -> UnsafePointer<UInt8> {
    samples + min(max(y / 2 + (y % 2 == 0 ? -1 : 1), 0), component.height - 1) * component.stride
  }
}
