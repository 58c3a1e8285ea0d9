import Files
import Lesson
import Text

/// Pictures that a lesson names together: `mine/*.jpg`, a folder, or a folder that has a folder for each class.
package struct PictureFiles: Sendable, Equatable {
  package struct File: Sendable, Equatable {
    /// As a lesson would name it: `mine/7.jpg`.
    package var name: String
    package var path: String
    /// The number of its folder's class.
    package var label: Int?
  }

  /// In the order in which people count, class by class.
  package var files: [File] = []
  /// What the folders are called; nil where these are numbers, or there are none.
  package var classNames: [String]?
  /// Files that are no pictures, and folders without any.
  package var passedOver: [String] = []

  package var hasClasses: Bool { files.first?.label != nil }

  /// Whether several files are meant.
  package static func areSeveral(_ name: String) -> Bool {
    name.hasSuffix("/") || name.utf8.contains(UInt8(ascii: "*"))
  }

  /// Those that can be read, and others that people take for it: their contents tell what they are, and how to save them.
  private static let endings: Set<String> = [
    "png", "jpg", "jpeg", "jpe", "jfif", "heic", "heif", "avif", "webp", "gif", "bmp", "tif", "tiff", "pdf", "svg",
  ]

  static func isPicture(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// Whether a name is one of `pattern`, in which `*` stands for anything; capitals make no difference.
  static func matches(_ name: String, _ pattern: String) -> Bool {
    let (name, pattern) = (Array(name.lowercased().utf8), Array(pattern.lowercased().utf8))
    var (place, next) = (0, 0)
    var star: (pattern: Int, name: Int)?
    while place < name.count {
      if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
        star = (next, place)
        next += 1
      } else if next < pattern.count, pattern[next] == name[place] {
        (place, next) = (place + 1, next + 1)
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        (place, next) = (last.name + 1, last.pattern + 1)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension FileAccess {
  /// The pictures that a lesson names: one by its name, or several.
  /// - Parameter hasClasses: whether each folder in it is a class.
  package func pictures(
    _ name: String, hasClasses: Bool
  ) -> Result<PictureFiles, Surroundings.Unavailable> {
    guard PictureFiles.areSeveral(name) else {
      return locate(name).map { PictureFiles(files: [PictureFiles.File(name: name, path: $0)]) }
    }
    let isPattern = !name.hasSuffix("/")
    let folder = isPattern ? parentFolder(name) : String(name.dropLast())
    let pattern = isPattern ? fileName(name) : "*"
    if folder.utf8.contains(UInt8(ascii: "*")) {
      return .failure(
        Surroundings.Unavailable(
          summary: "'\(name)' has a '*' before its last '/'", notes: ["only the name of the file may hold a '*'"],
          isMachine: false))
    }
    return locateFolder(folder.isEmpty ? "/" : folder).flatMap {
      path -> Result<PictureFiles, Surroundings.Unavailable> in
      let start = isPattern && folder == "." ? "" : folder == "/" ? "/" : folder + "/"
      do throws(FileProblem) {
        let entries = try sortedNames(path)
        if hasClasses, !isPattern { return try classes(entries, in: path, start, name) }
        return pictures(entries.filter { PictureFiles.matches($0, pattern) }, entries, in: path, start, name)
      } catch {
        return .failure(Surroundings.Unavailable(summary: "'\(name)' cannot be read: \(error.words)", isMachine: true))
      }
    }
  }

  private func sortedNames(_ path: String) throws(FileProblem) -> [String] {
    try namesInFolder(path).filter { !$0.hasPrefix(".") }.sorted { naturallyPrecedes($0, $1) }
  }

  private func pictures(
    _ names: [String], _ all: [String], in path: String, _ start: String, _ written: String
  ) -> Result<PictureFiles, Surroundings.Unavailable> {
    var found = PictureFiles()
    for name in names where !isFolder(path + "/" + name) {
      if PictureFiles.isPicture(name), isReadable(path + "/" + name) {
        found.files.append(PictureFiles.File(name: start + name, path: path + "/" + name))
      } else {
        found.passedOver.append(start + name)
      }
    }
    guard found.files.isEmpty else { return .success(found) }
    let hasFolders = all.contains { name in
      isFolder(path + "/" + name)
        && ((try? namesInFolder(path + "/" + name)) ?? []).contains { PictureFiles.isPicture($0) }
    }
    var notes = ["pictures are files that end in .png, .jpg or .jpeg"]
    if hasFolders, written.hasSuffix("/") {
      notes = ["its folders hold some: 'load \"\(written)\" as x, y' takes each folder for a class"]
    }
    return .failure(
      Surroundings.Unavailable(
        summary: written.hasSuffix("/") ? "there is no picture in '\(written)'" : "no picture is called '\(written)'",
        notes: notes, isMachine: true))
  }

  /// Folders that are called by numbers are these labels; others are counted from 0, in their order.
  private func classes(
    _ entries: [String], in path: String, _ start: String, _ written: String
  ) throws(FileProblem) -> Result<PictureFiles, Surroundings.Unavailable> {
    var found = PictureFiles()
    var folders: [(name: String, files: [PictureFiles.File])] = []
    for entry in entries {
      guard isFolder(path + "/" + entry), isReadable(path + "/" + entry) else {
        found.passedOver.append(start + entry)
        continue
      }
      let inside = try sortedNames(path + "/" + entry)
      switch pictures(inside, [], in: path + "/" + entry, start + entry + "/", written) {
      case .failure: found.passedOver.append(start + entry + "/")
      case .success(let own):
        folders.append((entry, own.files))
        found.passedOver += own.passedOver
      }
    }
    guard !folders.isEmpty else {
      return .failure(
        Surroundings.Unavailable(
          summary: "'\(written)' holds no folders with pictures, one for each class",
          notes: [
            "put the pictures of each class into a folder of its own, such as \(start)cats/ and \(start)dogs/",
            "or write down what they show, in the files' order, as in 'labels: 7, 4, 2'",
          ], isMachine: false))
    }
    let numbers = folders.compactMap { Int($0.name) }.filter { (0..<1000).contains($0) }
    let areNumbers = numbers.count == folders.count && Set(numbers).count == numbers.count
    if !areNumbers { found.classNames = folders.map { $0.name } }
    for (index, folder) in folders.enumerated() {
      found.files += folder.files.map { file in
        PictureFiles.File(name: file.name, path: file.path, label: areNumbers ? numbers[index] : index)
      }
    }
    return .success(found)
  }
}

extension FileAccess {
  /// The pictures that a `load` step reads together; nil for any other step, and one that reads a file as it is.
  package func pictures(readBy step: PlannedStep) -> Result<PictureFiles, Surroundings.Unavailable>? {
    guard step.verb.readsLessonFiles, step[PictureKeys.count] != .plain, let name = step[LoadKeys.file] else {
      return nil
    }
    return pictures(name, hasClasses: step.names.count == 2 && step[LoadKeys.labels] == nil)
  }
}
