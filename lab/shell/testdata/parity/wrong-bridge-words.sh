bridge; echo $?
bridge help; echo $?
bridge foo; echo $?
bridge -q link; echo $?
bridge --foo; echo $?
bridge -h link; echo $?
bridge -f; echo $?
bridge -f foo link; echo $?
bridge -f help; echo $?
bridge -n; echo $?
bridge -n nope link; echo $?
bridge -n nope link foo; echo $?
bridge -n nope; echo $?
bridge link foo; echo $?
bridge link help; echo $?
bridge fdb foo; echo $?
bridge fdb help; echo $?
bridge link show dev; echo $?
bridge link show dev nope; echo $?
bridge link show dev lo dev lo; echo $?
bridge link show dev ''; echo $?
bridge '' ; echo $?
bridge link ''; echo $?
