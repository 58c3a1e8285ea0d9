/// Placeholder until the kernels stand here.
package enum KernelsPlaceholder {}
