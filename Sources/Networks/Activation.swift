package enum Activation: String, Sendable, CaseIterable { case linear, relu, sigmoid, tanh, elu, softmax }
