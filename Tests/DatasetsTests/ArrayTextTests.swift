import Datasets
import Arrays
import Foundation
import Testing

/// An array of `Files/printed.json`, which `Files/make_printed.py` writes with NumPy's own text.
struct PrintedArray: Decodable, CustomTestStringConvertible {
  var name: String
  var type: String
  var shape: [Int]
  var precision: Int
  var threshold: Int
  /// A single one stands for all where they are equal.
  var values: [String]
  var printed: String

  var testDescription: String { name }

  static let all: [PrintedArray] = {
    guard let url = Bundle.module.url(forResource: "printed", withExtension: "json", subdirectory: "Files"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return (try? JSONDecoder().decode([PrintedArray].self, from: data)) ?? []
  }()

  var array: NDArray? {
    func integers<Number: FixedWidthInteger>(_: Number.Type) -> [Number] { all.compactMap { Number($0) } }
    let all = values.count == 1 ? Array(repeating: values[0], count: shape.reduce(1, *)) : values
    let doubles = all.compactMap(Double.init)
    let values: NDArray.Values
    switch ElementType(rawValue: type) {
    case .bool: values = .bool(all.map { $0 == "1" })
    case .uint8: values = .uint8(integers(UInt8.self))
    case .int8: values = .int8(integers(Int8.self))
    case .uint16: values = .uint16(integers(UInt16.self))
    case .int16: values = .int16(integers(Int16.self))
    case .uint32: values = .uint32(integers(UInt32.self))
    case .int32: values = .int32(integers(Int32.self))
    case .uint64: values = .uint64(integers(UInt64.self))
    case .int64: values = .int64(integers(Int64.self))
    case .float16: values = .float16(doubles.map { Float16($0) })
    case .float32: values = .float32(doubles.map { Float($0) })
    case .float64: values = .float64(doubles)
    case nil: return nil
    }
    return NDArray(shape: shape, values: values)
  }
}

@Suite struct ArrayTextTests {
  @Test(arguments: PrintedArray.all)
  func isWhatNumPyPrints(_ example: PrintedArray) throws {
    let array = try #require(example.array)
    let text = ArrayText.describe(array, precision: example.precision, threshold: example.threshold)
    #expect(text == example.printed)
  }

  @Test func numbersOfATablePrintAsFloats() {
    let table = (0..<256).map { Float($0) / 255 }
    let indexed = NDArray(shape: [2, 3], values: .indexed([0, 255, 51, 1, 2, 3], table: table))
    let plain = NDArray(shape: [2, 3], values: .float32(indexed.values.floats))
    #expect(
      ArrayText.describe(indexed, precision: 8, threshold: 1000)
        == ArrayText.describe(plain, precision: 8, threshold: 1000))
  }

  @Test func theTableIsWhole() { #expect(PrintedArray.all.count == 189) }

  @Test func shapesReadAsInPython() {
    #expect(shapeText([60000, 28, 28]) == "(60000, 28, 28)")
    #expect(shapeText([60000]) == "(60000,)")
    #expect(shapeText([]) == "()")
  }
}
