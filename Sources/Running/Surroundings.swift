import Files
import Datasets
import Engine
import Networks
import Lesson
package import Steps

extension Session {
  /// What the planner may ask: shapes from the headers of data sets and files.
  package var surroundings: Surroundings {
    let (library, files, reader) = (library, files, reader)
    return Surroundings(
      dataset: { name in
        do throws(DataError) {
          return .success(try library.find(name).descriptions)
        } catch { return .failure(error.unavailable) }
      },
      file: { name, reading in
        files.locate(name).flatMap { path in
          do throws(DataError) {
            return .success(try reader.describe(path: path, shownAs: name, reading))
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
        files.locatePicture(name).flatMap { path in
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
  }
}

extension DataError {
  fileprivate var unavailable: Surroundings.Unavailable {
    Surroundings.Unavailable(summary: summary, notes: notes, isMachine: isMachine)
  }
}
