extension NDArray {
  /// The mean of the pixels at the sides of images of that size, whatever the shape they lie in; of the first hundred
  /// images, which tell enough. At least one image is there.
  package func borderMean(height: Int, width: Int, channels: Int) -> Double {
    let values = rows(0..<min(rowCount, 100)).values.doubles
    let line = width * channels
    var sum = 0.0
    var count = 0
    for start in stride(from: 0, to: values.count, by: line) {
      let row = start / line % height
      let isEnd = row == 0 || row == height - 1
      // Both sides, or the whole line at the top and the bottom.
      for offset in 0..<line where isEnd || offset < channels || offset >= line - channels {
        sum += values[start + offset]
        count += 1
      }
    }
    return sum / Double(count)
  }
}
