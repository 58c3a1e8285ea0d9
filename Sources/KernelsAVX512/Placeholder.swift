/// Placeholder until the kernels stand here.
package enum KernelsAVX512Placeholder {}
