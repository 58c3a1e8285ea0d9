import Datasets
import Arrays
import Networks
import Markdown
import Lesson
import Steps

/// A world with MNIST's shapes, where `missing…` files are missing and all others are five images of 28×28 bytes.
let world = Surroundings(
  dataset: { name in
    name == .mnist
      ? .success([
        .init(shape: [60000, 28, 28], elementType: .uint8), .init(shape: [60000], elementType: .uint8),
        .init(shape: [10000, 28, 28], elementType: .uint8), .init(shape: [10000], elementType: .uint8),
      ])
      : .failure(.init(summary: "the data set '\(name.rawValue)' is not on this computer", isMachine: true))
  },
  file: { file, reading in
    let shape =
      switch reading {
      case .arrays: [5, 28, 28]
      case .digit: [1, 28, 28]
      case .bytes: [3936]
      case .packed: [1000]
      }
    return file.hasPrefix("missing")
      ? .failure(.init(summary: "there is no file '\(file)'", isMachine: true))
      : .success([.init(shape: shape, elementType: .uint8)])
  },
  weightsFile: { file in
    file.hasPrefix("missing")
      ? .failure(.init(summary: "there is no file '\(file)'", isMachine: true))
      : .success([("dense_1.kernel", [784, 10]), ("dense_1.bias", [10])])
  },
  picture: { file in
    file.hasPrefix("missing") ? .failure(.init(summary: "there is no file '\(file)'", isMachine: true)) : .success(())
  })

func plan(_ text: String, settings: [String] = [], seed: UInt64? = nil) -> PlanningResult {
  Planner.plan(text: SourceText(text), surroundings: world, settings: settings.map(Setting.init), seed: seed)
}

/// A lesson of one block with these lines.
func lesson(_ steps: String) -> String { "```step\n\(steps)\n```\n" }
