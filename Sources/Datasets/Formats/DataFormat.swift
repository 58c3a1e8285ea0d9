import Arrays

/// A kind of file that lessons load: how it is told from others, described and read. A new one is a file in this folder
/// and its line in `all`. Each may be gzipped as well: streams unpack on the way.
struct DataFormat: Sendable {
  enum Likelihood { case certain, possible, none }

  /// As messages name it: `.npy`.
  var name: String
  /// How names of its files end, without `.gz`.
  var endings: [String]
  /// Whether the check reads small files whole, so that any damage is told at once.
  var isCheckedWhole: Bool
  /// By a file's first bytes, 512 where there are as many.
  var likelihood: @Sendable (_ start: [UInt8]) -> Likelihood
  /// What `read` would give, from the header and the file's size alone; nil where only reading tells.
  var describe: @Sendable (inout ByteStream) throws(DataError) -> [ArrayDescription]?
  /// One array, or one for each name.
  var read: @Sendable (inout ByteStream) throws(DataError) -> [(name: String?, array: NDArray)]

  static let all: [DataFormat] = [.idx, .npy, .npz, .png, .jpeg, .table]

  /// The contents decide, not the name; a name that promises a format whose mark is not there leaves it to that format's
  /// reader to tell what is wrong.
  static func recognised(_ stream: inout ByteStream) throws(DataError) -> DataFormat {
    let start = try stream.peek(512)
    let file = stream.name
    if start.isEmpty {
      throw .unsuitable(
        file: file, problem: "is empty: it holds not a single byte", advice: "copy, download or save it again")
    }
    if let format = all.first(where: { $0.likelihood(start) == .certain }) { return format }
    if let foreign = ForeignFile.recognised(start) { throw foreign.problem(file) }
    let name = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
    // The oldest of MATLAB's have no mark; text in such a file may be a table.
    if name.hasSuffix(".mat"), DataFormat.table.likelihood(start) == .none { throw ForeignFile.matlab.problem(file) }
    if let format = all.first(where: { $0.endings.contains { name.hasSuffix($0) } }) { return format }
    if let format = all.first(where: { $0.likelihood(start) == .possible }) { return format }
    let names = all.dropLast().map { $0.name }.joined(separator: ", ") + (all.last.map { " and " + $0.name } ?? "")
    throw .unsuitable(
      file: file, problem: "is of no kind that can be loaded (it starts with \(hexadecimal(start.prefix(8))))",
      advice: "\(names) can, also gzipped")
  }
}

/// `1f 8b 08`, or `nothing`.
func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
  let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
  return digits.isEmpty ? "nothing" : digits.joined(separator: " ")
}
