import json, sys, mlflow

with mlflow.start_run():
    for line in sys.stdin:
        row = json.loads(line)
        step = int(row.pop("step"))
        # MLflow allows no brackets in the name of a metric: lr[0] becomes lr.0.
        mlflow.log_metrics({name.replace("[", ".").replace("]", ""): float(value) for name, value in row.items()}, step=step)
