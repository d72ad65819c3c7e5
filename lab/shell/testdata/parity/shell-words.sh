f() { echo $#; }
f {,x}; f {,}; f a{,b}; f ""{,x}; f ''
for i in {,.bak}; do echo "<$i>"; done
for i in file{,.bak} {a} {a,b}{1,2}; do echo "<$i>"; done
HOME=/h
x=/a:~/b:~; echo "$x"
y=~:~; echo "$y"
z="a:~"; echo "$z" a:~ --x=~
PATH=$PATH:~/bin; echo "${PATH##*:}"
export W=a:~/w; echo "$W"
false | true; echo $? ${PIPESTATUS[@]}
set -o pipefail
false | true; echo $? ${PIPESTATUS[@]}
