"""The Keras peer of bench/TrainEpoch.java: the published network, Adam, the same number of random rows in the same batches.

    python bench/peers/train_keras.py [--start-only] [--rows 3249] [--features 772] [--batch 16] [--epochs 12] [--data FILE.npz]

Prints the seconds of starting, of the first epoch, and of a warm epoch with its validation: the median, and processor time. A file of data
holds the arrays `features` (rows x features) and `labels` (0 or 1).
"""

import argparse
import os
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
BEGIN = time.perf_counter()

import keras
import numpy as np


def network(features: int) -> keras.Model:
    layers = keras.layers
    return keras.Sequential([
        keras.Input((features,)),
        layers.Dense(128, activation="relu"), layers.BatchNormalization(), layers.Dropout(0.3),
        layers.Dense(64, activation="relu"), layers.BatchNormalization(), layers.Dropout(0.3),
        layers.Dense(1, activation="sigmoid"),
    ])


class Clock(keras.callbacks.Callback):
    """The seconds of each epoch."""

    def __init__(self):
        super().__init__()
        self.seconds, self.processor = [], []

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.start)
        self.processor.append(time.process_time())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--start-only", action="store_true", help="import everything and exit")
    for name, value in {"rows": 3249, "features": 772, "batch": 16, "epochs": 12}.items():
        options.add_argument(f"--{name}", type=int, default=value)
    options.add_argument("--data", help="an .npz with the arrays features and labels")
    given = options.parse_args()
    started = time.perf_counter() - BEGIN
    if given.start_only:
        print(f"start {started:.2f} s")
        return
    if given.data:
        with np.load(given.data) as arrays:
            features, labels = arrays["features"].astype(np.float32), arrays["labels"].astype(np.float32)
    else:
        random = np.random.default_rng(42)
        features = random.standard_normal((given.rows, given.features), np.float32)
        labels = (random.random(given.rows) < 0.2).astype(np.float32)
    begin = time.perf_counter()
    keras.utils.set_random_seed(42)
    model = network(features.shape[1])
    model.compile(keras.optimizers.Adam(1e-3), "binary_crossentropy", metrics=["accuracy"])
    clock = Clock()
    model.fit(features, labels, batch_size=given.batch, epochs=given.epochs, validation_split=0.2, verbose=0, callbacks=[clock])
    total = time.perf_counter() - begin
    warm = given.epochs // 2
    processor = (clock.processor[-1] - clock.processor[warm - 1]) / (given.epochs - warm)
    print(f"start {started:.2f} s, first epoch {clock.seconds[0]:.3f} s, median epoch {np.median(clock.seconds[warm:]):.4f} s, "
          f"processor time of an epoch {processor:.4f} s, all {total:.2f} s")


if __name__ == "__main__":
    main()
