package import Files
import Datasets
import Engine
import Networks
import Lesson
package import Steps

/// A file that a lesson names, as it names it.
package enum NamedFile: Hashable, Sendable {
  case data(String), weights(String), picture(String)
  /// Those that one name stands for.
  case pictures(String, hasClasses: Bool)

  /// What tells it from what it was before.
  package enum Version: Sendable, Equatable {
    case file(FileVersion)
    case names([String])
  }
}

extension Session {
  /// nil where there is no such file that the lesson may read.
  package func version(of file: NamedFile) -> NamedFile.Version? { files.version(of: file) }

  /// What the planner may ask: shapes from the headers of data sets and files.
  package var surroundings: Surroundings { surroundings { _, _ in } }

  /// - Parameter note: hears of each file that is asked for, and of how it was before that.
  package func surroundings(_ note: @escaping @Sendable (NamedFile, NamedFile.Version?) -> Void) -> Surroundings {
    let (library, files, reader) = (library, files, reader)
    var surroundings = Surroundings(
      dataset: { name in
        do throws(DataError) {
          return .success(try library.find(name).descriptions)
        } catch { return .failure(error.unavailable) }
      },
      file: { name, reading in
        note(.data(name), files.version(of: .data(name)))
        return files.locate(name).flatMap { path in
          do throws(DataError) {
            return .success(try reader.describe(path: path, shownAs: name, reading))
          } catch { return .failure(error.unavailable) }
        }
      },
      table: { name, choice in
        note(.data(name), files.version(of: .data(name)))
        return files.locate(name).flatMap { path in
          do throws(DataError) {
            return .success(try reader.describeTable(path: path, shownAs: name, choice))
          } catch { return .failure(error.unavailable) }
        }
      },
      weightsFile: { name in
        note(.weights(name), files.version(of: .weights(name)))
        do throws(Diagnostic) {
          if WeightsFile.isPacked(name) {
            let bytes = try files.readWeights(name, at: 0..<0)
            do throws(DataError) {
              return .success(try WeightsFile.unpacked(bytes, name).map { ($0.name, $0.shape) })
            } catch { return .failure(error.unavailable) }
          }
          let start = try files.readWeightsStart(name, at: 0..<0)
          do throws(EngineError) {
            return .success(try Safetensors.describe(start: start.bytes, fileSize: start.size))
          } catch {
            if let foreign = foreignWeights(start.bytes) {
              return .failure(
                .init(
                  summary: "'\(name)' is \(foreign.kind), no .safetensors file", notes: [foreign.advice],
                  isMachine: false))
            }
            return .failure(.init(summary: diagnostic(error, at: nil).summary, isMachine: false))
          }
        } catch {
          return .failure(.init(summary: error.summary, notes: error.notes, isMachine: error.cause == .machine))
        }
      },
      picture: { name in
        note(.picture(name), files.version(of: .picture(name)))
        return files.locatePicture(name).flatMap { path in
          guard let bytes = try? readFile(path, limit: Session.largestPicture) else {
            return .failure(.init(summary: "'\(name)' cannot be read, or is over 8 MB", isMachine: true))
          }
          guard PictureFormat(bytes) != nil else {
            let foreign = ForeignFile.recognised(Array(bytes.prefix(512)))
            return .failure(
              .init(
                summary: "'\(name)' is \(foreign.map { "\($0.kind), and" } ?? "") no picture in PNG, JPEG, GIF or WebP",
                notes: foreign.map { [$0.advice] } ?? [], isMachine: false))
          }
          return .success(())
        }
      })
    surroundings.pictures = { request in
      if PictureFiles.areSeveral(request.name) {
        let all = NamedFile.pictures(request.name, hasClasses: request.hasClasses)
        note(all, files.version(of: all))
      }
      return files.pictures(request.name, hasClasses: request.hasClasses).flatMap { found in
        for file in found.files.prefix(Self.mostHeaders) { note(.data(file.name), files.version(of: .data(file.name))) }
        do throws(DataError) {
          return try Self.found(found, request, reader)
        } catch { return .failure(error.unavailable) }
      }
    }
    return surroundings
  }

  /// Headers that the check reads; what is wrong with more of them, only the run tells.
  fileprivate static let mostHeaders = 500

  private static func found(
    _ pictures: PictureFiles, _ request: Surroundings.PictureRequest, _ reader: DataFileReader
  ) throws(DataError) -> Result<Surroundings.FoundPictures, Surroundings.Unavailable> {
    var shapes: [(name: String, shape: [Int])] = []
    var problems: [DataError] = []
    for file in pictures.files.prefix(mostHeaders) {
      do throws(DataError) {
        guard let shape = try reader.pictureShape(path: file.path, shownAs: file.name) else {
          throw .unsuitable(file: file.name, problem: "is no picture in PNG or JPEG", advice: "")
        }
        shapes.append((file.name, shape))
      } catch {
        problems.append(error)
      }
    }
    if !problems.isEmpty { throw .several(problems, of: pictures.files.count, named: request.name) }
    guard var form = request.form else { return .success(.init(files: pictures, shape: [28, 28])) }
    form = form.common(shapes.map { $0.shape })
    let resolved = shapes.compactMap { file in form.shape(of: file.shape).map { (name: file.name, shape: $0) } }
    guard let first = resolved.first else { return .failure(.init(summary: "there are no pictures", isMachine: true)) }
    if let other = resolved.first(where: { $0.shape != first.shape }) {
      func size(_ shape: [Int]) -> String { "\(shape[0])x\(shape[1])" }
      return .failure(
        .init(
          summary: "the pictures have different sizes: '\(first.name)' has \(size(first.shape)) pixels, "
            + "'\(other.name)' \(size(other.shape))",
          notes: ["a line such as 'size: 32x32' below brings all to one size"], isMachine: false))
    }
    return .success(.init(files: pictures, shape: first.shape))
  }
}

extension FileAccess {
  fileprivate func version(of file: NamedFile) -> NamedFile.Version? {
    let found: Result<String, Surroundings.Unavailable>
    switch file {
    case .data(let name): found = locate(name)
    case .weights(let name): found = locateWeights(name)
    case .picture(let name): found = locatePicture(name)
    case .pictures(let name, let hasClasses):
      guard case .success(let found) = pictures(name, hasClasses: hasClasses) else { return nil }
      return .names(found.files.map { $0.name })
    }
    guard case .success(let path) = found else { return nil }
    return FileVersion(path: path).map { .file($0) }
  }
}

/// What other programs keep weights in, with how to get at them.
private func foreignWeights(_ bytes: [UInt8]) -> (kind: String, advice: String)? {
  let fromKeras =
    "in Python: safetensors.numpy.save_file({w.path.replace('/', '.'): w.numpy() for w in model.weights}, "
    + "'weights.safetensors')"
  if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
    return ("a packed file, as PyTorch (.pt) and Keras (.keras) write them", "\(ForeignFile.torchAdvice); \(fromKeras)")
  }
  if bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) { return ("an HDF5 file, as Keras writes them", fromKeras) }
  if bytes.starts(with: [0x93] + Array("NUMPY".utf8)) {
    return ("a NumPy array", "save all weights of the network together: safetensors.numpy.save_file")
  }
  return ForeignFile.recognised(Array(bytes.prefix(512))).map { (kind: $0.kind, advice: $0.advice) }
}

extension DataError {
  fileprivate var unavailable: Surroundings.Unavailable {
    var problem = Surroundings.Unavailable(summary: summary, notes: notes, isMachine: isMachine)
    if case .noColumn(_, let name, let columns, let setting) = self {
      problem.setting = setting
      let words = columns + (setting == "labels" ? ["first", "last"] : [])
      problem.hint = Suggestion.nearest(name, among: words).map { "did you mean '\($0)'?" }
    }
    return problem
  }
}
