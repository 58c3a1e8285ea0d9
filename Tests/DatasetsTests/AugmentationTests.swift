import Datasets
import Arrays
import Testing

@Suite struct AugmentationTests {
  private let still = Augmentation.Limits(shift: 0, rotate: 0, zoom: 0)
  private let lively = Augmentation.Limits(shift: 2, rotate: 10, zoom: 0.1)
  private let images = NDArray(
    shape: [3, 9, 9], values: .uint8((0..<243).map { UInt8(truncatingIfNeeded: $0 * 37 % 251) }))

  @Test func withoutAnyChangeCopiesAreEqual() throws {
    let grown = try Augmentation.grow(images: images, copies: 2, limits: still, seed: 1, stream: 2)
    #expect(grown.shape == [9, 9, 9])
    #expect(bytes(grown) == bytes(images) + bytes(images) + bytes(images))
  }

  @Test func originalsComeFirstUntouched() throws {
    let grown = try Augmentation.grow(images: images, copies: 1, limits: lively, seed: 1, stream: 2)
    #expect(bytes(grown).starts(with: bytes(images)))
    #expect(Array(bytes(grown)[243...]) != bytes(images))
  }

  @Test func theKeyDecides() throws {
    func grow(_ seed: UInt64, _ stream: UInt64) throws -> [UInt8] {
      bytes(try Augmentation.grow(images: images, copies: 1, limits: lively, seed: seed, stream: stream))
    }
    #expect(try grow(1, 2) == grow(1, 2))
    #expect(try grow(1, 2) != grow(1, 3))
    #expect(try grow(1, 2) != grow(2, 2))
  }

  @Test func anEvenImageStaysEven() throws {
    let even = NDArray(shape: [2, 8, 6, 3], values: .float32([Float](repeating: 0.25, count: 288)))
    let grown = try Augmentation.grow(
      images: even, copies: 3, limits: .init(shift: 5, rotate: 180, zoom: 0.9), seed: 0, stream: 0)
    guard case .float32(let values) = grown.values else {
      Issue.record("the element type changed")
      return
    }
    #expect(grown.shape == [8, 8, 6, 3])
    #expect(values.allSatisfy { $0 == 0.25 })
  }

  /// A dot's centre of mass moves as far as the shift may go, and no farther.
  @Test func shiftsStayWithinTheirLimit() throws {
    var pixels = [Double](repeating: 0, count: 21 * 21)
    pixels[10 * 21 + 10] = 1
    let dot = NDArray(shape: [1, 21, 21], values: .float64(pixels))
    let grown = try Augmentation.grow(
      images: dot, copies: 500, limits: .init(shift: 3, rotate: 0, zoom: 0), seed: 0, stream: 0)
    guard case .float64(let values) = grown.values else { return }
    let places = (1...500).map { copy in
      (0..<441).reduce((0.0, 0.0)) { sum, index in
        let value = values[copy * 441 + index]
        return (sum.0 + value * Double(index % 21 - 10), sum.1 + value * Double(index / 21 - 10))
      }
    }
    for axis in [places.map(\.0), places.map(\.1)] {
      #expect(axis.allSatisfy { abs($0) <= 3.01 })
      #expect((axis.max() ?? 0) > 2.8 && (axis.min() ?? 0) < -2.8)
      #expect(abs(axis.reduce(0, +) / 500) < 0.3)
    }
  }

  @Test func rowsAreNoImages() {
    let rows = NDArray(shape: [2, 784], values: .uint8([UInt8](repeating: 0, count: 1568)))
    #expect(throws: DataError.self) {
      try Augmentation.grow(images: rows, copies: 1, limits: lively, seed: 0, stream: 0)
    }
  }

  @Test func labelsRepeatWithTheirImages() {
    let labels = NDArray(shape: [3], values: .int64([7, 8, 9]))
    let repeated = Augmentation.repeated(labels: labels, copies: 2)
    #expect(repeated.shape == [9])
    #expect(repeated.values.doubles == [7, 8, 9, 7, 8, 9, 7, 8, 9])
  }
}
