import Foundation
import Lesson
import Steps
import Testing

@testable import Files
@testable import Reporting

struct ReportWriterTests {
  static let old = [
    ReportFile(path: "report.html", bytes: Array("old page".utf8)),
    ReportFile(path: "report.md", bytes: Array("old text".utf8)),
    ReportFile(path: "figures/01-show.png", bytes: Array("old figure".utf8)),
    ReportFile(path: "figures/02-plot.png", bytes: Array("old plot".utf8)),
  ]
  static let new = [
    ReportFile(path: "report.html", bytes: Array("new page".utf8)),
    ReportFile(path: "report.md", bytes: Array("new text".utf8)),
    ReportFile(path: "figures/01-show.png", bytes: Array("new figure".utf8)),
    ReportFile(path: "figures/03-new.png", bytes: Array("another figure".utf8)),
  ]
  static let foreign = [
    ReportFile(path: "network.safetensors", bytes: Array("weights".utf8)),
    ReportFile(path: "figures/mine.png", bytes: Array("drawn by hand".utf8)),
    ReportFile(path: "notes/deep/todo.txt", bytes: Array("more".utf8)),
  ]

  /// Every file under `folder`, without the writer's own two.
  static func content(_ folder: String) -> [ReportFile] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.sorted().compactMap { name in
      guard name != FolderSwap.manifest, name != FolderSwap.marker else { return nil }
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
      if isFolder.boolValue { return nil }
      return ReportFile(path: name, bytes: Array(FileManager.default.contents(atPath: folder + "/" + name) ?? Data()))
    }
  }

  /// The report that was moved out of its place: the folder beside it that has no marker.
  static func oldBeside(_ parent: String) throws -> [ReportFile] {
    let names = try FileManager.default.contentsOfDirectory(atPath: parent).filter { $0.hasPrefix(".02-cnn.lesson-") }
    let old = names.first { !FileManager.default.fileExists(atPath: "\(parent)/\($0)/\(FolderSwap.marker)") }
    return content("\(parent)/\(old ?? "")")
  }

  static func put(_ files: [ReportFile], _ folder: String) throws {
    for file in files {
      let path = folder + "/" + file.path
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(file.bytes).write(to: URL(fileURLWithPath: path))
    }
  }

  static func sorted(_ files: [ReportFile]) -> [ReportFile] { files.sorted { $0.path < $1.path } }

  func inTemporaryFolder(_ body: (String) throws -> Void) throws {
    let root = NSTemporaryDirectory() + "report-writer-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root)
      try? FileManager.default.removeItem(atPath: root)
    }
    try body(root)
  }

  @Test func theFirstReportMakesItsFolders() throws {
    try inTemporaryFolder { root in
      try ReportWriter.write(files: Self.old, to: root + "/output/02-cnn")
      #expect(Self.content(root + "/output/02-cnn") == Self.sorted(Self.old))
      #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/output") == ["02-cnn"])
    }
  }

  @Test func foreignFilesSurviveAndOldFiguresGo() throws {
    try inTemporaryFolder { root in
      let folder = root + "/output/02-cnn"
      try ReportWriter.write(files: Self.old, to: folder)
      try Self.put(Self.foreign, folder)
      try FileManager.default.createDirectory(atPath: folder + "/empty", withIntermediateDirectories: true)
      try ReportWriter.write(files: Self.new, to: folder)
      #expect(Self.content(folder) == Self.sorted(Self.new + Self.foreign))
      #expect(FileManager.default.fileExists(atPath: folder + "/empty"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/output") == ["02-cnn"])
      #expect(!FileManager.default.fileExists(atPath: folder + "/" + FolderSwap.marker))
    }
  }

  /// A kill between any two operations leaves the old report or the new one whole, and the next write clears up.
  @Test(arguments: [false, true]) func aKillLeavesAWholeReport(lacksExchange: Bool) throws {
    try inTemporaryFolder { root in
      var finished = false
      var stops = 0
      while !finished {
        let folder = root + "/\(stops)/02-cnn"
        try ReportWriter.write(files: Self.old, to: folder)
        try Self.put(Self.foreign, folder)
        var disk = Disk(remaining: stops, lacksExchange: lacksExchange)
        do throws(DiskError) {
          try ReportWriter.write(files: Self.new, to: folder, disk: &disk)
          finished = true
        } catch { #expect(error == .stopped) }
        // Without the exchange the old report may stand beside its place for an instant.
        var found = Self.content(folder)
        if lacksExchange, found.isEmpty { found = try Self.oldBeside(root + "/\(stops)") }
        let whole = [Self.sorted(Self.old + Self.foreign), Self.sorted(Self.new + Self.foreign)]
        #expect(whole.contains(found), "stopped before operation \(stops)")
        try ReportWriter.check(paths: ["report.html", "report.md"], folder: folder)
        #expect(whole.contains(Self.content(folder)))
        try ReportWriter.write(files: Self.new, to: folder)
        #expect(Self.content(folder) == whole[1])
        #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/\(stops)") == ["02-cnn"])
        stops += 1
      }
      #expect(stops > 20)
    }
  }

  @Test func aFileThatNoReportMadeIsNotReplaced() throws {
    try inTemporaryFolder { root in
      let mine = [ReportFile(path: "report.md", bytes: Array("my own".utf8))]
      try Self.put(mine, root + "/02-cnn")
      #expect(throws: Diagnostic.self) { try ReportWriter.write(files: Self.new, to: root + "/02-cnn") }
      #expect(Self.content(root + "/02-cnn") == mine)
      #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["02-cnn"])
    }
  }

  @Test func aManifestCannotReachOutside() throws {
    try inTemporaryFolder { root in
      let folder = root + "/02-cnn"
      try ReportWriter.write(files: Self.old, to: folder)
      try Self.put([ReportFile(path: "precious.txt", bytes: [1])], root)
      let list = "../precious.txt\n\(root)/precious.txt\nreport.html\nreport.md\n"
      try Data(list.utf8).write(to: URL(fileURLWithPath: folder + "/" + FolderSwap.manifest))
      try FileManager.default.removeItem(atPath: folder + "/figures")
      try FileManager.default.createSymbolicLink(atPath: folder + "/figures", withDestinationPath: root)
      #expect(throws: Diagnostic.self) { try ReportWriter.write(files: Self.new, to: folder) }
      try ReportWriter.write(files: Array(Self.new.prefix(2)), to: folder)
      #expect(FileManager.default.contents(atPath: root + "/precious.txt") == Data([1]))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/figures") == root)
    }
  }

  @Test(arguments: ["", "../x", "/x", "a//b", "a/./b", ".lesson-report"]) func unsafeNamesAreRefused(name: String)
    throws
  {
    try inTemporaryFolder { root in
      #expect(throws: Diagnostic.self) {
        try ReportWriter.write(files: [ReportFile(path: name, bytes: [])], to: root + "/02-cnn")
      }
    }
  }

  @Test func aFileInTheFoldersPlaceIsAnError() throws {
    try inTemporaryFolder { root in
      try Self.put([ReportFile(path: "output", bytes: [1])], root)
      for folder in ["/output", "/output/02-cnn"] {
        let error = #expect(throws: Diagnostic.self) { try ReportWriter.write(files: Self.new, to: root + folder) }
        #expect(error?.cause == .machine)
      }
      #expect(Self.content(root).map(\.path) == ["output"])
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere")) func aReadOnlyFolderIsAnError() throws {
    try inTemporaryFolder { root in
      try ReportWriter.write(files: Self.old, to: root + "/02-cnn")
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: root)
      let error = #expect(throws: Diagnostic.self) { try ReportWriter.write(files: Self.new, to: root + "/02-cnn") }
      #expect(error?.summary.hasSuffix("permission denied") == true)
      #expect(Self.content(root + "/02-cnn") == Self.sorted(Self.old))
    }
  }

  @Test func aFolderThatCannotBeMadeIsAnErrorInWords() throws {
    let error = #expect(throws: Diagnostic.self) { try ReportWriter.write(files: Self.new, to: "/proc/none/02-cnn") }
    #expect(error?.summary == "cannot write the report to /proc/none: no such file or directory")
    #expect(error?.cause == .machine)
  }
}
