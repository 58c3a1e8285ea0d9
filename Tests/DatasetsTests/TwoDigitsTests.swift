import Arrays
import Datasets
import Testing

/// A photo of two digits is no photo of one.
@Suite struct TwoDigitsTests {
  /// Digits of the sample beside each other, dark on light.
  private func picture(_ digits: [ArraySlice<UInt8>]) -> NDArray {
    let (scale, side) = (6, 28 * 6)
    var pixels = [UInt8](repeating: 230, count: side * side * digits.count)
    for (place, digit) in digits.map({ Array($0) }).enumerated() {
      for y in 0..<side {
        for x in 0..<side {
          let ink = Double(digit[y / scale * 28 + x / scale]) / 255
          pixels[y * side * digits.count + place * side + x] = UInt8(230 - 190 * ink)
        }
      }
    }
    return NDArray(shape: [side, side * digits.count], values: .uint8(pixels))
  }

  @Test func twoAreTold() throws {
    let data = try DatasetLibrary(dataFolders: [], cacheFolder: nil, forceSample: true).find(.mnist).load(train: 0)
    let images = bytes(data.xTest)
    func digit(_ index: Int) -> ArraySlice<UInt8> { images[index * 784..<(index + 1) * 784] }
    var told = 0
    for index in 0..<20 {
      if try Handwriting.recover(picture([digit(index), digit(index + 20)]), file: "x").mayBeTwo { told += 1 }
    }
    #expect(told >= 18, "\(told) of 20")
    var wrong = 0
    for index in 0..<60 where try Handwriting.recover(picture([digit(index)]), file: "x").mayBeTwo { wrong += 1 }
    #expect(wrong <= 1, "\(wrong) of 60")
  }
}
