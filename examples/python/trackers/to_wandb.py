import json, sys, wandb

with wandb.init(project="digits") as run:
    for line in sys.stdin:
        row = json.loads(line)
        run.log(row, step=int(row.pop("step")))
