import json, sys, trackio

trackio.init(project="digits")
for line in sys.stdin:
    row = json.loads(line)
    trackio.log(row, step=int(row.pop("step")))
trackio.finish()
