f() { OPTIND=1; while getopts 'ab:' o; do echo "$o ${OPTARG-none}"; done; echo "$OPTIND"; shift $((OPTIND-1)); echo "rest $*"; }
f -- -a; f -a -- -b; f -a -; f -a x -b; f --; f -b -- x; f -ab; f -ab -- y; f -q; f -b; f
# getopts in set -e and in a trace
set -e
f() {
  local OPTIND o
  while getopts 'ab:' o; do echo "$o ${OPTARG-}"; done
  shift $((OPTIND-1)); echo "$*"
}
f -a -- -x
f -q y
f -b || echo x
while getopts :z: o -z 1 -y -z; do echo "$o $OPTARG"; done
