import Caching
import Foundation
import Testing

/// What is kept of a folder's pictures holds as long as the same pictures are in it.
@Suite struct PictureFolderTests {
  private static let first = """
    iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAEklEQVR42mNkYIQCDijNQhYDABMvAIusWHxwAAAAAElFTkSuQmCC
    """
  private static let second = """
    iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAE0lEQVR42mNkYIIARgEog4UsBgAimwD7NyuIogAAAABJRU5ErkJggg==
    """

  @Test func anotherPictureIsLoaded() throws {
    let cached = try CachedLesson(MemoryStore().store)
    func write(_ name: String, _ picture: String) throws {
      let url = cached.folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try #require(Data(base64Encoded: picture)).write(to: url)
    }
    try write("all/a/1.png", Self.first)
    try write("all/b/1.png", Self.second)
    let text = "```step\nload \"all/\" as x, y\nshow x\n  labels: y\n```\n"
    _ = try cached.run(text)
    #expect(try cached.run(text).performed == [])
    // A new one, another one under the same name, one that moves to another class, one that goes.
    try write("all/b/2.png", Self.first)
    #expect(try cached.run(text).performed == ["load", "show"])
    try write("all/a/1.png", Self.second)
    #expect(try cached.run(text).performed == ["load", "show"])
    try FileManager.default.moveItem(
      at: cached.folder.appendingPathComponent("all/b/2.png"), to: cached.folder.appendingPathComponent("all/a/2.png"))
    #expect(try cached.run(text).performed == ["load", "show"])
    try FileManager.default.removeItem(at: cached.folder.appendingPathComponent("all/a/2.png"))
    #expect(try cached.run(text).performed == ["load", "show"])
    #expect(try cached.run(text).performed == [])
  }
}
