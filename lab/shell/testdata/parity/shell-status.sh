true; echo $?
false; echo $?
ip link show nosuch; echo $?
ip link show nosuch 2>/dev/null || echo or
ip link show lo >/dev/null && echo and
! ip link show nosuch 2>/dev/null; echo $?
ip link show nosuch | cat; echo $?
set -o pipefail; ip link show nosuch 2>&1 | cat; echo $?
if ip netns exec none true; then echo yes; else echo no $?; fi
(exit 7); echo $?
exit 3
