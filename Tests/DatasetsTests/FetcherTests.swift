import Datasets
import Files
import Foundation
import Testing

/// `Files/server.py`, running until the tests end, with a file `one.gz`.
private struct WebServer {
  let address: String
  let contents: [UInt8]
  let files: [PublishedFile]
  private let folder: TemporaryFolder
  private let process = Process()
  /// The server ends when this is closed, with the tests' own end at the latest.
  private let input = Pipe()

  static let isPossible = ["python3", "curl"].allSatisfy { program in
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  nonisolated(unsafe) static let shared = Result { try WebServer() }

  private init() throws {
    folder = try TemporaryFolder()
    let plain = (0..<60_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }
    contents = gzipped(plain)
    files = [PublishedFile(name: "one.gz", size: contents.count, contentsSHA256: Checksum.sha256(plain))]
    try folder.write(contents, to: "one.gz")
    let script = try #require(Bundle.module.url(forResource: "server", withExtension: "py", subdirectory: "Files"))
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path, folder.path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    address = "http://127.0.0.1:" + port.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

@Suite(.enabled(if: WebServer.isPossible, "python3 and curl are needed"))
struct FetcherTests {
  private let folder: TemporaryFolder
  private let server: WebServer
  private var contents: [UInt8] { server.contents }
  private var files: [PublishedFile] { server.files }
  private var cache: String { folder.path + "/cache/deep" }
  private var final: String { cache + "/mnist/one.gz" }

  init() throws {
    folder = try TemporaryFolder()
    server = try WebServer.shared.get()
  }

  private func fetcher(_ mood: String) -> Fetcher {
    let path = mood == "cut" ? "cut-\(UUID().uuidString)" : mood
    return Fetcher(cacheFolder: cache, mirror: "\(server.address)/\(path)", files: files)
  }

  private func problem(_ mood: String) throws -> FetchError.Problem? {
    let error = #expect(throws: FetchError.self) { try fetcher(mood).fetch(.mnist) { _ in } }
    #expect(!FileManager.default.fileExists(atPath: final))
    #expect(error?.notes.isEmpty == false)
    return error?.problems.first
  }

  @Test(arguments: ["good", "whole", "moved", "cut"])
  func bringsTheFile(mood: String) throws {
    var sizes: [Int] = []
    let result = try fetcher(mood).fetch(.mnist) { sizes.append($0.bytes) }
    #expect(result.downloaded == ["one.gz"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: final)) == Data(contents))
    #expect(!FileManager.default.fileExists(atPath: final + ".part"))
    #expect(sizes.last == contents.count)
    // A second time nothing is left to do.
    #expect(try fetcher("error").fetch(.mnist) { _ in }.alreadyThere == ["one.gz"])
    #expect(fetcher(mood).list().first?.isPresent == true)
  }

  @Test(arguments: ["good", "whole", "cut"], [0, 1, 30_000, 60_000, 70_000])
  func goesOnWhereItStopped(mood: String, count: Int) throws {
    try folder.write(Array((contents + contents).prefix(count)), to: "cache/deep/mnist/one.gz.part")
    #expect(try fetcher(mood).fetch(.mnist) { _ in }.downloaded == ["one.gz"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: final)) == Data(contents))
  }

  /// Written by a process of its own: a program that is open for writing, also in what others start meanwhile, cannot be
  /// started.
  private func program(_ script: String) throws -> String {
    let path = folder.path + "/curl"
    let shell = try Process.run(
      URL(filePath: "/bin/sh"),
      arguments: ["-c", "printf '#!/bin/sh\\n%s\\n' \"$1\" >\"$0\" && chmod +x \"$0\"", path, script])
    shell.waitUntilExit()
    try #require(shell.terminationStatus == 0)
    return path
  }

  /// Ctrl-C goes to curl too, which may end before anything is asked; another time, it is killed by something else.
  @Test(arguments: [true, false]) func anInterruptionKeepsWhatCame(isOurs: Bool) throws {
    try folder.write(Array(contents.prefix(30_000)), to: "cache/deep/mnist/one.gz.part")
    let curl = try program("kill -KILL $$")
    let fetcher = Fetcher(cacheFolder: cache, mirror: server.address, curl: curl, files: files)
    let error = #expect(throws: FetchError.self) { try fetcher.fetch(.mnist, isInterrupted: { isOurs }) { _ in } }
    #expect(error?.isInterruption == isOurs)
    #expect(try Data(contentsOf: URL(fileURLWithPath: final + ".part")).count == 30_000)
    #expect(try self.fetcher("good").fetch(.mnist) { _ in }.downloaded == ["one.gz"])
  }

  @Test func aPartOfAnotherFileIsThrownAway() throws {
    try folder.write([UInt8](repeating: 7, count: 1000), to: "cache/deep/mnist/one.gz.part")
    #expect(try fetcher("good").fetch(.mnist) { _ in }.downloaded == ["one.gz"])
  }

  @Test func aWrongFileIsReplaced() throws {
    try folder.write(contents.prefix(5000), to: "cache/deep/mnist/one.gz")
    #expect(!fetcher("good").list()[0].isPresent)
    #expect(try fetcher("good").fetch(.mnist) { _ in }.downloaded == ["one.gz"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: final)) == Data(contents))
  }

  @Test func aWrongChecksum() throws {
    #expect(try problem("corrupt") == .wrongContents("\(server.address)/corrupt/one.gz"))
    #expect(!FileManager.default.fileExists(atPath: final + ".part"))
  }

  @Test func aWebPage() throws {
    #expect(try problem("page") == .webPage("\(server.address)/page/one.gz"))
    #expect(!FileManager.default.fileExists(atPath: final + ".part"))
  }

  @Test func whatTheServerRefuses() throws {
    #expect(try problem("nowhere") == .refused(address: "\(server.address)/nowhere/one.gz", status: 404))
    #expect(try problem("error") == .refused(address: "\(server.address)/error/one.gz", status: 503))
    guard case .failed(_, let reason) = try problem("round") else {
      Issue.record("a redirection without end")
      return
    }
    #expect(reason.contains("redirects"))
  }

  @Test func aBrokenConnectionKeepsItsPart() throws {
    #expect(try problem("broken") == .cutOff(address: "\(server.address)/broken/one.gz"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: final + ".part")).count == 1000)
    #expect(try fetcher("good").fetch(.mnist) { _ in }.downloaded == ["one.gz"])
  }

  @Test func noServerThere() throws {
    let fetcher = Fetcher(cacheFolder: cache, mirror: "http://127.0.0.1:1/", files: files)
    let error = #expect(throws: FetchError.self) { try fetcher.fetch(.mnist) { _ in } }
    #expect(error?.problems == [.noNetwork(host: "127.0.0.1:1")])
    #expect(error?.summary == "127.0.0.1:1 cannot be reached")
  }

  @Test(arguments: ["file:///etc", "ftp://127.0.0.1/x", "http:///", "no address"])
  func onlyWebAddresses(mirror: String) throws {
    let fetcher = Fetcher(cacheFolder: cache, mirror: mirror, files: files)
    let error = #expect(throws: FetchError.self) { try fetcher.fetch(.mnist) { _ in } }
    switch error?.problems.first {
    case .badAddress, .noNetwork: break
    default: Issue.record("\(String(describing: error))")
    }
  }

  @Test func noCurl() throws {
    let fetcher = Fetcher(cacheFolder: cache, mirror: server.address, curl: "no-such-program", files: files)
    let error = #expect(throws: FetchError.self) { try fetcher.fetch(.mnist) { _ in } }
    #expect(error?.problems == [.noCurl])
  }

  @Test func aFolderThatCannotBeMade() throws {
    try folder.write([1], to: "cache")
    let error = #expect(throws: FetchError.self) { try fetcher("good").fetch(.mnist) { _ in } }
    guard case .cannotWrite = error?.problems.first else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  /// `curl` ends so where it cannot write on.
  @Test func aFullDisk() throws {
    let curl = try program("exit 23")
    let fetcher = Fetcher(cacheFolder: cache, mirror: server.address, curl: curl, files: files)
    let error = #expect(throws: FetchError.self) { try fetcher.fetch(.mnist) { _ in } }
    guard case .cannotWrite(_, let reason) = error?.problems.first else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("full"))
    #expect(!FileManager.default.fileExists(atPath: final))
  }

  /// The download must not be written through them.
  @Test(arguments: [true, false]) func aLinkUnderThePartsNameIsRefused(isSymbolic: Bool) throws {
    let thesis = try folder.write(Array("thesis".utf8), to: "thesis.txt")
    try folder.write([], to: "cache/deep/mnist/x")
    if isSymbolic {
      try FileManager.default.createSymbolicLink(atPath: final + ".part", withDestinationPath: thesis)
    } else {
      try FileManager.default.linkItem(atPath: thesis, toPath: final + ".part")
    }
    let reason = "it is no ordinary file"
    #expect(try problem("good") == .cannotWrite(path: final + ".part", reason: reason))
    #expect(try String(contentsOfFile: thesis, encoding: .utf8) == "thesis")
    #expect(FileManager.default.fileExists(atPath: final + ".part"))
  }

  @Test func ofTwoDownloadsOfAFileTheSecondWaits() async throws {
    let (one, two) = (fetcher("good"), fetcher("good"))
    async let first = one.fetch(.mnist) { _ in }
    async let second = two.fetch(.mnist) { _ in }
    let results = try await [first, second]
    #expect(results.flatMap(\.downloaded).contains("one.gz"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: final)) == Data(contents))
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache + "/mnist") == ["one.gz"])
  }

  @Test func knowsWhatIsPublished() {
    let list = Fetcher(cacheFolder: "/nowhere").list()
    #expect(list.map(\.name) == [.mnist, .fashionMNIST])
    #expect(list.map(\.bytes) == [11_594_722, 30_878_645])
    #expect(list.allSatisfy { $0.mirrors.count == 2 && !$0.isPresent })
  }
}
