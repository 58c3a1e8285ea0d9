import Foundation
import Testing

@testable import Files

/// A folder of its own for a test.
final class Place {
  let path = NSTemporaryDirectory() + "lesson-files-" + UUID().uuidString
  private let isDisk: Bool

  /// Whether disks of their own can be mounted.
  static let canMount: Bool = {
    guard geteuid() == 0, let place = try? Place(kilobytes: 64) else { return false }
    _ = place
    return true
  }()

  init() throws {
    isDisk = false
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// A disk of so many kilobytes.
  init(kilobytes: Int) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    isDisk = mount("lesson", path, "tmpfs", 0, "size=\(kilobytes)k") == 0
    if !isDisk { throw FileProblem(errno) }
  }

  deinit {
    if isDisk { umount2(path, Int32(MNT_DETACH)) }
    try? FileManager.default.removeItem(atPath: path)
  }

  subscript(name: String) -> String { "\(path)/\(name)" }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let folder = (self[name] as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: self[name]))
    return self[name]
  }

  func read(_ name: String) -> String? { try? String(contentsOfFile: self[name], encoding: .utf8) }

  func exists(_ name: String) -> Bool {
    var status = stat()
    return lstat(self[name], &status) == 0
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: self[name], withDestinationPath: target)
  }

  func pipe(_ name: String) { #expect(mkfifo(self[name], 0o600) == 0) }

  func names(_ name: String = ".") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: self[name])) ?? []).sorted()
  }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
