import Foundation
import Testing

@testable import Files

/// Folders that are replaced as one, in places made to do harm.
@Suite struct PendingFolderTests {
  let place: Place
  private var target: String { place["output/l"] }
  private static let report = [
    FolderFile(path: "report.md", bytes: bytes("new text")), FolderFile(path: "figures/a.png", bytes: bytes("new")),
  ]

  init() throws { place = try Place() }

  private func write(_ pending: PendingFolder? = nil) throws {
    var disk = Disk()
    try (pending ?? PendingFolder(for: target)).replace(with: Self.report, disk: &disk)
  }

  /// Under names that earlier versions used, and under such as the swap's own.
  static let names = [
    ".l.lesson-new", ".l.lesson-old", ".l.lesson-0123456789abcdef", ".l.lesson-0000000000000000", "l~", ".l.part",
  ]

  @Test(arguments: names) func whatALinkLeadsToStays(name: String) throws {
    try place.write("years of work", to: "thesis/deep/text.txt")
    try place.write("", to: "output/other")
    try place.link("output/" + name, to: place["thesis"])
    for _ in 0..<2 { try write() }
    #expect(place.read("thesis/deep/text.txt") == "years of work")
    #expect(place.exists("output/" + name))
    #expect(place.read("output/l/report.md") == "new text")
  }

  /// A folder that was put there, with a marker that was made elsewhere.
  @Test(arguments: names, ["", "12345\n", "forged"]) func aFolderOfOthersStays(name: String, marker: String) throws {
    try place.write("years of work", to: "output/\(name)/text.txt")
    if marker == "forged" {
      let pending = PendingFolder(for: target)
      try pending.save([1], as: "a.safetensors")
      let made = try #require(place.names("output").first { $0.hasPrefix(".l.lesson-") && $0 != name })
      try place.write(
        place.read("output/\(made)/\(FolderSwap.marker)") ?? "", to: "output/\(name)/\(FolderSwap.marker)")
      pending.discard()
    } else if !marker.isEmpty {
      try place.write(marker, to: "output/\(name)/\(FolderSwap.marker)")
    }
    for _ in 0..<2 { try write() }
    #expect(place.read("output/\(name)/text.txt") == "years of work")
  }

  @Test func linksAmongTheFilesOfAReportAreKeptAndNotFollowed() throws {
    try place.write("years of work", to: "thesis/text.txt")
    try write()
    try place.link("output/l/thesis", to: place["thesis"])
    try place.link("output/l/nowhere", to: "/no/such/file")
    place.pipe("output/l/pipe")
    try write()
    #expect(place.read("output/l/thesis/text.txt") == "years of work")
    #expect(place.names("output/l").contains("pipe") && place.exists("output/l/nowhere"))
    #expect(place.names("output") == ["l"])
  }

  @Test func aLinkInTheFoldersPlaceIsRefused() throws {
    try place.write("years of work", to: "thesis/text.txt")
    try place.write("", to: "output/x")
    try place.link("output/l", to: place["thesis"])
    #expect(throws: DiskError.isLink(target)) { try write() }
    let problem = #expect(throws: FileProblem.self) { try PendingFolder(for: target).save([1], as: "a.safetensors") }
    #expect(problem == .notAFolder)
    #expect(place.names("thesis") == ["text.txt"] && place.names("output") == ["l", "x"])
  }

  @Test(.timeLimit(.minutes(1)), arguments: [FolderSwap.manifest, FolderSwap.marker])
  func aPipeUnderAReservedNameIsRefusedAtOnce(name: String) throws {
    try write()
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    try? FileManager.default.removeItem(atPath: target + "/" + name)
    place.pipe("output/l/" + name)
    #expect(throws: DiskError.notPlain(name)) { try write() }
    #expect(throws: DiskError.notPlain(name)) { try PendingFolder(for: target).check([]) }
  }

  /// A sparse file of a terabyte takes no room and no time, unless somebody reads it.
  @Test(.timeLimit(.minutes(1)), arguments: [FolderSwap.manifest, FolderSwap.marker])
  func ofAReservedFileOnlySoMuchIsRead(name: String) throws {
    try place.write("", to: "output/l/" + name)
    #expect(truncate(place["output/l/" + name], 1 << 40) == 0)
    try write()
    #expect(place.read("output/l/report.md") == "new text")
  }

  // MARK: What a run saves

  @Test func whatIsSavedTakesItsPlaceWithTheReport() throws {
    try place.write("old", to: "output/l/a.safetensors")
    try place.write("other", to: "output/l/b.safetensors")
    #expect(chmod(place["output/l/a.safetensors"], 0o600) == 0)
    let pending = PendingFolder(for: target)
    #expect(try pending.read("a.safetensors", limit: 100) == nil)
    try pending.save(bytes("first"), as: "a.safetensors")
    try pending.save(bytes("new"), as: "a.safetensors")
    #expect(place.read("output/l/a.safetensors") == "old")
    #expect(try pending.read("a.safetensors", limit: 100) == bytes("new"))
    try write(pending)
    #expect(place.read("output/l/a.safetensors") == "new" && place.read("output/l/b.safetensors") == "other")
    var status = stat()
    #expect(stat(place["output/l/a.safetensors"], &status) == 0 && status.st_mode & 0o7777 == 0o600)
    // A report of which nothing is saved keeps it.
    try write()
    #expect(place.read("output/l/a.safetensors") == "new")
    #expect(place.names("output") == ["l"])
    #expect(place.names("output/l") == [".lesson-report", "a.safetensors", "b.safetensors", "figures", "report.md"])
  }

  @Test func whatIsGivenUpLeavesNothing() throws {
    try place.write("old", to: "output/l/a.safetensors")
    let pending = PendingFolder(for: target)
    try pending.save(bytes("new"), as: "a.safetensors")
    pending.discard()
    #expect(try pending.read("a.safetensors", limit: 100) == nil)
    #expect(place.read("output/l/a.safetensors") == "old" && place.names("output") == ["l"])
  }

  @Test(.enabled(if: Place.canMount, "root may mount a small disk")) func onAFullDiskBothStayAsTheyWere() throws {
    let disk = try Place(kilobytes: 200)
    let target = disk["output/l"]
    func replace(_ pending: PendingFolder, _ files: [FolderFile]) throws {
      var changes = Disk()
      try pending.replace(with: files, disk: &changes)
    }
    let first = PendingFolder(for: target)
    try first.save(bytes("old weights"), as: "a.safetensors")
    try replace(first, [FolderFile(path: "report.md", bytes: bytes("old text"))])
    let second = PendingFolder(for: target)
    try second.save(bytes("new weights"), as: "a.safetensors")
    let large = [FolderFile(path: "report.md", bytes: [UInt8](repeating: 7, count: 300_000))]
    let error = #expect(throws: DiskError.self) { try replace(second, large) }
    guard case .system(let problem, _) = error, problem.isFullDisk else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(disk.read("output/l/a.safetensors") == "old weights" && disk.read("output/l/report.md") == "old text")
    #expect(disk.names("output") == ["l"])
  }

  /// Each has a folder of its own, which the other leaves alone; the later one's takes the place whole.
  @Test func twoRunsIntoOneFolder() throws {
    let (one, two) = (PendingFolder(for: target), PendingFolder(for: target))
    try one.save(bytes("one"), as: "a.safetensors")
    try two.save(bytes("two"), as: "a.safetensors")
    try two.check(["report.md"])
    try write(one)
    #expect(place.read("output/l/a.safetensors") == "one")
    try write(two)
    #expect(place.read("output/l/a.safetensors") == "two")
    #expect(place.names("output") == ["l"])
  }

  @Test func manyRunsAtOnce() async throws {
    let target = target
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<12 {
        group.addTask {
          let text = bytes("\(index)")
          let pending = PendingFolder(for: target)
          try pending.check(["report.md"])
          try pending.save(text, as: "a.safetensors")
          var disk = Disk()
          try pending.replace(with: [FolderFile(path: "report.md", bytes: text)], disk: &disk)
        }
      }
      try await group.waitForAll()
    }
    #expect(place.read("output/l/a.safetensors") == place.read("output/l/report.md"))
    #expect(place.names("output") == ["l"])
  }

  /// A kill between any two operations leaves the old weights with the old report, or the new ones with the new one.
  @Test(arguments: [false, true]) func aKillLeavesBothOrNone(lacksExchange: Bool) throws {
    var finished = false
    var stops = 0
    while !finished {
      let target = place["\(stops)/l"]
      func pending(_ text: String) throws -> PendingFolder {
        let pending = PendingFolder(for: target)
        try pending.save(bytes(text), as: "a.safetensors")
        return pending
      }
      func state() -> [String?] { ["a.safetensors", "report.md"].map { place.read("\(stops)/l/" + $0) } }
      var disk = Disk()
      try pending("old").replace(with: [FolderFile(path: "report.md", bytes: bytes("old"))], disk: &disk)
      disk = Disk(remaining: stops, lacksExchange: lacksExchange)
      var new: PendingFolder? = try pending("new")
      do throws(DiskError) {
        try new?.replace(with: [FolderFile(path: "report.md", bytes: bytes("new"))], disk: &disk)
        finished = true
      } catch { #expect(error == .stopped) }
      new = nil
      if !lacksExchange { #expect([["old", "old"], ["new", "new"]].contains(state())) }
      try PendingFolder(for: target).check(["report.md"])
      #expect([["old", "old"], ["new", "new"]].contains(state()), "stopped before operation \(stops)")
      #expect(place.names("\(stops)") == ["l"])
      stops += 1
    }
    #expect(stops > 12)
  }
}
