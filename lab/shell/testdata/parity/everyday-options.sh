parse() {
  while [[ $# -gt 0 ]]; do
    case "$1" in
      --name=*) name="${1#*=}"; shift;;
      -n|--name) name=$2; shift 2;;
      -q|--quiet) quiet=yes; shift;;
      --) shift; break;;
      -*) echo "unknown $1" >&2; return 2;;
      *) rest+=("$1"); shift;;
    esac
  done
  rest+=("$@")
}
rest=(); parse a --name=x b -q -- -c d; echo "$name $quiet ${rest[*]}"
rest=(); parse --bad; echo $?
: "${name:=none}" "${other:=default}"; echo "$name $other ${missing:-fallback} ${name:+set}"
