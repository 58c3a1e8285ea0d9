/// Where a changed image takes its pixels from: a shift, a turn and a zoom about the centre, undone.
struct Placement {
  /// The source of pixel (x, y) is (a·x + b·y + c, -b·x + a·y + d).
  private var a: Double, b: Double, c: Double, d: Double

  /// - Parameters:
  ///   - shift: pixels to the right and down.
  ///   - turn: degrees, counter-clockwise as seen.
  ///   - zoom: 1.1 is larger by a tenth.
  init(height: Int, width: Int, shift: (x: Double, y: Double), turn: Double, zoom: Double) {
    let (sine, cosine) = sineAndCosine(degrees: turn)
    let centre = (x: Double(width - 1) / 2, y: Double(height - 1) / 2)
    a = cosine / zoom
    b = -sine / zoom
    let start = (x: centre.x + shift.x, y: centre.y + shift.y)
    c = centre.x - a * start.x - b * start.y
    d = centre.y + b * start.x - a * start.y
  }

  /// Draws the image at `source` (H, W, C) changed into `target`, between pixels bilinearly; beyond its edges the image
  /// goes on with its outermost pixels. Places are 16.16 fixed-point numbers, so that all machines agree.
  @_optimize(speed) func resample<P: Pixel>(
    _ source: UnsafePointer<P>, into target: UnsafeMutablePointer<P>, height: Int, width: Int, channels: Int
  ) {
    let stepX = Self.fixed(a)
    let stepY = Self.fixed(-b)
    let stride = width &* channels
    var pixel = target
    for y in 0..<height {
      var sourceX = Self.fixed(b * Double(y) + c)
      var sourceY = Self.fixed(a * Double(y) + d)
      for _ in 0..<width {
        let (left, top) = (sourceX >> 16, sourceY >> 16)
        let weights = (
          x: Int32(truncatingIfNeeded: sourceX & 0xffff) >> 8, y: Int32(truncatingIfNeeded: sourceY & 0xffff) >> 8
        )
        sourceX &+= stepX
        sourceY &+= stepY
        var corner = source
        var (right, below) = (channels, stride)
        // As unsigned numbers those in front of the edges are large.
        if UInt(bitPattern: left) < UInt(bitPattern: width &- 1), UInt(bitPattern: top) < UInt(bitPattern: height &- 1)
        {
          corner += top &* stride &+ left &* channels
        } else {
          let (x, y) = (clamped(left, width), clamped(top, height))
          corner += y &* stride &+ x &* channels
          right = (clamped(left &+ 1, width) &- x) &* channels
          below = (clamped(top &+ 1, height) &- y) &* stride
        }
        for channel in 0..<channels {
          let p = corner + channel
          pixel.pointee = P.blend(p[0], p[right], p[below], p[below &+ right], weights)
          pixel += 1
        }
      }
    }
  }

  @inline(__always) private func clamped(_ place: Int, _ count: Int) -> Int { min(max(place, 0), count &- 1) }

  private static func fixed(_ value: Double) -> Int { Int((min(max(value, -1e9), 1e9) * 65536).rounded()) }
}

/// A pixel that can be mixed of four; the weights are 256ths of the way right and down.
protocol Pixel {
  static func blend(_ p: Self, _ right: Self, _ below: Self, _ both: Self, _ weights: (x: Int32, y: Int32)) -> Self
}

extension UInt8: Pixel {
  @inline(__always) static func blend(
    _ p: UInt8, _ right: UInt8, _ below: UInt8, _ both: UInt8, _ weights: (x: Int32, y: Int32)
  ) -> UInt8 {
    let upper = Int32(p) &* (256 &- weights.x) &+ Int32(right) &* weights.x
    let lower = Int32(below) &* (256 &- weights.x) &+ Int32(both) &* weights.x
    return UInt8(truncatingIfNeeded: (upper &* (256 &- weights.y) &+ lower &* weights.y &+ 0x8000) >> 16)
  }
}

extension Float: Pixel {
  @inline(__always) static func blend(
    _ p: Float, _ right: Float, _ below: Float, _ both: Float, _ weights: (x: Int32, y: Int32)
  ) -> Float {
    let upper = p + (right - p) * (Float(weights.x) / 256)
    let lower = below + (both - below) * (Float(weights.x) / 256)
    return upper + (lower - upper) * (Float(weights.y) / 256)
  }
}

extension Double: Pixel {
  @inline(__always) static func blend(
    _ p: Double, _ right: Double, _ below: Double, _ both: Double, _ weights: (x: Int32, y: Int32)
  ) -> Double {
    let upper = p + (right - p) * (Double(weights.x) / 256)
    let lower = below + (both - below) * (Double(weights.x) / 256)
    return upper + (lower - upper) * (Double(weights.y) / 256)
  }
}

/// Taylor series about the nearest multiple of 90°, to the last bit or two; the system's functions may differ between
/// machines.
func sineAndCosine(degrees: Double) -> (sine: Double, cosine: Double) {
  let quarters = (degrees / 90).rounded()
  let angle = (degrees - quarters * 90) * (Double.pi / 180)
  let square = angle * angle
  var sine = 0.0
  var cosine = 0.0
  for term in stride(from: 9, through: 1, by: -1) {
    let n = Double(2 * term)
    sine = -square / (n * (n + 1)) * (1 + sine)
    cosine = -square / ((n - 1) * n) * (1 + cosine)
  }
  sine = angle * (1 + sine)
  cosine = 1 + cosine
  return switch Int(quarters.truncatingRemainder(dividingBy: 4)) {
  case 1, -3: (cosine, -sine)
  case 2, -2: (-sine, -cosine)
  case 3, -1: (-cosine, sine)
  default: (sine, cosine)
  }
}
