/// Why a data set could not be downloaded.
package struct FetchError: Error, Sendable, Equatable {
  package enum Problem: Error, Sendable, Equatable {
    case noCurl
    case noNetwork(host: String)
    case refused(address: String, status: Int)
    /// The connection broke or stood still; what came is kept and resumed the next time.
    case cutOff(address: String)
    case webPage(String)
    case wrongContents(String)
    case diskFull(folder: String)
    case cannotWrite(path: String, reason: String)
    case badAddress(String)
    case notTrusted(host: String, reason: String)
    case failed(address: String, reason: String)
    /// By the user; what came is kept.
    case interrupted

    /// Another server would not help.
    var isOfThisComputer: Bool {
      switch self {
      case .noCurl, .diskFull, .cannotWrite, .interrupted: true
      default: false
      }
    }

    /// Whether what came so far may be the beginning of the file.
    var keepsPart: Bool {
      switch self {
      case .wrongContents, .webPage, .failed, .refused(_, 416): false
      default: true
      }
    }

    /// One sentence without a full stop.
    package var summary: String {
      switch self {
      case .noCurl: "the program 'curl', which downloads it, is not on this computer"
      case .noNetwork(let host): "\(host) cannot be reached"
      case .refused(let address, 404): "\(address) does not exist (404)"
      case .refused(let address, let status) where status >= 500:
        "the server has a problem of its own with \(address) (\(status))"
      case .refused(let address, let status): "the server refused \(address) (\(status))"
      case .cutOff(let address): "the connection broke while downloading \(address)"
      case .webPage(let address): "\(address) gave a web page and not the file"
      case .wrongContents(let address): "what \(address) gave is not the published file: its checksum is wrong"
      case .diskFull(let folder): "the disk is full, so that \(folder) cannot take the file"
      case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
      case .badAddress(let address): "'\(address)' is not an address to download from"
      case .notTrusted(let host, let reason): "\(host) cannot be trusted: \(reason)"
      case .failed(let address, let reason): "\(address): \(reason)"
      case .interrupted: "interrupted"
      }
    }

    var advice: String {
      switch self {
      case .noCurl: "install it, for instance with 'apt-get install curl', or copy the files by hand"
      case .noNetwork:
        "check that this computer is online, and whether the school's network needs a proxy (https_proxy)"
      case .refused(_, let status) where status >= 500: "try again later, or name another server with --mirror"
      case .refused, .badAddress: "check the address given with --mirror: the folder that holds the four .gz files"
      case .cutOff, .interrupted: "run the same command again: it goes on where it stopped"
      case .webPage: "the network may want you to log in first: open the address in a browser"
      case .wrongContents: "try again, or name another server with --mirror"
      case .diskFull: "make some room, then run the same command again"
      case .cannotWrite: "choose another cache folder with the variable XDG_CACHE_HOME"
      case .notTrusted: "check this computer's date, and that the package 'ca-certificates' is installed"
      case .failed: "try again later, or name another server with --mirror"
      }
    }
  }

  package var file: String
  /// One for each server that was tried.
  package var problems: [Problem]

  package var isInterruption: Bool { problems == [.interrupted] }

  /// One sentence without a full stop.
  package var summary: String {
    problems.count == 1 ? problems[0].summary : "no server gave \(file)"
  }

  /// Why, and how to mend it; each a line of its own.
  package var notes: [String] {
    var notes = problems.count == 1 ? [] : problems.map { $0.summary }
    for problem in problems where !notes.contains(problem.advice) { notes.append(problem.advice) }
    return notes
  }
}
