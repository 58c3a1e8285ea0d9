import Files
internal import Kernels
internal import Networks
internal import Operations

#if arch(x86_64)
internal import KernelsAVX2
internal import KernelsAVX512
#endif

typealias Execute = @Sendable (Operation, BatchState, Int, Int) -> Void

/// A compiled variant of the kernels.
struct Processor {
  let name: String
  /// Whether products are added with one rounding; without it the last bits are others.
  let roundsOnce: Bool
  let isSupported: Bool
  let execute: Execute

  /// The fastest first; the last runs everywhere.
  static func variants() -> [Processor] {
    #if arch(x86_64)
    let flags = processorFlags()
    // x86-64-v3 and -v4 of the x86-64 ABI, by the Linux kernel's names.
    let v3 = flags.isSuperset(of: ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"])
    let v4 = v3 && flags.isSuperset(of: ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"])
    return [
      Processor(name: "avx512", roundsOnce: KernelsAVX512.roundsOnce(), isSupported: v4) {
        KernelsAVX512.execute($0, $1, part: $2, parts: $3)
      },
      Processor(name: "avx2", roundsOnce: KernelsAVX2.roundsOnce(), isSupported: v3) {
        KernelsAVX2.execute($0, $1, part: $2, parts: $3)
      },
      plain("baseline"),
    ]
    #elseif arch(wasm32)
    return [plain("webassembly")]
    #else
    return [plain("arm64")]
    #endif
  }

  /// The kernels for any processor of this kind.
  private static func plain(_ name: String) -> Processor {
    Processor(name: name, roundsOnce: Kernels.roundsOnce(), isSupported: true) {
      Kernels.execute($0, $1, part: $2, parts: $3)
    }
  }

  /// - Parameter name: a forced variant; nil or empty picks the fastest supported.
  static func pick(_ name: String?) throws(EngineError) -> Processor {
    let variants = variants()
    guard let name, !name.isEmpty else { return variants.first { $0.isSupported } ?? variants[variants.count - 1] }
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknownProcessor(name, known: variants.map { $0.name })
    }
    guard variant.isSupported else { throw .unsupportedProcessor(name) }
    return variant
  }

  private static func processorFlags() -> Set<String> {
    Set((systemValue("/proc/cpuinfo", "flags") ?? "").split(separator: " ").map(String.init))
  }
}
