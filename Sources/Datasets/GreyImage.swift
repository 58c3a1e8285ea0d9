import Arrays

/// Brightness from 0 to 1, row by row.
struct GreyImage {
  var height: Int
  var width: Int
  var values: [Float]

  init(height: Int, width: Int, values: [Float]) {
    self.height = height
    self.width = width
    self.values = values
  }

  /// From (H, W) or (H, W, C): grey, grey with alpha, colour, colour with alpha, with what is transparent on white. Bytes
  /// and 16-bit numbers go from 0 to their largest; others from the smallest to the largest that there is. nil for other
  /// shapes.
  /// - Parameter channel: of a picture in colour red, green or blue alone, as 0, 1 or 2.
  init?(_ array: NDArray, channel: Int? = nil) {
    let shape = array.shape
    guard shape.count == 2 || shape.count == 3 && (1...4).contains(shape[2]), array.count > 0 else { return nil }
    let channels = shape.count == 3 ? shape[2] : 1
    self.init(height: shape[0], width: shape[1], values: [])
    if case .uint8(let bytes) = array.values {
      // Photos have millions of them, which are not all turned into numbers of four bytes.
      let shares = (0..<256).map { Float($0) * (1 / 255) }
      values = Self.grey(height * width, channels, channel) { shares[Int(bytes[$0])] }
      return
    }
    var samples = array.values.floats
    guard samples.allSatisfy({ $0.isFinite }) else { return nil }
    let range: (low: Float, high: Float) =
      switch array.elementType {
      case .uint16: (0, 65535)
      case .bool: (0, 1)
      default: (samples.min() ?? 0, samples.max() ?? 1)
      }
    guard (range.high - range.low).isFinite else { return nil }
    let scale = range.high > range.low ? 1 / (range.high - range.low) : 0
    for index in samples.indices { samples[index] = (samples[index] - range.low) * scale }
    values = Self.grey(height * width, channels, channel) { samples[$0] }
  }

  /// - Parameter sample: by its place, from 0 to 1.
  private static func grey(
    _ pixels: Int, _ channels: Int, _ channel: Int?, _ sample: (Int) -> Float
  ) -> [Float] {
    (0..<pixels).map { pixel in
      let first = pixel * channels
      let grey =
        if channels < 3 {
          sample(first)
        } else if let channel {
          sample(first + channel)
        } else {
          0.299 * sample(first) + 0.587 * sample(first + 1) + 0.114 * sample(first + 2)
        }
      guard channels % 2 == 0 else { return grey }
      let alpha = sample(first + channels - 1)
      return grey * alpha + 1 - alpha
    }
  }

  /// (H, W) `uint8`.
  var array: NDArray {
    NDArray(shape: [height, width], values: .uint8(values.map { UInt8((min(max($0, 0), 1) * 255).rounded()) }))
  }

  func map(_ change: (Float) -> Float) -> GreyImage {
    GreyImage(height: height, width: width, values: values.map { change($0) })
  }

  /// The rectangle, which must lie inside.
  func cut(rows: Range<Int>, columns: Range<Int>) -> GreyImage {
    GreyImage(
      height: rows.count, width: columns.count,
      values: rows.flatMap { values[($0 * width + columns.lowerBound)..<($0 * width + columns.upperBound)] })
  }

  /// Another size: each pixel is the mean of what it covers, between pixels bilinearly where the image grows.
  func scaled(height newHeight: Int, width newWidth: Int) -> GreyImage {
    let across = Stretch(from: width, to: newWidth)
    var rows: [Float] = []
    rows.reserveCapacity(height * newWidth)
    values.withUnsafeBufferPointer { values in
      for y in 0..<height {
        across.append(UnsafeBufferPointer(rebasing: values[(y * width)..<((y + 1) * width)]), to: &rows)
      }
    }
    var result = [Float](repeating: 0, count: newHeight * newWidth)
    for (y, (first, weights)) in Stretch(from: height, to: newHeight).places.enumerated() {
      for (offset, weight) in weights.enumerated() {
        let row = (first + offset) * newWidth
        for x in 0..<newWidth { result[y * newWidth + x] += rows[row + x] * weight }
      }
    }
    return GreyImage(height: newHeight, width: newWidth, values: result)
  }

  /// As `GreyImage(array, channel: channel)`, cut and scaled. Photos have millions of pixels: whole rows of a picture of
  /// bytes are added up, which the processor takes several numbers at a time, and no other copy of them is made. nil for
  /// what is no picture.
  /// - Parameters:
  ///   - rows: those that are wanted, within the picture; all for nil.
  ///   - columns: as `rows`.
  static func scaled(
    _ array: NDArray, channel: Int? = nil, rows: Range<Int>? = nil, columns: Range<Int>? = nil, height newHeight: Int,
    width newWidth: Int
  ) -> GreyImage? {
    let shape = array.shape
    guard shape.count == 2 || shape.count == 3 && (1...4).contains(shape[2]), array.count > 0 else { return nil }
    let (part, cut) = (rows ?? 0..<shape[0], columns ?? 0..<shape[1])
    let (width, channels) = (shape[1], shape.count == 3 ? shape[2] : 1)
    guard case .uint8(let bytes) = array.values, channels % 2 == 1 else {
      return GreyImage(array, channel: channel)?.cut(rows: part, columns: cut)
        .scaled(height: newHeight, width: newWidth)
    }
    let across = Stretch(from: cut.count, to: newWidth)
    var result: [Float] = []
    result.reserveCapacity(newHeight * newWidth)
    var sums = [Float](repeating: 0, count: cut.count * channels)
    var row = [Float](repeating: 0, count: cut.count)
    for (first, weights) in Stretch(from: part.count, to: newHeight).places {
      bytes.withUnsafeBufferPointer { bytes in
        sums.withUnsafeMutableBufferPointer { sums in
          sums.update(repeating: 0)
          for (offset, weight) in weights.enumerated() {
            let start = ((part.lowerBound + first + offset) * width + cut.lowerBound) * channels
            let line = UnsafeBufferPointer(rebasing: bytes[start..<start + sums.count])
            for place in 0..<sums.count { sums[place] += Float(line[place]) * weight }
          }
          row.withUnsafeMutableBufferPointer { row in
            if channels == 3, channel == nil {
              for x in 0..<row.count {
                row[x] = (0.299 * sums[3 * x] + 0.587 * sums[3 * x + 1] + 0.114 * sums[3 * x + 2]) * (1 / 255)
              }
            } else {
              for x in 0..<row.count { row[x] = sums[channels * x + (channel ?? 0)] * (1 / 255) }
            }
          }
        }
      }
      row.withUnsafeBufferPointer { across.append($0, to: &result) }
    }
    return GreyImage(height: newHeight, width: newWidth, values: result)
  }

  /// The largest value within `radius` pixels in each direction.
  func dilated(radius: Int) -> GreyImage { extremes(radius, max) }

  /// The smallest value within `radius` pixels in each direction.
  func eroded(radius: Int) -> GreyImage { extremes(radius, min) }

  private func extremes(_ radius: Int, _ pick: (Float, Float) -> Float) -> GreyImage {
    radius > 0 ? transposed.extremesDown(radius, pick).transposed.extremesDown(radius, pick) : self
  }

  /// Runs from both ends of blocks as long as the window (van Herk 1992, Gil and Werman 1993): three picks a value. Whole
  /// rows at once, which the processor takes several numbers at a time.
  @inline(__always)
  private func extremesDown(_ radius: Int, _ pick: (Float, Float) -> Float) -> GreyImage {
    let window = 2 * radius + 1
    let length = (height + 2 * radius + window - 1) / window * window
    var result = self
    var runs = [Float](repeating: 0, count: 2 * length * width)
    values.withUnsafeBufferPointer { source in
      runs.withUnsafeMutableBufferPointer { runs in
        let half = length * width
        let fromTop = UnsafeMutableBufferPointer(rebasing: runs[..<half])
        let fromBottom = UnsafeMutableBufferPointer(rebasing: runs[half...])
        func row(_ index: Int) -> Int { min(max(index - radius, 0), height - 1) * width }
        for index in 0..<length {
          let (own, target) = (row(index), index * width)
          if index % window == 0 {
            for x in 0..<width { fromTop[target + x] = source[own + x] }
          } else {
            for x in 0..<width { fromTop[target + x] = pick(source[own + x], fromTop[target - width + x]) }
          }
        }
        for index in (0..<length).reversed() {
          let (own, target) = (row(index), index * width)
          if index % window == window - 1 {
            for x in 0..<width { fromBottom[target + x] = source[own + x] }
          } else {
            for x in 0..<width { fromBottom[target + x] = pick(source[own + x], fromBottom[target + width + x]) }
          }
        }
        result.values.withUnsafeMutableBufferPointer { result in
          let last = (window - 1) * width
          for place in 0..<result.count { result[place] = pick(fromBottom[place], fromTop[place + last]) }
        }
      }
    }
    return result
  }

  private var transposed: GreyImage {
    GreyImage(
      height: width, width: height,
      values: [Float](unsafeUninitializedCapacity: values.count) { target, count in
        for x in 0..<width { for y in 0..<height { target[x * height + y] = values[y * width + x] } }
        count = values.count
      })
  }

  /// The mean of three by three pixels.
  func smoothed() -> GreyImage {
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        var sum: Float = 0
        for dy in -1...1 {
          for dx in -1...1 {
            sum += values[min(max(y + dy, 0), height - 1) * width + min(max(x + dx, 0), width - 1)]
          }
        }
        result.values[y * width + x] = sum / 9
      }
    }
    return result
  }

  /// About the value, to a 1024th, that a share of all values (from 0 to 1) does not exceed.
  func quantile(_ share: Double) -> Float {
    var counts = [Int](repeating: 0, count: 1025)
    for value in values { counts[Int(min(max(value, 0), 1) * 1024)] += 1 }
    var below = Int(share * Double(values.count))
    for (level, count) in counts.enumerated() {
      below -= count
      if below < 0 { return Float(level) / 1024 }
    }
    return 1
  }
}
