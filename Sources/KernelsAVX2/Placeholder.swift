/// Placeholder until the kernels stand here.
package enum KernelsAVX2Placeholder {}
