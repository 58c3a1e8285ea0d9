// What calls take, as the documentation of Keras (versions 1 to 3), scikit-learn, pandas and NumPy has it.

extension KerasSignature {
  static let named = (layers + trainings + networks + tables).reduce(into: [String: KerasSignature]()) { found, entry in
    let signature = KerasSignature(entry.receiver, entry.parameters)
    for name in entry.names.split(separator: " ") { found[String(name)] = signature }
  }

  private typealias Entry = (names: String, receiver: Receiver, parameters: String)

  private static let anyLayer =
    " input_shape input_dim batch_input_shape batch_size=* name=* dtype=None|float32 trainable=True"
    + " activity_regularizer=None"
  private static let weights =
    " use_bias|bias=True kernel_initializer|init=glorot_uniform bias_initializer=zeros"
    + " kernel_regularizer|W_regularizer=None bias_regularizer|b_regularizer=None activity_regularizer=None"
    + " kernel_constraint|W_constraint=None bias_constraint|b_constraint=None"
  private static let channels = " data_format|dim_ordering=None|channels_last|tf"

  private static let layers: [Entry] = [
    ("Dense", .any, "units|output_dim activation" + weights + " lora_rank=None" + anyLayer),
    (
      "Conv2D", .any,
      "filters|nb_filter kernel_size strides|subsample padding|border_mode" + channels
        + " dilation_rate=1|(1,1) groups=1 activation" + weights + anyLayer
    ),
    (
      "Convolution2D", .any,
      "filters|nb_filter nb_row nb_col kernel_initializer|init=glorot_uniform activation weights=None"
        + " padding|border_mode strides|subsample" + channels + weights + anyLayer
    ),
    (
      "MaxPooling2D MaxPool2D AveragePooling2D AvgPool2D", .any,
      "pool_size strides padding|border_mode" + channels + anyLayer
    ),
    ("Flatten", .any, channels + anyLayer),
    ("Dropout", .any, "rate|p noise_shape=None seed=*" + anyLayer),
    (
      "BatchNormalization", .any,
      "axis=-1|3 momentum=0.99 epsilon=0.001 center=True scale=True beta_initializer=zeros gamma_initializer=ones"
        + " moving_mean_initializer=zeros moving_variance_initializer=ones beta_regularizer=None"
        + " gamma_regularizer=None beta_constraint=None gamma_constraint=None synchronized=*" + anyLayer
    ),
    (
      "LayerNormalization", .any,
      "axis=-1 epsilon=0.001 center=True scale=True beta_initializer=zeros gamma_initializer=ones"
        + " beta_regularizer=None gamma_regularizer=None beta_constraint=None gamma_constraint=None" + anyLayer
    ),
    ("Activation", .any, "activation" + anyLayer), ("Reshape", .any, "target_shape" + anyLayer),
    ("Softmax", .any, "axis=-1" + anyLayer),
    (
      "Input InputLayer", .any,
      "shape|input_shape batch_size=* dtype=None|float32 sparse=None|False batch_shape=None name=* tensor=None"
    ),
  ]

  private static let networks: [Entry] = [
    ("Sequential", .any, "layers name=* trainable=True"), ("Model", .any, "inputs|input outputs|output name=*"),
    (
      "compile", .network,
      "optimizer loss metrics loss_weights=None weighted_metrics=None run_eagerly=* steps_per_execution=*"
        + " jit_compile=* auto_scale_loss=* sample_weight_mode=None"
    ),
    (
      "evaluate", .network,
      "x y batch_size verbose=* sample_weight=None steps=None callbacks=None max_queue_size=* workers=*"
        + " use_multiprocessing=* return_dict=*"
    ),
    (
      "predict predict_classes predict_proba", .network,
      "x batch_size=* verbose=* steps=None callbacks=None max_queue_size=* workers=* use_multiprocessing=*"
    ),
    ("SparseCategoricalCrossentropy", .any, "from_logits ignore_class=None reduction=* axis=-1 name=* dtype=*"),
    (
      "CategoricalCrossentropy BinaryCrossentropy", .any,
      "from_logits label_smoothing=0 axis=-1 reduction=* name=* dtype=*"
    ),
    ("SparseTopKCategoricalAccuracy TopKCategoricalAccuracy", .any, "k=5 name=* dtype=*"),
    ("BinaryAccuracy", .any, "name=* dtype=* threshold=0.5"),
  ]

  private static let anyOptimizer =
    " weight_decay=None|0 clipnorm=None clipvalue=None global_clipnorm=None use_ema=False ema_momentum=*"
    + " ema_overwrite_frequency=* loss_scale_factor=None gradient_accumulation_steps=None|1 name=* jit_compile=* decay"

  private static let trainings: [Entry] = [
    (
      "fit", .network,
      "x y batch_size epochs|nb_epoch verbose=* callbacks validation_split validation_data shuffle class_weight=None"
        + " sample_weight=None initial_epoch=0 steps_per_epoch=None validation_steps=None validation_batch_size=*"
        + " validation_freq=1 max_queue_size=* workers=* use_multiprocessing=*"
    ),
    ("SGD", .any, "learning_rate|lr momentum nesterov" + anyOptimizer),
    ("Adam", .any, "learning_rate|lr beta_1=0.9 beta_2=0.999 epsilon=1e-7|None amsgrad=False" + anyOptimizer),
    ("RMSprop", .any, "learning_rate|lr rho=0.9 momentum epsilon=1e-7|None centered=False" + anyOptimizer),
    (
      "EarlyStopping", .any,
      "monitor min_delta=0 patience verbose=* mode=* baseline=None restore_best_weights start_from_epoch=0"
    ),
    ("ReduceLROnPlateau", .any, "monitor factor patience verbose=* mode=* min_delta|epsilon=0.0001 cooldown=0 min_lr"),
    ("to_categorical", .any, "x|y num_classes|nb_classes dtype=*"),
    ("train_test_split", .any, "* test_size train_size random_state=* shuffle stratify=None"),
    ("StandardScaler", .any, "copy=* with_mean=True with_std=True"),
  ]

  private static let tables: [Entry] = [
    (
      "read_csv", .any,
      "filepath_or_buffer sep=* delimiter=* header=* names=None index_col=None|False usecols=None dtype=* engine=*"
        + " converters=None skipinitialspace=* skiprows=None|0 skipfooter=0 nrows=None na_values=None parse_dates=*"
        + " thousands=None decimal=. encoding=* low_memory=* index=* comment=*"
    ),
    (
      "loadtxt genfromtxt", .any,
      "fname dtype=* comments=* delimiter=* converters=None skiprows|skip_header=* usecols=None unpack=False ndmin=*"
        + " encoding=* max_rows=None names=* skip_footer=0 missing_values=None filling_values=None"
    ),
    ("load_img", .any, "path color_mode=* target_size=None interpolation=* keep_aspect_ratio=* grayscale=*"),
    ("dropna", .table, "axis=0|index how=any|None thresh=None subset=None inplace=* ignore_index=*"),
    ("sample", .table, "n=None frac=None replace=False weights=None random_state=* axis=* ignore_index=*"),
  ]
}
