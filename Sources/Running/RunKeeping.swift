import Caching
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

extension Keeper {
  /// The keeper of a lesson's run.
  init(store: Store, session: Session, seed: UInt64, arithmetic: Int, roundsProducts: Bool, files: FileAccess) {
    let (library, digests) = (session.library, FileDigests(store: store))
    self.init(
      store: store, lesson: realPath(session.path) ?? session.path,
      surroundings: StepKeys.Surroundings(
        seed: seed, arithmetic: arithmetic, roundsProducts: roundsProducts, program: session.options.program
      ) { step, resource in
        switch resource {
        case .dataset(let name):
          guard let name = DatasetName(rawValue: name), let found = try? library.find(name) else { return nil }
          return digests.digest(of: found, folders: library.dataFolders)
        case .file(let name):
          if let pictures = files.pictures(readBy: step) {
            guard case .success(let found) = pictures else { return nil }
            return digests.digest(of: found)
          }
          let found = step.verb.readsLessonFiles ? files.locate(name) : files.locateWeights(name)
          guard case .success(let path) = found else { return nil }
          return digests.digest(path)
        case .array, .network, .example, .training, .value: return nil
        }
      })
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
