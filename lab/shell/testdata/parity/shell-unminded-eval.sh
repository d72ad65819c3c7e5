# errors that nobody minds, in text that is run later
set -e
eval '! { false; echo a; }; echo "$?"'
trap '! { false; echo b; }; x=$(false; echo c); echo $x; false | true; echo ${PIPESTATUS[@]}; while getopts a o -a -- -a; do echo $o; done; echo $OPTIND' EXIT
eval 'if { false; echo d; } | cat; then echo e; fi; ! (false; echo f) | cat || echo g'
eval "f() { ! { false; echo h; }; y=\$(false; echo i); echo \$y; }"; f
eval '(false; echo j; exit 2) || echo k $?'
