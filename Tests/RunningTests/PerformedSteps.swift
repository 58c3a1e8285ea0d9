import Datasets
import Engine
import Figures
import Lesson

@testable import Steps

/// Single steps performed on arrays made by hand.
extension Workspace {
  mutating func perform(
    _ verb: Verb, _ arrays: [String], as names: [String] = [], _ settings: [String: KeyValue] = [:]
  ) throws -> [Output] {
    let operands = arrays.map { Operand(name: $0, selection: .all, range: 0..<1) }
    return try perform(verb, operands: operands, as: names, settings)
  }

  mutating func perform(
    _ verb: Verb, operands: [Operand], as names: [String] = [], _ settings: [String: KeyValue] = [:]
  ) throws -> [Output] {
    let environment = RunEnvironment(
      device: try Device(threads: 1, processor: nil),
      files: FileAccess(lessonFolder: ".", reportFolder: ".", readableFolders: []),
      library: DatasetLibrary(dataFolders: [], cacheFolder: nil, forceSample: true),
      reader: DataFileReader(), version: "")
    var stage = Stage(seed: 0, environment: environment) { _ in true }
    stage.workspace = self
    self = Workspace()
    defer { self = stage.workspace }
    try stage.perform(
      PlannedStep(
        id: verb.name, verb: verb, operands: operands, names: names, settings: settings,
        places: .init(range: 0..<1, headline: 0..<1)))
    return stage.outputs
  }

  mutating func normalise(_ names: [String], low: Float, high: Float) throws -> [Output] {
    try perform(.normalise, names, ["range": .interval(low, high)])
  }

  mutating func standardise(_ names: [String]) throws -> [Output] { try perform(.standardise, names) }

  mutating func invert(_ names: [String]) throws -> [Output] { try perform(.invert, names) }

  mutating func oneHot(labels: Operand, into: String, classes: Int?) throws -> [Output] {
    try perform(
      .oneHot, operands: [labels], as: into == labels.name ? [] : [into],
      classes.map { ["classes": .integer($0)] } ?? [:])
  }
}
