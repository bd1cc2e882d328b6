#!/usr/bin/env bash
# Runs a program of this package on two network namespaces, which stand for two hosts: each has its own network and host name, and
# all messages of MPI go through TCP. Needs root, iproute2 and Open MPI.
#
#     tests/two_hosts.sh RANKS_PER_HOST PROGRAM [ARGUMENT]...
#     RATE=1gbit DELAY=50us tests/two_hosts.sh 1 ../../target/release/digits    # a slower link, with tc
set -euo pipefail

(($# >= 2)) || { sed -n 's/^#     //p' "$0" >&2; exit 2; }
ranks=$1
shift

hosts=(tchlr-a tchlr-b)
addresses=(10.77.0.1 10.77.0.2)
agent=$(mktemp)
cleanup() {
    for host in "${hosts[@]}"; do ip netns delete "$host" 2>/dev/null || true; done
    rm -f "$agent"
}
trap cleanup EXIT

for host in "${hosts[@]}"; do ip netns add "$host"; done
ip link add link0 netns "${hosts[0]}" type veth peer name link0 netns "${hosts[1]}"
for index in 0 1; do
    ip -n "${hosts[index]}" address add "${addresses[index]}/24" dev link0
    ip -n "${hosts[index]}" link set lo up
    ip -n "${hosts[index]}" link set link0 up
    if [[ -n ${RATE:-} ]]; then
        ip netns exec "${hosts[index]}" tc qdisc add dev link0 root netem delay "${DELAY:-0us}" rate "$RATE"
    fi
done

# mpirun calls this program instead of ssh, as "AGENT HOST COMMAND...".
cat >"$agent" <<'AGENT'
#!/usr/bin/env bash
host=$1
shift
case $host in
10.77.0.1) name=tchlr-a ;;
10.77.0.2) name=tchlr-b ;;
*) echo "no such host: $host" >&2; exit 1 ;;
esac
exec ip netns exec "$name" unshare --uts sh -c 'hostname "$0"; eval exec "$@"' "$name" "$*"
AGENT
chmod +x "$agent"

# The launcher has a host name and a network of its own too: those of the first host.
ip netns exec "${hosts[0]}" unshare --uts sh -c 'hostname "$0"; exec "$@"' "${hosts[0]}" \
    env OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMP_NUM_THREADS=1 \
    mpirun --host "${addresses[0]}:$ranks,${addresses[1]}:$ranks" --mca plm_rsh_agent "$agent" \
    --mca btl tcp,self --mca btl_tcp_if_include link0 --mca oob_tcp_if_include link0 --bind-to none "$@"
