import Arrays
import Files

/// The four IDX files of a data set in a folder, gzipped or not.
enum DatasetFiles {
  private static let parts = ["train-images", "train-labels", "t10k-images", "t10k-labels"]

  /// Both spellings are about: `train-images-idx3-ubyte` and `train-images.idx3-ubyte`.
  private static func spellings(ofPart index: Int) -> [String] {
    let kind = index % 2 == 0 ? "idx3-ubyte" : "idx1-ubyte"
    return ["-", "."].flatMap { ["\(parts[index])\($0)\(kind)", "\(parts[index])\($0)\(kind).gz"] }
  }

  /// The files' names as they are published.
  static var publishedNames: [String] { parts.indices.map { spellings(ofPart: $0)[1] } }

  /// The data set in `folder`; nil where none of its files are there.
  /// - Parameter needsAll: whether a part of the files is an error, and not passed over.
  static func find(
    _ name: DatasetName, in folder: String, needsAll: Bool = true
  ) throws(DataError) -> FoundDataset? {
    let found = parts.indices.map { index in
      // Some programs unpack `a` as a folder `a` with the file `a` in it.
      spellings(ofPart: index).flatMap { ["\(folder)/\($0)", "\(folder)/\($0)/\($0)"] }
        .first { exists($0) && !isFolder($0) }
    }
    let files = found.compactMap { $0 }
    if files.isEmpty || files.count < parts.count && !needsAll { return nil }
    guard files.count == parts.count else {
      let absent = parts.indices.filter { found[$0] == nil }.map { publishedNames[$0] }
      throw .unsuitable(
        file: folder,
        problem:
          "holds only a part of \(name.rawValue): missing \(absent.count == 1 ? "is" : "are") \(absent.joined(separator: ", "))",
        advice: "copy \(absent.count == 1 ? "that file" : "those files") there, or run 'lesson fetch \(name.rawValue)'")
    }
    let descriptions = try files.enumerated().map { index, file throws(DataError) in
      try describe(file, rank: index % 2 == 0 ? 3 : 1)
    }
    for index in [0, 2] where descriptions[index].shape[0] != descriptions[index + 1].shape[0] {
      throw .damaged(
        file: files[index + 1],
        problem: "it has \(descriptions[index + 1].shape[0]) labels for \(descriptions[index].shape[0]) images",
        place: "byte 4")
    }
    guard descriptions[0].shape.dropFirst() == descriptions[2].shape.dropFirst() else {
      throw .damaged(file: files[2], problem: "its images have another size than the training images", place: "byte 8")
    }
    return FoundDataset(name: name, origin: .files(folder: folder), descriptions: descriptions, files: files)
  }

  /// From the header, and the size noted at the file's end; a file that is cut short is found out without reading it.
  private static func describe(_ file: String, rank: Int) throws(DataError) -> ArrayDescription {
    var stream = try ByteStream(path: file, shownAs: file)
    if let foreign = ForeignFile.recognised(try stream.peek(512)) { throw foreign.problem(file) }
    let header = try IDXFile.readHeader(&stream)
    guard header.shape.count == rank, header.elementType == .uint8 else {
      throw .damaged(
        file: file,
        problem: "it holds \(header.elementType.rawValue) numbers of shape \(shapeText(header.shape)), "
          + "but \(rank == 3 ? "images of bytes" : "one byte a label") were expected",
        place: "byte 2")
    }
    if try stream.arrayThatFills(shape: header.shape, elementType: header.elementType) == nil {
      var whole = try ByteStream(path: file, shownAs: file)
      _ = try IDXFile.read(&whole)
    }
    return ArrayDescription(shape: header.shape, elementType: header.elementType)
  }

  /// Both data sets have ten classes.
  static func checkLabels(_ labels: NDArray, file: String) throws(DataError) {
    guard case .uint8(let bytes) = labels.values, let place = bytes.firstIndex(where: { $0 > 9 }) else { return }
    throw .damaged(
      file: file, problem: "label \(place) is \(bytes[place]), but labels go from 0 to 9",
      place: "byte \(place + 8) of its uncompressed contents")
  }
}
