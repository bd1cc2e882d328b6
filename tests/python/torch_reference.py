"""Answers requests of the tests with torch, one JSON object per line. A test binary starts one process: see common/python.rs."""

import json
import sys
import traceback


def main():
    try:
        import torch
    except ImportError as error:
        print(json.dumps({"torch": None, "error": str(error)}), flush=True)
        return
    import averaging
    import clipping
    import moving
    import moving_training
    import peer_files
    import peer_schedules
    import programs
    import schedules
    import training

    answers = {
        "jump": schedules.jump,
        "drive": schedules.drive,
        "attempt": schedules.attempt,
        "plateau": schedules.plateau,
        "write_runs": moving.write_runs,
        "read_run": moving.read_run,
        "train_and_write": moving_training.train_and_write,
        "read_and_train": moving_training.read_and_train,
        "train": training.train,
        "average": averaging.average,
        "update_bn": averaging.update_bn,
        "clip": clipping.clip,
        "run_program": programs.run_program,
        "peer_rates": peer_schedules.rates,
        "peer_plateau": peer_schedules.plateau,
        "mmengine": peer_schedules.mmengine,
        "transformers_file": peer_files.transformers,
        "timm_file": peer_files.timm,
        "mmengine_file": peer_files.mmengine,
    }
    print(json.dumps({"torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = answers[request.pop("do")](**request)
        except Exception:
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
