"""Writes what Keras and scikit-learn do, for the tests of retention.model.

    pip install -r requirements.txt
    python make.py . [callbacks training ...]
"""

import json
import math
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from sklearn.preprocessing import StandardScaler
from sklearn.utils.class_weight import compute_class_weight

OUT = Path(sys.argv[1])
MOMENTUM = 0.99
LEARNING_RATE = 3e-3


def write(name, value):
    (OUT / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


def floats(array):
    """The shortest decimals that read back as the same float32 (or float64)."""
    array = np.asarray(array)
    if array.ndim > 1:
        return [floats(row) for row in array]
    return [float(str(value)) for value in array]


def callbacks():
    published = [0.162, 0.1007, 0.0867, 0.0844, 0.0861, 0.0997, 0.0857, 0.0918, 0.0975]
    rng = np.random.default_rng(7)
    sequences = {
        "published": published + [0.0844] * 21,
        "always better": [1 / (i + 1) for i in range(30)],
        "never better": [0.5] + [0.6] * 29,
        "better by less than min_delta": [0.5 - 2e-5 * i for i in range(30)],
        "equal": [0.3] * 30,
        "last of the patience": [0.5, 0.6, 0.6, 0.6, 0.6, 0.4, 0.6, 0.6, 0.6, 0.6, 0.6, 0.3] + [0.2] * 18,
        "noisy": [float(v) for v in 0.3 * np.exp(-np.arange(30) / 6) + rng.uniform(0, 0.2, 30)],
        "slow": [float(v) for v in 0.5 * np.exp(-np.arange(30) / 10) + rng.uniform(0, 0.05, 30)],
    }
    out = []
    for name, losses in sequences.items():
        model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
        model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="binary_crossentropy")
        stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
        plateau = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=3)
        for callback in (stopping, plateau):
            callback.set_model(model)
            callback.on_train_begin()
        model.stop_training = False
        rates = []
        for epoch, loss in enumerate(losses):
            rates.append(float(model.optimizer.learning_rate.numpy()))
            for callback in (stopping, plateau):
                callback.on_epoch_end(epoch, {"val_loss": loss})
            if model.stop_training:
                break
        out.append(
            {
                "name": name,
                "val_loss": losses,
                "epochs_run": len(rates),
                "best_epoch": stopping.best_epoch + 1,
                "learning_rates": rates,
            }
        )
    write("callbacks.json", out)


class UnbiasedMovingVariance(keras.callbacks.Callback):
    """Makes the moving variance average the batches' unbiased variances, as PyTorch does."""

    def __init__(self, rows, batch):
        super().__init__()
        self.sizes = [min(batch, rows - start) for start in range(0, rows, batch)]

    def layers(self):
        return [layer for layer in self.model.layers if isinstance(layer, keras.layers.BatchNormalization)]

    def on_train_batch_begin(self, batch, logs=None):
        self.before = [layer.moving_variance.numpy() for layer in self.layers()]

    def on_train_batch_end(self, batch, logs=None):
        n = self.sizes[batch]
        for layer, before in zip(self.layers(), self.before):
            share = layer.moving_variance.numpy() - MOMENTUM * before
            layer.moving_variance.assign(MOMENTUM * before + share * n / (n - 1))


def small_network(inputs):
    return keras.Sequential(
        [
            keras.Input((inputs,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(4, activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


def torch_order(model):
    """Weights layer by layer: kernels as (out, in); gamma, beta, moving mean, moving variance."""
    return [floats(w.T.reshape(-1)) for w in model.get_weights()]


def training():
    rng = np.random.default_rng(11)
    rows, validation_rows, inputs, batch, epochs = 37, 12, 6, 8, 25
    x = rng.normal(size=(rows + validation_rows, inputs)).astype("float32")
    y = (x[:, 0] + x[:, 1] + 0.7 * rng.normal(size=len(x)) > 0.6).astype("float32")
    keras.utils.set_random_seed(3)
    start = small_network(inputs).get_weights()
    balanced = compute_class_weight("balanced", classes=np.array([0.0, 1.0]), y=y[:rows])
    runs = []
    for name, unbiased, weight in (
        ("keras", False, None),
        ("unbiased moving variance", True, None),
        ("balanced class weights", True, {0: float(balanced[0]), 1: float(balanced[1])}),
    ):
        model = small_network(inputs)
        model.set_weights(start)
        model.compile(
            optimizer=keras.optimizers.Adam(LEARNING_RATE), loss="binary_crossentropy", metrics=["accuracy"]
        )
        callbacks = [
            keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True),
            keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=3),
        ]
        if unbiased:
            callbacks.insert(0, UnbiasedMovingVariance(rows, batch))
        watched = (x[rows:], y[rows:])
        if weight:
            # class_weight does not reach val_loss: the watched rows get theirs one by one.
            watched += (np.where(y[rows:] == 1, balanced[1], balanced[0]).astype("float32"),)
        history = model.fit(
            x[:rows],
            y[:rows],
            validation_data=watched,
            batch_size=batch,
            epochs=epochs,
            shuffle=False,
            class_weight=weight,
            callbacks=callbacks,
            verbose=0,
        ).history
        probabilities = model.predict(x, verbose=0).reshape(-1)
        runs.append(
            {
                "name": name,
                "history": {k: [float(v) for v in values] for k, values in history.items()},
                "weights": torch_order(model),
                "probabilities": floats(probabilities),
            }
        )
    shell = small_network(inputs)
    shell.set_weights(start)
    write(
        "training.json",
        {
            "rows": rows,
            "batch": batch,
            "epochs": epochs,
            "learning_rate": LEARNING_RATE,
            "class_weights": [float(w) for w in balanced],
            "x": floats(x),
            "y": [int(v) for v in y],
            "start": torch_order(shell),
            "runs": runs,
        },
    )


def published_network():
    model = keras.Sequential(
        [
            keras.Input((772,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    first = model.layers[0].kernel.numpy()
    write(
        "network.json",
        {
            "parameters": model.count_params(),
            "trainable": int(sum(np.prod(w.shape) for w in model.trainable_weights)),
            "layers": [[type(l).__name__, l.output.shape[1], l.count_params()] for l in model.layers],
            "glorot_limit": math.sqrt(6 / (772 + 128)),
            "largest_kernel_value": float(np.abs(first).max()),
        },
    )


def scaler():
    rng = np.random.default_rng(5)
    x = np.column_stack(
        [
            rng.lognormal(3, 2, 40).round(),
            rng.normal(1e6, 1, 40),
            np.zeros(40),
            np.full(40, 0.1),
            np.full(40, 123456.7),
            rng.normal(size=40) * 1e-6,
            np.eye(40)[3],
        ]
    ).astype("float32")
    fitted = StandardScaler().fit(x[:30].astype("float64"))
    write(
        "scaler.json",
        {
            "rows": floats(x),
            "fitted_on": 30,
            "mean": floats(fitted.mean_),
            "scale": floats(fitted.scale_),
            "transformed": floats(fitted.transform(x.astype("float64"))),
        },
    )


for make in (callbacks, training, published_network, scaler):
    if len(sys.argv) == 2 or make.__name__ in sys.argv[2:]:
        make()
