import Foundation
import Lesson
import Steps
import Testing

@testable import Running

/// Doubts that only a run can have, each told once with its way out; and what beginners' files are called.
@Suite struct WildRunTests {
  private func remarks(_ outcome: Outcome) -> [String] {
    outcome.steps.flatMap(\.outputs).compactMap { if case .remark(let text) = $0 { text } else { nil } }
  }

  private static let trained = """
    load mnist as x_train, y_train, x_test, y_test
      train: 200
      test: 20
    normalise x_train, x_test
    build net
      flatten
      dense 10 softmax
    fit net on x_train, y_train

    """

  @Test func picturesOfTheOtherGroundAreTold() throws {
    let dark = remarks(try run(Self.trained + "invert x_test\npredict net on x_test[0]"))
    #expect(dark.count == 1 && dark[0].hasPrefix("x_test[0] seems to be dark on a light ground"), "\(dark)")
    #expect(dark.first?.hasSuffix("Write 'invert x_test' above this step.") == true)
    #expect(remarks(try run(Self.trained + "predict net on x_test[0]")).isEmpty)
    #expect(remarks(try run(Self.trained + "predict net on x_test[0:5]")).isEmpty)
    let judged = "invert x_test\nevaluate net on x_test, y_test\nmistakes net on x_test, y_test"
    let both = remarks(try run(Self.trained + judged))
    #expect(both.count == 2 && both.allSatisfy { $0.hasPrefix("x_test seems to be dark on a light ground") }, "\(both)")
    #expect(remarks(try run(Self.trained + judged.replacing("invert x_test\n", with: ""))).isEmpty)
    // A network that is trained on the negatives wants these.
    let negative = Self.trained.replacing(
      "normalise x_train, x_test", with: "normalise x_train, x_test\ninvert x_train, x_test")
    #expect(remarks(try run(negative + "predict net on x_test[0]")).isEmpty)
    let light = remarks(
      try run(negative.replacing("invert x_train, x_test", with: "invert x_train") + "predict net on x_test[0]"))
    #expect(light.count == 1 && light[0].hasPrefix("x_test[0] seems to be light on a dark ground"))
  }

  private func table(_ labels: [Int]) -> [String: [UInt8]] {
    [
      "x.csv": Array(labels.map { "\($0 % 7),\($0 % 3),1" }.joined(separator: "\n").utf8),
      "y.csv": Array(labels.map { "\($0)" }.joined(separator: "\n").utf8),
    ]
  }

  private static let split = """
    load "x.csv" as x
    load "y.csv" as y
    build net
      dense 4 softmax
    fit net on x, y
      validation_split: 0.25
    """

  @Test func sortedLabelsAreTold() throws {
    let sorted = (0..<40).map { $0 / 10 }
    let found = remarks(try run(Self.split, files: table(sorted)))
    #expect(
      found.count == 1 && found[0].hasPrefix("The last 10 samples are for validation, and only they have the label 3"),
      "\(found)")
    #expect(found.first?.hasSuffix("Write 'shuffle x, y' above this step.") == true)
    #expect(remarks(try run(Self.split, files: table((0..<40).map { $0 % 4 }))).isEmpty)
  }

  @Test func aRegressionHasNoAccuracy() throws {
    let outcome = try run(
      "load \"x.csv\" as x\nload \"y.csv\" as y\nbuild net\n  dense 1\nfit net on x, y\n  loss: mse\n  validation_split: 0.25\nevaluate net on x, y",
      files: table((0..<40).map { $0 % 4 }))
    #expect(outcome.failures == [])
    #expect(outcome.values[ValueName(step: "fit", key: "accuracy")] == nil)
    #expect(outcome.values[ValueName(step: "fit", key: "val_accuracy")] == nil)
    #expect(outcome.values[ValueName(step: "fit", key: "loss")] != nil)
    let told = outcome.values.keys.filter { $0.step == "evaluate" }.map(\.key)
    #expect(told.sorted() == ["count", "loss", "mae", "mse"])
    let shown = outcome.steps.flatMap(\.outputs).compactMap {
      if case .table(let table) = $0 { table.header } else { nil }
    }
    #expect(shown.count == 2 && !shown.joined().contains { $0.contains("accuracy") })
  }

  @Test func namesAreTakenAsBrowsersWriteThem() throws {
    #expect(try run("load \"my%20x.csv\" as x\nshape x", files: ["my x.csv": Array("1 2\n3 4\n".utf8)]).failures == [])
    #expect(try run("load \"100%25.csv\" as x\nshape x", files: ["100%25.csv": Array("1 2\n".utf8)]).failures == [])
  }

  /// Archives unpack `x.csv` as a folder `x.csv` with the file in it.
  @Test func theFileInAFolderOfItsNameIsTaken() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("x.csv"), withIntermediateDirectories: true)
    try Data("1 2\n3 4\n".utf8).write(to: folder.appendingPathComponent("x.csv/x.csv"))
    let files = FileAccess(lessonFolder: folder.path, reportFolder: folder.path + "/o", readableFolders: [])
    #expect(try files.locate("x.csv").get().hasSuffix("/x.csv/x.csv"))
  }

  @Test func linksTellNothingOfWhatIsBehindThem() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inside = folder.appendingPathComponent("lesson")
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    try Data("1 2\n".utf8).write(to: folder.appendingPathComponent("secret.csv"))
    try Data("1 2\n".utf8).write(to: inside.appendingPathComponent("own.csv"))
    func link(_ name: String, _ target: String) throws {
      try FileManager.default.createSymbolicLink(atPath: inside.path + "/" + name, withDestinationPath: target)
    }
    try link("there.csv", "../secret.csv")
    try link("nowhere.csv", "../missing.csv")
    try link("folder.csv", "..")
    try link("mine.csv", "own.csv")
    try link("up", "..")
    let files = FileAccess(lessonFolder: inside.path, reportFolder: inside.path + "/o", readableFolders: [])
    #expect(try files.locate("mine.csv").get().hasSuffix("/own.csv"))
    for name in ["there.csv", "nowhere.csv", "folder.csv", "up/secret.csv", "up/missing.csv"] {
      for found in [files.locate(name), files.locatePicture(name), files.locateWeights(name)] {
        guard case .failure(let problem) = found else {
          Issue.record("\(name)")
          continue
        }
        #expect(
          problem.summary
            == "'\(name)' is a link that leads outside the lesson's folder and the data folders, or nowhere")
        #expect(problem.notes == ["put a copy of the file itself in its place"])
      }
    }
  }

  @Test(
    arguments: [
      ("w.pt", [0x50, 0x4B, 3, 4], "is a packed file, as PyTorch (.pt) and Keras (.keras) write them"),
      ("w.h5", [0x89, 0x48, 0x44, 0x46, 0x0d], "is an HDF5 file, as Keras writes them"),
      ("w.pkl", [0x80, 4, 0x95, 0], "is a pickle of Python"),
      ("w.npy", [0x93] + Array("NUMPY".utf8), "is a NumPy array"),
    ] as [(String, [UInt8], String)])
  func weightsOfOtherKindsAreNamed(name: String, bytes: [UInt8], kind: String) throws {
    let run = try LessonRun(
      LessonRun.step(Self.trained + "restore net from \"\(name)\""),
      files: [name: bytes + [UInt8](repeating: 1, count: 64)])
    defer { run.remove() }
    let found = run.diagnostics.filter { $0.severity == .error }
    #expect(found.count == 1 && found[0].summary.hasPrefix("'\(name)' \(kind)"), "\(found.map(\.summary))")
    #expect(found.first?.notes.isEmpty == false)
  }

  /// A file of four gigabytes that is not there is never read.
  @Test func aSparseFileOfWeightsIsRefusedByItsHeader() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let header = Array(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#.utf8)
    let path = folder.path + "/w.safetensors"
    try Data([UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header).write(to: URL(fileURLWithPath: path))
    #expect(truncate(path, 4 << 30) == 0)
    let files = FileAccess(lessonFolder: folder.path, reportFolder: folder.path + "/o", readableFolders: [])
    let start = try files.readWeightsStart("w.safetensors", at: 0..<0)
    #expect(start.size == 4 << 30 && start.bytes.count < 11_000_000)
  }

  @Test(
    arguments: [
      (Array(#"{\rtf1\ansi # My lesson}"#.utf8), "an RTF document"),
      ([0x50, 0x4B, 3, 4, 0, 0] + Array("..word/document.xml".utf8), "a Word document (.docx)"),
      (
        [0x50, 0x4B, 3, 4, 0, 0] + Array("mimetypeapplication/vnd.oasis.opendocument.text".utf8),
        "an OpenDocument text (.odt)"
      ),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "an old Word document (.doc)"),
      (Array(#"{"cells": [], "nbformat": 4}"#.utf8), "a Jupyter notebook"),
      (Array("%PDF-1.4\n\0".utf8), "a PDF document"),
    ] as [([UInt8], String)])
  func lessonsOfWordProcessorsAreNamed(bytes: [UInt8], kind: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appendingPathComponent("l.md"))
    let error = #expect(throws: Diagnostic.self) { try Session(path: folder.path + "/l.md", options: .init()) }
    #expect(error?.id == .foreignLesson && error?.summary == "this is \(kind), and a lesson is plain text")
  }
}
