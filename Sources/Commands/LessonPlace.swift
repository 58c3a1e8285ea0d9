import Running

/// A lesson among those that run together: where it is, and what tells it and its report from the others.
struct LessonPlace {
  var path: String
  /// The folder it lies in, where others have its name: their reports go into folders of that name.
  var folder: String?

  /// `02-cnn`, or `anna/02-cnn`.
  var label: String { (folder.map { $0 + "/" } ?? "") + Session.name(of: path) }

  /// A pipe among several lessons is more likely a trap than a lesson, unless the shell has made it.
  static func takesPipe(_ path: String, among paths: [String]) -> Bool {
    paths.count == 1 || path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
  }

  static func places(_ paths: [String]) throws(UsageError) -> [LessonPlace] {
    let names = paths.map(Session.name)
    let places = zip(paths, names).map { path, name in
      LessonPlace(path: path, folder: names.count { $0 == name } > 1 ? folderName(of: path) : nil)
    }
    let labels = places.map(\.label)
    if let twice = labels.first(where: { label in labels.count { $0 == label } > 1 }) {
      throw UsageError(
        summary: "two of the lessons are called '\(twice)', so their reports would share a folder",
        hint: "give them names or folders of their own, or run them one by one with '--out'")
    }
    return places
  }

  private static func folderName(of path: String) -> String? {
    let folders = path.split(separator: "/").dropLast().filter { $0 != "." }
    return folders.last.flatMap { $0 == ".." ? nil : String($0) }
  }
}
