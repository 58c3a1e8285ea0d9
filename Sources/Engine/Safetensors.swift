/// Weights as a safetensors file: an 8-byte little-endian header length, a JSON header, the tensors' bytes.
package enum Safetensors {
  package static func encode(_ weights: [Weight]) -> [UInt8] { [] }

  package static func decode(_ bytes: [UInt8]) throws(EngineError) -> [Weight] { [] }
}
