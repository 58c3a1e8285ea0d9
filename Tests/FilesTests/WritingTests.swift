import Foundation
import Testing

@testable import Files

@Suite struct WritingTests {
  let place: Place

  init() throws { place = try Place() }

  @Test func whatIsReplacedKeepsItsMode() throws {
    try place.write("old", to: "a.md")
    #expect(chmod(place["a.md"], 0o640) == 0)
    try replaceFile(place["a.md"], with: bytes("new"))
    #expect(place.read("a.md") == "new")
    var status = stat()
    #expect(stat(place["a.md"], &status) == 0 && status.st_mode & 0o7777 == 0o640)
    try replaceFile(place["b.md"], with: bytes("first"))
    #expect(place.read("b.md") == "first")
    #expect(place.names() == ["a.md", "b.md"])
  }

  @Test(arguments: ["a.md.part", ".a.md.part", "a.md"]) func nothingIsWrittenThroughALink(name: String) throws {
    try place.write("thesis", to: "thesis.txt")
    if name != "a.md" { try place.write("old", to: "a.md") }
    try place.link(name, to: place["thesis.txt"])
    try replaceFile(place["a.md"], with: bytes("new"))
    #expect(place.read("thesis.txt") == "thesis")
    #expect(place.read("a.md") == "new")
    #expect(place.names() == Set([name, "a.md", "thesis.txt"]).sorted())
  }

  @Test func pipesFoldersAndDevicesAreNotReplaced() throws {
    place.pipe("pipe")
    try place.write("", to: "folder/x")
    for (name, words) in [("pipe", "it is no ordinary file"), ("folder", "is a directory")] {
      let problem = #expect(throws: FileProblem.self) { try replaceFile(place[name], with: [1]) }
      #expect(problem?.words == words)
    }
    #expect(throws: FileProblem.notPlain) { try replaceFile("/dev/full", with: [1]) }
    #expect(place.names() == ["folder", "pipe"])
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere")) func aReadOnlyFileStays() throws {
    try place.write("old", to: "a.md")
    #expect(chmod(place["a.md"], 0o444) == 0)
    #expect(throws: FileProblem.self) { try replaceFile(place["a.md"], with: [1]) }
    #expect(place.read("a.md") == "old")
  }

  @Test(.enabled(if: Place.canMount, "root may mount a small disk")) func onAFullDiskTheOldFileStays() throws {
    let disk = try Place(kilobytes: 64)
    try disk.write("old", to: "a.md")
    let problem = #expect(throws: FileProblem.self) {
      try replaceFile(disk["a.md"], with: [UInt8](repeating: 7, count: 100_000))
    }
    #expect(problem?.isFullDisk == true)
    #expect(disk.read("a.md") == "old" && disk.names() == ["a.md"])
    #expect(throws: FileProblem.self) { try writeFile([UInt8](repeating: 7, count: 100_000), to: disk["b.md"]) }
    #expect(disk.names() == ["a.md"])
  }

  @Test func whatACrashLeftGoesAfterAWhileAndNothingElse() throws {
    let stale = ".lesson-0123456789abcdef.part"
    let others = [".lesson-fedcba9876543210.part", ".lesson-0123.part", ".lesson-0123456789abcdeF.part", "a.part"]
    for name in [stale] + others { try place.write("x", to: name) }
    try place.link(".lesson-0000000000000000.part", to: place[stale])
    var times = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
    for name in [stale] + others.dropFirst() { #expect(utimes(place[name], &times) == 0) }
    try replaceFile(place["a.md"], with: [1])
    #expect(Set(place.names()) == Set(others + ["a.md", ".lesson-0000000000000000.part"]))
  }

  @Test func aNewFileTakesNoOthersPlace() throws {
    try place.link("dangling", to: place["nothing"])
    for name in ["dangling", "there"] {
      if name == "there" { try place.write("old", to: name) }
      let problem = #expect(throws: FileProblem.self) { try writeFile([1], to: place[name]) }
      #expect(problem?.exists == true)
    }
    #expect(!place.exists("nothing") && place.read("there") == "old")
  }

  @Test func aPartIsAFileOfItsOwn() throws {
    try place.write("thesis", to: "thesis.txt")
    try place.link("link", to: place["thesis.txt"])
    try FileManager.default.linkItem(atPath: place["thesis.txt"], toPath: place["second"])
    place.pipe("pipe")
    for name in ["link", "second", "pipe"] {
      #expect(throws: FileProblem.notPlain) { _ = try PartFile(place[name]) }
    }
    let part = try PartFile(place["a.part"])
    let isOurs = part.lock()
    let second = try PartFile(place["a.part"])
    let isOursToo = second.lock()
    #expect(isOurs && !isOursToo)
  }
}

@Suite struct ReadingTests {
  let place: Place

  init() throws { place = try Place() }

  @Test func wholeFilesUpToALimit() throws {
    let text = String(repeating: "0123456789", count: 5000)
    try place.write(text, to: "a")
    #expect(try readFile(place["a"], limit: 50_000) == bytes(text))
    let problem = #expect(throws: FileProblem.self) { try readFile(place["a"], limit: 49_999) }
    #expect(problem?.code == EFBIG)
    #expect(try readFile(place.write("", to: "empty")).isEmpty)
  }

  /// Nobody ever writes into it.
  @Test(.timeLimit(.minutes(1))) func aPipeIsRefusedAtOnce() {
    place.pipe("pipe")
    let problem = #expect(throws: FileProblem.self) { try readFile(place["pipe"]) }
    #expect(problem?.words == "it is no ordinary file")
    #expect(throws: FileProblem.notPlain) { try readFile("/dev/zero") }
    #expect(throws: FileProblem(EISDIR)) { try readFile(place.path) }
  }

  @Test func aPipeThatIsWantedIsRead() throws {
    let pipe = Pipe()
    let text = String(repeating: "lesson ", count: 5000)
    try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try pipe.fileHandleForWriting.close()
    let path = "/proc/self/fd/\(pipe.fileHandleForReading.fileDescriptor)"
    #expect(try readFile(path, limit: 1 << 20, takesPipe: true) == bytes(text))
    #expect(throws: FileProblem(EFBIG)) { try readFile("/dev/zero", limit: 1 << 16, takesPipe: true) }
  }

  @Test func theLimitOnOpenFilesIsNamed() {
    var limit = rlimit()
    #expect(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
    #expect(systemMessage(EMFILE).contains("no more than \(limit.rlim_cur) files"))
    #expect(systemMessage(EMFILE).contains("ulimit -n"))
  }

  @Test func memoryIsCountedByTheLeastLimit() {
    #expect(unusedAddressSpace(limit: .max, used: 5) == nil)
    #expect(unusedAddressSpace(limit: 1000, used: 200) == 700)
    #expect(unusedAddressSpace(limit: 1000, used: 4000) == 0)
    #expect(availableMemory().map { $0 > 0 } != false)
  }
}
