import Arrays
import Figures
import Lesson
import Testing

@testable import Steps

@Suite struct PreparingTests {
  func workspace(_ arrays: [String: NDArray]) -> Workspace {
    var workspace = Workspace()
    for (name, array) in arrays { workspace.arrays[name] = Variable(array: array, classNames: nil, pixels: nil) }
    return workspace
  }

  @Test func normaliseMapsBytesToTheRange() throws {
    var space = workspace(["x": NDArray(shape: [2, 2], values: .uint8([0, 51, 204, 255]))])
    _ = try space.normalise(["x"], low: 0, high: 1)
    #expect(space.arrays["x"]?.array.values.floats == [0, 0.2, 0.8, 1])
    #expect(space.arrays["x"]?.pixels == PixelScale(paper: 0, ink: 1))
  }

  /// Of 16 bits, truth values and numbers that are normalised already, the range is their own.
  @Test(
    arguments: [
      (.uint16([0, 65535, 0, 257]), [0, 1, 0, 257 / 65535]), (.bool([false, true, true, false]), [0, 1, 1, 0]),
      (.float64([0, 0.5, 1, 0.25]), [0, 0.5, 1, 0.25]), (.int64([0, 51, 204, 255]), [0, 0.2, 0.8, 1]),
    ] as [(NDArray.Values, [Float])])
  func pixelsHaveTheirOwnRange(_ values: NDArray.Values, _ normalised: [Float]) throws {
    var space = Workspace()
    let array = NDArray(shape: [2, 2], values: values)
    space.arrays["x"] = Variable(array: array, classNames: nil, pixels: PixelScale(guessing: array))
    _ = try space.normalise(["x"], low: 0, high: 1)
    #expect(space.arrays["x"]?.array.values.floats == normalised)
    _ = try space.invert(["x"])
    #expect(space.arrays["x"]?.array.values.floats == normalised.map { Float(1 - Double($0)) })
  }

  @Test func standardiseKeepsSmallDifferencesOfLargeNumbers() throws {
    var space = workspace(["x": NDArray(shape: [2, 2], values: .float64([1e9, 1e9 + 1, 1e9 + 2, 1e9 + 3]))])
    _ = try space.standardise(["x"])
    let expected = [-1.3416408, -0.4472136, 0.4472136, 1.3416408].map { Float($0) }
    #expect(space.arrays["x"]?.array.values.floats == expected)
  }

  /// A count holds for slices too; without one they are shown whole, up to a hundred.
  @Test(arguments: [
    (Selection.slice(from: 0, to: 30), nil, 30), (.slice(from: 0, to: 30), 20, 20),
    (.slice(from: nil, to: nil), nil, 100), (.slice(from: 0, to: 150), 120, 120),
    (.all, nil, 12), (.all, 40, 40), (.element(3), 5, 1),
  ])
  func showsAsManyImagesAsAsked(_ selection: Selection, _ count: Int?, _ shown: Int) throws {
    let space = workspace(["x": NDArray(shape: [200, 4, 4], values: .uint8(Array(repeating: 7, count: 3200)))])
    let images = Operand(name: "x", selection: selection, range: 0..<1)
    var usual = 12
    if case .slice = selection { usual = 100 }
    let grid = try ImageGrid(images, count: count ?? usual, labels: nil, perRow: 6, palette: .greys, in: space)
    #expect(grid.cells.count == shown)
  }

  @Test func standardiseUsesTheFirstArraysMeanAndDeviationForAll() throws {
    var space = workspace([
      "a": NDArray(shape: [4], values: .uint8([2, 4, 4, 6])), "b": NDArray(shape: [1], values: .float64([4])),
    ])
    _ = try space.standardise(["a", "b"])
    let deviation = Float(2).squareRoot()
    #expect(space.arrays["a"]?.array.values.floats == [-2 / deviation, 0, 0, 2 / deviation].map { $0 })
    #expect(space.arrays["b"]?.array.values.floats == [0])
  }

  /// Bytes that occur in no pixel count neither for the range nor for the deviation.
  @Test func standardiseAfterNormalise() throws {
    var space = workspace(["a": NDArray(shape: [4], values: .uint8([50, 100, 100, 150]))])
    let lines = try space.normalise(["a"], low: 0, high: 1) + space.standardise(["a"])
    let root = Float(2).squareRoot()
    for (value, expected) in zip(space.arrays["a"]?.array.values.floats ?? [], [-root, 0, 0, root]) {
      #expect(abs(value - expected) < 1e-6)
    }
    let text = "\(lines)"
    #expect(text.contains("from 0.1961 to 0.5882"), "\(text)")
    #expect(text.contains("from -1.414"), "\(text)")
  }

  @Test func standardiseOfConstantsSaysSo() {
    var space = workspace(["a": NDArray(shape: [2], values: .uint8([7, 7]))])
    #expect(throws: Diagnostic.self) { try space.standardise(["a"]) }
  }

  @Test func invertTwiceGivesTheSameBytes() throws {
    let pixels: [UInt8] = [0, 1, 128, 255]
    var space = workspace(["x": NDArray(shape: [4], values: .uint8(pixels))])
    _ = try space.invert(["x"])
    #expect(space.arrays["x"]?.array.values.doubles == [255, 254, 127, 0])
    #expect(space.arrays["x"]?.pixels == PixelScale(paper: 255, ink: 0))
    _ = try space.invert(["x"])
    #expect(space.arrays["x"]?.array.values.doubles == pixels.map(Double.init))
  }

  @Test func invertAfterNormaliseIsOneMinusX() throws {
    var space = workspace(["x": NDArray(shape: [2], values: .uint8([0, 255]))])
    _ = try space.normalise(["x"], low: 0, high: 1)
    _ = try space.invert(["x"])
    #expect(space.arrays["x"]?.array.values.floats == [1, 0])
  }

  @Test func oneHotRowsHoldASingleOne() throws {
    var space = workspace(["y": NDArray(shape: [3], values: .uint8([2, 0, 1]))])
    _ = try space.oneHot(labels: Operand(name: "y", selection: .all, range: 0..<1), into: "y", classes: nil)
    #expect(space.arrays["y"]?.array.shape == [3, 3])
    #expect(space.arrays["y"]?.array.values.floats == [0, 0, 1, 1, 0, 0, 0, 1, 0])
  }

  @Test func oneHotRefusesLabelsBeyondTheClasses() {
    var space = workspace(["y": NDArray(shape: [2], values: .uint8([2, 9]))])
    #expect(throws: Diagnostic.self) {
      try space.oneHot(labels: Operand(name: "y", selection: .all, range: 0..<1), into: "z", classes: 5)
    }
  }

  @Test(arguments: [("first", [0.0, 1], [2.0, 3, 4]), ("last", [3, 4], [0, 1, 2])])
  func splitTakesSamplesOut(_ end: String, _ taken: [Double], _ kept: [Double]) throws {
    var space = workspace(["x": NDArray(shape: [5], values: .int32([0, 1, 2, 3, 4]))])
    _ = try space.perform(.split, ["x"], as: ["v"], [end: .amount(.fraction(0.4))])
    #expect(space.arrays["v"]?.array.values.doubles == taken)
    #expect(space.arrays["x"]?.array.values.doubles == kept)
  }

  /// Expected: `np.rot90(x, k, axes=(1, 2))` of [[1, 2, 3], [4, 5, 6]], and its transpose.
  @Test(arguments: [
    ("90", [3, 6, 2, 5, 1, 4], [1, 3, 2]), ("180", [6, 5, 4, 3, 2, 1], [1, 2, 3]),
    ("270", [4, 1, 5, 2, 6, 3], [1, 3, 2]), ("transpose", [1, 4, 2, 5, 3, 6], [1, 3, 2]),
  ])
  func rotateTurnsAsNumPy(_ by: String, _ values: [Double], _ shape: [Int]) throws {
    var space = workspace(["x": NDArray(shape: [1, 2, 3], values: .uint8([1, 2, 3, 4, 5, 6]))])
    _ = try space.perform(.rotate, ["x"], ["by": .word(by)])
    #expect(space.arrays["x"]?.array.values.doubles == values)
    #expect(space.arrays["x"]?.array.shape == shape)
  }

  @Test func fourQuarterTurnsOfColoursAreNone() throws {
    let array = NDArray(shape: [2, 2, 3, 2], values: .uint8(Array(0..<24)))
    var space = workspace(["x": array])
    for _ in 0..<4 { _ = try space.perform(.rotate, ["x"]) }
    #expect(space.arrays["x"]?.array.values.doubles == array.values.doubles)
    #expect(space.arrays["x"]?.array.shape == array.shape)
  }

  @Test func reshapeFillsTheFreeDimension() throws {
    var space = workspace(["x": NDArray(shape: [3, 4], values: .uint8(Array(0..<12)))])
    _ = try space.reshape(["x"]) { _ in [-1, 2, 2, 1] }
    #expect(space.arrays["x"]?.array.shape == [3, 2, 2, 1])
    #expect(throws: Diagnostic.self) { try space.reshape(["x"]) { _ in [-1, 5] } }
  }

  @Test(
    arguments: [
      (nil, nil, 0..<5), (1, 3, 1..<3), (-2, nil, 3..<5), (nil, -1, 0..<4), (3, 1, 3..<3), (0, 99, 0..<5),
    ] as [(Int?, Int?, Range<Int>)])
  func slicesAreThoseOfPython(_ from: Int?, _ to: Int?, _ range: Range<Int>) {
    #expect(Workspace.range(from: from, to: to, count: 5) == range)
  }

  @Test func whereKeepsTheSamplesWithThatLabel() throws {
    let space = workspace([
      "x": NDArray(shape: [4, 1], values: .uint8([10, 11, 12, 13])),
      "y": NDArray(shape: [4], values: .float32([3, 1, 3, 3.4])),
    ])
    let operand = Operand(name: "x", selection: .matching(labels: "y", value: 3), range: 0..<0)
    #expect(try space.resolveRows(operand).array.values.doubles == [10, 12])
  }
}
