import Running

/// A lesson among those that run together: where it is, and what tells it and its report from the others.
struct LessonPlace {
  var path: String
  /// The folders it lies in, where others have its name: their reports go into folders of these names.
  var folder: String?

  /// `02-cnn`, `anna/02-cnn`, or `anna/ps1/lesson`.
  var label: String { (folder.map { $0 + "/" } ?? "") + Session.name(of: path) }

  /// A pipe among several lessons is more likely a trap than a lesson, unless the shell has made it.
  static func takesPipe(_ path: String, among paths: [String]) -> Bool {
    paths.count == 1 || path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
  }

  static func places(_ paths: [String]) throws(UsageError) -> [LessonPlace] {
    let names = paths.map { Session.name(of: $0) }
    let namesakes = [String: [String]](grouping: paths) { Session.name(of: $0) }
    let depths = namesakes.mapValues { telling($0.map { folders(of: $0) }) }
    let places = zip(paths, names).map { path, name in
      let folders = folders(of: path).suffix(depths[name] ?? 0)
      return LessonPlace(path: path, folder: folders.isEmpty ? nil : folders.joined(separator: "/"))
    }
    var labels: Set<String> = []
    if let twice = places.first(where: { !labels.insert($0.label).inserted }) {
      throw UsageError(
        summary: "two of the lessons are called '\(twice.label)', so their reports would share a folder",
        hint: "give them names or folders of their own, or run them one by one with '--out'")
    }
    return places
  }

  /// How many of the innermost folders tell lessons of one name apart; all of them where none do.
  private static func telling(_ folders: [[String]]) -> Int {
    guard folders.count > 1 else { return 0 }
    let deepest = folders.map { $0.count }.max() ?? 0
    return (1...max(deepest, 1)).first { depth in
      Set(folders.map { $0.suffix(depth) }).count == folders.count
    } ?? deepest
  }

  /// Those that the path names, from the outermost; `..` goes out of what stands before it.
  private static func folders(of path: String) -> [String] {
    path.split(separator: "/").dropLast().split(separator: "..").last.map { parts in
      path.split(separator: "/").dropLast().last == ".." ? [] : parts.filter { $0 != "." }.map { String($0) }
    } ?? []
  }
}
