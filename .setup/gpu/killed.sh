#!/bin/sh
# Kills a run of gpt with SIGKILL after it has saved, resumes it, and compares its log with that of an uninterrupted run.
# killed.sh GPT FOLDER DEVICE
set -e
settings="--device $3 --threads 1 --steps 60 --warmup 10 --save-every 10 --val-every 30 --sample 1"
# shellcheck disable=SC2086
"$1" $settings --out "$2/whole" >/dev/null 2>&1
"$1" $settings --out "$2/killed" >/dev/null 2>&1 &
until [ -d "$2/killed/save-000003-step-30" ]; do
    kill -0 $!
    sleep 0.02
done
kill -9 $!
wait $! || true
"$1" --device "$3" --threads 1 --resume "$2/killed" --sample 1 2>/dev/null | grep Resumes
cmp "$2/whole/log.csv" "$2/killed/log.csv"
echo "The resumed run has the bytes of the uninterrupted one: $(wc -l <"$2/whole/log.csv") lines, from $(sed -n 2p "$2/whole/log.csv") to $(tail -n 1 "$2/whole/log.csv")."
