import Caching
import Files
import Foundation
import Running
import Steps
import Lesson
import Testing

@Suite struct StoreTests {
  static let lesson = CachedLesson.small

  private static func fresh(_ text: String = lesson) throws -> [UInt8] { try CachedLesson(nil).run(text).bytes }

  /// A damaged entry is no entry, and it gives way.
  @Test func aFlippedBitIsAMiss() throws {
    let memory = MemoryStore()
    let lesson = try CachedLesson(memory.store)
    _ = try lesson.run(Self.lesson)
    let wanted = try Self.fresh()
    let whole = memory.sealed
    #expect(whole.count > 10)
    var numbers = Numbers(state: 5)
    for (key, bytes) in whole.sorted(by: { $0.key < $1.key }) {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &numbers)] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
      #expect(Entry.open(damaged, under: Digest(text: key)) == nil)
      memory.sealed = whole
      memory.sealed[key] = damaged
      #expect(try lesson.run(Self.lesson).bytes == wanted)
    }
  }

  /// An entry is good for its own key alone.
  @Test func anotherKeysEntryIsAMiss() throws {
    let memory = MemoryStore()
    let lesson = try CachedLesson(memory.store)
    _ = try lesson.run(Self.lesson)
    let keys = memory.sealed.keys.sorted()
    let entries = memory.sealed
    for (key, other) in zip(keys, keys.dropFirst() + keys.prefix(1)) { memory.sealed[key] = entries[other] }
    let run = try lesson.run(Self.lesson)
    #expect(run.performed.count == 9)
    #expect(try run.bytes == Self.fresh())
  }

  @Test func aFolderKeepsAndForgets() throws {
    let place = try CachedLesson(nil)
    let folder = FolderStore(place.folder.path + "/steps")
    let lesson = try CachedLesson(folder.store)
    #expect(try lesson.run(Self.lesson).performed.count == 9)
    #expect(try lesson.run(Self.lesson).performed == [])
    // A foreign file under an entry's name, and one that is nobody's.
    let shown = try #require(folder.entries.first?.name)
    try Data("foreign".utf8).write(to: place.folder.appendingPathComponent("steps/\(shown)"))
    try Data("notes".utf8).write(to: place.folder.appendingPathComponent("steps/notes.txt"))
    let again = try lesson.run(Self.lesson)
    #expect(try again.bytes == Self.fresh())
    #expect(folder.clear().count > 10)
    #expect(folder.entries.isEmpty)
    #expect(FileManager.default.fileExists(atPath: place.folder.path + "/steps/notes.txt"))
  }

  @Test func thereIsRoomForSomeOnly() throws {
    let place = try CachedLesson(nil)
    let folder = FolderStore(place.folder.path + "/steps", room: 60_000)
    let lesson = try CachedLesson(folder.store)
    for epochs in 1...4 {
      let run = try lesson.run(Self.lesson, settings: ["fit.epochs=\(epochs)"])
      #expect(run.outcome.keeping?.problem == nil)
      #expect(folder.entries.reduce(0) { $0 + $1.size } <= 60_000)
    }
    #expect(try lesson.run(Self.lesson).bytes == Self.fresh())
  }

  @Test func aFolderThatCannotBeIsARemark() throws {
    let place = try CachedLesson(nil)
    try place.write("file", "no folder")
    let lesson = try CachedLesson(FolderStore(place.folder.path + "/file/steps").store)
    let run = try lesson.run(Self.lesson)
    #expect(run.outcome.failures == [])
    #expect(run.outcome.keeping?.problem?.contains("results cannot be kept in") == true)
    #expect(try run.bytes == Self.fresh())
  }

  private static let canMount: Bool = geteuid() == 0 && mountDisk { _ in } != nil

  /// A disk of 64 kB for a moment; nil where none can be mounted.
  private static func mountDisk<Value>(_ body: (String) throws -> Value) rethrows -> Value? {
    let path = NSTemporaryDirectory() + UUID().uuidString
    guard mkdir(path, 0o700) == 0 else { return nil }
    defer { rmdir(path) }
    guard mount("lesson", path, "tmpfs", 0, "size=64k") == 0 else { return nil }
    defer { umount2(path, Int32(MNT_DETACH)) }
    return try body(path)
  }

  @Test(.enabled(if: canMount, "only root may mount a disk")) func aFullDiskIsARemark() throws {
    let wanted = try Self.fresh()
    _ = try Self.mountDisk { path in
      let lesson = try CachedLesson(FolderStore(path + "/steps").store)
      for _ in 0..<2 {
        let run = try lesson.run(Self.lesson)
        #expect(run.outcome.keeping?.problem?.hasSuffix("no space left on device") == true)
        #expect(run.bytes == wanted)
      }
    }
  }

  @Test func severalRunsAtOnceAreEqual() async throws {
    let place = try CachedLesson(nil)
    let path = place.folder.path + "/steps"
    let wanted = try Self.fresh()
    try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
      for _ in 0..<3 {
        group.addTask {
          let lesson = try CachedLesson(FolderStore(path).store)
          return try (0..<3).map { _ in try lesson.run(Self.lesson).bytes }
        }
      }
      for try await runs in group { #expect(runs.allSatisfy { $0 == wanted }) }
    }
  }

  /// What was interrupted is not there, and what was done before is.
  @Test func anInterruptedTrainingLeavesNothing() throws {
    let memory = MemoryStore()
    let lesson = try CachedLesson(memory.store)
    let run = try lesson.run(Self.lesson) { event in
      if case .training(let progress) = event { return !progress.isEpochEnd }
      return true
    }
    #expect(run.outcome.isInterrupted)
    let again = try lesson.run(Self.lesson)
    #expect(again.performed == EditTests.trained)
    #expect(try again.bytes == Self.fresh())
  }

  @Test func aTrainingThatTheClockCutIsNotKept() throws {
    let text = Self.lesson.replacingOccurrences(of: "epochs: 2", with: "epochs: 2\n  time_limit: 0.000001")
    let lesson = try CachedLesson(MemoryStore().store)
    #expect(try lesson.run(text).performed.count == 9)
    let again = try lesson.run(text)
    #expect(again.performed == EditTests.trained)
    #expect(again.outcome.keeping?.reasons.first { $0.hasPrefix("fit:") } != nil)
  }

  @Test func aFailedStepIsNotKept() throws {
    let text = Self.lesson.replacingOccurrences(
      of: "epochs: 2", with: "epochs: 5\n  optimizer: sgd\n  learning_rate: 1e30")
    let lesson = try CachedLesson(MemoryStore().store)
    let (first, second) = (try lesson.run(text), try lesson.run(text))
    #expect(first.outcome.failures.count == 1)
    #expect(second.performed == ["fit"])
    #expect(first.bytes == second.bytes)
  }

  @Test func aFileCountsByItsContents() throws {
    let text = "# F\n\n```step\nload \"data.csv\" as table\nprint table\n```\n"
    let lesson = try CachedLesson(MemoryStore().store)
    for contents in ["1,2\n3,4\n", "1,2\n3,5\n", "1,2\n3,4\n"] {
      try lesson.write("data.csv", contents)
      let run = try lesson.run(text)
      let fresh = try CachedLesson(nil)
      try fresh.write("data.csv", contents)
      #expect(try run.bytes == fresh.run(text).bytes)
    }
    #expect(try lesson.run(text).performed == [])
  }

  /// Another program shows in its own words; the weights are the same.
  @Test func anotherProgramDoesNotTrainAgain() throws {
    let lesson = try CachedLesson(MemoryStore().store)
    _ = try lesson.run(Self.lesson)
    let run = try lesson.run(Self.lesson, program: "another")
    #expect(!run.performed.contains("fit") && run.performed.contains("evaluate"))
    #expect(try run.bytes == Self.fresh())
  }

  @Test func whatChangedIsSaid() throws {
    let lesson = try CachedLesson(MemoryStore().store)
    _ = try lesson.run(Self.lesson)
    let run = try lesson.run(Self.lesson, settings: ["fit.epochs=3"])
    #expect(run.outcome.keeping?.reasons.first == "fit: epochs 2 → 3, goes on from epoch 2")
    #expect(run.outcome.keeping?.takenOver == 5)
    #expect(run.outcome.keeping?.steps == 9)
  }
}
