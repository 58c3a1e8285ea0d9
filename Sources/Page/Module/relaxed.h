// a · b + c with one rounding where the browser's processor can: https://github.com/WebAssembly/relaxed-simd.
typedef float float4 __attribute__((vector_size(16)));

static inline __attribute__((always_inline)) float4 relaxed_multiply_add(float4 a, float4 b, float4 c) {
  return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
}
