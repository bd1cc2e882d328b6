"""What the bundle runs: tests, examples, their Python twins, and a benchmark."""

import dataclasses
import sys

# The logs of the losses, in the folder of the run.
LOGS = {
    "digits-rust": "digits-rust.csv",
    "digits-python": "digits-python.csv",
    "digits-rust-again": "digits-rust-again.csv",
    "gpt-rust": "gpt/log.csv",
    "gpt-python": "gpt-python.csv",
}
BATCHES_OF_DIGITS = 20


@dataclasses.dataclass
class Part:
    """A command, and its limit in seconds."""

    name: str
    command: list
    limit: int
    # Whether the command is a test program, of which at least one test must run.
    is_test: bool = False
    # The number of optimizer steps of a printed row, if the command prints the rows of a training.
    steps_of_a_row: int = 0


def parts(bundle, tree, folder, on_gpu):
    device = "cuda" if on_gpu else "cpu"
    binary = lambda name: str(bundle / "bin" / name)
    test = lambda name, limit, binary_name, *filters: Part(name, [binary(f"test-{binary_name}"), *filters], limit, is_test=True)
    twin = lambda name: [sys.executable, "-u", str(tree / "examples" / "python" / f"{name}.py")]
    epochs = ["--epochs", "10" if on_gpu else "3"]
    # One thread, so that both languages round in the same order.
    gpt = ["--steps", "300" if on_gpu else "60", "--warmup", "20", "--threads", "1"]
    weights = {name: f"{folder}/{name}.safetensors" for name in ("digits", "gpt")}
    digits = lambda name: ["--device", device, "--folder", f"{folder}/{name}", "--log", f"{folder}/{LOGS[name]}"]
    of_rust = {
        "digits": digits("digits-rust"),
        "gpt": ["--device", device, "--out", f"{folder}/gpt", "--log-every", "1", "--val-every", "100000"],
    }
    return [
        Part("device", [binary("bench-device")], 20),
        test("weights of 300 steps against Python", 60, "training", "weights::"),
        test("killed runs resume to the bit", 80, "training", "killed_runs::"),
        Part("digits", [binary("digits"), *epochs, *of_rust["digits"], "--save-weights", weights["digits"]], 25, steps_of_a_row=BATCHES_OF_DIGITS),
        Part(
            "digits in Python",
            [*twin("digits"), *epochs, "--weights", weights["digits"], "--log", f"{folder}/{LOGS['digits-python']}"],
            25,
            steps_of_a_row=BATCHES_OF_DIGITS,
        ),
        # Shows how far two runs of one program differ if the kernels of the device are not deterministic.
        Part("digits again", [binary("digits"), *epochs, *digits("digits-rust-again")], 25),
        Part("gpt", [binary("gpt"), *gpt, *of_rust["gpt"], "--initial-weights", weights["gpt"]], 35, steps_of_a_row=1),
        Part(
            "gpt in Python",
            [*twin("gpt"), *gpt, "--weights", weights["gpt"], "--csv", f"{folder}/{LOGS['gpt-python']}"],
            35,
            steps_of_a_row=1,
        ),
        test("rates in every class of optimizers", 60, "optimizer", "models::"),
        test("generators", 20, "lr_finder", "random_state"),
        test("checkpoints", 20, "training", "checkpoints::weights"),
        test("native", 20, "native"),
        test("rates of a preview and in training", 20, "training", "trace::"),
        Part("quickstart", [binary("quickstart"), "--device", device, "--epochs", "20"], 20),
        Part("finetune", [binary("finetune")], 30),
        Part("find_lr", [binary("find_lr"), "--device", device, "--out", f"{folder}/find_lr.svg"], 20),
        Part("gan", [binary("gan"), "--folder", f"{folder}/gan"], 45),
        Part("plain_optimizer", [binary("plain_optimizer")], 20),
        Part("resume", [binary("resume"), "--folder", f"{folder}/resume"], 20),
        Part("gpt killed", ["sh", str(bundle / "killed.sh"), binary("gpt"), f"{folder}/killed", device], 40),
    ]
