package import Arrays

/// The four arrays of a data set: images (N, H, W) and labels (N), all `uint8`.
package struct LoadedDataset: Sendable {
  package var xTrain: NDArray
  package var yTrain: NDArray
  package var xTest: NDArray
  package var yTest: NDArray
  /// CRC-32 of the uncompressed bytes of the files that were read, in their order, in hexadecimal.
  package var checksum: String
}

/// A data set whose files were found and whose headers were read.
package struct FoundDataset: Sendable {
  package enum Origin: Sendable, Equatable {
    case files(folder: String)
    case sample
  }

  package var name: DatasetName
  package var origin: Origin
  /// x_train, y_train, x_test, y_test in full.
  package var descriptions: [ArrayDescription]
  /// The four files, in that order; empty for the sample.
  package internal(set) var files: [String]

  package var classNames: [String] { name.classNames }

  /// Reads the arrays; `train` and `test` say how many samples to keep from the front, nil all of them.
  package func load(train: Int? = nil, test: Int? = nil) throws(DataError) -> LoadedDataset {
    guard origin != .sample else { return try Sample.load(train: train, test: test) }
    var arrays: [NDArray] = []
    var checksums: [UInt32] = []
    for file in files {
      var stream = try ByteStream(path: file, shownAs: file)
      arrays.append(try IDXFile.read(&stream))
      checksums.append(stream.contentsChecksum.value)
    }
    for index in [1, 3] { try DatasetFiles.checkLabels(arrays[index], file: files[index]) }
    return LoadedDataset(
      xTrain: firstSamples(of: arrays[0], train), yTrain: firstSamples(of: arrays[1], train),
      xTest: firstSamples(of: arrays[2], test), yTest: firstSamples(of: arrays[3], test),
      checksum: text(ofChecksums: checksums))
  }
}

func text(ofChecksums checksums: [UInt32]) -> String {
  checksums.map { checksum in
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }.joined(separator: " ")
}

/// All of them where there are fewer or `count` is nil.
private func firstSamples(of array: NDArray, _ count: Int?) -> NDArray {
  array.rows(0..<min(max(count ?? array.rowCount, 0), array.rowCount))
}
