import Datasets
import Engine
import Figures
import Files
package import Planning
import Text

/// Steps that read data: data sets by name, files, photographed digits; and copies grown from images.
extension Runner {
  mutating func loadDataset(_ load: LoadDataset, _ step: PlannedStep) throws(Diagnostic) {
    let found: FoundDataset
    let loaded: LoadedDataset
    do {
      found = try environment.library.find(load.dataset.datasetName)
      loaded = try found.load(train: load.train, test: load.test)
    } catch { throw error.diagnostic(at: step.headline) }
    let arrays = [loaded.xTrain, loaded.yTrain, loaded.xTest, loaded.yTest]
    for (name, (index, array)) in zip(load.names, arrays.enumerated()) {
      workspace.arrays[name] = Variable(
        array: array, classNames: found.classNames, pixels: index % 2 == 0 ? .bytes : nil)
    }
    note(
      step,
      [
        "train_count": .integer(loaded.xTrain.rowCount), "test_count": .integer(loaded.xTest.rowCount),
        "classes": .integer(found.classNames.count),
      ])
    let isSample = found.origin == .sample
    sources.append(
      Provenance.Source(
        name: load.dataset.rawValue, origin: isSample ? "built-in sample" : "original files",
        checksum: loaded.checksum))
    if isSample, sampleNotice == nil {
      let notice =
        "This run used the built-in sample of \(load.dataset.rawValue): 4,000 real digits grown to 60,000 for training, "
        + "1,000 real ones for testing. Validation digits are grown from the same 4,000, so the network does better on "
        + "them than on the test. For the original data run 'lesson fetch \(load.dataset.rawValue)' once, or name "
        + "a folder that holds it with --data."
      sampleNotice = notice
      send(.remark(notice))
    }
  }

  mutating func loadFile(_ load: LoadFile, _ step: PlannedStep, into outputs: inout [Output]) throws(Diagnostic) {
    let path: String
    switch environment.files.locate(load.file) {
    case .failure(let problem): throw problem.diagnostic(id: "missing-file", at: load.fileRange)
    case .success(let found): path = found
    }
    var read: [(name: String?, array: NDArray)]
    let checksum: String
    do { (read, checksum) = try DataFile.readWithChecksum(path: path, shownAs: load.file) } catch {
      throw error.diagnostic(at: load.fileRange)
    }
    sources.append(Provenance.Source(name: load.file, origin: "file", checksum: checksum))
    if let labels = load.labels, let table = read.first?.array, table.shape.count == 2, table.shape[1] > 1 {
      let width = table.shape[1]
      let column = labels == .first ? table.columns(0..<1) : table.columns(width - 1..<width)
      read = [
        (nil, labels == .first ? table.columns(1..<width) : table.columns(0..<width - 1)),
        (nil, NDArray(shape: [table.rowCount], values: column.values)),
      ]
    }
    guard load.isDigit else {
      guard read.count == load.names.count else {
        throw Diagnostic(
          id: "array-count", at: load.fileRange,
          "\(load.file) holds \(read.count) arrays, but the step names \(load.names.count)")
      }
      let places = LoadFile.places(of: load.names, among: read.map(\.name)) ?? Array(read.indices)
      read = places.map { read[$0] }
      for (name, found) in zip(load.names, read) {
        workspace.arrays[name] = Variable(
          array: found.array, classNames: nil, pixels: PixelScale(guessing: found.array))
      }
      outputs.append(
        .text(
          zip(load.names, read).map { "\($0): \(shapeText($1.array.shape)) \($1.array.elementType.rawValue)" }
            .joined(separator: "\n")))
      return
    }
    guard let image = read.first?.array, let name = load.names.first else { return }
    let recovered: Handwriting.Stages
    do { recovered = try Handwriting.recover(image, file: load.file) } catch {
      throw error.diagnostic(at: load.fileRange)
    }
    workspace.arrays[name] = Variable(array: recovered.digit, classNames: nil, pixels: .bytes)
    let cells = recovered.stages.enumerated().compactMap { index, stage -> ImageGrid.Cell? in
      guard var picture = ImageStack(rows: oneRow(stage.image), pixels: .bytes)?.pictures.first else { return nil }
      // The photo has light as large numbers, all later stages ink.
      if index == 0 { picture.values = picture.values.map { 1 - $0 } }
      return ImageGrid.Cell(picture: picture, label: stage.title)
    }
    let grid = ImageGrid(cells: cells, perRow: cells.count, palette: .greys, subject: "the stages of \(load.file)")
    outputs.append(try draw(.images(grid), step, caption: "\(load.file), from the photo to what the network gets"))
  }

  mutating func augment(_ augment: Augment, _ step: PlannedStep) throws(Diagnostic) -> [Output] {
    var images = try workspace.variable(augment.images, at: step.headline)
    let before = images.array.rowCount
    do {
      images.array = try Augmentation.grow(
        images: images.array, copies: augment.copies,
        limits: .init(shift: augment.shift, rotate: augment.rotate, zoom: augment.zoom), seed: plan.frontMatter.seed,
        stream: step.stream)
    } catch { throw error.diagnostic(at: step.headline) }
    let after = images.array.rowCount
    workspace.arrays[augment.images] = images
    if let name = augment.labels {
      var labels = try workspace.variable(name, at: step.headline)
      labels.array = Augmentation.repeated(labels: labels.array, copies: augment.copies)
      workspace.arrays[name] = labels
    }
    return [.text("\(augment.images): \(grouped(before)) samples → \(grouped(after))")]
  }
}

/// Whole numbers from 0 to 255 that go beyond 1: grey values written as text or as wider integers.
extension LoadDataset.Name {
  var datasetName: DatasetName {
    switch self {
    case .mnist: .mnist
    case .fashionMNIST: .fashionMNIST
    }
  }
}

extension DataError {
  func diagnostic(at range: Range<Int>?) -> Diagnostic {
    Diagnostic(cause: isMachine ? .machine : .lesson, id: "data", at: range, summary, notes: notes)
  }

  var unavailable: Surroundings.Unavailable {
    Surroundings.Unavailable(summary: summary, notes: notes, isMachine: isMachine)
  }
}

extension Session {
  /// What the planner may ask: shapes from the headers of data sets and files.
  package var surroundings: Surroundings {
    let (library, files) = (library, files)
    return Surroundings(
      dataset: { name in
        do throws(DataError) {
          return .success(try library.find(name.datasetName).descriptions.map(\.surroundingsDescription))
        } catch { return .failure(error.unavailable) }
      },
      file: { name, isDigit in
        files.locate(name).flatMap { path in
          do throws(DataError) {
            let found = try DataFile.describe(path: path, shownAs: name, isDigit: isDigit)
            return .success(found.map(\.surroundingsDescription))
          } catch { return .failure(error.unavailable) }
        }
      },
      weightsFile: { name in
        do throws(Diagnostic) {
          let bytes = try files.readWeights(name, at: 0..<0)
          do throws(EngineError) { return .success(try Safetensors.describe(bytes)) } catch {
            return .failure(.init(summary: diagnostic(error, at: nil).summary, isMachine: false))
          }
        } catch {
          return .failure(.init(summary: error.summary, notes: error.notes, isMachine: error.cause == .machine))
        }
      },
      picture: { name in
        files.locate(name).flatMap { path in
          guard let bytes = try? readFile(path, limit: Session.largestPicture) else {
            return .failure(.init(summary: "'\(name)' cannot be read, or is over 8 MB", isMachine: true))
          }
          guard PictureFormat(bytes) != nil else {
            return .failure(
              .init(summary: "'\(name)' is no picture in PNG, JPEG, GIF or WebP", isMachine: false))
          }
          return .success(())
        }
      })
  }
}

extension Datasets.ArrayDescription {
  fileprivate var surroundingsDescription: Surroundings.ArrayDescription {
    .init(name: name, shape: shape, elementType: elementType)
  }
}
