# shellcheck shell=bash
# A box for a benchmark: k3s in Docker with our image and chart, as ./quickstart makes it, gone at the end. After bench.sh.
k3s=rancher/k3s:v1.35.4-k3s1
helm=alpine/helm:3.19.2
operator=micromirror/micromirror:0.1.0
workbench=micromirror/workbench:0.1.0
box=micromirror-bench-$$
namespace=micromirror

kubectl() { docker exec -i "$box" kubectl --namespace $namespace "$@"; }

# wait_for SECONDS WHAT COMMAND...: asks every half second until the command succeeds.
wait_for() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ $SECONDS -ge $deadline ]; then
      say "gave up waiting for $what"
      exit 1
    fi
    sleep 0.5
  done
}

# operator_of FILE: the process of the operator's java, and what /proc has of it in FILE, such as status.
operator_of() {
  docker exec "$box" sh -c '
    for process in /proc/[0-9]*; do
      [ "$(cat $process/comm)" = java ] && tr "\0" " " <$process/cmdline | grep -q " io.micromirror.Micromirror operator" || continue
      cat "$process/$1"
    done' sh "$1" 2>/dev/null
}

# kib FIELD: of the operator's java, as the kernel sees it.
kib() { operator_of status | sed -n "s/^$1:[^0-9]*\([0-9]*\) kB/\1/p" | head -1; }

# machine WORK: brings the box up, with our images; the work directory gets its kubeconfig.
machine() {
  local work=$1 image
  need_image $k3s $helm $operator $workbench
  say "starting k3s"
  at_end docker rm --force --volumes "$box"
  docker run --detach --name "$box" --hostname bench --privileged --cgroupns host --volume /sys/fs/cgroup:/sys/fs/cgroup \
    --tmpfs /run --tmpfs /var/run --volume /srv/mirror \
    $k3s server --disable=traefik --disable=servicelb --disable=metrics-server --disable=local-storage >/dev/null
  wait_for 240 "k3s" kubectl wait --for=condition=Ready node --all --timeout=5s
  (umask 077 && docker exec "$box" cat /etc/rancher/k3s/k3s.yaml >"$work/kubeconfig")
  for image in $operator $workbench; do
    say "handing $image to k3s"
    docker save "$image" | docker exec -i "$box" ctr --namespace k8s.io images import - >/dev/null
  done
}

# cluster WORK [ARGUMENT...]: the same, and installs the chart, with further arguments for Helm.
cluster() {
  local work=$1
  shift
  machine "$work"
  say "installing the chart"
  docker run --rm --network "container:$box" --volume "$PWD/charts/micromirror:/chart:ro" \
    --volume "$work/kubeconfig:/kubeconfig:ro" --env KUBECONFIG=/kubeconfig \
    $helm upgrade --install micromirror /chart --namespace $namespace --create-namespace --wait --timeout 5m "$@" >/dev/null
}

# mirror: the quickstart's upstream and mirror, until the mirror is Ready.
mirror() {
  local file
  say "waiting for the quickstart's mirror"
  for file in examples/quickstart/*.yaml; do
    cat "$file"
    echo ---
  done | kubectl apply -f - >/dev/null
  wait_for 300 "the mirror to be Ready" kubectl wait --for=condition=Ready mirrornode quickstart --timeout=5s
}
