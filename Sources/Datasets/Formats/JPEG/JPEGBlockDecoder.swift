/// Reads a scan's blocks, one after the other, into samples or, where more scans follow, into coefficients.
struct JPEGBlockDecoder {
  private let scan: JPEGScan
  private let transform = JPEGTransform()
  private let block = JPEGMemory<Int16>(64, repeating: 0)
  /// The first coefficient of each component's block before.
  private var predictions: [Int32]

  init(_ scan: JPEGScan) {
    self.scan = scan
    predictions = Array(repeating: 0, count: scan.parts.count)
  }

  mutating func restart() {
    for part in predictions.indices { predictions[part] = 0 }
  }

  /// - Returns: whether the bits made sense.
  mutating func decode(_ bits: inout JPEGBits, _ part: Int, row: Int, column: Int) -> Bool {
    let component = scan.parts[part].component
    guard scan.isProgressive else {
      guard let samples = component.samples, let quantisation = component.quantisation else { return false }
      block.start.update(repeating: 0, count: 64)
      let last = bits.readBlock(
        block.start, scan.parts[part].first, scan.parts[part].others, prediction: &predictions[part])
      guard let last else { return false }
      let target = samples.start + row * 8 * component.stride + column * 8
      if last == 0 {
        transform.fill(block.start[0], quantisation.start[0], target, stride: component.stride)
      } else {
        transform.apply(block.start, quantisation.start, to: target, stride: component.stride)
      }
      return true
    }
    guard let coefficients = component.coefficients else { return false }
    let target = coefficients.start + (row * component.paddedColumns + column) * 64
    switch (scan.band.lowerBound == 0, scan.isRefining) {
    case (true, false):
      return bits.readFirst(
        target, scan.parts[part].first, shift: scan.shift, prediction: &predictions[part])
    case (true, true):
      bits.refineFirst(target, shift: scan.shift)
      return true
    case (false, false): return bits.readBand(target, scan.parts[part].others, scan.band, shift: scan.shift)
    case (false, true): return bits.refineBand(target, scan.parts[part].others, scan.band, shift: scan.shift)
    }
  }
}
