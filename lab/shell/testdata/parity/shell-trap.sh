set -euo pipefail
cleanup() {
  echo "clean $?"
  ip netns del a 2>/dev/null || true
  ip netns
}
trap cleanup EXIT INT TERM
trap
ip netns add a
ip netns
trap '' HUP
trap "echo 'it is' usr" SIGUSR1 sigusr2 3
trap -p
trap - TERM 10
trap QUIT
trap
trap foo NOSUCH || echo "rc $?"
trap -- 'echo err' ERR
trap
(exit 3) || echo "sub $?"
bash -c "trap 'echo nested' EXIT; ip link show nosuch" || echo "rc $?"
trap - ERR
bash -c 'trap "echo twice" EXIT; exit 4' || echo "rc $?"
false
echo never
