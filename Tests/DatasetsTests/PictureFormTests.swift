import Arrays
import Datasets
import Testing

/// Pictures brought to one size and to grey or colour.
@Suite struct PictureFormTests {
  /// (H, W, 3): red grows to the right, green downwards, blue is 9.
  private func picture(height: Int, width: Int) -> NDArray {
    var pixels: [UInt8] = []
    for y in 0..<height { for x in 0..<width { pixels += [UInt8(10 * x), UInt8(10 * y), 9] } }
    return NDArray(shape: [height, width, 3], values: .uint8(pixels))
  }

  @Test func asTheyAre() throws {
    let colour = picture(height: 4, width: 6)
    #expect(bytes(try #require(PictureForm().apply(to: colour))) == bytes(colour))
    let grey = NDArray(shape: [1, 2], values: .uint8([7, 255]))
    #expect(bytes(try #require(PictureForm().apply(to: grey))) == [7, 255])
    let three = try #require(PictureForm(colour: .rgb).apply(to: grey))
    #expect(three.shape == [1, 2, 3] && bytes(three) == [7, 7, 7, 255, 255, 255])
    let luma = try #require(PictureForm(colour: .grey).apply(to: colour))
    // 0.299 · 10 + 0.587 · 10 + 0.114 · 9
    #expect(luma.shape == [4, 6] && bytes(luma)[7] == 10)
  }

  /// Of a wide picture the middle is taken, and each pixel is the mean of those that it covers.
  @Test func theMiddleIsScaled() throws {
    let form = PictureForm(height: 2, width: 2)
    let small = try #require(form.apply(to: picture(height: 4, width: 8)))
    #expect(small.shape == [2, 2, 3])
    // Columns 2 and 3, and 4 and 5, of the eight.
    let wanted: [UInt8] = [25, 5, 9, 45, 5, 9, 25, 25, 9, 45, 25, 9]
    #expect(bytes(small) == wanted)
    #expect(form.shape(of: [100, 50]) == [2, 2] && form.shape(of: [100, 50, 4]) == [2, 2, 3])
    #expect(form.shape(of: [100]) == nil && form.shape(of: [100, 50, 7]) == nil)
  }

  /// What is transparent lies on white.
  @Test func transparencyIsWhite() throws {
    let clear = NDArray(shape: [1, 1, 4], values: .uint8([10, 20, 30, 0]))
    #expect(bytes(try #require(PictureForm().apply(to: clear))) == [255, 255, 255])
  }

  @Test func oneInColourMakesAllColour() {
    #expect(PictureForm().common([[4, 4], [4, 4, 3]]).colour == .rgb)
    #expect(PictureForm().common([[4, 4], [4, 4, 2]]).colour == .grey)
    #expect(PictureForm(colour: .grey).common([[4, 4, 3]]).colour == .grey)
  }
}
