import Arrays
import Datasets
import Foundation
import Testing

/// NumPy's `longdouble`, which is another on each kind of processor.
@Suite struct LongDoubleTests {
  private static let header = "{'descr': 'ORDERf16', 'fortran_order': False, 'shape': (COUNT,), }"

  private func file(_ numbers: [[UInt8]], order: String = "<") -> [UInt8] {
    let header = Self.header.replacing("ORDER", with: order).replacing("COUNT", with: "\(numbers.count)") + "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + numbers.flatMap { $0 }
  }

  private func read(_ bytes: [UInt8]) throws -> [Double] {
    let array = try DataFile.read(bytes: bytes, shownAs: "x.npy")[0].array
    #expect(array.elementType == .float64)
    return array.values.doubles
  }

  /// 80 bits, and any bytes for padding.
  private func intel(_ significand: UInt64, _ exponent: UInt16) -> [UInt8] {
    (0..<8).map { UInt8(significand >> (8 * $0) & 255) } + [
      UInt8(exponent & 255), UInt8(exponent >> 8), 9, 9, 9, 9, 0, 0,
    ]
  }

  private func quad(_ high: UInt64, _ low: UInt64) -> [UInt8] {
    [low, high].flatMap { word in (0..<8).map { UInt8(word >> (8 * $0) & 255) } }
  }

  @Test func thoseOf80BitsAreRead() throws {
    let numbers = [
      intel(0xc000_0000_0000_0000, 0x3fff), intel(0x9000_0000_0000_0000, 0xc000), intel(0, 0),
      intel(0xc90f_daa2_2168_c235, 0x4000), intel(0x8000_0000_0000_0000, 0x7fff), intel(0x8000_0000_0000_0000, 0),
    ]
    #expect(try read(file(numbers)) == [1.5, -2.25, 0, .pi, .infinity, 0])
    #expect(try read(file([intel(0xc000_0000_0000_0000, 0x7fff)]))[0].isNaN)
    let turned = numbers.map { Array($0.reversed()) }
    #expect(try read(file(turned, order: ">")) == [1.5, -2.25, 0, .pi, .infinity, 0])
  }

  @Test func thoseOf128BitsAreRead() throws {
    let numbers = [
      quad(0x3fff_8000_0000_0000, 0), quad(0xc000_2000_0000_0000, 0), quad(0, 0),
      quad(0x4000_921f_b544_42d1, 0x8469_898c_c517_01b8), quad(0x7fff_0000_0000_0000, 0),
    ]
    #expect(try read(file(numbers)) == [1.5, -2.25, 0, .pi, .infinity])
  }

  @Test func whatIsCutShortIsTold() {
    let error = #expect(throws: DataError.self) { try read(Array(file([intel(1 << 63, 0x3fff)]).dropLast())) }
    #expect(error?.summary.hasPrefix("'x.npy' is damaged") == true)
  }
}
