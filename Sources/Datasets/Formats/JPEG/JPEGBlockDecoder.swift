/// Reads blocks of a scan's component, one after the other, into samples or, where more scans follow, into coefficients.
struct JPEGBlockDecoder {
  private let scan: JPEGScan
  private let stride: Int
  private let blocksInRow: Int
  private let first: JPEGCodes?
  private let others: JPEGCodes?
  private let quantisation: JPEGMemory<UInt16>?
  private let samples: JPEGMemory<UInt8>?
  private let coefficients: JPEGMemory<Int16>?
  private let transform = JPEGTransform()
  private let block = JPEGMemory<Int16>(64, repeating: 0)
  /// The first coefficient of the block before.
  private var prediction: Int32 = 0

  init(_ scan: JPEGScan, _ part: JPEGScan.Part) {
    self.scan = scan
    (first, others) = (part.first, part.others)
    (stride, blocksInRow) = (part.component.stride, part.component.paddedColumns)
    (quantisation, samples) = (part.component.quantisation, part.component.samples)
    coefficients = part.component.coefficients
  }

  mutating func restart() { prediction = 0 }

  /// - Returns: whether the bits made sense.
  mutating func decode(_ bits: inout JPEGBits, row: Int, column: Int) -> Bool {
    guard scan.isProgressive else { return decodeSamples(&bits, row: row, column: column) }
    guard let coefficients else { return false }
    let target = coefficients.start + (row * blocksInRow + column) * 64
    switch (scan.band.lowerBound == 0, scan.isRefining) {
    case (true, false):
      guard let first else { return false }
      return bits.readFirst(target, first, shift: scan.shift, prediction: &prediction)
    case (true, true):
      bits.refineFirst(target, shift: scan.shift)
      return true
    case (false, let isRefining):
      guard let others else { return false }
      return isRefining
        ? bits.refineBand(target, others, scan.band, shift: scan.shift)
        : bits.readBand(target, others, scan.band, shift: scan.shift)
    }
  }

  private mutating func decodeSamples(_ bits: inout JPEGBits, row: Int, column: Int) -> Bool {
    guard let samples, let quantisation, let first, let others else { return false }
    block.start.update(repeating: 0, count: 64)
    guard let last = bits.readBlock(block.start, first, others, prediction: &prediction) else { return false }
    let target = samples.start + row * 8 * stride + column * 8
    if last == 0 {
      transform.fill(block.start[0], quantisation.start[0], target, stride: stride)
    } else {
      transform.apply(block.start, quantisation.start, to: target, stride: stride)
    }
    return true
  }
}
