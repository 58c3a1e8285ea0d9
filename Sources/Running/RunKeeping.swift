import Caching
import Engine
import Files
import Lesson
import Steps
import Datasets

/// What a run took over from earlier ones, and why it did the rest; for whoever started it, and no part of a report.
package struct RunKeeping: Sendable {
  package var takenOver: Int
  package var steps: Int
  /// `fit: epochs 10 → 20, runs again`
  package var reasons: [String]
  /// Why nothing can be kept; nil where it can.
  package var problem: String?
}

extension Session {
  /// What the results of a lesson's steps are known by.
  func keySurroundings(
    _ store: Store, seed: UInt64, _ device: Device, _ files: FileAccess
  ) -> StepKeys.Surroundings {
    let (library, digests) = (library, FileDigests(store: store))
    return StepKeys.Surroundings(
      seed: seed, arithmetic: Arithmetic.number, roundsProducts: device.roundsProducts, program: options.program
    ) { step, resource in
      switch resource {
      case .dataset(let name):
        guard let name = DatasetName(rawValue: name), let found = try? library.find(name) else { return nil }
        return digests.digest(of: found, folders: library.dataFolders)
      case .file(let name):
        let reader = step.reader(of: resource)
        if let pictures = files.pictures(readBy: reader) {
          guard case .success(let found) = pictures else { return nil }
          return digests.digest(of: found)
        }
        let isOfLesson = reader.verb.readsLessonFiles
        guard case .success(let path) = isOfLesson ? files.locate(name) : files.locateWeights(name) else { return nil }
        return digests.digest(path)
      case .array, .network, .example, .training, .value: return nil
      }
    }
  }
}

extension PlannedStep {
  /// The step of those it tries that reads a file; itself where it tries none.
  fileprivate func reader(of resource: Resource) -> PlannedStep {
    for combination in trials?.combinations ?? [] {
      if let step = combination.steps.first(where: { $0.effects.reads.contains(resource) }) { return step }
    }
    return self
  }
}

extension FileDigests {
  /// Of all of them with their names, which tell the order and the classes.
  fileprivate func digest(of pictures: PictureFiles) -> Digest? {
    var parts = ["pictures"]
    for file in pictures.files {
      guard let digest = digest(file.path) else { return nil }
      parts += [file.name, digest.text]
    }
    return Digest(parts + pictures.passedOver)
  }

  /// - Parameter folders: those that were asked for; where the sample stands in, its notice names them.
  fileprivate func digest(of found: FoundDataset, folders: [String]) -> Digest? {
    var parts: [String] = []
    switch found.origin {
    case .sample: parts = ["sample"] + folders
    case .files:
      for file in found.files {
        guard let digest = digest(file) else { return nil }
        parts.append(digest.text)
      }
    }
    return Digest([found.name.rawValue] + parts)
  }
}
