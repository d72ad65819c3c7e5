set -- a b; shift 5; echo $? $#
shift; echo $? $#
shift 1; echo $? $#
shift; echo $? $#
f() { shift 5; echo $? $#; shift 2; echo $? $#; }; f 1 2
f() { while [ $# -gt 0 ]; do echo $1; shift; done; }; f 1 2 3
set -- a b c; shift -1; echo $?
shift x
echo $?
shift 0; echo $? $#; shift 1 2
echo $? $#; shift -- 1; echo $? $#; shift +1; echo $? $#
while shift; do echo on $#; done
shift 2 || echo none
if shift; then echo yes; else echo no; fi
(shift; echo $?)
bash -c 'shift 2; echo $? $@' x a b c
bash -c 'shift 4; echo $? $@' x a b c
shift() { echo mine $# "$@"; }; shift 1 2
