import Arrays

extension DataFormat {
  static let npz = DataFormat(
    name: ".npz", endings: [".npz"], isCheckedWhole: true,
    likelihood: { $0.starts(with: [0x50, 0x4b]) && $0.count >= 4 && $0[2] <= 8 ? .certain : .none },
    describe: { stream throws(DataError) in try NPZFile.describe(&stream) },
    read: { stream throws(DataError) in try NPZFile.read(&stream) })
}

/// NumPy's `.npz`: a zip archive of `.npy` files, named as the arrays.
enum NPZFile {
  private static let largestFile = 1 << 29

  static func describe(_ stream: inout ByteStream) throws(DataError) -> [ArrayDescription]? {
    let archive = try ZipArchive(stream.readAll(limit: largestFile), file: stream.name)
    if let entry = onlyFile(in: archive) {
      var contents = try archive.open(entry)
      return try DataFormat.recognised(&contents).describe(&contents)
    }
    var descriptions: [ArrayDescription] = []
    for entry in try arrays(in: archive) {
      var contents = try archive.open(entry)
      let header = try NPYFile.readHeader(&contents)
      _ = try contents.checkedCount(shape: header.storedShape, elementType: header.storedType)
      descriptions.append(
        ArrayDescription(name: arrayName(entry), shape: header.shape, elementType: header.elementType))
    }
    return descriptions
  }

  static func read(_ stream: inout ByteStream) throws(DataError) -> [(name: String?, array: NDArray)] {
    let archive = try ZipArchive(stream.readAll(limit: largestFile), file: stream.name)
    if let entry = onlyFile(in: archive) {
      var contents = try archive.open(entry)
      let result = try DataFormat.recognised(&contents).read(&contents)
      try verify(entry, &contents, archive)
      return result
    }
    var total: Int64 = 0
    var result: [(name: String?, array: NDArray)] = []
    for entry in try arrays(in: archive) {
      var contents = try archive.open(entry)
      let array = try NPYFile.read(&contents)
      try archive.verify(entry, checksum: contents.contentsChecksum.value)
      total += Int64(array.count) * Int64(array.elementType.size)
      guard total <= largestArrayBytes else {
        throw .tooLarge(file: stream.name, bytes: UInt64(total), limit: UInt64(largestArrayBytes))
      }
      result.append((arrayName(entry), array))
    }
    return result
  }

  /// Of an archive with one text file in it; nil for any other.
  static func readTable(_ stream: inout ByteStream, _ choice: TableChoice) throws(DataError) -> DataTable? {
    let archive = try ZipArchive(stream.readAll(limit: largestFile), file: stream.name)
    guard let entry = onlyFile(in: archive) else { return nil }
    var contents = try archive.open(entry)
    guard try DataFormat.recognised(&contents).name == DataFormat.table.name else { return nil }
    let table = try TableReader.read(&contents, choice)
    try verify(entry, &contents, archive)
    return table
  }

  /// The one file of an archive that holds no arrays of NumPy, as programs and web pages pack tables and pictures.
  private static func onlyFile(in archive: ZipArchive) -> ZipArchive.Entry? {
    let files = archive.entries.filter { !$0.name.hasSuffix("/") && !isOfTheFinder($0.name) }
    guard files.count == 1, !files[0].name.hasSuffix(".npy"), !isOfAnotherKind(archive) else { return nil }
    return files[0]
  }

  /// What other programs pack their own way.
  private static func isOfAnotherKind(_ archive: ZipArchive) -> Bool {
    archive.entries.contains {
      $0.name == "[Content_Types].xml" || $0.name == "data.pkl" || $0.name.hasSuffix("/data.pkl")
    }
  }

  private static func verify(
    _ entry: ZipArchive.Entry, _ contents: inout ByteStream, _ archive: ZipArchive
  ) throws(DataError) {
    try contents.skipRest()
    try archive.verify(entry, checksum: contents.contentsChecksum.value)
  }

  private static func arrays(in archive: ZipArchive) throws(DataError) -> [ZipArchive.Entry] {
    let arrays = archive.entries.filter { $0.name.hasSuffix(".npy") && !isOfTheFinder($0.name) }
    guard arrays.isEmpty else { return arrays }
    if archive.entries.contains(where: { $0.name == "[Content_Types].xml" }) {
      throw .unsuitable(
        file: archive.file, problem: "is an Office document, not a file of numbers",
        advice: "in Excel or LibreOffice, save the table as CSV, and load that")
    }
    if archive.entries.contains(where: { $0.name == "data.pkl" || $0.name.hasSuffix("/data.pkl") }) {
      throw .unsuitable(file: archive.file, problem: "is a PyTorch file", advice: ForeignFile.torchAdvice)
    }
    throw .unsuitable(
      file: archive.file,
      problem: archive.entries.count > 1
        ? "is a zip archive of several files" : "is a zip archive without NumPy arrays in it",
      advice: "unpack it and load the files in it")
  }

  /// What macOS adds to an archive: `__MACOSX/._x.npy` notes how the Finder shows `x.npy`.
  private static func isOfTheFinder(_ name: String) -> Bool {
    name.hasPrefix("__MACOSX/") || name.split(separator: "/").last?.hasPrefix("._") == true
  }

  private static func arrayName(_ entry: ZipArchive.Entry) -> String { String(entry.name.dropLast(4)) }
}
