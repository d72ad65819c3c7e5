# What is to be done at the end of a subshell is done there, and an exit in it counts.
(trap 'echo end $?' EXIT; echo body); echo $?
(trap 'echo end $?' EXIT; echo body; false); echo $?
(trap 'echo end $?' EXIT; exit 4; echo never); echo $?
(trap 'echo end; exit 7' EXIT; exit 4); echo $?
(trap 'echo end' EXIT; if true; then exit 2; fi; echo never); echo $?
(trap 'echo end' EXIT; trap - EXIT; echo body); echo $?
(trap 'echo end' 0; trap 'echo other $x' EXIT; x=5); echo $?
x=$(trap 'echo last' EXIT; echo first; exit 3); echo "$? $x"
(trap 'echo outer' EXIT; (exit 3); echo $?; (trap 'echo inner' EXIT; exit 4); echo $?; y=$(exit 5); echo $?)
(trap 'echo gone; rm -f file' EXIT; touch file; ls file); ls file
trap 'echo all' EXIT
(echo plain; exit 6); echo $?
(trap 'echo mine' EXIT; :) | cat
(trap 'echo $((1 + 1)); for ((i = 0; i < 2; i++)); do echo $i; done' EXIT; exit) & wait $!; echo $?
(set -e; trap 'echo failed $?' ERR; false; echo never); echo $?
trap -p
f() (trap 'echo f ends' EXIT; exit 3); f; echo $?
trap 'echo all; if ((1)); then (exit 4); exit 9; fi; echo never' EXIT
exit 2
