import Datasets
import Glibc

func run() throws {
  switch try Arguments(CommandLine.arguments.dropFirst()) {
  case .help: print(Arguments.usage)
  case .kernels(let settings): try benchmarkKernels(settings)
  case .profile(let settings): try benchmarkProfile(settings)
  case .lessons(let settings): try benchmarkLessons(settings)
  }
}

do {
  try run()
} catch let error as UsageError {
  report("benchmark: \(error.message)\ntry 'benchmark --help'")
  exit(2)
} catch let error as DataError {
  report("benchmark: " + ([error.summary] + error.notes).joined(separator: "\n  "))
  exit(3)
} catch {
  report("benchmark: \(error)")
  exit(3)
}
