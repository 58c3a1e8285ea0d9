import Arrays
import Datasets
import Foundation
import Testing

/// Photos of `Files/photos.json`, which `Files/make_photos.py` draws from MNIST's digits: what is cut out resembles them.
@Suite struct PhotoTests {
  struct Photo: Decodable, CustomTestStringConvertible {
    var file: String
    var bytes: Data
    var digits: [Data]
    var testDescription: String { file }

    func picture() throws -> NDArray { try DataFile.read(bytes: Array(bytes), shownAs: file)[0].array }

    static let all: [Photo] = {
      guard let url = Bundle.module.url(forResource: "photos", withExtension: "json", subdirectory: "Files"),
        let data = try? Data(contentsOf: url)
      else { return [] }
      return (try? JSONDecoder().decode([Photo].self, from: data)) ?? []
    }()
    static let single = all.filter { $0.digits.count == 1 }
    static let sheets = all.filter { $0.digits.count > 1 }
  }

  /// The correlation of two images' pixels, at the best of shifts by a pixel.
  private func likeness(_ first: [UInt8], _ second: [UInt8]) -> Double {
    var best = -1.0
    for (dy, dx) in [(0, 0), (0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1)] {
      var sums = (a: 0.0, b: 0.0, aa: 0.0, bb: 0.0, ab: 0.0)
      for y in 1..<27 {
        for x in 1..<27 {
          let (a, b) = (Double(first[y * 28 + x]), Double(second[(y + dy) * 28 + x + dx]))
          sums = (sums.a + a, sums.b + b, sums.aa + a * a, sums.bb + b * b, sums.ab + a * b)
        }
      }
      let count = 26.0 * 26
      let spread = ((sums.aa - sums.a * sums.a / count) * (sums.bb - sums.b * sums.b / count)).squareRoot()
      if spread > 0 { best = max(best, (sums.ab - sums.a * sums.b / count) / spread) }
    }
    return best
  }

  @Test func thereAreSome() { #expect(Photo.single.count == 14 && Photo.sheets.count == 2) }

  @Test(arguments: Photo.single)
  func aDigitIsCutOut(_ photo: Photo) throws {
    let found = try Handwriting.recover(photo.picture(), file: photo.file)
    let likeness = likeness(bytes(found.digit), Array(photo.digits[0]))
    #expect(likeness > 0.8, "\(likeness)")
  }

  @Test(arguments: Photo.sheets)
  func digitsComeInReadingOrder(_ sheet: Photo) throws {
    let found = try DigitSheet.recover(sheet.picture(), count: 10, file: sheet.file)
    #expect(found.rows == [5, 5])
    let all = bytes(found.digits)
    for (index, digit) in sheet.digits.enumerated() {
      let likeness = likeness(Array(all[index * 784..<(index + 1) * 784]), Array(digit))
      #expect(likeness > 0.7, "digit \(index): \(likeness)")
    }
  }

  /// Strokes of which no two neighbours stand at one height are still a row.
  @Test func anUnevenRowIsOne() throws {
    var pixels = [UInt8](repeating: 235, count: 160 * 400)
    for (index, top) in [30, 78, 20, 60, 30].enumerated() {
      for y in top..<top + 44 {
        for x in 30 + 70 * index..<38 + 70 * index { pixels[y * 400 + x] = 20 }
      }
    }
    let sheet = NDArray(shape: [160, 400], values: .uint8(pixels))
    #expect(try DigitSheet.recover(sheet, count: 5, file: "x.png").rows == [5])
  }

  /// More than there are is told; of fewer, the largest are taken.
  @Test func theCountIsHeld() throws {
    let sheet = try #require(Photo.sheets.first).picture()
    let error = #expect(throws: DataError.self) { try DigitSheet.recover(sheet, count: 12, file: "sheet.jpg") }
    #expect(error?.summary == "'sheet.jpg' shows 10 digits, not 12")
    #expect(try DigitSheet.recover(sheet, count: 9, file: "sheet.jpg").digits.shape == [9, 28, 28])
    let blank = NDArray(shape: [80, 80], values: .uint8([UInt8](repeating: 200, count: 6400)))
    #expect(throws: DataError.self) { try DigitSheet.recover(blank, count: 2, file: "blank.png") }
  }
}
