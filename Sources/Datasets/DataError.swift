/// Why data cannot be had. Files are named as the lesson or the command line named them.
package enum DataError: Error, Sendable, Equatable {
  /// No such file or folder.
  case missing(file: String)
  /// It is there, but the system refuses it: permissions, a folder where a file was wanted, a failing disk.
  case unreadable(file: String, reason: String)
  /// Its bytes are not what its format wants; `place` says where: `byte 16`, `line 3, column 2`, `chunk IDAT at byte 41`.
  case damaged(file: String, problem: String, place: String)
  /// Text that is not a table of numbers; lines and values count from 1.
  case notNumbers(file: String, problem: String, line: Int, value: Int?)
  /// A field of a table that cannot be used; lines and values count from 1, and the column may have a name.
  case notInTable(file: String, problem: String, line: Int, value: Int, column: String?, notes: [String])
  /// A column that a step's setting names is not there.
  case noColumn(file: String, name: String, columns: [String], setting: String)
  /// A whole file, of a kind or with contents that this cannot use.
  case unsuitable(file: String, problem: String, advice: String)
  /// More memory would be needed than data may take.
  case tooLarge(file: String, bytes: UInt64, limit: UInt64)
  /// A data set is in none of the places looked at.
  case noDataset(DatasetName, searched: [String])
  /// The folders that were named for the data lack the set, and so does every other place.
  case notInFolders(DatasetName, folders: [String])
  /// Some of the `count` files that a name stands for.
  case several([DataError], of: Int, named: String)
  /// An array that cannot be used for this; in words.
  case unfit(problem: String, advice: String)

  /// One sentence without a full stop.
  package var summary: String {
    switch self {
    case .missing(let file): "there is no file '\(file)'"
    case .unreadable(let file, let reason): "'\(file)' cannot be read: \(reason)"
    case .damaged(let file, let problem, let place): "'\(file)' is damaged at \(place): \(problem)"
    case .notNumbers(let file, let problem, let line, let value):
      "'\(file)', line \(line)\(value.map { ", value \($0)" } ?? ""): \(problem)"
    case .notInTable(let file, let problem, let line, let value, let column, _):
      "'\(file)', line \(line), value \(value)\(column.map { " ('\($0)')" } ?? ""): \(problem)"
    case .noColumn(let file, let name, let columns, _):
      "'\(file)' has no column '\(name)'"
        + (columns.allSatisfy { Int($0) != nil } ? ": its columns have no names, only numbers from 1" : "")
    case .unsuitable(let file, let problem, _): "'\(file)' \(problem)"
    case .tooLarge(let file, let bytes, let limit):
      "'\(file)' holds at least \(bytes >> 20) MB of data, more than the \(limit >> 20) MB that can be loaded"
    case .noDataset(let name, _): "the data set \(name.rawValue) is not \(Self.place)"
    case .notInFolders(let name, let folders):
      "there is no \(name.rawValue) in \(folders.map { "'\($0)'" }.joined(separator: " or in "))"
    case .several(let problems, let count, let name):
      problems.count == 1 ? problems[0].summary : "\(problems.count) of the \(count) files of '\(name)' cannot be used"
    case .unfit(let problem, _): problem
    }
  }

  #if arch(wasm32)
  private static let place = "in this page"
  #else
  private static let place = "on this computer"
  #endif

  /// How to mend it; each a line of its own.
  package var notes: [String] {
    switch self {
    case .missing: ["check the spelling; a file is looked for beside the lesson and in the data folder"]
    case .unreadable: []
    case .damaged: ["copy or download the file again; it may have been cut short on its way"]
    case .notNumbers:
      [
        "write a row of numbers on each line, with spaces, commas or semicolons between them, and comments behind a '#'",
        "words are read only in a first line, as names of the columns, and in the column of the labels",
      ]
    case .notInTable(_, _, _, _, _, let notes): notes
    case .noColumn(_, _, let columns, _):
      [
        "its columns are \(columns.prefix(40).map { TableReader.written($0) }.joined(separator: ", "))"
          + (columns.count > 40 ? ", …" : "")
      ]
    case .unsuitable(_, _, let advice), .unfit(_, let advice): advice.isEmpty ? [] : [advice]
    case .several(let problems, let count, _):
      (problems.count == 1 ? problems[0].notes : problems.prefix(Self.mostTold).map { $0.summary })
        + (problems.count > Self.mostTold ? ["and \(problems.count - Self.mostTold) more"] : [])
        + (count > problems.count
          ? ["the other \(count - problems.count) can be used: take what cannot out of the folder, or make it anew"]
          : [])
    case .tooLarge: ["use a smaller file, or a part of it"]
    case .noDataset(let name, let searched):
      #if arch(wasm32)
      [
        "drop its four files, such as train-images-idx3-ubyte.gz, on this page, or choose them with 'Open or add files'",
        name.withoutDownload,
      ]
      #else
      ["run 'lesson fetch \(name.rawValue)' to download it", name.withoutDownload]
        + (searched.isEmpty ? [] : ["looked in \(searched.joined(separator: ", "))"])
      #endif
    case .notInFolders(let name, let folders):
      [
        "its four files, such as train-images-idx3-ubyte.gz, are looked for in \(folders[0])/\(name.rawValue)",
        name == .mnist
          ? "write '--sample' to run on the built-in sample instead"
          : "run 'lesson fetch \(name.rawValue)' to download it",
      ]
    }
  }

  private static let mostTold = 10

  /// Whether the machine is at fault (exit code 3) and not the lesson (exit code 1).
  package var isMachine: Bool {
    switch self {
    case .missing, .unreadable, .damaged, .tooLarge, .noDataset, .notInFolders: true
    case .several(let problems, _, _): problems.contains { $0.isMachine }
    case .notNumbers, .notInTable, .noColumn, .unsuitable, .unfit: false
    }
  }
}
